"""Days and places that somebody pasted, one line for each activity: forgiving, and what is not understood is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

# Beginnings of the months' names in Kazakh, Russian and English.
_MONTHS = (
    ("қаңтар", "январ", "january"),
    ("ақпан", "феврал", "february"),
    ("наурыз", "март", "march"),
    ("сәуір", "апрел", "april"),
    ("мамыр", "май", "мая", "may"),
    ("маусым", "июн", "june"),
    ("шілде", "июл", "july"),
    ("тамыз", "август", "august"),
    ("қыркүйек", "сентябр", "september"),
    ("қазан", "октябр", "october"),
    ("қараша", "ноябр", "november"),
    ("желтоқсан", "декабр", "december"),
)
_NAMES = "|".join(name for names in _MONTHS for name in names)
_FREE = r"(?<![\d.\-–—/])"  # no part of a longer number or of a range of days
_ISO = re.compile(_FREE + r"(?P<y>20\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)")
_DOTS = re.compile(_FREE + r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})(?:[./](?P<y>20\d\d|\d\d))?(?![\d./])\.?(?:\s*(?:ж|г)\.)?")
_WORDS = re.compile(
    rf"(?:(?P<y>20\d\d)\s*(?:жылғы|ж\.?)?\s*)?{_FREE}(?P<d>\d{{1,2}})(?:-?(?:ші|шы|го|е))?\s+(?P<m>{_NAMES})\w*"
    r"(?:\s*,?\s*(?P<y2>20\d\d)\b\s*(?:жыл\w*|года|ж\.?|г\.?)?)?",
    re.IGNORECASE,
)
_TIME_FIRST = re.compile(
    r"^[\s,;|–—-]*(?:сағ(?:ат|\.)?|в|at)?\s*(?P<h>\d{1,2})[:.\-](?P<min>\d{2})(?!\d)", re.IGNORECASE
)
_TIME_ANYWHERE = re.compile(
    r"(?:(?:сағ(?:ат|\.)?|в|at)\s*)?(?<![\d.])(?P<h>\d{1,2}):(?P<min>\d{2})(?!\d)", re.IGNORECASE
)
_TIME_END = re.compile(r"^\s*[–—-]\s*\d{1,2}[:.]\d{2}(?!\d)")
_LIST_NUMBER = re.compile(r"^\s*(?:№\s*)?\d{1,3}\s*(?:\)|\.\s+(?=\S)|\t)\s*")
_AROUND = " \t,;|–—-."


@dataclass(frozen=True)
class Slot:
    """One line: its day and time where it says them, and the rest as the place."""

    day: date | None
    starts_at: time | None
    place: str


def slots_in(text: str, *, first: date | None, last: date | None, year: int) -> list[Slot]:
    """A slot for each line that is not empty. A day without a year falls between `first` and `last`, else in `year`."""
    return [_slot(line, first, last, year) for line in text.splitlines() if line.strip()]


def slots_every(day: date, *, days: int, number: int) -> list[Slot]:
    """`number` slots from `day` on, `days` apart."""
    return [Slot(day + timedelta(days=days * step), None, "") for step in range(number)]


def _slot(line: str, first: date | None, last: date | None, year: int) -> Slot:
    rest = _LIST_NUMBER.sub("", line, count=1)
    day, before, after = None, "", rest
    for pattern in (_ISO, _DOTS, _WORDS):
        found = pattern.search(rest)
        day = _day(found, first, last, year) if found else None
        if found and day:
            before, after = rest[: found.start()], rest[found.end() :]
            break
    # Only beside a day is 9.30 a time.
    moment, left = _time(after, *((_TIME_FIRST,) if day else ()), _TIME_ANYWHERE)
    if moment is None and before.strip():
        moment, before = _time(before, _TIME_ANYWHERE)
    place = " ".join(part for part in (before.strip(_AROUND), left.strip(_AROUND)) if part)
    return Slot(day, moment, " ".join(place.split()))


def _time(text: str, *patterns: re.Pattern[str]) -> tuple[time | None, str]:
    """The time in a text, and the text without it."""
    for pattern in patterns:
        found = pattern.search(text)
        if found and int(found["h"]) < 24 and int(found["min"]) < 60:
            after = _TIME_END.sub("", text[found.end() :])
            return time(int(found["h"]), int(found["min"])), f"{text[: found.start()]} {after}"
    return None, text


def _day(found: re.Match[str], first: date | None, last: date | None, year: int) -> date | None:
    parts = found.groupdict()
    written = parts.get("y") or parts.get("y2")
    month = int(parts["m"]) if parts["m"].isdecimal() else _month(parts["m"])
    if written:
        return _possible(int(written) + (2000 if len(written) == 2 else 0), month, int(parts["d"]))
    years = range(first.year, last.year + 1) if first and last else range(0)
    for one in years:
        day = _possible(one, month, int(parts["d"]))
        if day and first and last and first <= day <= last:
            return day
    return _possible(year, month, int(parts["d"]))


def _month(name: str) -> int:
    return next(place for place, names in enumerate(_MONTHS, start=1) if name.casefold() in names)


def _possible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
