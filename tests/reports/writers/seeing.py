"""Codes and pages as a camera or an eye sees them."""

from io import BytesIO

import zxingcpp
from PIL import Image


def read_codes(png):
    """What the QR codes of a picture say."""
    return [code.text for code in zxingcpp.read_barcodes(Image.open(BytesIO(png)).convert("L"))]
