"""The lines of an attendance list, one after the other: of however many people, never all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.labels import CATEGORY_LABELS, GENDER_CHOICES
from events.models import Activity, Attendance, PersonalCode, Session, Signature
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
    sessions the entry that counts each person. The words are in the active language. Four queries, and one for every
    2,000 entries."""
    rows = _rows(activity, session)
    groups, has_days = _groups(rows), _has_days(rows)
    told: set[UUID] = set()
    number = 1
    for row in _in_order(rows):
        group = groups.get(row.group) if row.group else None
        time = timezone.localtime(row.observed_at).strftime("%d.%m %H:%M" if has_days else "%H:%M")
        how = row.door or row.get_source_display()
        if group and row.group:
            if row.group in told:
                continue
            told.add(row.group)
            last = number + group.number - 1
            yield ListLine(f"{number}–{last}", (_in_words(group), "", "", "", time, how), group.number)
            number = last + 1
            continue
        strokes = signatures.get(("row", row.pk), signatures.get(("person", row.person_id or 0)))
        cells = (*_about_one(row, with_names), time, how)
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


def _in_order(rows: QuerySet[Attendance]) -> Iterator[Attendance]:
    live_codes = Prefetch("person__codes", PersonalCode.objects.filter(revoked_at__isnull=True))
    in_order = rows.select_related("person").prefetch_related(live_codes).order_by("observed_at", "pk")
    return in_order.iterator(chunk_size=_AT_ONCE)


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


def _about_one(row: Attendance, with_names: bool) -> tuple[str, str, str, str]:
    person = row.person
    code = next((code.display for code in person.codes.all()), "") if person else ""
    who = (person.name if with_names else "") or code if person else ""
    return (
        who or (_("No name") if person else _("Without data")),
        str(GENDER_CHOICES.get(row.gender, "")),
        str(row.age) if row.age is not None else band_in_words(row.stated_band) if row.stated_band else "",
        str(CATEGORY_LABELS[row.category]),
    )


def _in_words(group: _Group) -> str:
    number = group.number
    words = ngettext("Group of %(number)s person", "Group of %(number)s people", number) % {"number": number}
    parts = ((_("men"), group.men), (_("women"), group.women))
    return ", ".join([words, *(f"{label}: {count}" for label, count in parts if count)])
