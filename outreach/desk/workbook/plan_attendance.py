"""The attendance rows of a workbook against the ledger: which are new, which replace, which stay."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.facts import Facts
from events.labels import LABELS
from events.models import Attendance, Person, Source
from events.phone_numbers import normalise_phone
from events.reasons import MERGED
from outreach.desk.workbook.draft import ADDED, CHANGED, UNCHANGED, ActivityView, Draft, FieldChange, in_words
from outreach.desk.workbook.faults import numbers_in_words
from outreach.desk.workbook.ledger import Ledger, load_ledger
from outreach.desk.workbook.people import People
from outreach.desk.workbook.progress import Steps
from outreach.desk.workbook.reader import Row, SheetRows
from outreach.desk.workbook.words import fold
from outreach.desk.workbook.writes import AttendanceWrite
from rules.ages import age_on
from rules.categories import unlikely_statuses
from rules.codes import NOT_STATED
from rules.names import fold_organisation

# An import's rows are found again by who they are about, not by their place in the sheet.
_ROWS = uuid.UUID("7d1c3c7e-5b0a-4a52-9d0e-3a2f6c1b9e40")
_NOON = time(12)


@dataclass
class _Entry:
    """A row as it will be compared: who, where, what."""

    row: Row
    view: ActivityView
    key: str
    phone: str
    name: str
    base: uuid.UUID


def plan_attendance(draft: Draft, steps: Steps) -> None:
    """Compare the sheet of attendance."""
    sheet = draft.book["attendance"]
    entries = _entries(draft, sheet)
    ledger = load_ledger(entry.view.pk for entry in entries if entry.view.pk)
    people = People(
        draft.known.organisation,
        (entry.key for entry in entries if entry.key),
        (entry.phone for entry in entries if entry.phone),
    )
    people.load(row.person_id for row in ledger.by_pk.values() if row.person_id)
    planner = _Planner(draft, sheet, ledger, people)
    for entry in entries:
        planner.plan(entry)
        steps.breathe()
    planner.finish(entries)
    draft.writes.new_people = people.new
    draft.writes.changed_people = people.changed


def _entries(draft: Draft, sheet: SheetRows) -> list[_Entry]:
    entries = []
    ordinals: Counter[str] = Counter()
    for row in sheet.rows:
        view = draft.activity_of(sheet, row)
        if view is None:
            continue
        key, name, phone = row["participant_key"] or "", row["full_name"] or "", _phone(draft, sheet, row)
        if not key and not phone:
            ordinals[view.ref] += 1
        who = f"key:{key}" if key else f"phone:{phone}:{fold(name)}" if phone else f"row:{ordinals[view.ref]}"
        base = uuid.uuid5(_ROWS, f"{draft.known.organisation.pk}\n{view.ref}\n{who}")
        entries.append(_Entry(row, view, key, phone, name, base))
    return entries


def _phone(draft: Draft, sheet: SheetRows, row: Row) -> str:
    if not row["phone"]:
        return ""
    number = normalise_phone(row["phone"])
    if number is None or len(number) > 20:
        draft.findings.warn("bad_phone", sheet, row, "phone")
        return ""
    return number


class _Planner:
    """Goes through the rows once, in their order."""

    def __init__(self, draft: Draft, sheet: SheetRows, ledger: Ledger, people: People) -> None:
        self._draft = draft
        self._sheet = sheet
        self._ledger = ledger
        self._people = people
        self._bases: dict[uuid.UUID, int] = {}
        self._people_at: dict[tuple[str, int], int] = {}
        self._added: Counter[str] = Counter()
        self._silent: dict[str, dict[str, list[int]]] = {"no_gender": defaultdict(list), "no_age": defaultdict(list)}
        self._met: set[int] = set()

    def plan(self, entry: _Entry) -> None:
        """Decide about one row."""
        first = self._bases.setdefault(entry.base, entry.row.number)
        if first != entry.row.number:
            self._warn("person_twice", entry, first=first)
            self._note(entry, UNCHANGED)
            return
        stored = self._ledger.last_of(entry.base)
        if stored and stored.void_reason == MERGED:
            # Two keys of one person in the file: the organiser has said so, the other row counts them.
            self._note(entry, UNCHANGED)
            return
        if stored is None:
            person = self._people.person_for(key=entry.key, phone=entry.phone, name=entry.name)
            stored = self._stored_of(person, entry)
        else:
            person = self._people.by_pk(stored.person_id)
        if person and (first := self._people_at.setdefault((entry.view.ref, id(person)), entry.row.number)) != (
            entry.row.number
        ):
            self._warn("person_twice", entry, first=first)
            self._note(entry, UNCHANGED)
            return
        if stored is None:
            self._add(entry, person)
            return
        self._met.add(stored.pk)
        self._compare(entry, stored, person)

    def _stored_of(self, person: Person | None, entry: _Entry) -> Attendance | None:
        """A live row of the same person at the same activity, however it came to be."""
        if person is None or person.pk is None or entry.view.pk is None:
            return None
        return self._ledger.live.get((entry.view.pk, person.pk))

    def _add(self, entry: _Entry, person: Person | None) -> None:
        activity = entry.view.existing
        if activity and activity.cancelled_at:
            self._draft.findings.fault("activity_cancelled", self._sheet, entry.row, "activity_ref", ref=entry.view.ref)
            return
        facts = self._facts(entry, None)
        if person:
            self._tell(entry, person)
        self._added[entry.view.ref] += 1
        self._remark(entry, facts)
        self._note(entry, ADDED)
        self._draft.writes.attendances.append(
            AttendanceWrite(
                entry.base, entry.view.ref, person, facts, self._observed(entry), None, self._represents(entry, None)
            )
        )

    def _compare(self, entry: _Entry, stored: Attendance, person: Person | None) -> None:
        if person is None and (entry.key or entry.phone):
            self._warn("person_withdrawn", entry)
            self._note(entry, UNCHANGED)
            return
        if not self._ledger.is_untouched(stored):
            by_hand = stored.source == Source.IMPORT
            self._warn("row_changed_by_hand" if by_hand else "already_counted", entry)
            self._note(entry, UNCHANGED)
            return
        facts = self._facts(entry, stored)
        self._remark(entry, facts)
        changes = self._changes(entry, stored, facts)
        told = self._tell(entry, person) if person else []
        if changes:
            observed = self._observed(entry) if entry.row.states("observed_at") else stored.observed_at
            act = uuid.uuid5(stored.uuid, "replaced")
            represents = self._represents(entry, stored)
            self._draft.writes.attendances.append(
                AttendanceWrite(act, entry.view.ref, person, facts, observed, stored, represents)
            )
        self._note(entry, CHANGED if changes or told else UNCHANGED, changes + told)

    def _changes(self, entry: _Entry, stored: Attendance, facts: Facts) -> list[FieldChange]:
        before, changes = _facts_of(stored), []
        if facts.gender != before.gender:
            labels = LABELS["gender"]
            changes.append(FieldChange(_("gender"), str(labels[before.gender]), str(labels[facts.gender])))
        if facts.birth_year != before.birth_year:
            changes.append(FieldChange(_("birth year"), _year(before.birth_year), _year(facts.birth_year)))
        elif facts.birth_year is None and facts.age != before.age:
            changes.append(FieldChange(_("age"), in_words(before.age), in_words(facts.age)))
        if set(facts.statuses) != set(before.statuses):
            changes.append(FieldChange(_("category"), _statuses(before.statuses), _statuses(facts.statuses)))
        was, now = _organisation_of(stored), self._represents(entry, stored)
        if fold_organisation(was) != fold_organisation(now):
            changes.append(FieldChange(_("organisation"), was or "—", now or "—"))
        if entry.row.states("observed_at") and (observed := self._observed(entry)) != stored.observed_at:
            changes.append(FieldChange(_("time"), _moment(stored.observed_at), _moment(observed)))
        return changes

    def _facts(self, entry: _Entry, stored: Attendance | None) -> Facts:
        """What the row states; a column that the file has not got keeps what is stored."""
        row, before = entry.row, _facts_of(stored) if stored else Facts()
        columns = self._sheet.columns
        gender = (row["gender"] or NOT_STATED) if "gender" in columns else before.gender
        statuses = (row["category"] or ()) if "category" in columns else before.statuses
        age, birth_year = before.age, before.birth_year
        if "age" in columns or "birth_year" in columns:
            age, birth_year = row["age"], row["birth_year"]
        if birth_year is not None:
            age, birth_year = self._age(entry, age, birth_year)
        return Facts(gender, age, birth_year, statuses, before.band)

    def _represents(self, entry: _Entry, stored: Attendance | None) -> str:
        """The organisation the row names; a column that the file has not got keeps what is stored. A name without a
        letter or digit is none."""
        if "organisation" not in self._sheet.columns:
            return _organisation_of(stored)
        name = entry.row["organisation"] or ""
        return name if fold_organisation(name) else ""

    def _age(self, entry: _Entry, age: int | None, birth_year: int) -> tuple[int | None, int | None]:
        """The age at the activity. A stated age is the fact: a birth year beside it is only compared."""
        day = entry.view.starts_on
        try:
            derived = age_on(day, birth_year=birth_year) if day else None
        except ValueError:
            if "birth_year" not in entry.row.bad:
                self._draft.findings.fault(
                    "age_impossible", self._sheet, entry.row, "birth_year", value=(day.year if day else 0) - birth_year
                )
            return age, None
        if age is None or not entry.row.states("age"):
            return derived, birth_year
        if derived is not None and not derived - 1 <= age <= derived:
            self._draft.findings.warn("age_and_birth_year", self._sheet, entry.row, "age", age=age, year=birth_year)
        return age, None

    def _observed(self, entry: _Entry) -> datetime:
        """When the person was seen: as stated, else on the activity's date at its time, at noon when it has none."""
        stated, view = entry.row["observed_at"], entry.view
        project = self._draft.projects.get(view.project_ref)
        day = view.starts_on or (project.starts_on if project else None) or timezone.localdate()
        clock = view.starts_at or _NOON
        if isinstance(stated, datetime):
            day, clock = stated.date(), stated.time()
        elif isinstance(stated, date):
            day = stated
        elif isinstance(stated, time):
            clock = stated
        return timezone.make_aware(datetime.combine(day, clock))

    def _tell(self, entry: _Entry, person: Person) -> list[FieldChange]:
        changes, first = self._people.tell(person, name=entry.name, phone=entry.phone, row=entry.row.number)
        if first:
            self._warn("name_differs", entry, column="full_name", first=first)
        return changes

    def _remark(self, entry: _Entry, facts: Facts) -> None:
        if facts.gender == NOT_STATED:
            self._silent["no_gender"][entry.view.ref].append(entry.row.number)
        if facts.age is None:
            self._silent["no_age"][entry.view.ref].append(entry.row.number)
        for status in unlikely_statuses(facts.statuses, facts.age):
            self._warn("unlikely_status", entry, column="category", status=_statuses((status,)), age=facts.age or 0)

    def _warn(self, code: str, entry: _Entry, column: str = "", **params: str | int) -> None:
        self._draft.findings.warn(code, self._sheet, entry.row, column, **params)

    def _note(self, entry: _Entry, outcome: str, fields: list[FieldChange] | None = None) -> None:
        self._draft.tally.note(self._sheet, entry.row, outcome, entry.view.ref, fields)

    def finish(self, entries: list[_Entry]) -> None:
        """What can only be said when all rows have been seen."""
        for code, refs in self._silent.items():
            for ref, numbers in refs.items():
                row = Row(numbers[0])
                column = code.removeprefix("no_")
                self._draft.findings.warn(
                    code, self._sheet, row, column, ref=ref, count=len(numbers), rows=numbers_in_words(numbers)
                )
        self._warn_of_gone({entry.view.ref: entry.view for entry in entries})
        self._count_rows()

    def _warn_of_gone(self, views: dict[str, ActivityView]) -> None:
        gone: Counter[int] = Counter(
            row.activity_id
            for row in self._ledger.by_pk.values()
            if row.voided_at is None and row.source == Source.IMPORT and row.pk not in self._met
        )
        for view in views.values():
            if view.pk and gone[view.pk]:
                self._draft.findings.warn("rows_gone", self._sheet, ref=view.ref, count=gone[view.pk])

    def _count_rows(self) -> None:
        """Counted rows per activity as they will be: those of the ledger and the new ones."""
        refs = {view.pk: view.ref for view in self._draft.activities.values() if view.pk}
        self._draft.rows_of = Counter(self._added)
        counted = Attendance.objects.filter(activity__organisation=self._draft.known.organisation, is_counted=True)
        found = (
            counted.order_by()
            .values("activity_id")
            .annotate(rows=Count("pk"), others=Count("pk", filter=~Q(source=Source.IMPORT)))
        )
        for line in found:
            ref = refs[line["activity_id"]]
            self._draft.rows_of[ref] += line["rows"]
            self._draft.others_of[ref] = line["others"]


def _facts_of(stored: Attendance) -> Facts:
    """What was stated. An age that came from a birth year is no fact of its own: it follows the activity's date."""
    return Facts(stored.gender, stored.age, stored.birth_year, stored.status_codes, stored.stated_band)


def _organisation_of(stored: Attendance | None) -> str:
    return stored.represents.name if stored and stored.represents else ""


def _statuses(codes: tuple[str, ...]) -> str:
    return "; ".join(str(LABELS["category"][code]) for code in codes) or "—"


def _year(year: int | None) -> str:
    return str(year) if year else "—"


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%d.%m.%Y %H:%M")
