"""The attendance list of an activity or one of its sessions: every line, and a total that is the activity's number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.activity_poster import poster_lines
from events.labels import CATEGORY_LABELS, GENDER_CHOICES
from events.models import Activity, Attendance, HeadCountMode, PersonalCode, Session, Signature
from events.queries import counts
from events.words import band_in_words
from grants.wording import rule_in_words
from reports.queries.moment import one_moment
from reports.writers.attendance_list import AttendanceList, Heading, ListLine, Strokes
from rules.strokes import parse_strokes
from rules.tables import TablesDifferError

_LANGUAGES = ("kk", "ru")


@dataclass(frozen=True)
class ListNumbers:
    """How a list's total is made up. `listed`: people with a line; `head_count` and `mode` as of the activity, none
    for one session."""

    listed: int
    head_count: int | None
    mode: str | None
    total: int


def list_numbers(*, activity: Activity, session: Session | None = None) -> ListNumbers:
    """The numbers of a list before it is made."""
    if session:
        listed = session.attendances.live().count()
        return ListNumbers(listed, None, None, listed)
    number = counts.activity_counts(activities=[activity.pk])[activity.pk]
    return ListNumbers(number.scanned, number.head_count, number.mode, number.total)


def attendance_list(*, activity: Activity, session: Session | None, with_names: bool, language: str) -> AttendanceList:
    """The list in `language` (kk or ru), which must be the active one; headings are in both.

    Raises TablesDifferError when the lines do not give the number that the program shows elsewhere.
    """
    with one_moment():
        numbers = list_numbers(activity=activity, session=session)
        found = list(_rows(activity, session))
        signatures = _signatures(activity, session)
    days = {timezone.localdate(row.observed_at) for row in found}
    lines = list(_lines(found, signatures, with_names=with_names, with_day=len(days) > 1))
    listed = sum(line.count for line in lines)
    if listed != numbers.listed:
        raise TablesDifferError(f"lines give {listed}, the activity has {numbers.listed}")
    return AttendanceList(
        title=_each(lambda: _("List of people")),
        activity=activity.title,
        lines=_about(activity, session),
        headings=_headings(),
        rows=tuple(lines),
        sums=tuple(_sums(numbers)),
        rule=" ".join([_scope(session), rule_in_words(activity.project)]),
        made=_("Made at %(time)s") % {"time": date_format(timezone.localtime(), "DATETIME_FORMAT")},
        page_of=lambda page, pages: _("Page %(number)s of %(all)s") % {"number": page, "all": pages},
        language=language,
    )


def _rows(activity: Activity, session: Session | None) -> Iterable[Attendance]:
    """Live entries, in the order of names or of coming; of several sessions the one that counts each person."""
    rows = session.attendances.live() if session else Attendance.objects.counted().filter(activity=activity)
    live_codes = Prefetch("person__codes", PersonalCode.objects.filter(revoked_at__isnull=True))
    return rows.select_related("person").prefetch_related(live_codes).order_by("observed_at", "pk")


def _signatures(activity: Activity, session: Session | None) -> dict[tuple[str, int], Strokes]:
    """By entry and by person: who signed at another session has signed."""
    of = {"attendance__session": session} if session else {"attendance__activity": activity}
    found: dict[tuple[str, int], Strokes] = {}
    rows = Signature.objects.filter(**of, attendance__voided_at__isnull=True).order_by("-signed_at", "-pk")
    for pk, person, text in rows.values_list("attendance", "attendance__person", "strokes"):
        strokes = parse_strokes(text)
        found["row", pk] = strokes
        if person:
            found["person", person] = strokes
    return found


def _lines(
    rows: list[Attendance], signatures: dict[tuple[str, int], Strokes], *, with_names: bool, with_day: bool
) -> Iterator[ListLine]:
    """People one by one, groups as one line each."""
    number = 1
    for _key, together in groupby(_groups_together(rows), key=lambda row: row.group or row.pk):
        members = list(together)
        last = number + len(members) - 1
        row = members[0]
        time = timezone.localtime(row.observed_at).strftime("%d.%m %H:%M" if with_day else "%H:%M")
        how = row.door or row.get_source_display()
        if row.group and len(members) > 1:
            cells = (_group(members), "", "", "", time, how)
            yield ListLine(f"{number}–{last}", cells, len(members))
        else:
            strokes = signatures.get(("row", row.pk)) or signatures.get(("person", row.person_id or 0)) or ()
            yield ListLine(str(number), (*_about_one(row, with_names), time, how), 1, strokes)
        number = last + 1


def _groups_together(rows: list[Attendance]) -> list[Attendance]:
    """The rows in their order; a group stands where its first member stands."""
    first: dict[object, int] = {}
    for place, row in enumerate(rows):
        first.setdefault(row.group or row.pk, place)
    return sorted(rows, key=lambda row: first[row.group or row.pk])


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


def _group(members: list[Attendance]) -> str:
    words = [
        ngettext("Group of %(number)s person", "Group of %(number)s people", len(members)) % {"number": len(members)}
    ]
    for gender, label in (("male", _("men")), ("female", _("women"))):
        number = sum(row.gender == gender for row in members)
        if number:
            words.append(f"{label}: {number}")
    return ", ".join(words)


def _sums(numbers: ListNumbers) -> Iterator[tuple[str, int]]:
    yield _("People on this list"), numbers.listed
    if numbers.mode == HeadCountMode.INSTEAD:
        yield _("Head count, which stands instead of them"), numbers.head_count or 0
    elif numbers.head_count is not None:
        yield _("Head count beside them"), numbers.head_count
    yield _("Total"), numbers.total


def _scope(session: Session | None) -> str:
    if session:
        return _("This list is of one day or part: a person stands on it once.")
    return _("A person stands on this list once, however many days or parts they visited.")


def _about(activity: Activity, session: Session | None) -> tuple[str, ...]:
    lines = [" · ".join(poster_lines(activity, _LANGUAGES))]
    if session:
        day = f"{session.held_on:%d.%m.%Y}" if session.held_on else ""
        title = session.title or _("session %(number)s") % {"number": session.number}
        lines.append(" · ".join(part for part in (title, day) if part))
    lines.append(activity.project.grantee.name)
    return tuple(line for line in lines if line)


def _headings() -> tuple[Heading, ...]:
    return (
        Heading(("№",), 11),
        Heading(_each(lambda: _("First name and surname")), 48),
        Heading(_each(lambda: _("Gender")), 15),
        Heading(_each(lambda: _("Age")), 14),
        Heading(_each(lambda: _("Social category")), 34),
        Heading(_each(lambda: _("Time")), 14),
        Heading(_each(lambda: _("Door or how")), 29),
        Heading(_each(lambda: _("Signature")), 25),
    )


def _each(words: Callable[[], str]) -> tuple[str, ...]:
    """The same words in both languages of the form, each once."""
    found = []
    for language in _LANGUAGES:
        with translation.override(language):
            found.append(words())
    return tuple(dict.fromkeys(found))
