"""A finger signature as text: strokes of a pen on a field 1000 wide and 400 high.

A stroke is its points "x,y x,y x,y"; strokes are joined by ";". Whole numbers only, the left upper corner is 0,0.
"""

import re
from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 1000, 400
LONGEST = 20_000
# A stroke moves at least this far in one direction; anything shorter is a dot or a slip of the finger.
REAL = 10

Point = tuple[int, int]
Stroke = tuple[Point, ...]
Strokes = tuple[Stroke, ...]

_POINT = r"\d{1,4},\d{1,3}"
_STROKES = re.compile(rf"{_POINT}(?: {_POINT})*(?:;{_POINT}(?: {_POINT})*)*", re.ASCII)


def parse_strokes(text: str) -> Strokes:
    """The strokes of a text. Raises ValueError when it is no signature: another form, outside the field, longer than
    20,000 characters, or dots only."""
    if len(text) > LONGEST:
        raise ValueError(f"a signature has at most {LONGEST} characters")
    if not _STROKES.fullmatch(text):
        raise ValueError("a signature is written x,y x,y;x,y x,y")
    strokes = tuple(tuple(_point(point) for point in stroke.split(" ")) for stroke in text.split(";"))
    if not any(_is_real(stroke) for stroke in strokes):
        raise ValueError("nothing is drawn")
    return strokes


def pack_strokes(strokes: Iterable[Stroke]) -> str:
    """Strokes as they are stored."""
    return ";".join(" ".join(f"{x},{y}" for x, y in stroke) for stroke in strokes)


def simplify_strokes(strokes: Iterable[Stroke], tolerance: float = 1.5) -> Strokes:
    """The same line with fewer points: what lies nearer than `tolerance` to the straight way is left out
    (Ramer–Douglas–Peucker)."""
    return tuple(_simplified(stroke, tolerance) for stroke in strokes)


def svg_path(strokes: Iterable[Stroke]) -> str:
    """The `d` of an SVG path, to be drawn with round ends: a single point is a dot."""
    return "".join("M" + "L".join(f"{x} {y}" for x, y in _drawn(stroke)) for stroke in strokes)


def bounding_box(strokes: Iterable[Stroke]) -> tuple[int, int, int, int]:
    """Left, top, width and height of what is drawn."""
    points = [point for stroke in strokes for point in stroke]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def _point(text: str) -> Point:
    x, y = (int(number) for number in text.split(","))
    if x > WIDTH or y > HEIGHT:
        raise ValueError(f"{text} is outside the field")
    return x, y


def _is_real(stroke: Stroke) -> bool:
    _left, _top, width, height = bounding_box([stroke])
    return max(width, height) >= REAL


def _drawn(stroke: Stroke) -> Stroke:
    return stroke if len(stroke) > 1 else stroke * 2


def _simplified(stroke: Stroke, tolerance: float) -> Stroke:
    """Iterative: a recursion as deep as a scribble is long would end the stack."""
    if len(stroke) < 3:
        return stroke
    kept = {0, len(stroke) - 1}
    parts = [(0, len(stroke) - 1)]
    while parts:
        first, last = parts.pop()
        far = _farthest(stroke, first, last)
        if far and _distance(stroke[far], stroke[first], stroke[last]) > tolerance:
            kept.add(far)
            parts += [(first, far), (far, last)]
    return tuple(stroke[place] for place in sorted(kept))


def _farthest(stroke: Sequence[Point], first: int, last: int) -> int:
    """The point between two others that is farthest from their line; 0 when there is none between."""
    between = range(first + 1, last)
    return max(between, key=lambda place: _distance(stroke[place], stroke[first], stroke[last]), default=0)


def _distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from the straight way between two others."""
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else min(1.0, max(0.0, ((px - ax) * dx + (py - ay) * dy) / length))
    return float(((px - ax - along * dx) ** 2 + (py - ay - along * dy) ** 2) ** 0.5)
