"""What to do next in a project: what lacks something, the most urgent first, each with where it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from events.models import Activity
from events.queries.evidence import missing_types
from outreach.desk.activity_head import CANCELLED, HELD
from outreach.desk.board import Board, BoardActivity, BoardFigure
from outreach.desk.lacks import PEOPLE, PUBLICATION, SURVEY, has_met
from rules.plan_progress import AT_RISK, BEHIND

LATE, POSTER, SLOW, OUTSIDE, DOCUMENTS, FEWER = "late", "poster", "slow", "outside", "documents", "fewer"
# The order of urgency: what can still be saved today stands before what can be added any day.
ORDER = (LATE, POSTER, PEOPLE, SLOW, OUTSIDE, DOCUMENTS, FEWER, SURVEY, PUBLICATION)
# With fewer days left than this, a figure that is at risk needs somebody now.
LATE_DAYS = 30


@dataclass(frozen=True)
class Todo:
    """One thing to do. `what`: one of ORDER; about an activity or a planned figure.

    `number` and `of`: people counted of people expected, or days left; `types`: codes of documents that are missing.
    """

    what: str
    activity: Activity | None = None
    figure: BoardFigure | None = None
    number: int | None = None
    of: int | None = None
    types: tuple[str, ...] = ()


def todo_of(board: Board, today: date) -> list[Todo]:
    """Everything to be done in the project, by urgency: figures, then activities, the latest first; posters the
    soonest first. Two queries."""
    held = [one.activity.pk for one in board.activities if one.state == HELD]
    missing = _missing_documents(held, today)
    found = [*_of_figures(board)]
    for one in board.activities:
        if one.state != CANCELLED:
            found += _of_activity(one, tuple(missing.get(one.activity.pk, ())), today)
    return sorted(found, key=_urgency)


def _missing_documents(held: list[int], today: date) -> dict[int, list[str]]:
    return missing_types(activities=held, today=today)


def _of_figures(board: Board) -> Iterator[Todo]:
    for figure in board.every_figure:
        progress = figure.progress
        if progress.status not in {AT_RISK, BEHIND} or progress.days_left is None:
            continue
        is_late = progress.status == AT_RISK and progress.days_left <= LATE_DAYS
        yield Todo(LATE if is_late else SLOW, figure=figure, number=progress.days_left)


def _of_activity(one: BoardActivity, missing: tuple[str, ...], today: date) -> Iterator[Todo]:
    activity, total = one.activity, one.counted.count.total
    if activity.no_poster:
        yield Todo(POSTER, activity, number=(activity.starts_on - today).days)
    if one.is_outside:
        yield Todo(OUTSIDE, activity)
    if missing:
        yield Todo(DOCUMENTS, activity, types=missing)
    if not has_met(activity, today):
        return
    if not total:
        yield Todo(PEOPLE, activity)
    elif activity.expected_number and total < activity.expected_number:
        yield Todo(FEWER, activity, number=total, of=activity.expected_number)
    if activity.no_survey:
        yield Todo(SURVEY, activity)
    if activity.no_publication:
        yield Todo(PUBLICATION, activity)


def _urgency(todo: Todo) -> tuple[int, int, str]:
    day = todo.activity.starts_on.toordinal() if todo.activity and todo.activity.starts_on else 0
    return ORDER.index(todo.what), day if todo.what == POSTER else -day, todo.activity.ref if todo.activity else ""
