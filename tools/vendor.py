"""Bring the few files that pages load and nobody here wrote into static_vendor (not committed): third-party scripts
from node_modules, and the scanner's icons, drawn."""

import shutil
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    # The reader alone, and of its builds the one that a worker loads with importScripts.
    "zxing-wasm/dist/iife/reader/index.js": "zxing_reader.js",
    "zxing-wasm/dist/reader/zxing_reader.wasm": "zxing_reader.wasm",
}
# A phone asks for these sizes when somebody puts the scanner on the home screen.
ICON_SIZES = (192, 512)
BRAND, RING, DOT = "#0B6E69", "#FFFFFF", "#F2B441"


def main() -> None:
    target = ROOT / "static_vendor" / "vendor"
    target.mkdir(parents=True, exist_ok=True)
    for source, name in FILES.items():
        path = ROOT / "node_modules" / source
        if not (target / name).exists() or (target / name).read_bytes() != path.read_bytes():
            shutil.copyfile(path, target / name)
    for size in ICON_SIZES:
        path = target / f"scanner-{size}.png"
        if not path.exists():
            icon(size).quantize(48).save(path, optimize=True)


def icon(size: int) -> Image.Image:
    """static/icons/outreach.svg as a picture, with the colour to its edges: phones cut their own shape out of it."""
    fine = size * 4
    picture = Image.new("RGB", (fine, fine), BRAND)
    draw = ImageDraw.Draw(picture)
    middle, unit = fine / 2, fine / 32
    for radius, colour in ((9.5, RING), (6.5, BRAND), (3, DOT)):
        around = radius * unit
        draw.ellipse((middle - around, middle - around, middle + around, middle + around), fill=colour)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
