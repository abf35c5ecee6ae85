"""Draws a picture anew: ``python -m ledgerlift_server.client_settings.picture_child logo < sent > drawn``.

What somebody sent may have been made to break the library that decodes it, so it is decoded here, in a process of its
own with little memory and little time. What comes out is drawn from the pixels alone: no byte of the file
that was sent, and nothing that was hidden in it, is left.

The first line of the answer is JSON, ``{"width", "height", "content_type"}`` or ``{"refused": code}``; the picture
follows.
"""

import json
import resource
import sys
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MEMORY_BYTES = 1024**3
CPU_SECONDS = 20
# By their content; a name says nothing. No vector graphics: they are programs.
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "ICO")
MOST_PIXELS = 40_000_000
SIZES = {"logo": (1200, 400), "icon": (64, 64), "hero": (1920, 1080)}


def draw(kind: str, sent: bytes) -> tuple[dict[str, object], bytes]:
    """Draw a picture anew, in the size that its place needs."""
    from PIL import Image

    # Beyond it Pillow warns, and beyond twice of it refuses; here it is looked at before anything is decoded.
    Image.MAX_IMAGE_PIXELS = None
    try:
        picture = Image.open(BytesIO(sent), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            return {"refused": "picture_has_too_many_pixels"}, b""
        picture.load()
    except MemoryError:
        return {"refused": "picture_has_too_many_pixels"}, b""
    except Exception:  # noqa: BLE001 - whatever a decoder trips over, the file is no picture
        return {"refused": "picture_not_readable"}, b""
    drawn = copy_pixels(picture, SIZES[kind])
    output = BytesIO()
    if kind == "hero":
        flat = Image.new("RGB", drawn.size, "white")
        flat.paste(drawn, mask=drawn.getchannel("A"))
        flat.save(output, "JPEG", quality=85, optimize=True)
    else:
        drawn.save(output, "PNG", optimize=True)
    facts = {"width": drawn.width, "height": drawn.height}
    return {**facts, "content_type": "image/jpeg" if kind == "hero" else "image/png"}, output.getvalue()


def copy_pixels(picture: "Image", most: tuple[int, int]) -> "Image":
    """Copy pixels, made smaller where they are more than ``most``, onto a new picture that knows nothing else."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail(most)
    new = Image.new("RGBA", upright.size)
    new.paste(upright)
    return new


def main() -> None:
    """Answer one picture."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    facts, drawn = draw(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + drawn)


if __name__ == "__main__":
    main()
