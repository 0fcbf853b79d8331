"""Questionnaires: the library and one's own, begun, copied, published, retired, as files."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants.access import MemberRequest, member_view
from grants.permissions import may_edit, may_view
from rules.questionnaires.checks import faults_of
from rules.questionnaires.definition import LANGUAGES
from surveys.actions.questionnaires import (
    copy_questionnaire,
    discard_draft,
    first_definition,
    make_questionnaire,
    new_draft,
    publish_draft,
    retire_questionnaire,
)
from surveys.forms.questionnaires import ImportQuestionnaireForm, NewQuestionnaireForm
from surveys.models import Questionnaire, QuestionnaireVersion
from surveys.queries.questionnaires import QuestionnaireRow, questionnaires_of, responses_by_version, row_of, rows_of
from surveys.questionnaire_files import file_of
from surveys.questionnaire_words import LANGUAGE_NAMES, here
from surveys.reading import read_questions
from surveys.sheets import shown_parts, shown_questions


@member_view(may_view)
@require_safe
def questionnaires(request: MemberRequest) -> HttpResponse:
    """One's own, the ready-made ones, and those that are retired."""
    rows = rows_of(questionnaires_of(organisation=request.organisation))
    alive = [row for row in rows if not row.questionnaire.retired_at]
    context = {
        "own": [row for row in alive if row.questionnaire.organisation_id],
        "library": [row for row in alive if not row.questionnaire.organisation_id],
        "retired": [row for row in rows if row.questionnaire.retired_at],
        "may_edit": may_edit(request.membership),
    }
    return render(request, "questionnaires/list.html", context)


@member_view(may_edit)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Begin one with nothing but a title."""
    form = NewQuestionnaireForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["kind"]
        definition = first_definition(kind=kind, title=form.title())
        draft = make_questionnaire(
            request.organisation, kind=kind, definition=definition, act=form.cleaned_data["act"], by=request.user
        )
        return redirect("surveys:questionnaire_edit", draft.questionnaire_id)
    return render(request, "questionnaires/new.html", {"form": form}, status=422 if form.errors else 200)


@member_view(may_edit)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: MemberRequest) -> HttpResponse:
    """Begin one with a file."""
    is_sent = request.method == "POST"
    form = ImportQuestionnaireForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        kind, definition = form.found()
        draft = make_questionnaire(
            request.organisation, kind=kind, definition=definition, act=form.cleaned_data["act"], by=request.user
        )
        messages.success(request, _("The questionnaire is here as a draft. Look it over and publish it."))
        return redirect("surveys:questionnaire_edit", draft.questionnaire_id)
    return render(request, "questionnaires/import.html", {"form": form}, status=422 if form.errors else 200)


@member_view(may_view)
@require_safe
def questionnaire(request: MemberRequest, pk: int) -> HttpResponse:
    """One version to read, and what can be done with it."""
    row = _row(request, pk)
    version = _version(request, row) or row.shown
    counts = responses_by_version(questionnaire=row.questionnaire) if row.questionnaire.organisation_id else {}
    versions = sorted(row.questionnaire.versions.all(), key=lambda one: -one.number)
    is_own = row.questionnaire.organisation_id is not None
    context = {
        "row": row,
        "version": version,
        "title": here(version.definition.title),
        "questions": read_questions(version.definition),
        "definition": version.definition,
        "language_names": [LANGUAGE_NAMES[code] for code in version.definition.languages],
        "versions": [(one, counts.get(one.pk, 0)) for one in versions],
        "may_change": is_own and may_edit(request.membership),
        "may_edit": may_edit(request.membership),
        "act": uuid.uuid4(),
    }
    return render(request, "questionnaires/detail.html", context)


@member_view(may_view)
@require_safe
def preview(request: MemberRequest, pk: int) -> HttpResponse:
    """What people will see, in each language."""
    row = _row(request, pk)
    version = _version(request, row) or row.draft or row.shown
    definition = version.definition
    wished = (request.GET.get("language"), (get_language() or "kk")[:2], *definition.languages)
    language = next(code for code in wished if code in definition.languages)
    with override(language):
        questions = shown_questions(definition, language=language, given={}, faults={})
    context = {
        "row": row,
        "version": version,
        "language": language,
        "languages": [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES if code in definition.languages],
        "title": definition.title.in_language(language),
        "intro": definition.intro.in_language(language),
        "thanks": definition.thanks.in_language(language),
        "parts": shown_parts(questions),
        "may_edit": may_edit(request.membership) and row.draft == version,
    }
    return render(request, "questionnaires/preview.html", context)


@member_view(may_edit)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    """Look once more, then freeze the draft."""
    row = _own_row(request, pk)
    if row.draft is None:
        return redirect("surveys:questionnaire", pk)
    if request.method == "POST":
        publish_draft(row.draft, revision=_revision(request), by=request.user)
        messages.success(request, _("Published. It can be asked with now, and its words do not change any more."))
        return redirect("surveys:questionnaire", pk)
    definition = row.draft.definition
    context = {
        "row": row,
        "draft": row.draft,
        "title": here(definition.title),
        "definition": definition,
        "language_names": [LANGUAGE_NAMES[code] for code in definition.languages],
        "faults": len(faults_of(definition, kind=row.questionnaire.kind)),
        "answers": sum(responses_by_version(questionnaire=row.questionnaire).values()),
    }
    return render(request, "questionnaires/publish.html", context)


@member_view(may_edit)
@require_POST
def copy(request: MemberRequest, pk: int) -> HttpResponse:
    """Make one's own of it, to change."""
    row = _row(request, pk)
    version = _version(request, row) or row.shown
    draft = copy_questionnaire(version, organisation=request.organisation, act=_act(request), by=request.user)
    messages.success(request, _("The copy is yours: change what you like."))
    return redirect("surveys:questionnaire_edit", draft.questionnaire_id)


