"""The plan board of a project: the board, one measure, what is behind a figure, what to do next, months, the sheet for
the weekly meeting."""

from __future__ import annotations

from collections import Counter
from datetime import date, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.labels import EVIDENCE_LABELS
from events.participant_pages import keep_private
from grants.access import MemberRequest, member_view
from grants.models import Indicator, Measure, Project
from grants.permissions import may_edit, may_view
from grants.wording import indicator_label, indicator_unit, rule_in_words
from media_log.overview_tables import link_to
from media_log.queries.chosen import MANY, READ
from outreach.desk.board import Board, BoardActivity, board_of
from outreach.desk.board_words import STATUS_WORDS
from outreach.desk.timeline import timeline_of
from outreach.desk.todo import todo_of
from reports.queries.figure_records import figure_records

PAGE_SIZE = 50
# On the board itself: what a thumb reaches before the figures.
SHOWN_TODO = 4
# What the media log's list is limited to for the figure of an indicator.
POSTS_OF: dict[str, dict[str, str]] = {
    "publications": {},
    "publications_on_pages_over_20000_followers": {"followers": MANY},
    "publications_over_10000_views": {"views": MANY},
    "publication_views": {"views": READ},
}
# On paper: one sheet.
PRINTED_ACTIVITIES, PRINTED_TODO = 8, 8


@require_safe
@member_view(may_view)
def board(request: MemberRequest, ref: str) -> HttpResponse:
    """Measure by measure; fifteen queries at most, whatever the number of activities."""
    return render(request, "desk/board/board.html", _board_context(request, ref, SHOWN_TODO))


@require_safe
@member_view(may_view)
def board_print(request: MemberRequest, ref: str) -> HttpResponse:
    """One sheet for the weekly meeting: this week, the next, what lacks, the figures."""
    context = _board_context(request, ref, PRINTED_TODO)
    today = context["today"]
    monday = today - timedelta(days=today.weekday())
    weeks = [_week(context["board"], monday), _week(context["board"], monday + timedelta(days=7))]
    return render(request, "desk/board/print.html", {**context, "weeks": weeks})


@require_safe
@member_view(may_view)
def timeline(request: MemberRequest, ref: str) -> HttpResponse:
    """Months against measures."""
    project, today = _project(request, ref), timezone.localdate()
    found = board_of(project=project, today=today)
    context = {"project": project, "board": found, "timeline": timeline_of(found, today)}
    return render(request, "desk/board/timeline.html", context)


@require_safe
@member_view(may_edit)
def todo(request: MemberRequest, ref: str) -> HttpResponse:
    """Everything that lacks something, the most urgent first."""
    project, today = _project(request, ref), timezone.localdate()
    found = todo_of(board_of(project=project, today=today), today)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    numbers = Counter(one.what for one in found)
    context = {"project": project, "page": page, "numbers": numbers.most_common(), "documents": EVIDENCE_LABELS}
    return render(request, "desk/board/todo.html", context)


@require_safe
@member_view(may_view)
def measure(request: MemberRequest, ref: str, pk: int) -> HttpResponse:
    """One measure: its figures and every activity."""
    project = _project(request, ref)
    get_object_or_404(Measure, project=project, pk=pk)
    found = board_of(project=project, today=timezone.localdate())
    line = next(line for line in found.measures if line.measure and line.measure.pk == pk)
    page = Paginator(line.activities, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "board": found,
        "line": line,
        "page": page,
        "statuses": STATUS_WORDS,
        "may_edit": may_edit(request.membership),
    }
    return render(request, "desk/board/measure.html", context)


@require_safe
@member_view(may_view)
def figure(request: MemberRequest, ref: str, pk: int) -> HttpResponse:
    """What is behind one planned figure; the lines add up to it."""
    project = _project(request, ref)
    indicator = get_object_or_404(Indicator.objects.select_related("measure", "project"), project=project, pk=pk)
    found = figure_records(project=project, indicator=indicator)
    context = {
        "project": project,
        "indicator": indicator,
        "label": indicator_label(indicator.code),
        "unit": indicator_unit(indicator),
        "found": found,
        "posts_query": _posts_query(indicator),
        "rule": rule_in_words(project),
        "page": Paginator(found.lines if found.people is None else found.people, PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
    }
    return keep_private(render(request, "desk/board/figure.html", context))


def _posts_query(indicator: Indicator) -> str:
    """The list in the media log that the figure counts; "" where it counts something else."""
    if indicator.code not in POSTS_OF:
        return ""
    of_measure = {"measure": str(indicator.measure_id)} if indicator.measure_id else {}
    return link_to(indicator.project, **of_measure, **POSTS_OF[indicator.code])


def _board_context(request: MemberRequest, ref: str, shown: int) -> dict[str, Any]:
    project, today = _project(request, ref), timezone.localdate()
    found = board_of(project=project, today=today)
    edits = may_edit(request.membership)
    things = todo_of(found, today) if edits else []
    return {
        "project": project,
        "board": found,
        "today": today,
        "may_edit": edits,
        "todo": things[:shown],
        "todo_count": len(things),
        "statuses": STATUS_WORDS,
        "documents": EVIDENCE_LABELS,
    }


def _week(found: Board, monday: date) -> dict[str, Any]:
    """The activities of one week, the cancelled ones among them, and how many do not fit on the sheet."""
    sunday = monday + timedelta(days=6)
    there = sorted(filter(lambda one: _touches(one, monday, sunday), found.activities), key=_by_hour)
    return {
        "first": monday,
        "last": sunday,
        "activities": there[:PRINTED_ACTIVITIES],
        "others": len(there[PRINTED_ACTIVITIES:]),
    }


def _by_hour(one: BoardActivity) -> tuple[Any, ...]:
    activity = one.activity
    return activity.starts_on, activity.starts_at or time.min, activity.ref


def _touches(one: BoardActivity, first: date, last: date) -> bool:
    activity = one.activity
    return bool(activity.starts_on and activity.starts_on <= last and activity.last_day >= first)


def _project(request: MemberRequest, ref: str) -> Project:
    return get_object_or_404(Project.objects.of(request.organisation), ref=ref)
