"""People as staff see them: at a door, by name, and in an activity's list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.consent import WITHDRAWN
from events.models import Activity, Attendance, Person, PersonalCode, Session
from events.queries.counts import activity_counts
from events.reasons import reason_in_words
from events.words import facts_in_words
from grants.models import Organisation
from rules.codes import NOT_STATED

LETTERS_AT_LEAST = 2
_FOUND_AT_MOST = 20
_DOORS_AT_MOST = 12


def shown_name(person: Person, *, full: bool) -> str:
    """The name for a member: whole for those who may see people, else the first name and an initial. "" if unknown."""
    if full:
        return person.name
    first, *others = person.name.split()[:2] or [""]
    return " ".join([first, *(f"{word[0]}." for word in others)])


@dataclass(frozen=True)
class PersonShown:
    """One person on a staff page. `code`: the live short code, "" if none."""

    pk: int
    name: str
    code: str


def person_shown(person: Person, *, full: bool) -> PersonShown:
    """A person as a member may see them."""
    code = next((code for code in person.codes.all() if code.revoked_at is None), None)
    return PersonShown(person.pk, shown_name(person, full=full), code.display if code else "")


def people_found(*, organisation: Organisation, text: str, full: bool) -> list[PersonShown]:
    """People one of whose names begins with the text, at least two letters; the first twenty.

    A regular expression, because SQLite's LIKE knows no Cyrillic capitals.
    """
    wanted = text.replace("\0", "").strip()
    if len(wanted) < LETTERS_AT_LEAST:
        return []
    people = Person.objects.of(organisation).filter(
        name__iregex=rf"(^|\s){re.escape(wanted[:60])}", withdrawn_at__isnull=True
    )
    return [
        person_shown(person, full=full)
        for person in people.order_by("name", "pk").prefetch_related(_codes())[:_FOUND_AT_MOST]
    ]


def _codes() -> Prefetch[str, QuerySet[PersonalCode], str]:
    return Prefetch("codes", PersonalCode.objects.filter(revoked_at__isnull=True))


@dataclass(frozen=True)
class Doors:
    """Where somebody may be counting: sessions of today, and the nearest others."""

    today: list[Session]
    others: list[Session]


def doors(*, organisation: Organisation, now: datetime) -> Doors:
    """Every session of today, then the nearest before and after."""
    day = timezone.localdate(now)
    open_ones = Session.objects.of(organisation).filter(activity__cancelled_at__isnull=True)
    with_activity = open_ones.select_related("activity__kind", "activity__project")
    today = with_activity.filter(
        Q(held_on=day) | Q(held_on__isnull=True, activity__starts_on__lte=day, activity__ends_on__gte=day)
    ).order_by(F("starts_at").asc(nulls_first=True), "activity_id", "number")
    coming = with_activity.filter(held_on__gt=day).order_by("held_on", "starts_at")
    past = with_activity.filter(held_on__lt=day).order_by("-held_on", "-starts_at")
    others = [*coming[:_DOORS_AT_MOST], *past[:_DOORS_AT_MOST]]
    others.sort(key=lambda session: abs(((session.held_on or day) - day).days))
    return Doors(list(today), others)


@dataclass(frozen=True)
class Line:
    """One entry of an activity's list."""

    row: Attendance
    name: str
    code: str

    @property
    def facts(self) -> list[str]:
        """What was stated, in words."""
        row = self.row
        return facts_in_words(gender=row.gender, age=row.age, statuses=row.status_codes)

    @property
    def has_facts(self) -> bool:
        """Whether anything was stated."""
        row = self.row
        return row.gender != NOT_STATED or row.age is not None or bool(row.statuses)

    @property
    def reason(self) -> str:
        """Why it was undone, in words."""
        withdrawn = self.row.void_reason == WITHDRAWN
        return (
            _("The person asked for their data to be deleted") if withdrawn else reason_in_words(self.row.void_reason)
        )

    @property
    def replaced_by(self) -> Attendance | None:
        """The entry that corrected this one."""
        return getattr(self.row, "replaced_by", None)


def lines_of(*, activity: Activity, voided: bool) -> QuerySet[Attendance]:
    """An activity's entries, latest first; with the undone ones among them if asked."""
    rows = Attendance.objects.filter(activity=activity)
    if not voided:
        rows = rows.live()
    return (
        rows.select_related("person", "session", "collected_by", "voided_by", "replaced_by")
        .prefetch_related(Prefetch("person__codes", PersonalCode.objects.filter(revoked_at__isnull=True)))
        .order_by("-observed_at", "-pk")
    )


def lines(rows: Iterable[Attendance], *, full: bool) -> list[Line]:
    """Entries with the names a member may see; without `full` only the codes."""
    result = []
    for row in rows:
        person = person_shown(row.person, full=True) if row.person else None
        result.append(Line(row, person.name if person and full else "", person.code if person else ""))
    return result


def counted_now(activity: Activity) -> int:
    """How many people the ledger counts at an activity at this moment."""
    return activity_counts(activities=[activity.pk])[activity.pk].scanned
