"""Photographs of paper lists: only real pictures get in, and nothing but the picture."""

import io
import struct
import uuid
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from events.actions.sheets import make_sheet
from events.models import SheetPhoto
from grants.models import AuditEntry, Role
from tests.conftest import signed_in

GPS = 0x8825


@pytest.fixture
def sheet(make):
    return make_sheet(make.activity().sessions.get(), rows=5, act=uuid.uuid4(), by=None)


def picture(fmt="JPEG", size=(300, 200), colour="white", **options) -> bytes:
    file = io.BytesIO()
    image = Image.new("RGB", size, colour)
    image.paste((255, 0, 0), (0, 0, 16, 16))
    image.save(file, fmt, **options)
    return file.getvalue()


def upload(client, sheet, *contents, name="photo.jpg", kind="image/jpeg"):
    files = [SimpleUploadedFile(name, content, kind) for content in contents]
    return client.post(f"/sheets/{sheet.code}/photos/", {"photos": files})


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 40,000 × 40,000 points."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_made_anew_as_a_jpeg(organiser, sheet, fmt):
    assert upload(organiser, sheet, picture(fmt)).status_code == 302
    photo = SheetPhoto.objects.get()
    answer = organiser.get(f"/sheet-photos/{photo.pk}/")
    content = b"".join(answer.streaming_content)
    with Image.open(io.BytesIO(content)) as kept:
        assert (kept.format, kept.size) == ("JPEG", (300, 200))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"] == f'inline; filename="list-{photo.pk}.jpg"'


def test_place_and_camera_are_taken_out_and_the_picture_stands_upright(organiser, sheet):
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(GPS)[2] = (43.0, 14.0, 0.0)
    sent = picture(exif=exif)
    assert b"CameraMaker" in sent
    upload(organiser, sheet, sent)
    with SheetPhoto.objects.get().file.open("rb") as file:
        content = file.read()
    assert b"CameraMaker" not in content
    with Image.open(io.BytesIO(content)) as kept:
        assert kept.size == (200, 300)
        assert not kept.getexif()
        red, green, _blue = kept.getpixel((196, 4))
        assert (red > 200, green < 60) == (True, True)


def test_a_huge_photograph_is_made_smaller(organiser, sheet):
    upload(organiser, sheet, picture(size=(4000, 3000)))
    with Image.open(SheetPhoto.objects.get().file) as kept:
        assert kept.size == (2600, 1950)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", 422),
        (b"<!doctype html><script>alert(1)</script>", 422),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", 422),
        (picture()[:400], 422),
        (picture("PNG")[:-30], 422),
        (b"\xff\xd8\xff\xe0" + b"\0" * 500, 422),
        (b"%PDF-1.7\n", 422),
        (bomb(), 413),
        (picture() + b"\0" * (10 * 1024 * 1024), 413),
    ],
    ids=["empty", "svg", "html", "gif", "cut jpeg", "cut png", "false jpeg", "pdf", "bomb", "over 10 MB"],
)
def test_what_is_no_photograph_is_refused_and_nothing_stays(organiser, sheet, settings, content, status):
    answer = upload(organiser, sheet, content)
    assert answer.status_code == status
    assert not SheetPhoto.objects.exists()
    assert not list(settings.MEDIA_ROOT.glob("sheets/**/*.*"))


def test_a_gif_called_jpeg_stays_out(organiser, sheet):
    assert upload(organiser, sheet, picture("GIF")).status_code == 422


def test_html_behind_a_picture_is_gone(organiser, sheet):
    upload(organiser, sheet, picture() + b"<script>alert(1)</script>")
    with SheetPhoto.objects.get().file.open("rb") as file:
        assert b"script" not in file.read()


def test_a_name_with_a_path_leads_nowhere(organiser, sheet, settings):
    upload(organiser, sheet, picture(), name="../../../evil.html", kind="text/html")
    (found,) = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert found.suffix == ".jpg"
    assert found.is_relative_to(settings.MEDIA_ROOT / "sheets")


def test_the_same_photograph_is_kept_once(organiser, sheet, settings):
    for _tap in range(2):
        upload(organiser, sheet, picture(), picture(colour="black"))
    assert SheetPhoto.objects.count() == 2
    assert len([path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]) == 2


def test_no_file_is_told(organiser, sheet):
    assert organiser.post(f"/sheets/{sheet.code}/photos/", {"photos": "x"}).status_code == 422


def test_who_sees_a_photograph(make, organiser, sheet, client):
    staff, other = (signed_in(make.member(Role.STAFF).user) for _person in range(2))
    upload(staff, sheet, picture())
    address = f"/sheet-photos/{SheetPhoto.objects.get().pk}/"
    foreign = signed_in(make.other_organisation().member(Role.OWNER).user)
    viewer = signed_in(make.member(Role.VIEWER).user)
    seen = [one.get(address).status_code for one in (organiser, staff, other, viewer, foreign, client)]
    assert seen == [200, 200, 403, 403, 404, 302]
    assert "/sheet-photos/" in staff.get(f"/sheets/{sheet.code}/").content.decode()
    assert "/sheet-photos/" not in other.get(f"/sheets/{sheet.code}/").content.decode()


def test_a_photograph_is_deleted_with_its_file(make, organiser, sheet, settings, django_capture_on_commit_callbacks):
    upload(organiser, sheet, picture())
    address = f"/sheet-photos/{SheetPhoto.objects.get().pk}/delete/"
    assert signed_in(make.member(Role.STAFF).user).post(address).status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        assert organiser.post(address).status_code == 302
    assert not SheetPhoto.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    verbs = AuditEntry.objects.filter(verb__startswith="sheet.photo").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["sheet.photo", "sheet.photo_deleted"]
