"""The numbers of a text that count something."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rules.narrative.words import (
    ABOUT_AFTER,
    ABOUT_BEFORE,
    AT_LEAST_AFTER,
    AT_LEAST_BEFORE,
    ORDINALS,
    PLAN,
    SATISFIED,
    kinds_in,
    unit_of,
)

_NUMBER = re.compile(
    r"(?<![\w.,/№#+-])(?<!№ )(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](\d{1,2}))?(?![\d/]|[.,:]\d|-\d)"
)
# What is written with digits and counts nothing: addresses, dates, times, years, numbers of contracts, ages, money.
_NOT_COUNTS = re.compile(
    r"https?://\S+|\b[\w.-]{1,80}\.(?:kz|com|ru|org|net)\S*"
    r"|\b\d{1,2}[.:]\d{2}(?:[.:]\d{2,4})?\b"
    r"|\b\d{1,2}\s*(?:-|–|—)\s*\d{1,2}\s*(?:жас|лет|год)\w*"
    r"|\b(?:19|20)\d{2}\s*(?:-?\s*(?:жыл|год|г\.)\w*|ж\.)"
    r"|\b\d{1,2}\s+(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)\w*"
    r"|\b\d{1,2}\s+(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*"
    r"|№\s*[\w/-]+|\b\d+(?:[ \u00a0\u202f]\d{3})*\s*(?:теңге|тенге|тг\b|₸)\w*"
    r"|\b\d+\s*-?\s*(?:бап|тармақ|стать\w+|пункт|қосымша|сынып|класс|курс студент)\w*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n;]+(?:[.!?](?=\d|\w)[^.!?\n;]*)*[.!?;\n]?")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_][\w-]*|%")
# A longer number is a code, or a key that got stuck: nothing is counted by it, and Python prints none of 4,300 digits.
_MOST_DIGITS = 40
# How many words may stand between a number and what it counts: "11 білім беру ұйымын".
_REACH = 3


@dataclass(frozen=True)
class Figure:
    """A number in a text: where it stands (`start`, `end`: offsets), what it counts (`unit`: see words.unit_of), how
    exactly (`exact`, `at_least`, `about`), whether it is a plan, which kinds of activity its clause names, whether
    the clause speaks of one of several. `parts`: the numbers of the list it is the total of."""

    number: Decimal
    unit: str
    start: int
    end: int
    sentence: str
    how: str = "exact"
    is_plan: bool = False
    kinds: frozenset[str] = frozenset()
    is_of_one: bool = False
    parts: tuple[Decimal, ...] = ()
    is_part: bool = False


def read_figures(text: str, names: Iterable[str] = ()) -> list[Figure]:
    """Every number of a text that counts something, in its order. Never raises; linear in the length of the text.
    `names`: what records are called; a number within one of them counts nothing, as in «7 мектеп»."""
    masked = counting(text, names)
    figures: list[Figure] = []
    for sentence in _SENTENCE.finditer(masked):
        figures += _of_sentence(text, masked, sentence.start(), sentence.end())
    return figures


def counting(text: str, names: Iterable[str] = ()) -> str:
    """A text of the same length in which everything whose digits count nothing is blotted out with NULs: dates, times,
    addresses, amounts, the `names` of records."""
    return _NOT_COUNTS.sub(lambda found: "\x00" * len(found.group()), without_names(text, names))


def without_names(text: str, names: Iterable[str]) -> str:
    """A text of the same length whose names are blotted out with NULs, the longest first: one may stand within
    another."""
    # Looking for ten thousand names in a long text is slow; a name whose numbers are not in it need not be looked for.
    numbers = set(_DIGITS.findall(text))
    here = {
        name for name in names if _is_confusing(name) and numbers.issuperset(_DIGITS.findall(name)) and name in text
    }
    for name in sorted(here, key=lambda name: (-len(name), name)):
        before, after = (r"(?<!\w)" if name[0].isalnum() else ""), (r"(?!\w)" if name[-1].isalnum() else "")
        text = re.sub(f"{before}{re.escape(name)}{after}", "\x00" * len(name), text)
    return text


def _is_confusing(name: str) -> bool:
    """With digits and letters: a name without digits counts nothing anyway, one of digits alone is any number."""
    return any(one.isdigit() for one in name) and any(one.isalpha() for one in name)


def _of_sentence(text: str, masked: str, start: int, end: int) -> list[Figure]:
    numbers = [found for found in _NUMBER.finditer(masked, start, end) if is_countable(found.group(1))]
    figures: list[Figure] = []
    clause_start, unit_before, words = start, "", text[start:end].strip()
    for place, found in enumerate(numbers):
        stop = numbers[place + 1].start() if place + 1 < len(numbers) else end
        before = masked[clause_start : found.start()]
        unit = _unit_after(masked[found.end() : stop], before)
        is_plan = any(word in before[-30:].casefold() for word in PLAN)
        # "125 адам (жоспар — 100)": a plan without a word of its own is of the same kind.
        unit = unit or (unit_before if is_plan else "")
        clause_start = found.end()
        if not unit:
            continue
        figures.append(
            Figure(
                number=_value(found),
                unit=unit,
                start=found.start(),
                end=found.end(),
                sentence=words,
                how=_how(masked[max(start, found.start() - 30) : found.start()], masked[found.end() : stop]),
                is_plan=is_plan,
                kinds=kinds_in(before),
                is_of_one=bool(ORDINALS.search(before)),
            )
        )
        unit_before = unit
    return _with_parts(masked, figures)


def _unit_after(rest: str, before: str) -> str:
    """What the words after a number count; nothing beyond a full stop, a comma, a bracket, a quotation's end or an and.
    A share is one of satisfied people only where its clause speaks of them."""
    if rest.lstrip().startswith("%"):
        return "satisfaction" if _speaks_of_satisfaction(rest, before) else ""
    near = re.split(r"[.,:()»\n\x00]|\s(?:және|мен|и)\s", rest, maxsplit=1)[0]
    for word in list(_WORD.finditer(near))[: _REACH + 2]:
        unit = unit_of(near[word.start() :])
        if unit == "satisfaction" and not _speaks_of_satisfaction(rest, before):
            return ""
        if unit:
            return unit
    return ""


def _speaks_of_satisfaction(rest: str, before: str) -> bool:
    words = f"{before} {re.split(r'[,;:()]', rest, maxsplit=1)[0]}".casefold()
    return any(stem in words for stem in SATISFIED)


def is_countable(number: str) -> bool:
    """Whether it is short enough to be a figure of anything."""
    return sum(one.isdigit() for one in number) <= _MOST_DIGITS


def _value(found: re.Match[str]) -> Decimal:
    whole = re.sub(r"\D", "", found.group(1))
    return Decimal(f"{whole}.{found.group(2)}" if found.group(2) else whole)


def _how(before: str, after: str) -> str:
    if AT_LEAST_AFTER.search(after) or AT_LEAST_BEFORE.search(before):
        return "at_least"
    return "about" if ABOUT_AFTER.search(after) or ABOUT_BEFORE.search(before) else "exact"


def _with_parts(masked: str, figures: list[Figure]) -> list[Figure]:
    """ "117 материал: 15 видео, 88 инфографика …": a total before a colon and the list behind it."""
    for place, total in enumerate(figures[:-2]):
        between = masked[total.end : figures[place + 1].start]
        parts = figures[place + 1 :]
        if ":" not in between or any(one.is_plan for one in parts):
            continue
        values = tuple(one.number for one in parts)
        as_parts = [_as_part(one) for one in parts]
        return [*figures[:place], _as_total(total, values), *as_parts]
    return figures


def _as_total(figure: Figure, parts: tuple[Decimal, ...]) -> Figure:
    return Figure(**{**figure.__dict__, "parts": parts})


def _as_part(figure: Figure) -> Figure:
    return Figure(**{**figure.__dict__, "is_part": True})
