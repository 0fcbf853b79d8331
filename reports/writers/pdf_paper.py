"""The paper of a PDF: A4, our font, the mark above and the page's number below, words that break at spaces only."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from fpdf import FPDF

from reports.blocks import Document
from reports.writers.archive import AUTHOR, LOCALES, MADE
from reports.writers.values import one_line

LEFT, RIGHT, TOP, BOTTOM = 20.0, 15.0, 20.0, 20.0  # mm
MM_PER_POINT = 25.4 / 72
LEADING = 1.25
INK, GREY, RED, FILL = (22, 33, 31), (82, 96, 91), (179, 38, 30), (238, 242, 240)
TEXT, TABLE = "DejaVu", "DejaVuCondensed"
_FILES = {
    (TEXT, False): "DejaVuSans.ttf",
    (TEXT, True): "DejaVuSans-Bold.ttf",
    (TABLE, False): "DejaVuSansCondensed.ttf",
    (TABLE, True): "DejaVuSansCondensed-Bold.ttf",
}
# Where an address may end a line.
_JOINTS = re.compile(r"(?<=[/?&=_.\-])")
_MEASURED_AT = 100.0


class Paper(FPDF):
    """A4 pages, filled from above. `y`: where the next block begins, in mm; `is_wide`: how the next page lies."""

    def __init__(self, document: Document) -> None:
        super().__init__(format="A4", unit="mm")
        self._mark = one_line(document.mark)
        self._widths: dict[tuple[str, bool], dict[str, float]] = {key: {} for key in _FILES}
        self._set: tuple[str, bool, float] | None = None
        self.is_wide = document.is_wide
        self.set_auto_page_break(False)
        self.set_margins(LEFT, TOP, RIGHT)
        self.set_line_width(0.2)
        self.c_margin = 0
        for (family, bold), name in _FILES.items():
            self.add_font(family, "B" if bold else "", settings.FONT_DIR / name)
        self.set_title(one_line(document.title))
        self.set_subject(one_line(document.subject))
        self.set_keywords(one_line(f"{document.form} {document.edition}"))
        self.set_author(AUTHOR)
        self.set_creator(AUTHOR)
        self.set_lang(LOCALES.get(document.language, document.language))
        self.set_creation_date(MADE)

    @property
    def width(self) -> float:
        """mm between the margins."""
        return float(self.w) - LEFT - RIGHT

    @property
    def bottom(self) -> float:
        """Where a page's text ends, mm from above."""
        return float(self.h) - BOTTOM

    @property
    def room(self) -> float:
        """mm that are left on this page."""
        return self.bottom - self.y

    @property
    def is_fresh(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.y <= TOP

    def turn(self) -> None:
        """Begin a new page."""
        self.add_page(orientation="landscape" if self.is_wide else "portrait")
        self.y = TOP

    def need(self, height: float) -> None:
        """A new page unless `height` mm are left, or nothing would be gained."""
        if self.room < height and not self.is_fresh:
            self.turn()

    def header(self) -> None:
        """What keeps it a draft, on every page."""
        self._set = None
        if self._mark:
            self.y = 8
            for line in self.wrapped(self._mark, self.width, 9, bold=True)[:2]:
                self.put(line, LEFT, self.y, self.width, 9, bold=True, align="center", colour=RED)
                self.y += 9 * MM_PER_POINT * LEADING

    def footer(self) -> None:
        """Page x / y; how many there are is known at the end and filled in for {nb}."""
        self.y, self.x = self.bottom + 7, LEFT
        self.set_font(TEXT, "", 9)
        self._set = None
        self.set_text_color(*GREY)
        self.cell(self.width, 4, f"{self.page_no()} / {{nb}}", align="C")

    def use(self, size: float, *, bold: bool, family: str = TEXT) -> None:
        """The font of what follows."""
        if self._set != (family, bold, size):
            self.set_font(family, "B" if bold else "", size)
            self._set = (family, bold, size)

    def length(self, text: str, size: float, *, bold: bool = False, family: str = TEXT) -> float:
        """How many mm a text takes in a line."""
        known = self._widths[family, bold]
        total = 0.0
        for sign in text:
            width = known.get(sign)
            if width is None:
                self.use(_MEASURED_AT, bold=bold, family=family)
                width = known[sign] = self.get_string_width(sign) / _MEASURED_AT
            total += width
        return total * size

    def wrapped(self, text: str, width: float, size: float, *, bold: bool = False, family: str = TEXT) -> list[str]:
        """A text in lines of at most `width` mm: broken at spaces, within a word only where it is wider than a line.
        At least one line."""
        lines: list[str] = []
        space = self.length(" ", size, bold=bold, family=family)
        for paragraph in text.replace("\t", " ").split("\n"):
            line: list[str] = []
            used = 0.0
            for word in paragraph.split(" "):
                length = self.length(word, size, bold=bold, family=family)
                if line and used + space + length > width:
                    lines.append(" ".join(line))
                    line, used = [], 0.0
                if length > width:
                    *full, word = self._broken(word, width, size, bold, family)
                    lines += full
                    length = self.length(word, size, bold=bold, family=family)
                used += length + (space if line else 0)
                line.append(word)
            lines.append(" ".join(line))
        return lines

    def _broken(self, word: str, width: float, size: float, bold: bool, family: str) -> list[str]:
        """A word in parts that fit a line: at the joints of an address, or anywhere."""
        parts = [""]
        for joint in _JOINTS.split(word):
            if self.length(parts[-1] + joint, size, bold=bold, family=family) <= width:
                parts[-1] += joint
                continue
            if parts[-1] and self.length(joint, size, bold=bold, family=family) <= width:
                parts.append(joint)
                continue
            for sign in joint:
                if parts[-1] and self.length(parts[-1] + sign, size, bold=bold, family=family) > width:
                    parts.append("")
                parts[-1] += sign
        return parts

    def put(
        self,
        line: str,
        left: float,
        top: float,
        width: float,
        size: float,
        *,
        bold: bool = False,
        family: str = TEXT,
        align: str = "left",
        colour: tuple[int, int, int] = INK,
    ) -> None:
        """One line of text at its place, in a strip of `width` mm."""
        if not line.strip():
            return
        if align in {"center", "right"}:
            spare = width - self.length(line, size, bold=bold, family=family)
            left += max(0.0, spare / 2 if align == "center" else spare)
        self.use(size, bold=bold, family=family)
        self.set_text_color(*colour)
        # Letters stand on a line about a fifth of their height above the strip's end.
        self.text(left, top + size * MM_PER_POINT * (LEADING * 0.5 + 0.36), line)

    def dashed_circle(self, left: float, top: float, side: float) -> None:
        """Where a seal goes."""
        drawing: Any = self
        drawing.set_draw_color(*GREY)
        drawing.set_dash_pattern(dash=1.2, gap=1.2)
        drawing.ellipse(left, top, side, side)
        drawing.set_dash_pattern()
        drawing.set_draw_color(0, 0, 0)
