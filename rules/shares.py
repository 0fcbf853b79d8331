"""Shares in tenths of a percent: one share, and the shares of a table, which must sum to 100,0 as printed."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

_TENTH = Decimal("0.1")
_WHOLE = 1000  # tenths of a percent


def share(part: int, whole: int) -> Decimal | None:
    """`part` of `whole` in percent, rounded to 0,1; None of nothing."""
    if not whole:
        return None
    return (Decimal(100 * part) / Decimal(whole)).quantize(_TENTH, ROUND_HALF_UP)


def printed_shares(counts: Sequence[int]) -> list[Decimal | None]:
    """The share of each count in their sum, in percent to 0,1, so that they sum to exactly 100,0; None of nothing.

    Largest remainders (Hamilton): every share is rounded down, then the tenths that are missing go to those who lost
    most; among equals to the larger count, then to the earlier. No share is further than 0,1 from the exact one, and
    a count of zero stays 0,0.
    """
    whole = sum(counts)
    if min(counts, default=0) < 0:
        raise ValueError(f"negative count in {counts!r}")
    if not whole:
        return [None] * len(counts)
    tenths = [_WHOLE * count // whole for count in counts]
    by_loss = sorted(
        range(len(counts)),
        key=lambda place: (-(_WHOLE * counts[place] % whole), -counts[place], place),
    )
    for place in by_loss[: _WHOLE - sum(tenths)]:
        tenths[place] += 1
    return [Decimal(number).scaleb(-1) for number in tenths]
