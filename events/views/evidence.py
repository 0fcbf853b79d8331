"""Pages of confirming documents: those of an activity, of a project, adding to them, one document."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.actions.evidence import change_evidence, remove_evidence
from events.forms.evidence import ChangeForm, DocumentsFilterForm, RemoveForm
from events.labels import EVIDENCE_LABELS
from events.models import Activity, Evidence
from events.models.evidence import EVIDENCE_ZIP
from events.queries.evidence import (
    Document,
    appendices_of,
    documents_found,
    documents_of,
    missing_of,
    usual_types,
    with_marks,
)
from events.refusals import words_of
from grants import jobs
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit, may_view
from rules.errors import AppError

PAGE_SIZE = 60


@require_safe
@member_view(may_view)
def activity_documents(request: MemberRequest, ref: str) -> HttpResponse:
    """The documents of one activity, and what it still lacks."""
    activity = activity_of(request, ref)
    documents = documents_of(activity=activity)
    context = {
        "activity": activity,
        "missing": [(code, EVIDENCE_LABELS[code]) for code in missing_of(activity=activity)],
        "may_edit": may_edit(request.membership),
        **sorted_out(documents),
    }
    return render(request, "events/activity_documents.html", context)


@require_safe
@member_view(may_view)
def project_documents(request: MemberRequest, ref: str) -> HttpResponse:
    """A project's appendices and what is missing; with a filter, the documents it finds."""
    project = project_of(request, ref)
    form = DocumentsFilterForm(request.GET)
    asked = form.asked()
    context: dict[str, Any] = {"project": project, "form": form, "may_edit": may_edit(request.membership)}
    lines = appendices_of(project=project)
    if not any(asked.values()):
        context |= {
            "lines": [line for line in lines if line.documents or line.removed],
            "gaps": [line for line in lines if line.missing],
            "documents": sum(line.documents for line in lines),
            "size": sum(line.size for line in lines),
            "lacking": sum(len(line.missing) for line in lines),
            "labels": EVIDENCE_LABELS,
        }
        return render(request, "events/project_documents.html", context)
    page = Paginator(documents_found(project=project, **asked), PAGE_SIZE).get_page(request.GET.get("page"))
    found = with_marks(page.object_list, organisation=request.organisation)
    context |= {
        "page": page,
        "line": next((line for line in lines if line.appendix and line.appendix.number == asked["appendix"]), None),
        "query": urlencode({name: value for name, value in asked.items() if value}),
        **sorted_out(found),
    }
    return render(request, "events/documents_found.html", context)


@require_POST
@member_view(may_edit)
def documents_zip(request: MemberRequest, ref: str) -> HttpResponse:
    """Ask for a project's documents as a ZIP: all, or one appendix. Asked again while it is made: the same one."""
    project = project_of(request, ref)
    form = DocumentsFilterForm(request.POST)
    appendix = form.asked()["appendix"]
    if not documents_found(project=project, appendix=appendix, type="", mark="").exists():
        messages.warning(request, words_of(AppError("no_documents", 422)))
        return redirect("events:project_documents", ref)
    asked = jobs.ask(
        organisation=request.organisation,
        kind=EVIDENCE_ZIP,
        subject=f"{project.pk}:{appendix or 'all'}",
        by=request.user,
        params={"project": project.pk, "ref": project.ref, "appendix": appendix},
    )
    return redirect("desk:job", asked.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_view)
def evidence(request: MemberRequest, number: uuid.UUID) -> HttpResponse:
    """One document: what it shows, what is told about it, and for editors the form that changes that."""
    found = document_of(request, number)
    if request.method == "POST" and not may_edit(request.membership):
        raise AppError("not_allowed", 403)
    told = {
        "type": found.type,
        "caption": found.caption,
        "people_shown": found.people_shown,
        "taken_on": found.taken_on,
    }
    usual = usual_types(found.activity) if found.activity else []
    form = ChangeForm(request.POST or None, initial=told, usual=usual)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _changed(form, found, request):
            messages.success(request, _("What you wrote about the document is kept."))
            return redirect("events:evidence", found.number)
        status = 422
    [document] = with_marks([found], organisation=request.organisation)
    context = {
        "document": document,
        "evidence": found,
        "label": EVIDENCE_LABELS[found.type],
        "form": form,
        "back": place_of(found),
        "may_edit": may_edit(request.membership),
    }
    return render(request, "events/evidence.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def evidence_remove(request: MemberRequest, number: uuid.UUID) -> HttpResponse:
    """Take a document away, with a reason."""
    found = document_of(request, number)
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        remove_evidence(found, form.cleaned_data["reason"], request.user)
        words = _("Document %(number)s was removed. Its number stays used.")
        messages.success(request, words % {"number": Document(found).number})
        return redirect(place_of(found))
    context = {"document": Document(found), "evidence": found, "form": form, "label": EVIDENCE_LABELS[found.type]}
    return render(request, "events/evidence_remove.html", context, status=422 if form.errors else 200)


def activity_of(request: MemberRequest, ref: str) -> Activity:
    """An activity of the member's organisation, otherwise 404."""
    found = Activity.objects.of(request.organisation).select_related("project", "kind", "organisation", "measure")
    return get_object_or_404(found, ref=ref)


def project_of(request: MemberRequest, ref: str) -> Project:
    """A project of the member's organisation, otherwise 404."""
    return get_object_or_404(Project.objects.of(request.organisation).select_related("organisation"), ref=ref)


def document_of(request: MemberRequest, number: uuid.UUID) -> Evidence:
    """A document of the member's organisation, otherwise 404."""
    found = Evidence.objects.of(request.organisation).select_related(
        "appendix__measure", "activity__kind", "project", "organisation", "added_by", "removed_by"
    )
    return get_object_or_404(found, number=number)


def place_of(evidence: Evidence) -> str:
    """The address of the page a document stands on."""
    if evidence.activity:
        return reverse("events:activity_documents", args=[evidence.activity.ref])
    return reverse("events:project_documents", args=[evidence.project.ref]) + f"?appendix={evidence.appendix.number}"


def sorted_out(documents: list[Document]) -> dict[str, list[tuple[Document, Any]]]:
    """Pictures for the grid, the rest for a list, the removed ones apart; each with the label of its type."""
    labelled = [(document, EVIDENCE_LABELS[document.evidence.type]) for document in documents]
    living = [pair for pair in labelled if not pair[0].is_removed]
    return {
        "pictures": [pair for pair in living if pair[0].is_picture],
        "others": [pair for pair in living if not pair[0].is_picture],
        "removed": [pair for pair in labelled if pair[0].is_removed],
    }


def _changed(form: ChangeForm, evidence: Evidence, request: MemberRequest) -> bool:
    try:
        change_evidence(evidence, form.told(), by=request.user)
    except AppError as refused:
        form.add_error(None, words_of(refused))
        return False
    return True
