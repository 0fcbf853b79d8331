"""Questionnaires: list, and one with its document."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from ninja.responses import codes_4xx

from grants.permissions import may_view
from outreach.api.auth import member
from outreach.api.errors import ErrorOut
from outreach.api.lists import page_of
from outreach.api.schemas import Number, Page, Paging
from surveys.models import QuestionnaireVersion
from surveys.queries.questionnaires import QuestionnaireRow, questionnaires_of, row_of, rows_of

router = Router(tags=["surveys"])


class QuestionnaireOut(Schema):
    """A questionnaire. `version`: the latest published one; `draft`: the one being written; null where there is none.
    `ready_made`: of the library, changed by nobody."""

    id: int
    code: str
    kind: str
    title: dict[str, str]
    ready_made: bool
    retired_at: datetime | None
    version: int | None
    draft: int | None


class QuestionnaireDetailOut(QuestionnaireOut):
    """One version of it: its `number`, when it was published (null: a draft), its document as in its file."""

    number: int
    published_at: datetime | None
    document: dict[str, Any]


class VersionChoice(Schema):
    """Which version; without it the latest published one, else the draft."""

    version: Number | None = None


@router.get("/questionnaires", response={200: Page[QuestionnaireOut], codes_4xx: ErrorOut})
def questionnaires(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """One's own, the newest first, then the ready-made ones."""
    found = questionnaires_of(organisation=member(request, may_view).organisation)
    return page_of(found, paging, lambda rows: map(_shown, rows_of(rows)))


@router.get("/questionnaires/{int:pk}", response={200: QuestionnaireDetailOut, codes_4xx: ErrorOut})
def questionnaire(request: HttpRequest, pk: int, chosen: Query[VersionChoice]) -> dict[str, Any]:
    """One questionnaire with what a version asks."""
    found = get_object_or_404(questionnaires_of(organisation=member(request, may_view).organisation), pk=pk)
    row = row_of(found)
    version = row.shown if chosen.version is None else _numbered(row, chosen.version)
    return {
        **_shown(row),
        "number": version.number,
        "published_at": version.published_at,
        "document": version.document,
    }


def _numbered(row: QuestionnaireRow, number: int) -> QuestionnaireVersion:
    for version in row.questionnaire.versions.all():
        if version.number == number:
            return version
    raise Http404


def _shown(row: QuestionnaireRow) -> dict[str, Any]:
    questionnaire = row.questionnaire
    return {
        "id": questionnaire.pk,
        "code": questionnaire.code,
        "kind": questionnaire.kind,
        "title": row.shown.document.get("title", {}),
        "ready_made": questionnaire.organisation_id is None,
        "retired_at": questionnaire.retired_at,
        "version": row.published.number if row.published else None,
        "draft": row.draft.number if row.draft else None,
    }
