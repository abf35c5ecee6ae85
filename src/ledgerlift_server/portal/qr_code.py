"""A QR code as the path of an SVG, drawn on the server: the pages run no script for it and load no picture."""

import dataclasses

from reportlab.graphics.barcode import qrencoder

QUIET = 4


@dataclasses.dataclass(frozen=True)
class QrCode:
    """A code of ``size`` modules a side, its quiet zone included, and the path of the dark ones."""

    size: int
    path: str


def draw(text: str) -> QrCode:
    """Draw a text; a module is a square of side 1."""
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.moduleCount
    path = "".join(
        f"M{column + QUIET} {row + QUIET}h1v1h-1z"
        for row in range(count)
        for column in range(count)
        if code.isDark(row, column)
    )
    return QrCode(count + 2 * QUIET, path)
