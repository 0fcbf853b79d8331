"""Before and after: the same people compared, and what the people who left may have taken with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rules.survey_maths.figures import Interval, Number, exact, percent
from rules.survey_maths.scales import LEVEL, mean_interval, root
from rules.survey_maths.student import quantile, two_sided_p

FULL = 100
# How strongly the result may be worded.
TOO_FEW = "too_few"
WEAK = "weak"
USUAL = "usual"
STRENGTHS = (TOO_FEW, WEAK, USUAL)
_WEAK_FROM = 5
_USUAL_FROM = 20


@dataclass(frozen=True)
class DropOut:
    """Scores before of those who also answered after (`stayed`) against those who did not (`left`), in percent.

    `left_percent`: share of the pre-test's people who are missing after, to 0,1. `difference`: stayed minus left,
    `interval` its 95 % interval, `p` two-sided (Welch); None where a group is too small or nobody differs.
    """

    stayed: int
    left: int
    left_percent: Decimal | None
    stayed_mean: float | None
    left_mean: float | None
    difference: float | None
    interval: Interval | None
    p: float | None


@dataclass(frozen=True)
class PairedResult:
    """A pre/post test. Means and changes are in percent of the maximum (percentage points), of the paired people.

    `hake_gain`: (post − pre)/(100 − pre) of the two means, at most 1; None where pre is 100 or nobody is paired.
    `normalised_change`: the mean over `normalised_n` people of their own change (see `normalised_change`).
    `effect_size`: Cohen's dz; None of fewer than two people or where all changed alike.
    `strength`: one of STRENGTHS, by the number of pairs.
    """

    attended: int | None
    pre_n: int
    post_n: int
    paired_n: int
    mean_pre: float | None
    mean_post: float | None
    mean_change: float | None
    change_interval: Interval | None
    hake_gain: float | None
    normalised_change: float | None
    normalised_n: int
    effect_size: float | None
    drop_out: DropOut
    strength: str


def compare(
    pairs: Sequence[tuple[Number, Number]],
    pre_only: Sequence[Number] = (),
    post_only: Sequence[Number] = (),
    attended: int | None = None,
) -> PairedResult:
    """The whole result from (pre, post) scores of the same people and the scores of those who answered only once.

    Scores are percent of the maximum, 0 to 100. `attended`: people counted at the activity, None where unknown.
    Change: mean of post − pre with its 95 % t-interval (Student 1908). Gain: R. R. Hake (1998), American Journal of
    Physics 66:64–74, eq. (1), on the paired people. Effect: J. Cohen (1988), Statistical Power Analysis, 2nd ed.,
    p. 48, dz = mean/deviation of the changes; eq. (6) in D. Lakens (2013), Frontiers in Psychology 4:863.
    Raises ValueError for a score outside 0..100.
    """
    scores = [(_score(pre), _score(post)) for pre, post in pairs]
    before, after = [pre for pre, _ in scores], [post for _, post in scores]
    left = [_score(number) for number in pre_only]
    alone = [_score(number) for number in post_only]
    mean, deviation = _mean_and_deviation([post - pre for pre, post in scores])
    own = [change for pre, post in scores if (change := normalised_change(pre, post)) is not None]
    return PairedResult(
        attended=attended,
        pre_n=len(scores) + len(left),
        post_n=len(scores) + len(alone),
        paired_n=len(scores),
        mean_pre=_mean(before),
        mean_post=_mean(after),
        mean_change=mean,
        change_interval=None if mean is None else mean_interval(mean, deviation, len(scores)),
        hake_gain=_hake_gain(before, after),
        normalised_change=_mean(own),
        normalised_n=len(own),
        effect_size=mean / deviation if deviation and mean is not None else None,
        drop_out=drop_out(before, left),
        strength=strength(len(scores)),
    )


def normalised_change(pre: Number, post: Number) -> Fraction | None:
    """One person's change between −1 and 1: what was gained of what could be gained, or lost of what could be lost.

    J. D. Marx, K. Cummings (2007), "Normalized change", American Journal of Physics 75:87–91, five cases:
    post > pre (post − pre)/(100 − pre); both 0 or both 100 dropped (None); equal 0; post < pre (post − pre)/pre.
    Scores are percent of the maximum. Raises ValueError for a score outside 0..100.
    """
    before, after = _score(pre), _score(post)
    if after > before:
        return (after - before) / (FULL - before)
    if after < before:
        return (after - before) / before
    return None if before in (0, FULL) else Fraction(0)


def drop_out(stayed: Sequence[Number], left: Sequence[Number]) -> DropOut:
    """Whether those who did not come back had other scores before (percent of the maximum, 0 to 100).

    B. L. Welch (1947), Biometrika 34:28–35; degrees of freedom by Satterthwaite (1946), Biometrics Bulletin 2:110–114.
    """
    kept, gone = [exact(number) for number in stayed], [exact(number) for number in left]
    kept_mean, gone_mean = _mean(kept), _mean(gone)
    interval, p = _welch(kept, gone)
    return DropOut(
        stayed=len(kept),
        left=len(gone),
        left_percent=percent(len(gone), len(kept) + len(gone)),
        stayed_mean=kept_mean,
        left_mean=gone_mean,
        difference=None if kept_mean is None or gone_mean is None else kept_mean - gone_mean,
        interval=interval,
        p=p,
    )


def strength(paired: int) -> str:
    """How strongly to word a result of so many pairs: too_few under 5 (say nothing), weak under 20, usual."""
    if paired < _WEAK_FROM:
        return TOO_FEW
    return WEAK if paired < _USUAL_FROM else USUAL


def _welch(one: Sequence[Fraction], other: Sequence[Fraction]) -> tuple[Interval | None, float | None]:
    if min(len(one), len(other)) < 2:
        return None, None
    parts = [(_variance(group) / len(group), len(group) - 1) for group in (one, other)]
    square = sum((part for part, _ in parts), Fraction())
    if not square:
        return None, None
    freedom = float(square**2 / sum((part**2 / less for part, less in parts), Fraction()))
    difference = float(Fraction(sum(one)) / len(one) - Fraction(sum(other)) / len(other))
    error = root(square)
    half = quantile(LEVEL, freedom) * error
    return Interval(difference - half, difference + half), two_sided_p(difference / error, freedom)


def _hake_gain(before: Sequence[Fraction], after: Sequence[Fraction]) -> float | None:
    possible = FULL * len(before) - sum(before)
    return float((sum(after) - sum(before)) / possible) if possible else None


def _mean(numbers: Sequence[Fraction]) -> float | None:
    return float(sum(numbers, Fraction()) / len(numbers)) if numbers else None


def _mean_and_deviation(numbers: Sequence[Fraction]) -> tuple[float | None, float | None]:
    return _mean(numbers), root(_variance(numbers)) if len(numbers) > 1 else None


def _variance(numbers: Sequence[Fraction]) -> Fraction:
    mean = sum(numbers, Fraction()) / len(numbers)
    return sum(((number - mean) ** 2 for number in numbers), Fraction()) / (len(numbers) - 1)


def _score(number: Number) -> Fraction:
    score = exact(number)
    if not 0 <= score <= FULL:
        raise ValueError(f"a score of {number} percent")
    return score
