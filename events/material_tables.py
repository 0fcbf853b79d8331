"""The figures of an activity's leaflets and points, in words and in the order they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.labels import AGE_LABELS, GENDER_CHOICES, Label
from events.models import Activity, Material, Point
from events.queries.materials import (
    CountedAtPoints,
    HandedOut,
    copies_by,
    copies_by_language,
    counted_at_points,
    handed_out_at,
)
from events.words import band_in_words, languages_in_words, material_in_words
from rules.codes import GENDER_VALUES, NOT_STATED, OUTSIDE

# Children stand first, as on the counter.
AGES = (OUTSIDE, *(band for band in AGE_LABELS if band not in {OUTSIDE, NOT_STATED}), NOT_STATED)


@dataclass(frozen=True)
class MaterialLine:
    """A material and its copies; `over`: how many more were handed out than printed."""

    material: Material
    label: str
    total: int
    left: int | None

    @property
    def over(self) -> int:
        """How far below zero what is left has come."""
        return max(0, -(self.left or 0))


@dataclass(frozen=True)
class PointLine:
    """A point (None: at no point), copies handed out and people counted there."""

    point: Point | None
    copies: int
    people: int


@dataclass(frozen=True)
class MaterialTables:
    """Everything on the page. Copies by day and language, people by day: words and numbers, each summing to its total.
    `ages`: a row per age, people by GENDER_VALUES and together."""

    materials: list[MaterialLine]
    points: list[PointLine]
    elsewhere: PointLine
    copies: int
    people: int
    days: list[tuple[str, int, int]]
    languages: list[tuple[str, int]]
    genders: list[Label]
    ages: list[tuple[str, list[int], int]]


def tables_of(activity: Activity) -> MaterialTables:
    """All totals of the activity's materials and counter. Five queries, however many points and taps."""
    given, people = handed_out_at(activity=activity), counted_at_points(activity=activity)
    at_points = copies_by(given, "by_point")
    genders = [code for code in GENDER_VALUES if any(one == code for one, _age in people.by_gender_and_age)]
    return MaterialTables(
        materials=[MaterialLine(one.material, material_in_words(one.material), one.total, one.left) for one in given],
        points=[
            PointLine(point, at_points.get(point.pk, 0), people.by_point.get(point.pk, 0))
            for point in activity.points.all()
        ],
        elsewhere=PointLine(None, at_points.get(None, 0), people.by_point.get(None, 0)),
        copies=sum(one.total for one in given),
        people=people.total,
        days=_days(given, people),
        languages=[
            (languages_in_words(language) or _("language not noted"), copies)
            for language, copies in copies_by_language(given).items()
        ],
        genders=[GENDER_CHOICES.get(code, _("Not stated")) for code in genders],
        ages=_ages(people, genders),
    )


def _days(given: list[HandedOut], people: CountedAtPoints) -> list[tuple[str, int, int]]:
    copies = copies_by(given, "by_day")
    days = sorted({day for day in (*copies, *people.by_day) if day})
    lines = [(f"{day:%d.%m.%Y}", copies.get(day, 0), people.by_day.get(day, 0)) for day in days]
    return [*lines, (_("day not noted"), copies[None], 0)] if None in copies else lines


def _ages(people: CountedAtPoints, genders: list[str]) -> list[tuple[str, list[int], int]]:
    lines = []
    for age in AGES:
        numbers = [people.by_gender_and_age.get((gender, age), 0) for gender in genders]
        if any(numbers):
            lines.append((age_in_words(age), numbers, sum(numbers)))
    return lines


def age_in_words(age: str) -> str:
    """A band as the counter says it: children below the bands are "under 13"."""
    return band_in_words(age)


def age_on_button(age: str) -> str:
    """The same as shortly as a big button wants it: figures only."""
    return {OUTSIDE: "0–12", NOT_STATED: "?"}.get(age, age.replace("-", "–"))
