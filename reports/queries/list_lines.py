"""The lines of an attendance list, one after the other: of however many people, never all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.labels import CATEGORY_LABELS, GENDER_CHOICES
from events.models import Activity, Attendance, PersonalCode, Session, Signature, Source
from events.words import band_in_words
from reports.writers.attendance_list import ListLine, Strokes
from rules.strokes import parse_strokes

# By entry ("row") and by person ("person"): who signed at another session has signed.
Signatures = Mapping[tuple[str, int], Strokes]
_AT_ONCE = 2000


@dataclass(frozen=True)
class _Group:
    """People who stand on the list as one line."""

    number: int
    men: int
    women: int


def list_lines(
    *, activity: Activity, session: Session | None, signatures: Signatures, with_names: bool
) -> Iterator[ListLine]:
    """People one by one in the order of coming, groups as one line each where their first member stands; of several
    sessions the entry that counts each person. The words are in the active language. Four queries."""
    rows = _rows(activity, session)
    groups, codes = _groups(rows), _codes(rows, with_names=with_names)
    clock = "%d.%m %H:%M" if _has_days(rows) else "%H:%M"
    words = _Words()
    told: set[UUID] = set()
    number = 1
    for row in _in_order(rows):
        group = groups.get(row.group) if row.group else None
        came = timezone.localtime(row.observed_at).strftime(clock), row.door or words.source(row.source)
        if group and row.group:
            if row.group in told:
                continue
            told.add(row.group)
            last = number + group.number - 1
            yield ListLine(f"{number}–{last}", (_in_words(group), "", "", "", *came), group.number)
            number = last + 1
            continue
        strokes = signatures.get(("row", row.pk), signatures.get(("person", row.person or 0)))
        name = (row.name if with_names else "") or codes.get(row.person or 0, "")
        cells = (name or words.nobody(bool(row.person)), *words.about(row), *came)
        yield ListLine(str(number), cells, 1, strokes or (), is_signed=strokes is not None)
        number += 1


def signatures_on(
    *, activity: Activity, session: Session | None, with_strokes: bool = True
) -> dict[tuple[str, int], Strokes]:
    """Who signed the list, each with the first signature; without strokes only that there is one. One query."""
    of = {"attendance__session": session} if session else {"attendance__activity": activity}
    found: dict[tuple[str, int], Strokes] = {}
    rows = Signature.objects.filter(**of, attendance__voided_at__isnull=True).order_by("-signed_at", "-pk")
    columns = ("attendance", "attendance__person", *(("strokes",) if with_strokes else ()))
    for pk, person, *text in rows.values_list(*columns):
        strokes = parse_strokes(text[0]) if text else ()
        found["row", pk] = strokes
        if person:
            found["person", person] = strokes
    return found


def _rows(activity: Activity, session: Session | None) -> QuerySet[Attendance]:
    rows = session.attendances.live() if session else Attendance.objects.counted().filter(activity=activity)
    return rows.order_by()


class _Row(NamedTuple):
    """An entry: rows of the ledger as objects would take three times as long."""

    pk: int
    group: UUID | None
    observed_at: datetime
    door: str
    source: str
    gender: str
    age: int | None
    stated_band: str
    category: str
    person: int | None
    name: str | None


def _in_order(rows: QuerySet[Attendance]) -> Iterator[_Row]:
    columns = [*(name for name in _Row._fields if name != "name"), "person__name"]
    in_order = rows.order_by("observed_at", "pk").values_list(*columns)
    return (_Row(*row) for row in in_order.iterator(chunk_size=_AT_ONCE))


def _codes(rows: QuerySet[Attendance], *, with_names: bool) -> dict[int, str]:
    """The personal code of whoever stands there without a name, by person."""
    people = rows.filter(person__name="") if with_names else rows
    live = PersonalCode.objects.filter(revoked_at__isnull=True, person__in=people.values("person")).order_by("-pk")
    return {code.person_id: code.display for code in live}


class _Words:
    """Labels in the active language, each looked up once."""

    def __init__(self) -> None:
        self._genders = {code: str(label) for code, label in GENDER_CHOICES.items()}
        self._categories = {code: str(label) for code, label in CATEGORY_LABELS.items()}
        self._sources = {code: str(label) for code, label in Source.choices}
        self._nobody = _("Without data"), _("No name")
        self._bands: dict[str, str] = {"": ""}

    def source(self, code: str) -> str:
        """How an entry came in."""
        return self._sources.get(code, code)

    def nobody(self, is_person: bool) -> str:
        """Whoever has neither a name nor a code here."""
        return self._nobody[is_person]

    def about(self, row: _Row) -> tuple[str, str, str]:
        """Gender, age or what was said of it, social category."""
        if row.stated_band not in self._bands:
            self._bands[row.stated_band] = band_in_words(row.stated_band)
        age = str(row.age) if row.age is not None else self._bands[row.stated_band]
        return self._genders.get(row.gender, ""), age, self._categories[row.category]


def _groups(rows: QuerySet[Attendance]) -> dict[UUID, _Group]:
    """Groups of more than one by their id."""
    together = (
        rows.filter(group__isnull=False)
        .values_list("group")
        .annotate(
            number=Count("pk"), men=Count("pk", filter=Q(gender="male")), women=Count("pk", filter=Q(gender="female"))
        )
    )
    return {group: _Group(*numbers) for group, *numbers in together.filter(number__gt=1) if group}


def _has_days(rows: QuerySet[Attendance]) -> bool:
    """Whether they came on more than one day."""
    ends: dict[str, datetime | None] = rows.aggregate(first=Min("observed_at"), last=Max("observed_at"))
    first, last = ends["first"], ends["last"]
    return bool(first and last and timezone.localdate(first) != timezone.localdate(last))


def _in_words(group: _Group) -> str:
    number = group.number
    words = ngettext("Group of %(number)s person", "Group of %(number)s people", number) % {"number": number}
    parts = ((_("men"), group.men), (_("women"), group.women))
    return ", ".join([words, *(f"{label}: {count}" for label, count in parts if count)])
