"""One slide in the making, in points from its upper left corner, and a file that never changes."""

import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.parts.image import Image
from pptx.util import Pt

from ledgerlift.problems import Language
from ledgerlift.reports.book import LONGEST_PROPERTY
from ledgerlift.reports.package import TIMESTAMP
from ledgerlift.reports.settings import Paper
from ledgerlift.reports.styles import INK, LINE
from ledgerlift.reports.text import clean

SIZES: dict[Paper, tuple[float, float]] = {"letter": (792, 612), "a4": (841.9, 595.3), "screen": (960, 540)}
LANGUAGES = {"en": MSO_LANGUAGE_ID.ENGLISH_CANADIAN, "fr": MSO_LANGUAGE_ID.FRENCH_CANADIAN}
TAGS: dict[Language, str] = {"en": "en-CA", "fr": "fr-CA"}
FONT = "Calibri"
TITLE_ONLY = 5
ALIGNMENTS = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}


@dataclass(frozen=True)
class Box:
    """A place on the slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.height

    def inset(self, by: float) -> "Box":
        """Give the place inside an edge."""
        return Box(self.left + by, self.top + by, self.width - 2 * by, self.height - 2 * by)

    def split(self, count: int, gap: float) -> list["Box"]:
        """Cut it into columns of one width."""
        width = (self.width - gap * (count - 1)) / count
        return [Box(self.left + number * (width + gap), self.top, width, self.height) for number in range(count)]

    @property
    def points(self) -> tuple[Pt, Pt, Pt, Pt]:
        """The four measures as PowerPoint takes them."""
        return Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height)


@dataclass(frozen=True)
class Type:
    """How a text looks."""

    size: float
    colour: str = INK
    bold: bool = False
    align: str = "left"
    anchor: Any = MSO_ANCHOR.TOP


class Slide:
    """A presentation of one page; `save` writes it. The same calls give the same bytes."""

    def __init__(self, *, title: str, author: str, language: Language, paper: Paper, created: date | None) -> None:
        self.language = language
        self._title = clean(title)
        self._presentation = Presentation()
        self.width, self.height = SIZES[paper]
        self._presentation.slide_width, self._presentation.slide_height = Pt(self.width), Pt(self.height)
        layout = _tidy_template(self._presentation, self._title, TAGS[language])
        self._slide = self._presentation.slides.add_slide(layout)
        self._describe(clean(author), datetime.combine(created or date(2000, 1, 1), time()))

    def write_title(self, box: Box, text: str, look: Type) -> None:
        """Write the title of the slide, which screen readers and outlines go by."""
        shape = self._slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = box.points
        # In front of what was drawn before it, like everything else.
        self._slide.shapes._spTree.append(shape._element)
        self._fill_frame(shape.text_frame, text, look)

    def write(self, box: Box, text: str, look: Type) -> None:
        """Write a text; the caller sees to it that it fits."""
        shape = self._slide.shapes.add_textbox(*box.points)
        self._fill_frame(shape.text_frame, text, look)

    def fill(self, box: Box, colour: str, *, outline: str | None = None) -> None:
        """Draw a rectangle."""
        shape = self._slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.points)
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(colour)
        # The template's style would add a shadow.
        shape._element.remove(shape._element.find(qn("p:style")))
        if outline is None:
            shape.line.fill.background()
        else:
            shape.line.color.rgb, shape.line.width = rgb(outline), Pt(0.75)
        _mark_decorative(shape)

    def draw_picture(self, box: Box, picture: bytes, description: str) -> None:
        """Put a picture into a place of its own proportions (`fit_picture`)."""
        shape = self._slide.shapes.add_picture(BytesIO(picture), *box.points)
        shape.name = shape._element.nvPicPr.cNvPr.attrib["descr"] = description

    def draw_chart(self, box: Box, kind: Any, data: CategoryChartData, name: str) -> Any:  # noqa: ANN401 - python-pptx's charts
        """Put a native chart on the slide and give it to be dressed."""
        frame = self._slide.shapes.add_chart(kind, *box.points, data)
        frame.name = name
        frame._element.nvGraphicFramePr.cNvPr.attrib["descr"] = name
        chart = frame.chart
        chart.font.size, chart.font.name, chart.font.color.rgb = Pt(9), FONT, rgb(INK)
        return chart

    def draw_table(self, box: Box, name: str, rows: list[list[tuple[str, Type]]], widths: list[float]) -> None:
        """Put a native table on the slide; its first row is the heading."""
        frame = self._slide.shapes.add_table(len(rows), len(widths), *box.points)
        frame.name = name
        table = frame.table
        table.horz_banding = False
        for position, width in enumerate(widths):
            table.columns[position].width = Pt(width)
        for number, row in enumerate(rows):
            table.rows[number].height = Pt(box.height / len(rows))
            for position, (text, look) in enumerate(row):
                cell = table.cell(number, position)
                cell.margin_top = cell.margin_bottom = Pt(2)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                cell.fill.solid()
                cell.fill.fore_color.rgb = rgb("#F0F0EC" if number == 0 else "#FFFFFF")
                self._write_paragraph(cell.text_frame, text, look)

    def draw_line(self, left: float, top: float, width: float) -> None:
        """Draw a thin line across."""
        self.fill(Box(left, top, width, 0.75), LINE)

    def save(self, path: Path) -> None:
        """Write the presentation; nothing is at ``path`` until it is complete."""
        for shape in self._slide.shapes:
            if shape.has_chart:
                _set_language(shape.chart._chartSpace, TAGS[self.language])
        buffer = BytesIO()
        self._presentation.save(buffer)
        unfinished = path.with_name(f".{path.name}.part")
        try:
            unfinished.write_bytes(settle(buffer.getvalue()))
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    def _fill_frame(self, frame: Any, text: str, look: Type) -> None:  # noqa: ANN401 - python-pptx's frames
        frame.word_wrap = True
        frame.vertical_anchor = look.anchor
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        self._write_paragraph(frame, text, look)

    def _write_paragraph(self, frame: Any, text: str, look: Type) -> None:  # noqa: ANN401 - python-pptx's frames
        paragraph = frame.paragraphs[0]
        paragraph.alignment = ALIGNMENTS[look.align]
        run = paragraph.add_run()
        run.text = clean(text)
        font = run.font
        font.name, font.size, font.bold = FONT, Pt(look.size), look.bold
        font.color.rgb, font.language_id = rgb(look.colour), LANGUAGES[self.language]

    def _describe(self, author: str, created: datetime) -> None:
        properties = self._presentation.core_properties
        author = author[:LONGEST_PROPERTY]
        properties.title = self._title[:LONGEST_PROPERTY]
        properties.author = properties.last_modified_by = author
        properties.created = properties.modified = created
        properties.language = TAGS[self.language]
        properties.revision, properties.subject, properties.keywords = 1, "", ""


def rgb(colour: str) -> RGBColor:
    """Read ``#RRGGBB``."""
    return RGBColor(*bytes.fromhex(colour.removeprefix("#")))


