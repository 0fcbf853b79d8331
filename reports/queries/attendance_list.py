"""The attendance list of an activity or one of its sessions: every line, and a total that is the activity's number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.activity_poster import poster_lines
from events.models import Activity, HeadCountMode, Session
from events.queries import counts
from grants.wording import rule_in_words
from reports.queries.list_lines import list_lines, signatures_on
from reports.queries.moment import one_moment
from reports.writers.attendance_list import AttendanceList, Heading
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
        signatures = signatures_on(activity=activity, session=session)
        lines = list(list_lines(activity=activity, session=session, signatures=signatures, with_names=with_names))
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
