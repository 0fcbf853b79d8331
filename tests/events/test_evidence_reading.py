"""What a file becomes, by its content: pictures are made anew, documents checked, everything else refused in words."""

import io
from datetime import date

import pytest
from PIL import Image

from events.received import ready
from events.received.reading import read_file
from rules.errors import AppError
from tests.events import evidence_files as files


def read(content: bytes, name: str = "file.jpg"):
    return read_file(io.BytesIO(content), name)


def refusal(content: bytes, name: str = "file.jpg") -> str:
    with pytest.raises(AppError) as refused:
        read(content, name)
    assert refused.value.status in {413, 422}
    return refused.value.code


@pytest.mark.parametrize("ending", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_picture_keeps_nothing_but_the_picture_and_its_day(ending):
    kept = read(files.photo(ending))
    content = kept.content.read()
    assert (kept.ending, kept.media_type, kept.size) == ("jpg", "image/jpeg", len(content))
    assert kept.taken_on == date(2025, 9, 10)
    assert b"SECRETCAM" not in content and b"SECRETCAM" not in kept.preview
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (64, 48), {})
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert picture.getpixel((60, 24))[0] > 200 and picture.getpixel((60, 24))[1] < 60


def test_a_picture_stands_upright_and_is_at_most_2560_points_long():
    kept = read(files.photo(size=(4000, 3000), orientation=6))
    with Image.open(kept.content) as picture:
        assert picture.size == (1920, 2560)
        # Turned right: what was left is above.
        assert picture.getpixel((960, 100)) == (255, 255, 255)
    with Image.open(io.BytesIO(kept.preview)) as preview:
        assert preview.size == (360, 480)


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "2099:01:01 00:00:00", "nonsense", "1970:01:01 00:00:00"])
def test_a_day_that_cannot_be_true_is_no_day(taken):
    assert read(files.photo(taken=taken)).taken_on is None


def test_what_shows_through_is_white_and_sixteen_bits_are_scaled():
    made = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(made, "PNG")
    with Image.open(read(made.getvalue()).content) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)
    made = io.BytesIO()
    Image.new("I;16", (10, 10), 0x8000).save(made, "PNG")
    with Image.open(read(made.getvalue()).content) as picture:
        assert abs(picture.getpixel((5, 5))[0] - 128) <= 2


