"""A personal code as a picture: for the page, and to keep in the phone's gallery."""

from __future__ import annotations

import base64
import io
from functools import lru_cache

import qrcode
from django.conf import settings
from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import ERROR_CORRECT_M

_WIDTH = 900
_MARGIN = 40


def qr_data_uri(link: str) -> str:
    """The QR as a small PNG inside the page: it is there without another request, also when the page was saved."""
    packed = base64.b64encode(_png(_qr(link, 16))).decode()
    return f"data:image/png;base64,{packed}"


def code_card_png(link: str, *, short_code: str, title: str) -> bytes:
    """A picture to keep: the QR, the short code under it, and whose it is (such as the organisation's name)."""
    qr = _qr(link, 16)
    qr = qr.resize((_WIDTH - 2 * _MARGIN,) * 2, Image.Resampling.NEAREST)
    card = Image.new("L", (_WIDTH, _WIDTH + 220), 255)
    card.paste(qr, (_MARGIN, _MARGIN))
    draw = ImageDraw.Draw(card)
    draw.text((_WIDTH / 2, _WIDTH + 30), short_code, font=_font(88), fill=0, anchor="mm")
    draw.text((_WIDTH / 2, _WIDTH + 130), _fitted(draw, title), font=_font(36), fill=0, anchor="mm")
    return _png(card)


def _qr(link: str, module: int) -> Image.Image:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=module, border=4)
    # Splits the link: the address in bytes, the token in the denser alphanumeric mode.
    code.add_data(link, optimize=12)
    code.make(fit=True)
    picture: Image.Image = code.make_image().get_image()
    return picture.convert("1")


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _fitted(draw: ImageDraw.ImageDraw, text: str) -> str:
    shown = text
    while shown and draw.textlength(shown, font=_font(36)) > _WIDTH - 2 * _MARGIN:
        shown = shown[:-2].rstrip("…") + "…"
    return shown


@lru_cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(settings.FONT_DIR / "DejaVuSans-Bold.ttf"), size)
