"""Workbooks written by hand, so that a test can write what no program would."""

import struct

SECTOR = 512
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
WORKBOOK_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/></Types>'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def relationships(*targets):
    items = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
    )


def workbook_parts(*sheets, strings="", styles='<cellXfs><xf numFmtId="0"/></cellXfs>', properties="", states=()):
    """The parts of an xlsx written by hand; each sheet is the XML inside its worksheet element."""
    names = [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    entries = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"'
        + (f' state="{states[number - 1]}"' if number <= len(states) else "")
        + "/>"
        for number, name in enumerate(names, start=1)
    )
    targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    parts = {
        "[Content_Types].xml": WORKBOOK_TYPES,
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}'
        f"<sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relationships(
            *targets, ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }
    for number, sheet in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
    return parts


def ole(streams):
    """A minimal OLE container; a name with a slash at its end is a storage."""
    names = ["Root Entry", *streams]
    directory_sectors = -(-len(names) * 128 // SECTOR)
    bodies, entries, fat = b"", [], []
    first = 1 + directory_sectors
    for number, (name, data) in enumerate(streams.items(), start=1):
        padded = data + bytes(-len(data) % SECTOR) if len(data) >= 4096 else data + bytes(4096 - len(data))
        count = len(padded) // SECTOR
        start = first + len(bodies) // SECTOR
        sibling = number + 1 if number < len(streams) else FREE
        entries.append((name.rstrip("/"), 1 if name.endswith("/") else 2, sibling, start, len(padded)))
        fat += [*range(start + 1, start + count), END]
        bodies += padded
    entries.insert(0, ("Root Entry", 5, FREE, END, 0))
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, FREE, sibling, 1 if kind == 5 else FREE)
        + bytes(36)
        + struct.pack("<IQ", start, size)
        for name, kind, sibling, start, size in entries
    ).ljust(directory_sectors * SECTOR, b"\0")
    chain = [FAT_SECTOR, *range(2, 1 + directory_sectors), END, *fat]
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHHHIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    return header + table + directory + bodies