def animation(ending: str) -> bytes:
    made, frames = io.BytesIO(), [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(made, ending, save_all=True, append_images=frames[1:])
    return made.getvalue()


PHOTO = files.photo(size=(800, 600))
REFUSED = {
    "an empty file": (b"", "a.jpg", "evidence_empty"),
    "half a photograph": (PHOTO[: len(PHOTO) // 2], "a.jpg", "evidence_damaged"),
    "the head of a photograph": (PHOTO[:20], "a.jpg", "evidence_damaged"),
    "half of an HEIC": (files.photo("HEIF", (800, 600))[:900], "a.heic", "evidence_damaged"),
    "900 million points": (files.huge_png(), "a.png", "evidence_picture_huge"),
    "a moving PNG": (animation("PNG"), "a.png", "evidence_animated"),
    "a moving WebP": (animation("WEBP"), "a.webp", "evidence_animated"),
    "a GIF": (animation("GIF"), "a.jpg", "evidence_animated"),
    "a program called a photograph": (b"MZ\x90\0" + bytes(500), "a.jpg", "evidence_program"),
    "a script": (b"#!/bin/sh\nrm -r /\n", "a.txt", "evidence_program"),
    "a page called a photograph": (b"<!DOCTYPE html><script>1</script>", "a.jpg", "evidence_page"),
    "a page called a text": (b"  \n<HTML><body>", "a.txt", "evidence_page"),
    "a page in another encoding": ("﻿<svg onload=x>".encode("utf-16"), "a.txt", "evidence_page"),
    "a drawing": (b'<?xml version="1.0"?><svg/>', "a.svg", "evidence_page"),
    "an archive": (files.packed({"a.txt": b"x"}), "a.zip", "evidence_archive"),
    "an archive called a document": (files.packed({"a.exe": b"MZ"}), "a.docx", "evidence_archive"),
    "an archive called a photograph": (files.packed({"a.jpg": PHOTO}), "a.jpg", "evidence_archive"),
    "a document torn inside": (files.torn(files.office()), "a.docx", "evidence_damaged"),
    "a document packed in an unusual way": (files.packed_otherwise(), "a.docx", "evidence_damaged"),
    "half a document": (files.workbook()[:2000], "a.xlsx", "evidence_damaged"),
    "a document with a program": (files.office(**{"word/vbaProject.bin": b"x"}), "a.docx", "evidence_macros"),
    "an old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "evidence_old_office"),
    "half a PDF": (files.pdf()[:20], "a.pdf", "evidence_damaged"),
    "half a film": (files.film()[:-9], "a.mp4", "evidence_damaged"),
    "the head of a film": (files.film()[:40], "a.mp4", "evidence_damaged"),
    "no sound": (b"ID3\3\0\0\0\0\0\0" + bytes(3000), "a.mp3", "evidence_damaged"),
    "noise": (bytes(range(256)) * 8, "a.bin", "evidence_unknown"),
    "noise called a text": (b"abc\1\2\3" * 50, "a.txt", "evidence_unknown"),
    "a text called a photograph": (b"abc", "a.jpg", "evidence_unknown"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_kept_is_refused_by_its_content(what):
    content, name, code = REFUSED[what]
    assert refusal(content, name) == code


def test_a_workbook_that_unpacks_enormously_is_refused_unopened():
    content = files.bomb()
    assert len(content) < 400_000
    assert refusal(content, "a.xlsx") == "evidence_bomb"


KEPT = {
    "a.pdf": (files.pdf(), "pdf", "application/pdf"),
    "a.docx": (files.office(), "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "a.xlsx": (files.workbook(), "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "a.odt": (
        files.packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
        "odt",
        "application/vnd.oasis.opendocument.text",
    ),
    "a.webm": (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(50), "webm", "video/webm"),
    "a.mp3": (files.sound(), "mp3", "audio/mpeg"),
    "а.txt": ("Қаулы мәтіні\n".encode(), "txt", "text/plain"),
    "b.csv": ("Күні;Саны\n1;2\n".encode("cp1251", "replace"), "csv", "text/csv"),
    "c.csv": ("Күні\tСаны\n".encode("utf-16"), "csv", "text/csv"),
    "photo.jpg": (files.pdf(), "pdf", "application/pdf"),
}


@pytest.mark.parametrize("name", KEPT)
def test_a_document_is_kept_byte_by_byte(name):
    content, ending, media_type = KEPT[name]
    kept = read(content, name)
    assert (kept.content.read(), kept.ending, kept.media_type) == (content, ending, media_type)
    assert (kept.preview, kept.sha256) == (b"", ready.sha256_of(io.BytesIO(content)))


@pytest.mark.parametrize(
    ("brand", "ending", "media_type"),
    [(b"isom", "mp4", "video/mp4"), (b"qt  ", "mov", "video/quicktime"), (b"M4A ", "m4a", "audio/mp4")],
)
def test_a_film_loses_its_position_and_nothing_moves(brand, ending, media_type):
    content = files.film(brand)
    kept = read(content, "a.mp4")
    bare = kept.content.read()
    assert (kept.ending, kept.media_type, kept.taken_on) == (ending, media_type, date(2025, 9, 10))
    assert len(bare) == len(content)
    assert b"+42.9" not in bare and b"SECRETCAM" not in bare
    frames = content.index(b"mdat")
    assert bare[frames:] == content[frames:]


def test_sizes_are_refused_with_the_limit(settings):
    settings.EVIDENCE_PICTURE_MAX_MB = 1
    with pytest.raises(AppError) as refused:
        read(files.photo() + bytes(2 * 1024 * 1024))
    assert (refused.value.code, refused.value.params) == ("evidence_picture_too_big", {"most": 1, "size": 3})
    assert read(files.pdf(bytes(2 * 1024 * 1024)), "a.pdf").size > 2 * 1024 * 1024


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\Суреттер\\Дәріс 4.HEIC", "Дәріс 4.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("a\u202egpj.exe", "agpj.jpg"),
        ("line\r\nSet-Cookie: x.jpg", "lineSet-Cookie: x.jpg"),
        (".jpg", "file.jpg"),
        ("я" * 300, "я" * 196 + ".jpg"),
    ],
)
def test_names_are_shown_without_tricks(given, shown):
    assert ready.shown_name(given, "jpg") == shown
