"""Pictures of the brand: decided by their content, drawn anew, served as pictures and nothing else."""

import io
import random
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from ledgerlift_server.accounts.models import Event
from ledgerlift_server.client_settings.models import BrandPicture

MARKER = b"<script>alert('from inside')</script>"


@pytest.fixture
def send(client, staff):
    client.force_login(staff)

    def send_(kind, content, name="logo.png", content_type="image/png"):
        return client.post(
            f"/portal/settings/brand/{kind}/", {"picture": SimpleUploadedFile(name, content, content_type)}
        )

    return send_


def draw(form="PNG", size=(300, 80), mode="RGB", **options):
    output = io.BytesIO()
    Image.new(mode, size, "#aa3300" if mode != "P" else 3).save(output, form, **options)
    return output.getvalue()


def draw_with_everything_hidden():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", MARKER.decode())
    texts.add_itxt("XML:com.adobe.xmp", MARKER.decode())
    exif = Image.Exif()
    exif[0x010E] = MARKER.decode()
    return draw("PNG", pnginfo=texts, exif=exif, icc_profile=MARKER) + MARKER


def png_that_says_it_is_huge(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 10)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("kind", "content", "content_type"),
    [
        ("logo", draw("PNG", mode="RGBA"), "image/png"),
        ("logo", draw("JPEG", size=(5000, 900)), "image/png"),
        ("logo", draw("WEBP"), "image/png"),
        ("icon", draw("ICO", size=(64, 64)), "image/png"),
        ("hero", draw("GIF", mode="P", size=(2400, 1600)), "image/jpeg"),
    ],
)
def test_picture_is_drawn_anew_in_the_size_of_its_place(send, client, link, kind, content, content_type):
    # What it is called says nothing.
    assert send(kind, content, name="picture.svg", content_type="image/svg+xml").status_code == 302
    kept = BrandPicture.objects.get()
    assert kept.content_type == content_type
    drawn = Image.open(io.BytesIO(bytes(kept.content)))
    assert (drawn.width, drawn.height) == (kept.width, kept.height)
    assert drawn.width <= 1920
    assert drawn.height <= 1080
    address = f"/link/hill-bank/brand/{kind}/{kept.sha256}"
    assert address in client.get(link).content.decode()
    served = client.get(address)
    assert served.content == bytes(kept.content)
    assert served["Content-Type"] == content_type
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert Event.objects.latest("id").name == "brand.picture_changed"
    for wrong in (f"/link/hill-bank/brand/{kind}/{'0' * 64}", f"/link/vale-bank/brand/{kind}/{kept.sha256}"):
        assert client.get(wrong).status_code == 404


def test_nothing_of_the_file_that_was_sent_survives(send):
    sent = draw_with_everything_hidden()
    assert MARKER in sent
    assert send("logo", sent).status_code == 302
    kept = bytes(BrandPicture.objects.get().content)
    assert b"script" not in kept
    assert b"alert" not in kept
    assert {kept[at + 4 : at + 8] for at in chunk_starts(kept)} == {b"IHDR", b"IDAT", b"IEND"}


def chunk_starts(png):
    at = 8
    while at < len(png):
        yield at
        at += 12 + int.from_bytes(png[at : at + 4], "big")


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NOT_READABLE = "This file is no picture that can be used. Save it as PNG, JPEG or WebP and try again."
REFUSED = [
    ("logo", b"#!/bin/sh\necho hello\n", NOT_READABLE),
    ("logo", b"<html><script>alert(1)</script></html>", NOT_READABLE),
    ("logo", SVG, NOT_READABLE),
    ("logo", draw()[:60], NOT_READABLE),
    ("logo", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", NOT_READABLE),
    ("logo", draw("TIFF"), NOT_READABLE),
    ("logo", b"", "Choose a picture first."),
    ("icon", random.Random(1).randbytes(500_001), "This file has 500 kB; a picture here has at most 500 kB."),
    ("logo", png_that_says_it_is_huge(60_000, 60_000), "more than 40 million pixels"),
    ("hero", png_that_says_it_is_huge(2**31 - 1, 2**31 - 1), "more than 40 million pixels"),
]


@pytest.mark.parametrize(("kind", "content", "sentence"), REFUSED)
def test_what_is_no_picture_is_refused_beside_its_field_and_changes_nothing(send, kind, content, sentence):
    send(kind, draw("ICO" if kind == "icon" else "PNG", size=(48, 48)))
    before = bytes(BrandPicture.objects.get().content)
    answer = send(kind, content)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert page.index(f'id="picture-{kind}"') < page.index(sentence)
    assert bytes(BrandPicture.objects.get().content) == before


def test_refusal_is_said_in_french_as_well(send, client):
    client.cookies["ledgerlift_language"] = "fr-ca"
    assert "Ce fichier n’est pas une image utilisable." in send("logo", SVG).content.decode()


def test_picture_of_30_mb_is_refused_whatever_is_in_it(send):
    answer = send("logo", draw() + b"\0" * 30_000_000)
    assert answer.status_code == 422
    assert "at most 10 MB" in answer.content.decode()


def test_picture_is_removed(send, client, link):
    send("logo", draw())
    assert client.post("/portal/settings/brand/logo/", {"remove": "1"}).status_code == 302
    assert not BrandPicture.objects.exists()
    assert "brand/logo" not in client.get(link).content.decode()
    assert client.post("/portal/settings/brand/poster/", {"remove": "1"}).status_code == 404


def test_logo_is_on_the_banks_reports(send, bank, tmp_path):
    from ledgerlift_server.syncs.report_settings import describe_settings

    send("logo", draw("WEBP"))
    described = describe_settings(bank, folder=tmp_path)
    with Image.open(described["issuer"]["logo"]) as logo:
        assert logo.format == "PNG"
