"""Which option a word or a number in a cell means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rules.questionnaires.conditions import DECLINED
from rules.questionnaires.definition import (
    LANGUAGES,
    MULTIPLE,
    ONE_OPTION,
    RANKING,
    SCORE,
    Question,
)
from rules.survey_files.mapping import CODES, PLACES, VALUES, ColumnMapping, folded, value_key

_NUMBER = re.compile(r"\d{1,4}")
_SEPARATORS = re.compile(r"[,;\n|]")
_DECLINES = {DECLINED, "prefer not to say", "жауап бергім келмейді", "айтқым келмейді", "предпочитаю не отвечать",
             "не хочу отвечать"}  # fmt: skip


@dataclass(frozen=True)
class Understood:
    """What a cell says, for `read_sheet`; `unknown`: the parts of it that mean nothing known."""

    values: tuple[str, ...]
    unknown: tuple[str, ...] = ()


class ValueReader:
    """Reads the cells of one column as answers to one question; each different value is looked at once."""

    def __init__(self, question: Question, mapping: ColumnMapping, seen: Iterable[str]) -> None:
        self.question = question
        self._mapping = mapping
        self._options = _by_words(question)
        self.numbers = mapping.numbers or self._guessed(seen)
        self._numbers = self._by_number()
        self._known: dict[str, Understood] = {}

    def read(self, cell: str) -> Understood:
        """The answers in a cell."""
        if not cell:
            return Understood(())
        if cell not in self._known:
            self._known[cell] = self._read(cell)
        return self._known[cell]

    def decided(self, cell: str) -> tuple[str, ...] | None:
        """What people have decided about a whole cell; None where they have not."""
        found = self._mapping.values.get(value_key(cell))
        return () if found is None and self._mapping.skip_rest else found

    def _read(self, cell: str) -> Understood:
        decided = self._mapping.values.get(value_key(cell))
        if decided is not None:
            return Understood(decided)
        if self.question.may_decline and folded(cell) in _DECLINES:
            return Understood((DECLINED,))
        if self.question.type in ONE_OPTION or self.question.type == SCORE:
            return self._or_unknown(cell, self._option(cell))
        if self.question.type in {MULTIPLE, RANKING}:
            return self._several(cell)
        return Understood((cell,))

    def _several(self, cell: str) -> Understood:
        """Split at commas, semicolons and lines, but an option that holds a comma stays whole: the longest run of
        pieces that is an option wins."""
        cuts = [0, *(found.end() for found in _SEPARATORS.finditer(cell)), len(cell) + 1]
        values: list[str] = []
        unknown: list[str] = []
        at = 0
        while at < len(cuts) - 1:
            for end in range(len(cuts) - 1, at, -1):
                piece = cell[cuts[at] : cuts[end] - 1].strip()
                found = self._meant(piece)
                if found is not None:
                    values += found
                    break
            else:
                end = at + 1
                unknown.append(cell[cuts[at] : cuts[end] - 1].strip())
            at = end
        if unknown and self._mapping.skip_rest:
            unknown = []
        return Understood(tuple(dict.fromkeys(values)), tuple(one for one in unknown if one))

    def _meant(self, piece: str) -> tuple[str, ...] | None:
        if not piece:
            return ()
        decided = self._mapping.values.get(value_key(piece))
        option = self._option(piece)
        return decided if decided is not None else (option,) if option else None

    def _or_unknown(self, cell: str, option: str | None) -> Understood:
        if option:
            return Understood((option,))
        return Understood(()) if self._mapping.skip_rest else Understood((), (cell,))

    def _option(self, text: str) -> str | None:
        plain = folded(text)
        if _NUMBER.fullmatch(plain):
            return self._numbers.get(plain.lstrip("0") or "0") or self._options.get(plain)
        return self._options.get(plain) or self._options.get(plain.rstrip(" ."))

    def _by_number(self) -> Mapping[str, str]:
        question = self.question
        if self.numbers == PLACES:
            return {str(place): code for place, code in enumerate(question.codes, start=1)}
        if self.numbers == VALUES:
            return {str(option.value): option.code for option in question.options if option.value is not None}
        return {code: code for code in question.codes if _NUMBER.fullmatch(code)}

    def _guessed(self, seen: Iterable[str]) -> str:
        """Codes, if every number is one; else values on a scale, else places. A column has one meaning throughout:
        number by number a mixture would be wrong without anybody noticing."""
        codes = self.question.codes
        if not codes:
            return ""
        several = self.question.type in {MULTIPLE, RANKING}
        pieces = {piece for cell in seen for piece in (_SEPARATORS.split(cell) if several else (cell,))}
        numbers = {plain for piece in pieces if _NUMBER.fullmatch(plain := folded(piece))} - self._options.keys()
        if not numbers:
            return CODES
        values = {str(option.value) for option in self.question.options if option.value is not None}
        places = {str(place) for place in range(1, len(codes) + 1)}
        for scheme, known in ((CODES, set(codes)), (VALUES, values), (PLACES, places)):
            if numbers <= known:
                return scheme
        return CODES


def _by_words(question: Question) -> dict[str, str]:
    """Codes by themselves and by their words in every language; words that two options share mean neither."""
    found: dict[str, str] = {}
    twice = set()
    for option in question.options:
        for language in LANGUAGES:
            text = folded(getattr(option.text, language))
            for plain in {text, text.rstrip(" .")} - {""}:
                if found.setdefault(plain, option.code) != option.code:
                    twice.add(plain)
    found = {text: code for text, code in found.items() if text not in twice}
    numbers = {code for code in question.codes if _NUMBER.fullmatch(code)}
    return found | {code: code for code in question.codes if code not in numbers}
