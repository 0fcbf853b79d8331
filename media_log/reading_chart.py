"""A small line of how a post's views grew: points in a box, ready for an SVG. No model, no words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# Units of the drawing. The line stays inside the margins, the words of the axes stand in them.
WIDTH, HEIGHT = 320, 140
LEFT, RIGHT, TOP, BOTTOM = 12, 308, 28, 112


@dataclass(frozen=True)
class Point:
    """A reading in the drawing. `anchor`: which way its words grow; "" has none."""

    day: date
    value: int
    x: int
    y: int
    anchor: str


@dataclass(frozen=True)
class Chart:
    """Readings in the order of their days."""

    points: tuple[Point, ...]

    @property
    def line(self) -> str:
        """The points of the line."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def area(self) -> str:
        """The points of what lies under the line."""
        return f"{self.points[0].x},{BOTTOM} {self.line} {self.points[-1].x},{BOTTOM}"

    @property
    def grown(self) -> int:
        """The last reading less the first."""
        return self.points[-1].value - self.points[0].value


def chart_of(readings: Sequence[tuple[date, int]]) -> Chart | None:
    """The drawing of readings in the order of their days, true to time and from nought; None below two of them."""
    if len(readings) < 2:
        return None
    first, last = readings[0][0], readings[-1][0]
    top = max(value for _day, value in readings) or 1
    points = []
    for place, (day, value) in enumerate(readings):
        x = LEFT + round((RIGHT - LEFT) * (day - first).days / (last - first).days)
        y = BOTTOM - round((BOTTOM - TOP) * value / top)
        is_last = place == len(readings) - 1
        anchor = "start" if place == 0 else "end" if is_last else ""
        points.append(Point(day, value, x, y, anchor))
    return Chart(tuple(points))
