"""Paper lists: how far they are entered, what stands on each row, and who a written name may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, F, Prefetch, Q, QuerySet

from events.facts import Facts
from events.models import Activity, Attendance, Person, PersonalCode, Registration, RegistrationState, Sheet, SheetMark
from events.queries.people import PersonShown, people_found, person_shown, standing_people
from events.queries.presence import fact_day, facts_again
from events.reasons import MERGED
from events.words import facts_in_words
from grants.models import Organisation
from rules.names import alike, words_of_name

_CANDIDATES = 5
# A mark whose entry is live, or was corrected into a live one.
_STANDS = Q(marks__attendance__voided_at__isnull=True) | Q(
    marks__attendance__replaced_by__isnull=False, marks__attendance__replaced_by__voided_at__isnull=True
)


class RowState(StrEnum):
    """Where a row of a list stands."""

    EMPTY = "empty"
    ENTERED = "entered"
    ALREADY = "already"


@dataclass(frozen=True)
class SheetRow:
    """One row. `attendance` counts its person: its own entry, or for ALREADY the one made elsewhere. `printed`: whose
    name was printed on it."""

    number: int
    state: RowState
    attendance: Attendance | None = None
    name: str = ""
    code: str = ""
    printed: Person | None = None

    @property
    def facts(self) -> list[str]:
        """What was entered, in words."""
        row = self.attendance
        return facts_in_words(gender=row.gender, age=row.age, statuses=row.status_codes) if row else []


def sheets_of(activity: Activity) -> QuerySet[Sheet]:
    """An activity's lists with `entered` rows, `marked` ones (counted elsewhere), and photographs."""
    return (
        Sheet.objects.filter(activity=activity)
        .select_related("session", "printed_by")
        .annotate(
            entered=Count("attendances", filter=Q(attendances__voided_at__isnull=True), distinct=True),
            marked=Count("marks", filter=_STANDS, distinct=True),
            pictures=Count("photos", distinct=True),
        )
        .order_by("number")
    )


def rows_of(sheet: Sheet, *, full: bool) -> list[SheetRow]:
    """Every row of a list, in order. Six queries, whatever its length."""
    entries = _entries(sheet)
    marks = _marks(sheet)
    printed = Person.objects.of(sheet.activity.organisation).select_related("merged_into").in_bulk(sheet.printed)
    rows = []
    for place, number in enumerate(range(sheet.first_row, sheet.last_row + 1)):
        person = printed.get(sheet.printed[place]) if place < len(sheet.printed) else None
        own, elsewhere = entries.get(number), marks.get(number)
        found = own if own and own.void_reason != MERGED else elsewhere or own
        state = RowState.EMPTY if found is None else RowState.ENTERED if found is own else RowState.ALREADY
        if found and found.void_reason == MERGED:
            state = RowState.ALREADY
        whom = found.person if found else person
        shown = person_shown(whom.standing, full=full) if whom else None
        rows.append(SheetRow(number, state, found, shown.name if shown else "", shown.code if shown else "", person))
    return rows


def next_empty(rows: Iterable[SheetRow], after: int = 0) -> int | None:
    """The first empty row behind `after`, else the first of all; None when all are entered."""
    empty = [row.number for row in rows if row.state is RowState.EMPTY]
    return next((number for number in empty if number > after), empty[0] if empty else None)


def _entries(sheet: Sheet) -> dict[int, Attendance]:
    """The row's live entry; of a person merged meanwhile, the one that steps back behind the other."""
    rows = (
        Attendance.objects.filter(Q(voided_at__isnull=True) | Q(void_reason=MERGED), sheet=sheet)
        .select_related("person")
        .prefetch_related(_live_codes("person__codes"))
        .order_by(F("voided_at").asc(nulls_last=True), "pk")
    )
    return {row.sheet_row: row for row in rows if row.sheet_row}


def _marks(sheet: Sheet) -> dict[int, Attendance]:
    """By row, the entry made elsewhere that counts its person; of a corrected one, what it became."""
    marks = SheetMark.objects.filter(sheet=sheet).select_related(
        "attendance__person", "attendance__replaced_by__person"
    )
    found = {}
    for mark in marks.prefetch_related(_live_codes("attendance__person__codes")):
        row = mark.attendance
        while row.voided_at and hasattr(row, "replaced_by"):
            row = row.replaced_by
        if not row.voided_at:
            found[mark.row] = row
    return found


def _live_codes(path: str) -> Prefetch[str, QuerySet[PersonalCode], str]:
    return Prefetch(path, PersonalCode.objects.filter(revoked_at__isnull=True))


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a written name may mean; `since` when they are counted at the session already."""

    person: PersonShown
    since: Attendance | None


def candidates(*, sheet: Sheet, name: str, row: int, full: bool) -> list[Candidate]:
    """People known to the organisation whom a name on a list may mean, those who are here first."""
    written = words_of_name(name)
    if not written:
        return []
    here: dict[int, Attendance] = {}
    rows = Attendance.objects.live().filter(session=sheet.session, person__isnull=False).exclude(person__name="")
    for attendance in rows.exclude(sheet=sheet, sheet_row=row).select_related("person").order_by("pk"):
        if attendance.person and _may_be(written, attendance.person.name):
            here[attendance.person.pk] = attendance
    known = _known(sheet.activity.organisation, name)
    own = Attendance.objects.live().filter(sheet=sheet, sheet_row=row).values_list("person", flat=True).first()
    people = [attendance.person for attendance in here.values() if attendance.person]
    people += [person for person in known if person.pk not in here and person.pk != own]
    return [
        Candidate(person_shown(person, full=full), here.get(person.pk)) for person in people[:_CANDIDATES] if person
    ]


def _known(organisation: Organisation, name: str) -> list[Person]:
    """Standing people of a like name, by the longest word of it."""
    words = words_of_name(name)
    if len(words) < 2:
        return []
    longest = max(name.replace(".", " ").split(), key=len)
    found = people_found(organisation=organisation, text=longest, full=True)
    alikes = [one.pk for one in found if _may_be(words, one.name)]
    return list(standing_people(organisation).filter(pk__in=alikes).order_by("name", "pk"))


def _may_be(written: tuple[str, ...], name: str) -> bool:
    return alike(written, words_of_name(name)) is not None


def facts_before(*, sheet: Sheet, person: Person) -> Facts:
    """What somebody printed on the list stated: at their last visit, else when they registered."""
    known = facts_again(person=person.standing, on=fact_day(sheet.activity))
    if known:
        return known
    wishes = Registration.objects.filter(activity=sheet.activity, person=person.standing)
    wish = wishes.exclude(state=RegistrationState.CANCELLED).first()
    return Facts(wish.gender, wish.age, wish.birth_year, wish.status_codes) if wish else Facts()


def to_be_printed(*, activity: Activity) -> list[Person]:
    """Who has a place, by name: the prefilled rows of a list."""
    having = Registration.objects.filter(activity=activity, state=RegistrationState.PLACE)
    return list(standing_people(activity.organisation).filter(pk__in=having.values("person")).order_by("name", "pk"))


def printed_names(sheet: Sheet, *, full: bool) -> list[str]:
    """What is printed on the rows of a list: name, or the short code of somebody without one; "" to be written."""
    people = (
        Person.objects.of(sheet.activity.organisation)
        .filter(withdrawn_at__isnull=True)
        .prefetch_related(_live_codes("codes"))
        .in_bulk(sheet.printed)
    )
    names = []
    for pk in sheet.printed:
        person = people.get(pk)
        shown = person_shown(person, full=full) if person else None
        names.append((shown.name or shown.code) if shown else "")
    return names
