"""What can be said of one question's figures, before it is said in any language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rules.questionnaires.definition import MULTIPLE, Words

# Kinds of finding, by what the most frequent answers are.
ALL = "all"
OVERWHELMING = "overwhelming"
MAJORITY = "majority"
HALF = "half"
NEAR_HALF = "near_half"
AROUND_HALF = "around_half"
LARGEST = "largest"
SPLIT = "split"
TWO_LEADERS = "two_leaders"
NO_LEADER = "no_leader"
KINDS = (ALL, OVERWHELMING, MAJORITY, HALF, NEAR_HALF, AROUND_HALF, LARGEST, SPLIT, TWO_LEADERS, NO_LEADER)

SMALL_BASE = 30  # under so many people figures are people, not percent
# In percent of the base.
_OVERWHELMING_FROM = 75
_NEAR_HALF_FROM = 45
_CLOSE = 5
_SPLIT_FROM = 80
_WORTH_A_WORD = 10


@dataclass(frozen=True)
class OptionFigures:
    """An option, how many people chose it (a ranking: put it first) and their share in percent as printed."""

    text: Words
    count: int
    share: Decimal | None = None
    value: int | None = None
    mean_place: Decimal | None = None


@dataclass(frozen=True)
class Figures:
    """One question's figures. `type`: a code of rules.questionnaires; `base`: people who answered; `respondents`: all
    sheets (where that is more than the base, or unknown, the sentence speaks of those who answered).

    `mean`, `median`, `lowest`, `highest`: of a scale, 0–10 or a number, in its unit. `top_two`: how many people gave
    one of the two best answers of a scale, and their share in percent; None where there are only two.
    """

    type: str
    question: Words
    base: int
    respondents: int | None = None
    options: tuple[OptionFigures, ...] = ()
    mean: Decimal | None = None
    median: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    top_two: tuple[int, Decimal] | None = None

    @property
    def is_small(self) -> bool:
        """Whether percent would say more than so few people can."""
        return self.base < SMALL_BASE

    @property
    def is_of_all(self) -> bool:
        """Whether everybody who filled in a sheet answered this."""
        return self.base == self.respondents


@dataclass(frozen=True)
class Finding:
    """A kind and the options it names: the leader (or the two), and a second where it is worth a word."""

    kind: str
    leaders: tuple[OptionFigures, ...] = ()
    second: OptionFigures | None = None


def finding_of(figures: Figures, *, is_opinion: bool) -> Finding:
    """The finding of a question with options, from counts and printed shares alike, so that neither contradicts it.

    `is_opinion`: answers to a question (they may be said to be divided), not a mere group such as age or gender.
    """
    first, second, third = [*sorted(figures.options, key=lambda one: -one.count), _NOBODY, _NOBODY][:3]
    if third.count and third.count == first.count:
        return Finding(NO_LEADER)
    if _are_close(first, second, third, figures.base):
        covers = 100 * (first.count + second.count) >= _SPLIT_FROM * figures.base
        is_split = covers and is_opinion and figures.type != MULTIPLE
        return Finding(SPLIT if is_split else TWO_LEADERS, (first, second))
    kind = _kind(first, figures.base)
    is_worth = 100 * second.count >= _WORTH_A_WORD * figures.base and second.count > third.count
    return Finding(kind, (first,), second if is_worth and kind not in (ALL, OVERWHELMING) else None)


def few_of(options: Sequence[OptionFigures]) -> tuple[OptionFigures, ...]:
    """The one or two most frequent answers that nothing else equals; () where three or more share the first place."""
    given = sorted((one for one in options if one.count), key=lambda one: -one.count)
    for many in (2, 1):
        if len(given) == many or (len(given) > many and given[many - 1].count > given[many].count):
            return tuple(given[:many])
    return ()


_NOBODY = OptionFigures(Words(), 0, Decimal(0))


def _are_close(first: OptionFigures, second: OptionFigures, third: OptionFigures, base: int) -> bool:
    """Two ahead of the rest and near each other; or exactly equal and ahead of the rest."""
    if not second.count or second.count == third.count:
        return False
    near = 100 * (first.count - second.count) <= _CLOSE * base
    clear = 100 * (second.count - third.count) > _CLOSE * base
    return first.count == second.count or (near and clear)


def _kind(first: OptionFigures, base: int) -> str:
    printed = first.share or Decimal(0)
    if first.count == base:
        return ALL
    if 100 * first.count >= _OVERWHELMING_FROM * base and printed >= _OVERWHELMING_FROM:
        return OVERWHELMING
    if 2 * first.count == base:
        return HALF
    if 2 * first.count > base:
        return MAJORITY if printed > 50 else AROUND_HALF
    if printed < _NEAR_HALF_FROM or 100 * first.count < _NEAR_HALF_FROM * base:
        return LARGEST
    return NEAR_HALF if printed < 50 else AROUND_HALF
