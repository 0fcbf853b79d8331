"""From what a person stated to the one primary social category that enters the tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rules.ages import YOUTH_FROM, YOUTH_TO
from rules.codes import CATEGORIES, NOT_STATED, OUTSIDE

DEFAULT_PRECEDENCE = (
    "persons_with_disability",
    "unemployed",
    "civil_servants",
    "budget_workers",
    "ngo_representatives",
    "business",
    "children",
    "elderly_50_plus",
    "youth",
    "other",
)

# Ages at which a stated status is believable; outside them it is kept, with a warning.
LIKELY_AGES = {
    "children": (0, 17),
    "youth": (YOUTH_FROM, YOUTH_TO),
    "civil_servants": (18, 70),
    "budget_workers": (16, 80),
    "elderly_50_plus": (50, 120),
    "unemployed": (16, 63),
    "business": (16, 120),
}


@dataclass(frozen=True)
class PrimaryCategory:
    """The category that enters the tables, and whether it was derived from the age."""

    code: str
    derived: bool


# What an age band alone tells, where every age of it has the same category. 13–16 and 33–45 do not.
_CATEGORY_OF_BAND = {
    OUTSIDE: "children",
    "17-22": "youth",
    "23-27": "youth",
    "28-32": "youth",
    "59+": "elderly_50_plus",
}


def primary_category(
    statuses: Iterable[str], age: int | None, precedence: Sequence[str] = DEFAULT_PRECEDENCE, *, band: str = ""
) -> PrimaryCategory:
    """The first stated status in the project's order; where none is stated, what the age says.

    Under 14 children, 14–35 youth, 50 and over elderly_50_plus, otherwise not stated. Where only a band is known, what
    is true of every age in it. Raises ValueError for a status code that does not exist.
    """
    stated = set(statuses)
    unknown = stated - set(CATEGORIES)
    if unknown:
        raise ValueError(f"unknown status {sorted(unknown)}")
    for code in (*precedence, *CATEGORIES):
        if code in stated:
            return PrimaryCategory(code, derived=False)
    of_age = _CATEGORY_OF_BAND.get(band, NOT_STATED) if age is None else _category_of_age(age)
    return PrimaryCategory(of_age, derived=of_age != NOT_STATED)


def _category_of_age(age: int | None) -> str:
    if age is None:
        return NOT_STATED
    if age < YOUTH_FROM:
        return "children"
    if age <= YOUTH_TO:
        return "youth"
    return "elderly_50_plus" if age >= 50 else NOT_STATED


def unlikely_statuses(statuses: Iterable[str], age: int | None) -> list[str]:
    """Stated statuses that do not go with the age: a warning, never a refusal."""
    if age is None:
        return []
    return [
        code
        for code in sorted(set(statuses))
        if code in LIKELY_AGES and not LIKELY_AGES[code][0] <= age <= LIKELY_AGES[code][1]
    ]


def check_precedence(order: Sequence[str]) -> None:
    """Raises ValueError unless the order names every category exactly once."""
    if sorted(order) != sorted(CATEGORIES):
        raise ValueError("an order of precedence names every category once")


def pack_statuses(statuses: Iterable[str]) -> str:
    """Statuses as they are stored: sorted codes joined by ";" (so that equal sets are equal text)."""
    return ";".join(sorted(set(statuses)))


def unpack_statuses(packed: str) -> tuple[str, ...]:
    """The codes in a stored text."""
    return tuple(code for code in packed.split(";") if code)
