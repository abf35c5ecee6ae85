"""The band at the top of a sheet that is read like a page: its title and the issuer, in the issuer's colours."""

from io import BytesIO

from xlsxwriter.worksheet import Worksheet

from ledgerlift.reports.book import Book
from ledgerlift.reports.styles import DEFAULT_ACCENT, FONT, PAPER, Issuer, readable_on
from ledgerlift.reports.text_fit import cut

# Points the band is high, and the pixels a logo may take in it.
HEIGHT, LOGO = 34, (165, 38)
SCREEN_DPI = 96
# Points an issuer's name may take; it stands at the right end and grows to the left.
LONGEST_NAME = 260


def write_band(book: Book, sheet: Worksheet, title: str, last_column: int) -> None:
    """Write the band over the first row, up to ``last_column``; a logo stands on paper at its right end."""
    issuer = book.issuer
    colour = issuer.colour if issuer else DEFAULT_ACCENT
    second = {"bottom": 5, "bottom_color": issuer.second_colour} if issuer else {}
    look = {**FONT, **second, "bg_color": colour, "font_color": readable_on(colour), "valign": "vcenter"}
    sheet.set_row(0, HEIGHT)
    for column in range(1, last_column + 1):
        sheet.write_blank(0, column, None, book.style(**look))
    book.write_text(sheet, 0, 0, title, book.style(**look | {"bold": True, "font_size": 16, "indent": 1}))
    if issuer and issuer.logo:
        # Nobody knows what colours a logo has, so it is not put on one.
        sheet.write_blank(0, last_column, None, book.style(**look | {"bg_color": PAPER}))
        _insert_logo(sheet, last_column, issuer, issuer.logo)
    elif issuer:
        name = cut(issuer.name, LONGEST_NAME, 10)
        style = book.style(**look | {"align": "right", "indent": 1, "quote_prefix": True})
        book.write_text(sheet, 0, last_column, name, style)


def _insert_logo(sheet: Worksheet, column: int, issuer: Issuer, logo: bytes) -> None:
    from PIL import Image

    with Image.open(BytesIO(logo)) as picture:
        pixels, dots = picture.size, picture.info.get("dpi", (SCREEN_DPI, SCREEN_DPI))
    # A picture's own dots an inch are undone: what counts is that it fits.
    scale = min(room / length for room, length in zip(LOGO, pixels, strict=True))
    x_scale, y_scale = (scale * float(each or SCREEN_DPI) / SCREEN_DPI for each in dots)
    place = {"x_offset": 4, "y_offset": 3, "x_scale": x_scale, "y_scale": y_scale, "object_position": 1}
    sheet.insert_image(
        0, column, "logo", {"image_data": BytesIO(logo), "description": cut(issuer.name, 400, 10)} | place
    )
