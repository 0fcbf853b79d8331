"""One question before and after: did more people turn to the right answer than away from it? McNemar's exact test."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import comb


@dataclass(frozen=True)
class McNemar:
    """`gained` people were wrong before and right after, `lost` the other way round. Two-sided p from 0 to 1."""

    gained: int
    lost: int
    exact_p: float
    mid_p: float


@dataclass(frozen=True)
class QuestionChange:
    """The same people's answers to one question: right both times, wrong both times, and those who changed."""

    n: int
    both_right: int
    both_wrong: int
    test: McNemar


def mcnemar(gained: int, lost: int) -> McNemar:
    """The exact conditional test and its mid-p variant; with nobody who changed both p are 1.

    Q. McNemar (1947), Psychometrika 12:153–157, exact as a sign test: min(1, 2·P(X ≤ min(b, c))), X binomial(b+c, ½).
    Mid-p: that minus P(X = min(b, c)), and 1 − ½·P(X = b) where b = c: Fagerland, Lydersen, Laake (2013),
    BMC Medical Research Methodology 13:91, supplement eq. (1)–(2). Raises ValueError for a negative count.
    """
    if min(gained, lost) < 0:
        raise ValueError(f"{gained} gained, {lost} lost")
    changed, fewer = gained + lost, min(gained, lost)
    if not changed:
        return McNemar(0, 0, 1.0, 1.0)
    everything = 2**changed
    point = comb(changed, fewer)
    if gained == lost:
        return McNemar(gained, lost, 1.0, 1 - point / everything / 2)
    tail = 2 * _ways_up_to(fewer, changed)
    return McNemar(gained, lost, tail / everything, (tail - point) / everything)


def question_change(answers: Iterable[tuple[bool, bool]]) -> QuestionChange:
    """From (right before, right after) of each person to the four counts and the test."""
    pairs = [(bool(before), bool(after)) for before, after in answers]
    return QuestionChange(
        n=len(pairs),
        both_right=pairs.count((True, True)),
        both_wrong=pairs.count((False, False)),
        test=mcnemar(pairs.count((False, True)), pairs.count((True, False))),
    )


def _ways_up_to(most: int, n: int) -> int:
    """How many subsets of n things have at most `most` elements."""
    ways = found = 1
    for size in range(1, most + 1):
        ways = ways * (n - size + 1) // size
        found += ways
    return found