@member_view(may_edit)
@require_POST
def new_version(request: MemberRequest, pk: int) -> HttpResponse:
    """Begin the next version, or go on with it."""
    draft = new_draft(_own_row(request, pk).questionnaire, by=request.user)
    return redirect("surveys:questionnaire_edit", draft.questionnaire_id)


@member_view(may_edit)
@require_POST
def discard(request: MemberRequest, pk: int) -> HttpResponse:
    """Throw the draft away."""
    row = _own_row(request, pk)
    if row.draft:
        discard_draft(row.draft, revision=_revision(request), by=request.user)
        messages.success(request, _("The draft is thrown away."))
    return redirect("surveys:questionnaire", pk) if row.published else redirect("surveys:questionnaires")


@member_view(may_edit)
@require_POST
def retire(request: MemberRequest, pk: int) -> HttpResponse:
    """Offer it no longer, or again."""
    is_retired = request.POST.get("retired") == "1"
    retire_questionnaire(_own_row(request, pk).questionnaire, is_retired=is_retired, by=request.user)
    messages.success(
        request,
        _("It is retired: new surveys do not offer it. Its answers stay.") if is_retired else _("It is offered again."),
    )
    return redirect("surveys:questionnaire", pk)


@member_view(may_view)
@require_safe
def export(request: MemberRequest, pk: int) -> HttpResponse:
    """One version as a file."""
    row = _row(request, pk)
    version = _version(request, row) or row.shown
    name = f"{row.questionnaire.code}-{version.number}.json"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    text = json.dumps(file_of(version), ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json", headers=headers)


def _row(request: MemberRequest, pk: int) -> QuestionnaireRow:
    """One's own questionnaire or a ready-made one; another organisation's is a 404."""
    found = get_object_or_404(Questionnaire.objects.usable_by(request.organisation).prefetch_related("versions"), pk=pk)
    if not found.versions.all():
        raise Http404
    return row_of(found)


def _own_row(request: MemberRequest, pk: int) -> QuestionnaireRow:
    row = _row(request, pk)
    if row.questionnaire.organisation_id is None:
        raise Http404
    return row


def _version(request: MemberRequest, row: QuestionnaireRow) -> QuestionnaireVersion | None:
    """The version that is asked for by its number; None where none is. 404 for one that there is not."""
    wished: Any = request.POST.get("version") or request.GET.get("version")
    if not wished:
        return None
    found = next((one for one in row.questionnaire.versions.all() if str(one.number) == wished), None)
    if found is None:
        raise Http404
    return found


def _revision(request: MemberRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _act(request: MemberRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("act", ""))
    except ValueError:
        return uuid.uuid4()
