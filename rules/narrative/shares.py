"""Shares of a text that no number of people gives: «92,7 %» of «n = 27» would be 25,03 people."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import ROUND_HALF_UP, Decimal

from rules.narrative.figures import Figure

_SHARE = re.compile(r"(?<![\w.,/–—-])(\d{1,3})(?:[.,](\d{1,2}))?\s?(?:%|пайыз|процент)(?!н|дық)")
_N = re.compile(r"\bn\s?=\s?(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,9})(?![\d.,]\d)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[\n;]|[.!?](?:\s|$)")
# «n = 27: 92,7 %»: between the number of people and its share.
_BETWEEN = re.compile(r"[\s):,–—-]{0,6}")
_INTERVAL = re.compile(r"[-\w]*\s?(?:сенім|доверит|интервал)|\s?[–—-]\s?\d", re.IGNORECASE)
_BEFORE, _AFTER, _LONGEST = 24, 80, 200
# The program prints tenths, and a table's tenths may stand one lower or higher than rounded, to sum to 100,0.
_TENTHS = 1


def impossible_shares(text: str, *, leave: Collection[int] = ()) -> Iterator[tuple[Figure, Decimal]]:
    """The shares with their n beside them that are no whole number of n, rounded as the program rounds, and the
    nearest share that is. `leave`: offsets of numbers that are known to be right, or wrong already. An interval's ends
    and points of percent are no shares. Linear in the length of the text."""
    for found in _SHARE.finditer(text):
        whole = _whole(text, found)
        if not whole or found.start() in leave or _is_of_interval(text, found):
            continue
        places = len(found[2] or "")
        value = Decimal(f"{found[1]}.{found[2]}" if places else found[1])
        nearest = _nearest(value, whole, places)
        if value <= 100 and not _fits(value, whole, places):
            end = found.end(2) if places else found.end(1)
            yield Figure(value, "share", found.start(), end, _sentence(text, found), how="about"), nearest


def _whole(text: str, found: re.Match[str]) -> int:
    """The n that a share is of: the first behind it in its sentence, else the one right before it; 0: none."""
    behind = _SENTENCE_END.split(text[found.end() : found.end() + _AFTER], maxsplit=1)[0]
    after = _N.search(behind)
    before = list(_N.finditer(text, max(0, found.start() - _BEFORE), found.start()))
    near = after or (before[-1] if before and _BETWEEN.fullmatch(text, before[-1].end(), found.start()) else None)
    return int(re.sub(r"\D", "", near[1])) if near else 0


def _is_of_interval(text: str, found: re.Match[str]) -> bool:
    return bool(_INTERVAL.match(text, found.end(), found.end() + _BEFORE))


def _fits(value: Decimal, whole: int, places: int) -> bool:
    step = Decimal(1).scaleb(-places)
    about = int(value * whole / 100)
    for part in range(max(0, about - 1), min(whole, about + 2) + 1):
        exact = Decimal(100 * part) / whole
        if exact.quantize(step, ROUND_HALF_UP) == value or (places == _TENTHS and abs(exact - value) < step):
            return True
    return False


def _nearest(value: Decimal, whole: int, places: int) -> Decimal:
    part = min(whole, int((value * whole / 100).quantize(Decimal(1), ROUND_HALF_UP)))
    return (Decimal(100 * part) / whole).quantize(Decimal(1).scaleb(-max(places, _TENTHS)), ROUND_HALF_UP)


def _sentence(text: str, found: re.Match[str]) -> str:
    first = max(0, found.start() - _LONGEST)
    start = max((one.end() for one in _SENTENCE_END.finditer(text, first, found.start())), default=first)
    end = _SENTENCE_END.search(text, found.end(), found.end() + _LONGEST)
    return text[start : end.end() if end else found.end() + _LONGEST].strip()
