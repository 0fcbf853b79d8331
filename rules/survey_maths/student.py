"""Student's t distribution, as far as intervals and tests of means need it."""

import math
from statistics import NormalDist

_SMALL = 1e-300
_CLOSE = 1e-15
_MOST_STEPS = 20_000
_MANY = 1000  # degrees of freedom from which the series beats the iteration


def two_sided_p(t: float, freedom: float) -> float:
    """P(|T| ≥ |t|) for `freedom` degrees of freedom (any real number above 0).

    It is I_x(ν/2, 1/2) at x = ν/(ν+t²): Abramowitz & Stegun (1964), 26.7.1.
    Raises ValueError unless freedom > 0.
    """
    if not freedom > 0:
        raise ValueError(f"{freedom} degrees of freedom")
    square = t * t
    return _beta_share(freedom / (freedom + square), square / (freedom + square), freedom / 2, 0.5)


def quantile(level: float, freedom: float) -> float:
    """The t that |T| stays under with probability `level` (0.95 for a 95 % interval).

    From 1000 degrees of freedom the series in 1/ν around the normal point (Abramowitz & Stegun 26.7.5), below it
    Newton's iteration on `two_sided_p`, kept inside a bracket. Relative error under 1e-9 for levels up to 0.9999.
    Raises ValueError unless 0 < level < 1 and freedom > 0.
    """
    if not 0 < level < 1:
        raise ValueError(f"a level of {level}")
    if not freedom > 0:
        raise ValueError(f"{freedom} degrees of freedom")
    if freedom >= _MANY:
        return _by_series(NormalDist().inv_cdf((1 + level) / 2), freedom)
    wanted = 1 - level
    low, high = 0.0, 1.0
    while two_sided_p(high, freedom) > wanted:
        low, high = high, 2 * high
    return _by_newton(wanted, freedom, low, high)


def _by_newton(wanted: float, freedom: float, low: float, high: float) -> float:
    guess = (low + high) / 2
    for _ in range(200):
        excess = two_sided_p(guess, freedom) - wanted
        low, high = (guess, high) if excess > 0 else (low, guess)
        step = guess + excess / (2 * _density(guess, freedom))
        following = step if low < step < high else (low + high) / 2
        if abs(following - guess) <= 1e-14 * following:
            return following
        guess = following
    return guess


def _density(t: float, freedom: float) -> float:
    constant = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2) - math.log(freedom * math.pi) / 2
    return math.exp(constant - (freedom + 1) / 2 * math.log1p(t * t / freedom))


def _by_series(normal: float, freedom: float) -> float:
    z = normal
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + math.fsum(term / freedom**power for power, term in enumerate(terms, 1))


def _beta_share(x: float, rest: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b); `rest` is 1 − x, given apart to keep its digits.

    The continued fraction DLMF 8.17.22, on whichever side of the mean it runs quickly (8.17.4).
    """
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest),
    )
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(rest, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method (Thompson & Barnett 1986)."""
    upper, lower = 1.0, _kept(1 - (a + b) * x / (a + 1))
    lower = 1 / lower
    value = lower
    for step in range(1, _MOST_STEPS):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        factor = 1.0
        for part in (even, odd):
            lower = 1 / _kept(1 + part * lower)
            upper = _kept(1 + part / upper)
            factor = upper * lower
            value *= factor
        if abs(factor - 1) < _CLOSE:
            break
    return value


def _kept(number: float) -> float:
    return number if abs(number) > _SMALL else _SMALL
