"""People as staff see them: at a door, by name, and in an activity's list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.acts import restored_act
from events.consent import WITHDRAWN
from events.models import Activity, Attendance, Person, PersonalCode, Session, Signature
from events.queries.counts import activity_counts
from events.queries.groups import GroupShown, GroupsShown, one_line_a_group
from events.reasons import is_own_words, reason_in_words
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


def standing_people(organisation: Organisation) -> QuerySet[Person]:
    """Everybody known to an organisation, each once: without rows merged into another one or withdrawn."""
    return Person.objects.of(organisation).filter(withdrawn_at__isnull=True, merged_into__isnull=True)


def spellings_of(person: Person) -> list[Person]:
    """The person and every row that was merged into them, however far."""
    found, newest = [person], [person]
    while newest:
        newest = list(Person.objects.filter(merged_into__in=newest).order_by("pk"))
        found += newest
    return found


def people_found(*, organisation: Organisation, text: str, full: bool) -> list[PersonShown]:
    """People one of whose names begins with the text, at least two letters; the first twenty. Somebody who was merged
    is found by both spellings, once.

    A regular expression, because SQLite's LIKE knows no Cyrillic capitals.
    """
    wanted = text.replace("\0", "").strip()
    if len(wanted) < LETTERS_AT_LEAST:
        return []
    letters = rf"(^|\s){re.escape(wanted[:60])}"
    spelled = Q(name__iregex=letters) | Q(
        pk__in=Person.objects.of(organisation).filter(name__iregex=letters).values("merged_into")
    )
    people = standing_people(organisation).filter(spelled)
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
    # Set where the line stands for everybody who was counted in one act.
    group: GroupShown | None = None

    @property
    def facts(self) -> list[str]:
        """What was stated, in words."""
        row = self.row
        if self.group:
            return self.group.facts
        return facts_in_words(gender=row.gender, age=row.age, statuses=row.status_codes, band=row.stated_band)

    @property
    def has_facts(self) -> bool:
        """Whether anything was stated."""
        row = self.row
        return row.gender != NOT_STATED or row.age is not None or bool(row.statuses) or bool(row.stated_band)

    @property
    def reason(self) -> str:
        """Why it was undone, in words."""
        withdrawn = self.row.void_reason == WITHDRAWN
        return (
            _("The person asked for their data to be deleted") if withdrawn else reason_in_words(self.row.void_reason)
        )

    @property
    def may_come_back(self) -> bool:
        """Whether somebody may restore it: undone by a person, and nothing stands in its place."""
        row = self.row
        return bool(row.voided_at) and not self.group and self.replaced_by is None and is_own_words(row.void_reason)

    @property
    def is_restored(self) -> bool:
        """Whether it was undone once and brought back."""
        before = self.row.replaces
        return before is not None and self.row.uuid == restored_act(before.uuid)

    @property
    def was_restored(self) -> bool:
        """Whether a newer row brought this one back, unlike a correction."""
        return self.replaced_by is not None and self.replaced_by.uuid == restored_act(self.row.uuid)

    @property
    def replaced_by(self) -> Attendance | None:
        """The entry that corrected this one."""
        return getattr(self.row, "replaced_by", None)


def lines_of(*, activity: Activity, voided: bool) -> QuerySet[Attendance]:
    """An activity's entries, latest first; with the undone ones among them if asked. A group is one line."""
    rows = Attendance.objects.filter(activity=activity)
    if not voided:
        rows = rows.live()
    return (
        one_line_a_group(rows)
        .annotate(is_signed=Exists(Signature.objects.filter(attendance=OuterRef("pk"))))
        .select_related(
            "person", "session", "device", "collected_by", "voided_by", "replaced_by", "replaces", "represents"
        )
        .prefetch_related(Prefetch("person__codes", PersonalCode.objects.filter(revoked_at__isnull=True)))
        .order_by("-observed_at", "-pk")
    )


def lines(rows: Iterable[Attendance], *, full: bool, groups: GroupsShown | None = None) -> list[Line]:
    """Entries with the names a member may see; without `full` only the codes. `groups`: what the lines of groups stand
    for (events/queries/groups.py), where a group is one line."""
    result = []
    for row in rows:
        person = person_shown(row.person, full=True) if row.person else None
        group = groups.get((row.group, bool(row.voided_at))) if groups and row.group else None
        result.append(Line(row, person.name if person and full else "", person.code if person else "", group))
    return result


def counted_now(activity: Activity) -> int:
    """How many people the ledger counts at an activity at this moment."""
    return activity_counts(activities=[activity.pk])[activity.pk].scanned
