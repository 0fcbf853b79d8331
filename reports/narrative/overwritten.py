"""Where somebody typed another number over a computed one: «Іс-шараға 45 адам қатысты» where the ready text says 32."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from rules.narrative import SectionFigures, counting, is_countable

# A number, a placeholder, a word, something that counts nothing: what stands around a number says which one it is.
_TOKEN = re.compile(
    r"(?P<number>(?<![\w.,/№#+-])(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,]\d{1,2})?(?![\d/]|[.,:]\d|-\d))"
    r"|(?P<placeholder>\{[^{}\n]*\})|[^\W\d_][\w-]*|%|\x00+"
)
# How many tokens before and after a number must be the same, the surest first.
_AROUND = ((4, 1), (2, 1), (1, 2))
_Context = tuple[int, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Overwritten:
    """A typed number from `start` to `end`, the `computed` one whose place it has taken, and where that one stands in
    the ready text (`ready_start`)."""

    start: int
    end: int
    number: Decimal
    computed: Decimal
    ready_start: int


@dataclass(frozen=True)
class _Number:
    start: int
    end: int
    value: Decimal
    contexts: tuple[_Context, ...]


def overwritten(text: str, ready: str, figures: SectionFigures) -> list[Overwritten]:
    """The numbers of a typed text that stand where the ready text has another one, in their order. `figures`: what is
    known there; numbers within the names of records are no figures. Linear in the length of both."""
    computed: dict[_Context, list[_Number]] = defaultdict(list)
    for one in _numbers(ready, figures.names):
        for context in one.contexts:
            computed[context].append(one)
    return list(_differing(_numbers(text, figures.names), computed))


def _differing(typed: Iterable[_Number], computed: dict[_Context, list[_Number]]) -> Iterator[Overwritten]:
    met: Counter[_Context] = Counter()
    for one in typed:
        context = next((context for context in one.contexts if context in computed), None)
        if context is None:
            continue
        there = computed[context]
        # Of several in the same words each stands for its own.
        meant = there[min(met[context], len(there) - 1)]
        met[context] += 1
        if one.value not in {other.value for other in there}:
            yield Overwritten(one.start, one.end, one.value, meant.value, meant.start)


def _numbers(text: str, names: Iterable[str]) -> list[_Number]:
    tokens = list(_TOKEN.finditer(counting(text, names)))
    words = [_word(token) for token in tokens]
    return [
        _Number(token.start(), token.end(), _value(token.group()), tuple(_contexts(words, place)))
        for place, token in enumerate(tokens)
        if token.group("number") and is_countable(token.group("number"))
    ]


def _word(token: re.Match[str]) -> str:
    if token.group("number") or token.group("placeholder"):
        return "#"
    return "…" if token.group()[0] == "\x00" else token.group().casefold()


def _contexts(words: list[str], place: int) -> Iterator[_Context]:
    for before, after in _AROUND:
        yield before, tuple(words[max(0, place - before) : place]), tuple(words[place + 1 : place + 1 + after])


def _value(number: str) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0\u202f]", "", number).replace(",", "."))
