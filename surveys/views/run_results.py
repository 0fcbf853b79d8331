"""What people said in one run, for members: figures, texts, the switch of the public page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.links import public_link
from events.participant_pages import keep_private
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit, may_see_people, may_view
from rules.questionnaires.definition import TEXTS
from surveys.actions.results import switch_results
from surveys.models import Mode, Run, SurveyKind, WaveName
from surveys.queries.reach import rate_of
from surveys.queries.remarks import QuestionRemark, remarks_of
from surveys.queries.results import RunResults, run_results
from surveys.queries.runs import runs_of
from surveys.queries.satisfaction import satisfaction_of_runs
from surveys.queries.sheets import Filters, definitions_of, door_names, sheet_groups
from surveys.queries.texts import texts_of
from surveys.result_filters import filter_fields, filters_from, query_of
from surveys.results_shown import shown_results

TEXTS_PER_PAGE = 50
# Fewer sheets than this may tell who wrote one of them.
FEW = 10


@require_safe
@member_view(may_view)
def results(request: MemberRequest, pk: int) -> HttpResponse:
    """The figures of a run, live."""
    run = run_or_404(request, pk)
    filters = filters_from(request.GET, run)
    found = run_results(run=run, filters=filters)
    groups = sheet_groups(run)
    language = reader_language()
    context = head_of(request, run, filters) | {
        "results": found,
        "questions": shown_results(found.questions, language=language, remarks=_remarks(found)),
        "fields": filter_fields(filters, questions=found.questions, groups=groups, language=language),
        "all": sum(group.n for group in groups if group.door == filters.door),
        "is_few": filters.narrows and 0 < found.n < FEW,
        **_measures(run, found),
        **_public(request, run),
    }
    return keep_private(render(request, "surveys/results.html", context))


@require_safe
@member_view(may_view)
def texts(request: MemberRequest, pk: int, code: str) -> HttpResponse:
    """Everything that was written in answer to one question; with names where they were given for it."""
    run = run_or_404(request, pk)
    filters = filters_from(request.GET, run)
    question = next((one.by_code[code] for one in reversed(definitions_of(run).values()) if code in one.by_code), None)
    if question is None or question.type not in TEXTS:
        raise Http404
    with_names = run.mode == Mode.NAMED and may_see_people(request.membership)
    said = texts_of(run=run, code=code, filters=filters, with_names=with_names)
    context = head_of(request, run, filters) | {
        "question": question.text.in_language(reader_language()),
        "page": Paginator(said, TEXTS_PER_PAGE).get_page(request.GET.get("page")),
        "n": len(said),
    }
    return keep_private(render(request, "surveys/results_texts.html", context))


@require_POST
@member_view(may_edit)
def switch(request: MemberRequest, pk: int) -> HttpResponse:
    """Switch the page for everybody on or off."""
    run = run_or_404(request, pk)
    is_on = request.POST.get("on") == "1"
    switch_results(run, on=is_on, by=request.user)
    words = _("Everybody who has the link can read the results.") if is_on else _("The link leads nowhere now.")
    messages.success(request, words)
    return redirect("surveys:results", run.pk)


def run_or_404(request: MemberRequest, pk: int) -> Run:
    """A run of the member's organisation."""
    return get_object_or_404(runs_of(organisation=request.organisation).select_related("organisation"), pk=pk)


def head_of(request: MemberRequest, run: Run, filters: Filters) -> dict[str, Any]:
    """What stands above every page about a run's results."""
    return {
        "run": run,
        "filters": filters,
        "query": query_of(filters),
        "doors": [(name, WaveName(name).label) for name in door_names(run)] if len(door_names(run)) > 1 else [],
        "may_edit": may_edit(request.membership),
    }


def reader_language() -> str:
    """The language of the page."""
    return (get_language() or "kk")[:2]


def _remarks(found: RunResults) -> list[QuestionRemark]:
    """The sentences are about all sheets, of a test about those after."""
    is_usual = found.filters.door == door_names(found.run)[-1] and not found.filters.narrows
    return remarks_of(found) if is_usual and found.n else []


def _measures(run: Run, found: RunResults) -> dict[str, Any]:
    """Satisfaction and the share of people who answered: of all sheets, whatever the page filters."""
    if found.filters.narrows:
        return {}
    satisfaction = satisfaction_of_runs(runs=[run.pk])[run.pk] if run.kind == SurveyKind.SATISFACTION else None
    return {"satisfaction": satisfaction, "rate": rate_of(run=run, answered=found.n)}


def _public(request: MemberRequest, run: Run) -> dict[str, Any]:
    if not run.results_code:
        return {}
    return {"public_link": public_link(request, reverse("surveys:public_results", args=[run.results_code]))}
