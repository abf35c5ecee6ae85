"""A report of the wrong kind is named for what it is, with the way to the right one, in one sentence."""

import html
import re
from pathlib import Path

import pytest

from ledgerlift import catalogue
from ledgerlift.data_files import read_yaml
from ledgerlift_server.syncs import engine_child
from ledgerlift_server.syncs.models import Upload

KINDS = read_yaml("ledgerlift.catalogue", "vocabulary/other_reports.yaml")
IMPOSTORS = Path(__file__).parents[2] / "corpus" / "impostors"
# What a few headings alone do not make.
WRITTEN = {
    "purchase_orders": IMPOSTORS / "purchase-orders" / "Purchase Orders.xlsx",
    "aged_payables": IMPOSTORS / "aged-payables" / "AP Aging Summary.xlsx",
    "journals": "Journal No,Posting Date,Account Code,Account Name,Description,Debit,Credit,Entered By\n"
    + "".join(
        f"JE-{n},2025-{n % 12 + 1:02}-28,{account},Accruals,Month-end accrual,{sides},jdoe\n"
        for n in range(20)
        for account, sides in ((6100, f"{500 + n}.00,"), (2100, f",{500 + n}.00"))
    ),
    "general_ledger": "Date,Account Number,Account Name,Description,Debit,Credit,Running Balance\n"
    + "".join(
        f"2025-{n % 12 + 1:02}-28,{account},{name},Entry {n},{sides},{900 + n * 3}.00\n"
        for n in range(20)
        for account, name, sides in ((6100, "Office supplies", f"{500 + n}.00,"), (1000, "Bank", f",{500 + n}.00"))
    ),
    "supplier_summary": "Row Labels,Sum of Amount,Count of Amount,Percent of Total,Rank\n"
    + "".join(f"Vendor {n},{1000 + n * 31.5:.2f},{n + 3},{n / 10:.1f}%,{n}\n" for n in range(1, 31)),
}
# A list of what is owed to suppliers is taken for bills by whoever asks for bills.
ASKED_FOR = {"aged_payables": "payments"}


def value(heading, row):
    words = set(re.findall(r"[a-z]+", heading.lower()))
    if words & {"date", "day", "since"}:
        return f"2025-{row % 12 + 1:02}-{row % 27 + 1:02}"
    if words & {"amount", "total", "debit", "credit", "balance", "price", "cost", "value", "pay", "tax", "quantity",
                "hours", "rate", "gross", "net", "current"}:  # fmt: skip
        return f"{1000 + row * 37.5:.2f}"
    if words & {"number", "no", "code", "id", "ref"}:
        return f"A-{1000 + row}"
    return ("Birch Electric", "Elm Printing", "Cedar Supplies", "Oak Tools", "Pine Ltd", "Maple Co")[row % 6]


@pytest.fixture
def report(tmp_path):
    """Write a report of a kind, as somebody would drop it."""

    def write(kind):
        given = WRITTEN.get(kind)
        if isinstance(given, Path):
            return given
        path = tmp_path / f"{KINDS[kind]['titles']['en'][0]}.csv"
        headings = [*KINDS[kind]["telling"]["en"][:5], *KINDS[kind]["headings"]["en"][:4]]
        rows = [headings, *([value(heading, row) for heading in headings] for row in range(30))]
        path.write_text(given or "".join(",".join(row) + "\n" for row in rows))
        return path

    return write


@pytest.mark.parametrize("kind", KINDS)
def test_other_report_is_named_in_one_alert(client, link, connection, make_upload, run_jobs, engine, report, kind):
    path, data_type = report(kind), ASKED_FOR.get(kind, "bills")
    source = {"path": str(path), "name": path.name, "data_type": data_type, "answers": {}, "is_kept_cells": False}
    engine.inspections = [engine_child.inspect(source=source, software="workday", max_bytes=2**20)]
    make_upload(connection, data_type=data_type, name=path.name, content=path.read_bytes())
    run_jobs()
    assert Upload.objects.get().state == "wrong_report"
    wanted = next(
        found for key, found in catalogue.load().get("workday").reports.items() if key.value == data_type
    ).menu_path
    for language in ("en", "fr"):
        page = html.unescape(
            client.get(f"{link}reports/{data_type}/", headers={"Accept-Language": language}).content.decode()
        )
        (alert,) = re.findall(r'<div class="alert[^"]*">(.*?)</div>', page, re.DOTALL)
        assert KINDS[kind]["name"][language] in alert
        assert f"Workday{' ' if language == 'fr' else ''}: {' › '.join(wanted)}." in alert
