"""Surveys and their results."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from ninja.responses import codes_4xx

from grants.permissions import may_view
from outreach.api.auth import member
from outreach.api.errors import ErrorOut
from outreach.api.lists import page_of
from outreach.api.schemas import Page, Paging
from outreach.api.survey_schemas import DoorQuery, SurveyOut, SurveyResultsOut
from rules.errors import AppError
from surveys.models import Run, SurveyKind
from surveys.queries.pairs import pairs_of
from surveys.queries.results import run_results
from surveys.queries.runs import responses_of, runs_of
from surveys.queries.sheets import Filters, door_names
from surveys.results_json import results_as_json

router = Router(tags=["surveys"])


@router.get("/surveys", response={200: Page[SurveyOut], codes_4xx: ErrorOut})
def surveys(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The organisation's surveys, the latest first, with how many have answered at each door."""
    return page_of(runs_of(organisation=member(request, may_view).organisation), paging, _shown)


@router.get("/surveys/{int:pk}/results", response={200: SurveyResultsOut, codes_4xx: ErrorOut})
def survey_results(request: HttpRequest, pk: int, wished: Query[DoorQuery]) -> dict[str, Any]:
    """The figures of one survey: the same JSON as `manage.py survey_results --json`."""
    run = get_object_or_404(runs_of(organisation=member(request, may_view).organisation), pk=pk)
    names = door_names(run)
    if wished.door and wished.door not in names:
        raise AppError("no_such_door", 404)
    results = run_results(run=run, filters=Filters(door=wished.door or names[-1]))
    pairs = pairs_of(run=run) if run.kind == SurveyKind.TEST else None
    return results_as_json(results, pairs, language=wished.language)


def _shown(runs: list[Run]) -> list[dict[str, Any]]:
    come = responses_of(runs=[run.pk for run in runs])
    return [
        {
            "survey": run.pk,
            "kind": run.kind,
            "mode": run.mode,
            "title": run.version.definition.title.in_language("kk"),
            "project": run.project.ref,
            "activity": run.activity.ref if run.activity else None,
            "series": run.series_id,
            "planned": run.planned,
            "closed_at": run.closed_at,
            "doors": [
                {"name": wave.name, "code": wave.public_code, "n": come[run.pk].get(wave.name, 0)}
                for wave in run.waves.all()
            ],
        }
        for run in runs
    ]
