"""Age at the date of an activity, and the forms' age bands."""

from datetime import date

from rules.codes import NOT_STATED, OUTSIDE

OLDEST = 120
YOUTH_FROM, YOUTH_TO = 14, 35  # law of 2015 No. 285-V, as amended from 2023

_BANDS = (
    (13, 16, "13-16"),
    (17, 22, "17-22"),
    (23, 27, "23-27"),
    (28, 32, "28-32"),
    (33, 45, "33-45"),
    (46, 58, "46-58"),
)


def age_on(day: date, *, birth_year: int) -> int:
    """Age in years where only the birth year is known: the year of `day` minus the birth year.

    Raises ValueError when that is below 0 or above 120.
    """
    age = day.year - birth_year
    if not 0 <= age <= OLDEST:
        raise ValueError(f"birth year {birth_year} gives the age {age}")
    return age


def age_band(age: int | None) -> str:
    """The form's band for an age in years; under 13 is "outside", unknown is "not_stated"."""
    if age is None:
        return NOT_STATED
    if age >= 59:
        return "59+"
    for low, high, code in _BANDS:
        if low <= age <= high:
            return code
    return OUTSIDE
