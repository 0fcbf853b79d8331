"""From a cell to a value. Pure: a cell in, a value or a CellFaultError out; an empty cell is None, "not stated"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from openpyxl.utils.escape import unescape

from outreach.desk.workbook import words
from rules.ages import OLDEST
from rules.codes import DIMENSIONS
from rules.counting import UNITS

BIGGEST = 2_147_483_647
_YEARS = range(1990, 2101)
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2060\ufeff]")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s*(?:ж|жыл|г|год)\.?)?")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(r"(\d{1,2})[:.\-](\d{2})(?:[:.]\d{2})?(?:\.0+)?")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_NUMBER_CODE = re.compile(r"[\w.\-/]+")
_REF = re.compile(r"[\w.\-]+")
RESERVED_REFS = frozenset({"new", "calendar"})


class Cell(Protocol):
    """What is read of an openpyxl cell."""

    value: Any
    data_type: str
    number_format: str


class CellFaultError(ValueError):
    """The cell cannot be read; `code` and `params` say why (faults.py)."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def read_cell(cell: Cell, kind: str, limit: int = 0) -> Any:
    """The cell's value as its column's type says. Raises CellFaultError."""
    if cell.data_type == "f" or (isinstance(cell.value, str) and cell.value.startswith("=")):
        raise CellFaultError("formula")
    if cell.data_type == "e":
        raise CellFaultError("error_cell", value=str(cell.value))
    if cell.value is None or not shown(cell).strip("-‐‑–—"):
        return None  # a dash is how tables say "nothing"
    return _READERS[kind](cell, limit)


def shown(cell: Cell) -> str:
    """The cell as a person sees it, near enough: for texts and for telling what was wrong."""
    value = cell.value
    if isinstance(value, str):
        return _INVISIBLE.sub("", unescape(value) if "_x" in value else value).replace("\u00a0", " ").strip()
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y %H:%M" if value.time() != time() else "%d.%m.%Y")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float):
        return _number_shown(value, cell.number_format or "")
    return str(value)


def _number_shown(value: float, number_format: str) -> str:
    """1.1 shown with two decimals is 1.10: another measure than 1.1."""
    decimals = re.fullmatch(r"0\.(0+)", number_format)
    if decimals:
        return f"{value:.{len(decimals.group(1))}f}"
    return str(int(value)) if value.is_integer() else repr(value)


def _short(cell: Cell) -> str:
    text = shown(cell)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _text(cell: Cell, limit: int) -> str:
    text = shown(cell)
    if limit and len(text) > limit:
        raise CellFaultError("text_too_long", length=len(text), limit=limit)
    return text


def _ref(cell: Cell, limit: int) -> str:
    if isinstance(cell.value, (datetime, date, time)):
        raise CellFaultError("number_became_date")
    text = shown(cell)
    if len(text) > limit or not _REF.fullmatch(text) or not text.strip("."):
        raise CellFaultError("bad_ref", value=_short(cell), limit=limit)
    if text in RESERVED_REFS:
        raise CellFaultError("ref_reserved", value=text)
    return text


def _number_code(cell: Cell, limit: int) -> str:
    """A number of a task or measure: 1.2, without a full stop at its end."""
    if isinstance(cell.value, (datetime, date, time)):
        raise CellFaultError("number_became_date")
    text = _SPACES.sub("", shown(cell)).replace(",", ".").rstrip(".")
    if not text or len(text) > limit or not _NUMBER_CODE.fullmatch(text):
        raise CellFaultError("bad_number_code", value=_short(cell), limit=limit)
    return text


def parse_date(text: str) -> date | None:
    """22.05.2025 or 2025-05-22 (a midnight behind it is let go); None for anything else."""
    bare = re.sub(r"[T ]00:00(:00)?(\.0+)?$", "", text.strip())
    found = _DAY_FIRST.fullmatch(bare)
    parts = found.group(3, 2, 1) if found else None
    if not parts and (found := _YEAR_FIRST.fullmatch(bare)):
        parts = found.group(1, 2, 3)
    if not parts:
        return None
    try:
        day = date(*(int(part) for part in parts))
    except ValueError:
        return None
    return day if day.year in _YEARS else None


def _date(cell: Cell, limit: int) -> date:
    value = cell.value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        day = value if value.year in _YEARS else None
    else:
        day = parse_date(value) if isinstance(value, str) else None
    if day is None:
        raise CellFaultError("bad_date", value=_short(cell))
    return day


def parse_time(text: str) -> time | None:
    """9:00, 09.00, 09-00; None for anything else."""
    found = _TIME.fullmatch(text.strip())
    if not found or int(found.group(1)) > 23 or int(found.group(2)) > 59:
        return None
    return time(int(found.group(1)), int(found.group(2)))


def _time(cell: Cell, limit: int) -> time:
    value = cell.value
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    found = None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        found = _time_of_number(value)
    elif isinstance(value, str):
        found = parse_time(shown(cell))
    if found is None:
        raise CellFaultError("bad_time", value=_short(cell))
    return found


