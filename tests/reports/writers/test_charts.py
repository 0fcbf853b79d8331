"""Charts: the figures are in the bars' lengths, in grey too."""

from decimal import Decimal
from io import BytesIO

from PIL import Image

from reports.writers.charts import Bar, bars_png

SOLID = (11, 110, 105)


def picture(png):
    return Image.open(BytesIO(png)).convert("RGB")


def runs(image):
    """How long the solid bars are that lie across, from above."""
    found, before = [], 0
    for y in range(image.height):
        length = image.crop((0, y, image.width, y + 1)).tobytes().count(bytes(SOLID))
        if length and not before:
            found.append(length)
        before = length
    return found


def test_bars_are_as_long_as_their_figures():
    shares = [
        Bar("Иә", Decimal("60.0")),
        Bar("Жартылай", Decimal("30.0")),
        Bar("Жоқ", Decimal(0)),
        Bar("Белгісіз", None),
    ]
    lengths = runs(picture(bars_png("Құқықтарыңызды білесіз бе?", shares, unit=" %")))
    assert len(lengths) == 3  # what is not known has no bar
    assert abs(lengths[0] / lengths[1] - 2) < 0.01
    assert lengths[2] <= 4


def test_plan_and_actual_are_told_apart_without_colour():
    image = picture(bars_png("Іс-шаралар", [Bar("1.1", 100, 100)], names=("Нақты", "Жоспар"))).convert("L")
    rows = [{image.getpixel((x, y)) for x in range(60, 1200)} for y in range(image.height)]
    assert any(len(signs) == 1 and max(signs) < 100 for signs in rows)  # solid
    assert any(255 in signs and min(signs) < 160 and len(signs) > 1 for signs in rows[-110:])  # hatched


def test_the_same_figures_give_the_same_bytes():
    bars = [Bar("Өте ұзақ жауап " * 20, 5), Bar("х" * 300, 0)]
    assert bars_png("Тақырып " * 30, bars) == bars_png("Тақырып " * 30, bars)
    assert bars_png("Тақырып", []) == bars_png("Тақырып", [])
    assert len(bars_png("Тақырып", bars)) < 60_000
