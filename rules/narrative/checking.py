"""What a figure of a text should be, from the figures of the section it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rules.narrative.figures import Figure, read_figures, without_names
from rules.narrative.shares import impossible_shares

# "about 100" is true from 90 to 110.
_ABOUT = Decimal("0.1")
# "over 600" of 594 is a rounding, of 52 for "over 100" it is not.
_ROUNDED = Decimal("0.98")


@dataclass(frozen=True)
class KindFigures:
    """The activities of one kind in a section: how many, their people together and of each."""

    activities: int
    people: int
    each: tuple[int, ...] = ()


@dataclass(frozen=True)
class SectionFigures:
    """What is known where a text stands: of one activity, of a measure, or of the whole project.

    `actual`: unit -> the computed figure; a unit that is not known is not compared. `plans`: unit -> the planned
    figures. `kinds`: by code of the kind. `names`: what the records here are called, whose numbers count nothing.
    """

    actual: Mapping[str, Decimal] = field(default_factory=dict)
    plans: Mapping[str, frozenset[Decimal]] = field(default_factory=dict)
    kinds: Mapping[str, KindFigures] = field(default_factory=dict)
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Contradiction:
    """A figure of a text that equals nothing it could mean. `code`: differs, plan_differs, parts_differ,
    share_impossible (no whole number of its n people gives it); `should_be`: the figure it was most likely meant to
    be."""

    code: str
    figure: Figure
    should_be: Decimal


def contradictions(text: str, known: SectionFigures) -> list[Contradiction]:
    """The figures of a text that are wrong, in their order. What is not known is never called wrong."""
    figures = read_figures(text, known.names)
    found = [one for figure in figures if (one := _judge(figure, known))]
    # A mean in percent is no share of people: what the records give is right, whatever its n.
    right = {one.start for one in figures if one.number == known.actual.get(one.unit)}
    named = {place for place, sign in enumerate(without_names(text, known.names)) if sign == "\x00"}
    shares = impossible_shares(text, leave=right | named | {one.figure.start for one in found})
    found += [Contradiction("share_impossible", figure, nearest) for figure, nearest in shares]
    return sorted(found, key=lambda one: one.figure.start)


def _judge(figure: Figure, known: SectionFigures) -> Contradiction | None:
    if figure.parts:
        total = sum(figure.parts, Decimal(0))
        if not _fits(figure, total):
            return Contradiction("parts_differ", figure, total)
    if figure.is_plan:
        plans = known.plans.get(figure.unit, frozenset())
        return Contradiction("plan_differs", figure, min(plans)) if plans and figure.number not in plans else None
    could_be = _meanings(figure, known)
    if not could_be or any(_fits(figure, one) for one in could_be):
        return None
    return Contradiction("differs", figure, could_be[0])


def _meanings(figure: Figure, known: SectionFigures) -> list[Decimal]:
    """What the figure may rightly be, the likeliest first; none: it is not known what it speaks of."""
    if figure.unit.startswith("kind:"):
        kind = known.kinds.get(figure.unit.removeprefix("kind:"))
        return [Decimal(kind.activities)] if kind else []
    if figure.unit == "participants":
        return _people(figure, known)
    if figure.is_of_one:
        return []
    actual = known.actual.get(figure.unit)
    return [] if actual is None else [actual]


def _people(figure: Figure, known: SectionFigures) -> list[Decimal]:
    whole = known.actual.get("participants")
    named = [known.kinds[kind] for kind in sorted(figure.kinds) if kind in known.kinds]
    if figure.is_of_one:
        among = named or list(known.kinds.values())
        return [Decimal(one) for kind in among for one in kind.each]
    # A kind that the section has nothing of: the sentence speaks of something else.
    if figure.kinds and len(named) < len(figure.kinds):
        return []
    together = [Decimal(sum(kind.people for kind in named))] if named else []
    return [*together, *([whole] if whole is not None and not named else [])]


def _fits(figure: Figure, value: Decimal) -> bool:
    if figure.how == "at_least":
        return value >= figure.number * _ROUNDED
    if figure.how == "about":
        return abs(value - figure.number) <= value * _ABOUT
    return value == figure.number
