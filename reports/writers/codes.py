"""QR codes as small pictures."""

from __future__ import annotations

from io import BytesIO

import qrcode
from PIL import Image

QR_SIZE = 32.0  # mm on paper
_SIDE = 8  # pixels of a module


def qr_png(address: str) -> bytes:
    """The code of an address with its quiet zone, black on white."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(address)
    code.make(fit=True)
    modules = code.get_matrix()
    picture = Image.new("1", (len(modules), len(modules)), 1)
    picture.putdata([0 if dark else 1 for row in modules for dark in row])
    made = BytesIO()
    picture.resize((len(modules) * _SIDE,) * 2, Image.Resampling.NEAREST).save(made, "PNG")
    return made.getvalue()
