"""Whether a question can come up at all: exact, whatever its rules hang on.

A condition speaks of one earlier question and is fulfilled by answers only, never by their lack. So rules that must
hold together can be fulfilled if, for each question they speak of, one answer fulfils all that is asked of it, and that
question can itself come up. Only "any of these" branches; the search is bounded and, past its bound, says yes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from rules.questionnaires.conditions import holds, number_of
from rules.questionnaires.definition import (
    ALL,
    ANY_OF,
    DATE,
    MULTIPLE,
    NUMBER,
    RANKING,
    TEXTS,
    Condition,
    Definition,
    Question,
)
from rules.questionnaires.sheets import canonical_number

_MOST_STEPS = 4000
Asked = Mapping[str, tuple[Condition, ...]]


class _TooLongError(Exception):
    """The bound of the search."""


@dataclass
class _Search:
    """One question's search. Questions that come later, or are missing, cannot be hung on."""

    definition: Definition
    places: Mapping[str, int]
    steps: int = field(default=0)

    def fulfil(self, waiting: tuple[str, ...], asked: Asked) -> bool:
        """Whether all the `waiting` questions can come up when of others `asked` is asked already."""
        self._step()
        if not waiting:
            return True
        code, rest = waiting[-1], waiting[:-1]
        return any(self.fulfil((*rest, *new), more) for new, more in self._ways(code, asked))

    def _ways(self, code: str, asked: Asked) -> Iterator[tuple[tuple[str, ...], Asked]]:
        show_if = self.definition.by_code[code].show_if
        if show_if is None:
            yield (), asked
            return
        together = [show_if.conditions] if show_if.join == ALL else [(one,) for one in show_if.conditions]
        for conditions in together:
            if (found := self._added(code, conditions, asked)) is not None:
                yield found

    def _added(
        self, code: str, conditions: Iterable[Condition], asked: Asked
    ) -> tuple[tuple[str, ...], dict[str, tuple[Condition, ...]]] | None:
        """What is asked with these conditions too, and which questions are new in it; None if that cannot be."""
        more, new = dict(asked), []
        for condition in conditions:
            if self.places.get(condition.question, len(self.places)) >= self.places[code]:
                return None
            if condition.question not in more:
                new.append(condition.question)
            more[condition.question] = (*more.get(condition.question, ()), condition)
        changed = {condition.question for condition in conditions}
        possible = all(self._answerable(self.definition.by_code[one], more[one]) for one in changed)
        return (tuple(new), more) if possible else None

    def _answerable(self, question: Question, conditions: tuple[Condition, ...]) -> bool:
        if question.type in (MULTIPLE, RANKING):
            return self._some_fulfil(question, conditions)
        if question.type in (*TEXTS, DATE):
            return all(condition.operator == ANY_OF and condition.values for condition in conditions)
        return any(all(holds(condition, value) for condition in conditions) for value in _values(question, conditions))

    def _some_fulfil(self, question: Question, conditions: tuple[Condition, ...]) -> bool:
        """Whether some allowed set of options fulfils them: never more options than conditions are needed."""
        alone = [option.code for option in question.options if option.is_exclusive and question.type == MULTIPLE]
        together = _unlike([code for code in question.codes if code not in alone], conditions)
        if any(all(holds(condition, [code]) for condition in conditions) for code in alone):
            return True
        most = min(question.most or len(together), len(conditions), len(together))
        for size in range(1, most + 1):
            for chosen in combinations(together, size):
                self._step()
                if all(holds(condition, list(chosen)) for condition in conditions):
                    return True
        return False

    def _step(self) -> None:
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise _TooLongError


def can_be_shown(definition: Definition, code: str) -> bool:
    """Whether some answers bring the question up."""
    places = {question.code: place for place, question in enumerate(definition.questions)}
    try:
        return _Search(definition, places).fulfil((code,), {})
    except _TooLongError:
        return True


def _unlike(codes: list[str], conditions: tuple[Condition, ...]) -> list[str]:
    """One of each group of options that no condition tells apart."""
    kinds = {tuple(code in condition.values for condition in conditions): code for code in codes}
    return list(kinds.values())


def _values(question: Question, conditions: tuple[Condition, ...]) -> Iterable[str]:
    """Answers to one question, enough to find one that fulfils the conditions if there is any."""
    if question.type != NUMBER:
        return question.codes
    step = Decimal(1).scaleb(-question.decimals)
    marks = [number for condition in conditions for text in condition.values if (number := number_of(text)) is not None]
    marks += [bound for bound in (question.minimum, question.maximum, Decimal(0)) if bound is not None]
    near = {round(mark, question.decimals) + shift * step for mark in marks for shift in (-1, 0, 1)}
    return [canonical_number(number) for number in near if _within(question, number)]


def _within(question: Question, number: Decimal) -> bool:
    above = question.minimum is None or number >= question.minimum
    return above and (question.maximum is None or number <= question.maximum)