def _time_of_number(value: float) -> time | None:
    """A part of a day (0.375 is 09:00), or hours and minutes typed with a dot (9.3 is 9.30)."""
    if 0 <= value < 1:
        minutes = round(value * 24 * 60)
        return time(minutes // 60, minutes % 60) if minutes < 24 * 60 else None
    return parse_time(f"{value:.2f}") if abs(round(value, 2) - value) < 1e-9 else None


def _moment(cell: Cell, limit: int) -> datetime | date | time:
    """A date with a time; only one of the two is completed from the activity."""
    value = cell.value
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, (datetime, date, time)):
        return value
    text = shown(cell) if isinstance(value, str) else ""
    day, clock = parse_date(text), parse_time(text)
    if day or clock:
        return day or clock  # type: ignore[return-value]
    head, _, tail = re.sub(r"T(?=\d)", " ", text).rpartition(" ")
    day, clock = parse_date(head.rstrip(",")), parse_time(tail)
    if day is None or clock is None:
        raise CellFaultError("bad_moment", value=_short(cell))
    return datetime.combine(day, clock)


def _decimal(cell: Cell, limit: int) -> Decimal:
    value = cell.value
    if isinstance(value, (bool, datetime, date, time)):
        raise CellFaultError("bad_number", value=_short(cell))
    text = _SPACES.sub("", shown(cell)) if isinstance(value, str) else repr(value)
    if isinstance(value, str) and text.endswith("%"):
        text = text[:-1]
    try:
        number = Decimal(text.replace(",", ".")) if isinstance(value, (int, float)) or _NUMBER.fullmatch(text) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise CellFaultError("bad_number", value=_short(cell))
    if isinstance(value, (int, float)) and "%" in (cell.number_format or ""):
        number *= 100
    if number < 0:
        raise CellFaultError("negative", value=_short(cell))
    return number


def _plan(cell: Cell, limit: int) -> Decimal:
    return _money_of(_decimal(cell, limit), cell, 12)


def _money(cell: Cell, limit: int) -> Decimal:
    return _money_of(_decimal(cell, limit), cell, 13)


def _money_of(number: Decimal, cell: Cell, digits: int) -> Decimal:
    if number >= 10**digits:
        raise CellFaultError("number_too_big", value=_short(cell))
    return number.quantize(Decimal("0.01"))


def _whole(cell: Cell, limit: int) -> int:
    number = _decimal(cell, limit)
    if number != number.to_integral_value():
        raise CellFaultError("not_whole", value=_short(cell))
    if number > BIGGEST:
        raise CellFaultError("number_too_big", value=_short(cell))
    return int(number)


def _age(cell: Cell, limit: int) -> int:
    age = _whole(cell, limit)
    if age > OLDEST:
        raise CellFaultError("age_impossible", value=_short(cell))
    return age


def _year(cell: Cell, limit: int) -> int:
    value = cell.value
    year = value.year if isinstance(value, (datetime, date)) else _whole(cell, limit)
    if not 1890 <= year <= 2100:
        raise CellFaultError("age_impossible", value=_short(cell))
    return year


def _coded(codes: Mapping[str, str], fault: str, **params: str) -> Callable[[Cell, int], str | None]:
    """A reader of words that stand for codes; «көрсетілмеген» is an empty cell in words."""

    def read(cell: Cell, limit: int) -> str | None:
        word = words.fold(shown(cell))
        if word in words.NOT_STATED:
            return None
        if word not in codes:
            raise CellFaultError(fault, value=_short(cell), **params)
        return codes[word]

    return read


def _categories(cell: Cell, limit: int) -> tuple[str, ...] | None:
    """Several codes with ";" between them; a comma or a new line serves too where it is no part of a name."""
    text = shown(cell)
    if words.fold(text) in words.CATEGORY:
        return (words.CATEGORY[words.fold(text)],)
    codes = set()
    for part in re.split(r"[;\n]" if ";" in text or "\n" in text else ",", text):
        word = words.fold(part)
        if not word or word in words.NOT_STATED:
            continue
        if word not in words.CATEGORY:
            raise CellFaultError("unknown_category", value=part.strip()[:60])
        codes.add(words.CATEGORY[word])
    return tuple(sorted(codes)) or None


def value_of_dimension(text: str, dimension: str) -> str:
    """The code of a head count's part. Raises CellFaultError."""
    word = words.fold(text)
    if word in words.NOT_STATED:
        return words.NOT_STATED[word]
    known = words.VALUES_OF_DIMENSION[dimension]
    if word not in known:
        raise CellFaultError("unknown_value", value=text[:60], known=", ".join(DIMENSIONS[dimension]))
    return known[word]


_READERS: dict[str, Callable[[Cell, int], Any]] = {
    "text": _text,
    "ref": _ref,
    "number": _number_code,
    "date": _date,
    "time": _time,
    "moment": _moment,
    "count": _whole,
    "decimal": _plan,
    "money": _money,
    "age": _age,
    "year": _year,
    "gender": _coded(words.GENDER, "unknown_gender"),
    "categories": _categories,
    "unit": _coded(words.UNIT, "unknown_unit", known=", ".join(UNITS)),
    "format": _coded(words.FORMAT, "unknown_format"),
    "dimension": _coded(words.DIMENSION, "unknown_dimension"),
}
