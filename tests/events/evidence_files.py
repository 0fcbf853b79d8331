"""Files of every kind, made on the spot: whole, broken and hostile ones."""

import io
import struct
import zipfile
import zlib

import pillow_heif
from openpyxl import Workbook
from PIL import Image

EXIF_TABLE, GPS_TABLE = 0x8769, 0x8825
OOXML_TYPES = "application/vnd.openxmlformats-officedocument."


def photo(
    ending: str = "JPEG",
    size: tuple[int, int] = (64, 48),
    *,
    taken: str = "2025:09:10 10:03:00",
    orientation: int = 1,
    colour: str = "red",
    **options,
) -> bytes:
    """A picture with camera, time and position in it; its left half is white."""
    picture = Image.new("RGB", size, colour)
    picture.paste("white", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "SECRETCAM", orientation
    exif.get_ifd(EXIF_TABLE)[0x9003] = taken
    exif.get_ifd(GPS_TABLE).update({1: "N", 2: (42.0, 54.0, 0.0), 3: "E", 4: (71.0, 22.0, 0.0)})
    made = io.BytesIO()
    if ending == "HEIF":
        pillow_heif.from_pillow(picture).save(made, exif=exif.tobytes(), quality=80)
    else:
        picture.save(made, ending, exif=exif.tobytes(), **options)
    return made.getvalue()


def pdf(text: bytes = b"x") -> bytes:
    """As much of a PDF as says so."""
    return b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n% " + text + b"\ntrailer\n<<>>\n%%EOF\n"


def packed(parts: dict[str, bytes]) -> bytes:
    """A ZIP of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def office(kind: str = "wordprocessingml.document", **more: bytes) -> bytes:
    """A document of Office by its list of types."""
    types = f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
    return packed({"[Content_Types].xml": types.encode(), "word/document.xml": b"<w/>", **more})


def torn(content: bytes, name: bytes = b"[Content_Types].xml") -> bytes:
    """A ZIP whose list of contents is whole and whose packed part is not."""
    begin = content.index(name) + len(name)
    return content[:begin] + b"\xff" * 20 + content[begin + 20 :]


def packed_otherwise() -> bytes:
    """A document of Office by its list of types, packed as neither Office nor LibreOffice does."""
    types = f"{OOXML_TYPES}wordprocessingml.document.main+xml"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("[Content_Types].xml", types)
    return made.getvalue()


def workbook() -> bytes:
    """A real workbook."""
    book, made = Workbook(), io.BytesIO()
    book.active.append(["Күні", "Саны"])
    book.save(made)
    return made.getvalue()


def bomb(megabytes: int = 300) -> bytes:
    """A workbook whose sheet becomes so many MB when it is unpacked."""
    made = io.BytesIO(workbook())
    with (
        zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w", force_zip64=True) as part,
    ):
        for _each in range(megabytes):
            part.write(bytes(1024 * 1024))
    return made.getvalue()


def huge_png(side: int = 30_000) -> bytes:
    """A few hundred bytes that say they are 900 million points."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"x")) + chunk(b"IEND", b"")


def box(kind: bytes, content: bytes) -> bytes:
    """A part of an MP4."""
    return struct.pack(">I", len(content) + 8) + kind + content


def film(brand: bytes = b"isom", seconds: int = 3_840_300_000) -> bytes:
    """As much of a film as a player looks at first, with position and camera; taken on 10.09.2025 at 3:00 in Almaty."""
    mvhd = box(b"mvhd", bytes(4) + struct.pack(">II", seconds, seconds) + bytes(88))
    position = box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+42.9000+071.3667/") + box(b"meta", b"SECRETCAM"))
    track = box(b"trak", box(b"tkhd", bytes(84)) + box(b"udta", b"SECRETCAM of the track"))
    meta = box(b"meta", b"com.apple.quicktime.location.ISO6709+42.9000+071.3667/")
    frames = b"\1\2\3" * 1000 + b"udta stays inside the frames"
    return box(b"ftyp", brand + bytes(4) + brand) + box(b"moov", mvhd + track + position + meta) + box(b"mdat", frames)


def sound() -> bytes:
    """Three frames of MP3 at 128 kbit/s behind a tag."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return b"ID3\3\0\0\0\0\0\x0a" + bytes(10) + frame * 3