def fit_picture(box: Box, picture: bytes) -> Box:
    """Find the place a picture takes in a larger one: as large as fits, at its right edge."""
    pixels_wide, pixels_high = Image.from_blob(picture).size
    scale = min(box.width / pixels_wide, box.height / pixels_high)
    width, height = pixels_wide * scale, pixels_high * scale
    return Box(box.left + box.width - width, box.top + (box.height - height) / 2, width, height)


def settle(package: bytes, *, keeps_dates: bool = True) -> bytes:
    """Write an Office package again without the clock in it, the workbooks of its charts included."""
    settled = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as source, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            content = source.read(member)
            if member.endswith(".xlsx"):
                content = settle(content, keeps_dates=False)
            elif member == "docProps/core.xml" and not keeps_dates:
                content = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(member, TIMESTAMP)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(info, content)
    return settled.getvalue()


def _tidy_template(presentation: Any, title: str, tag: str) -> Any:  # noqa: ANN401 - python-pptx's objects
    """Take everything from the template that is not ours, its words above all; give the one layout that stays."""
    kept = presentation.slide_layouts[TITLE_ONLY]
    for layout in list(presentation.slide_layouts):
        if layout is not kept and layout.name != kept.name:
            presentation.slide_layouts.remove(layout)
    kept.name = title
    for shapes in (presentation.slide_master.shapes, kept.shapes):
        for shape in list(shapes):
            if shape.name.startswith("Title"):
                shape.name = shape.text_frame.text = title
            else:
                shape._element.getparent().remove(shape._element)
    for part in (presentation, presentation.slide_master, kept):
        _set_language(part._element, tag)
    package = presentation.part.package
    for owner in (package, presentation.part):
        relations = owner._rels if owner is package else owner.rels
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
                relations.pop(key)
    return kept


def _set_language(root: Any, tag: str) -> None:  # noqa: ANN401 - python-pptx's XML
    """Name the language of texts that the library made for us."""
    for element in root.xpath(".//*[@lang]"):
        element.set("lang", tag)


def _mark_decorative(shape: Any) -> None:  # noqa: ANN401 - python-pptx's shapes
    """Leave a shape that only colours the page without words of its own."""
    shape.name = " "
