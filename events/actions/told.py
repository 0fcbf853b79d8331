"""What somebody at a door, or a program, told about a person without a code: which of it may and can be kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.actions.check_in import Given
from events.consent import ADULT_FROM
from events.facts import Facts
from events.models import Activity, FieldSetting
from events.phone_numbers import normalise_phone
from events.queries.presence import age_on_or_none, fact_day
from rules.ages import OLDEST
from rules.codes import CATEGORIES, GENDERS, NOT_STATED
from rules.errors import AppError

Faults = dict[str, list[str]]


class InvalidInputError(AppError):
    """The input can be read but is wrong: `fields`, name to messages."""

    def __init__(self, fields: Faults) -> None:
        super().__init__("invalid", 422)
        self.fields = fields


@dataclass(frozen=True)
class Told:
    """What was told. Without `consent` the person is counted and nothing about them is taken."""

    consent: bool = False
    guardian_consent: bool = False
    photo_consent: bool = False
    gender: str | None = None
    age: int | None = None
    birth_year: int | None = None
    statuses: tuple[str, ...] = ()
    name: str = ""
    phone: str = ""
    # The organisation they came for: no data of a person, so it needs no consent.
    represents: str = ""


def given_of(activity: Activity, told: Told) -> Given | None:
    """What is kept of it at this activity; None: nothing, for want of consent. Raises InvalidInputError."""
    if not told.consent:
        _refuse_data(told)
        return None
    faults: Faults = {}
    age = _age(activity, told, faults)
    number = normalise_phone(told.phone) if told.phone.strip() else ""
    if number is None:
        faults["phone"] = [_("This is not a phone number.")]
    if unknown := set(told.statuses) - set(CATEGORIES):
        faults["statuses"] = [_("Unknown: %(codes)s.") % {"codes": ", ".join(sorted(unknown))}]
    for name, setting in (("name", activity.ask_name), ("phone", activity.ask_phone)):
        _check_setting(name, getattr(told, name).strip(), setting, faults)
    is_minor = age is not None and age < ADULT_FROM
    if is_minor and not told.guardian_consent:
        faults["guardian_consent"] = [_("Under 18 a parent or legal representative must agree.")]
    if faults:
        raise InvalidInputError(faults)
    return _given(told, age, number or "", is_minor)


def given_of_fact(activity: Activity, told: Told) -> Given | None:
    """The same of somebody who has come and gone: what is wrong is left out, nobody can be asked any more. Without the
    consent that is needed they are counted without data."""
    if not told.consent:
        return None
    age = _age(activity, told, {})
    age = age if age is not None and age <= OLDEST else None
    is_minor = age is not None and age < ADULT_FROM
    if is_minor and not told.guardian_consent:
        return None
    asks_phone = activity.ask_phone != FieldSetting.OFF
    number = normalise_phone(told.phone) if asks_phone and told.phone.strip() else ""
    return _given(told, age, number or "", is_minor, with_name=activity.ask_name != FieldSetting.OFF)


def _given(told: Told, age: int | None, number: str, is_minor: bool, *, with_name: bool = True) -> Given:
    statuses = tuple(status for status in dict.fromkeys(told.statuses) if status in CATEGORIES)
    gender = told.gender if told.gender in GENDERS else None
    facts = Facts(gender or NOT_STATED, age, told.birth_year if age is not None else None, statuses)
    return Given(facts, " ".join(told.name.split()) if with_name else "", number, told.photo_consent, is_minor)


def _refuse_data(told: Told) -> None:
    """Without consent nothing about the person may come in."""
    about_them = ("gender", "age", "birth_year", "statuses", "name", "phone", "photo_consent")
    words = [_("Without consent nothing about the person is taken: leave this out.")]
    if faults := {name: words for name in about_them if getattr(told, name)}:
        raise InvalidInputError(faults)


def _age(activity: Activity, told: Told, faults: Faults) -> int | None:
    if told.birth_year is not None:
        age = age_on_or_none(fact_day(activity), told.birth_year)
        if age is None or age > OLDEST:
            faults["birth_year"] = [_("Nobody of this year can have come.")]
        return age
    if told.age is not None and told.age > OLDEST:
        faults["age"] = [_("Nobody is that old.")]
    return told.age


def _check_setting(name: str, value: str, setting: str, faults: Faults) -> None:
    if setting == FieldSetting.REQUIRED and not value:
        faults[name] = [_("This activity asks for it.")]
    if setting == FieldSetting.OFF and value:
        faults[name] = [_("This activity does not ask for it: leave it out.")]
