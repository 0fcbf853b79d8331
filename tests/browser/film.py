"""What Chromium's fake camera shows: a film of QR codes held before it, as an MJPEG file (JPEGs one after another)."""

import io
from dataclasses import dataclass
from pathlib import Path

import qrcode
from PIL import Image, ImageFilter, ImageOps

SIZE = (640, 480)
PER_SECOND = 30  # what Chromium takes for an MJPEG file
CAMERA = [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]


@dataclass(frozen=True)
class Shot:
    """A code held before the camera; `text` empty: nothing is."""

    text: str = ""
    seconds: float = 2
    is_inverted: bool = False
    turned: float = 6  # degrees: nobody holds it straight


def picture(shot: Shot) -> Image.Image:
    """One frame of it."""
    frame = Image.new("L", SIZE, 120)
    if shot.text:
        code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
        code.add_data(shot.text)
        held = code.make_image().get_image().convert("L").resize((300, 300), Image.Resampling.LANCZOS)
        if shot.is_inverted:
            held = ImageOps.invert(held)
        card = Image.new("L", SIZE, 120)
        card.paste(held, (170, 90))
        frame = card.rotate(shot.turned, fillcolor=120).filter(ImageFilter.GaussianBlur(0.7))
    return frame.convert("RGB")


def film(path: Path, shots: list[Shot]) -> Path:
    """The file; the camera shows it again and again."""
    with path.open("wb") as file:
        for shot in shots:
            packed = io.BytesIO()
            picture(shot).save(packed, "JPEG", quality=80)
            file.write(packed.getvalue() * round(shot.seconds * PER_SECOND))
    return path


def camera_options(path: Path) -> list[str]:
    """Chromium's options for this film."""
    return [*CAMERA, f"--use-file-for-fake-video-capture={path}"]
