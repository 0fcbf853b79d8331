"""Pages of the operator's summary: its projects, drafts, what the operator writes itself, issuing."""

from __future__ import annotations

import uuid
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.links import public_link
from grants.access import MemberRequest, member_view
from grants.models import Edition, JobState, Project
from grants.permissions import may_edit, may_issue, may_view
from reports.actions.issue_summary import SummaryWish, ask_to_issue_summary
from reports.actions.operator_texts import save_operator_text
from reports.catalogue import DOCX, EDITIONS, LANGUAGE_NAMES
from reports.centre_views import BADGES
from reports.form_tables import form_language
from reports.forms import Wording
from reports.forms.summary import SLOTS
from reports.forms.summary.words import sections
from reports.forms_of_texts import TextForm
from reports.models import OperatorText
from reports.queries.across import across_grantees
from reports.queries.issued import issued_reports
from reports.queries.summaries import (
    is_long_summary,
    operator_texts,
    recent_summaries,
    summary_lines,
    without_final_report,
)
from reports.report_files import as_download, report_filename
from reports.report_jobs import ask_for_summary
from reports.summary_export import SUMMARY, export_summary
from reports.summary_forms import SummaryDraftForm, SummaryForm, SummaryIssueForm
from rules.errors import AppError


@require_safe
@member_view(may_view)
def summary(request: MemberRequest) -> HttpResponse:
    """Everything about the operator's summary on one page."""
    return _page(request, SummaryDraftForm(organisation=request.organisation, initial=_usual()))


@require_POST
@member_view(may_edit)
def summary_draft(request: MemberRequest) -> HttpResponse:
    """A marked draft at once; what takes long is made by a worker, whose page this leads to. Who wants to issue what
    they chose is led to the page that asks whether they mean it."""
    form = SummaryDraftForm(request.POST, organisation=request.organisation, initial=_usual())
    if not form.is_valid():
        return _page(request, form, status=422)
    chosen = list(form.cleaned_data["projects"])
    shape = {name: form.cleaned_data[name] for name in ("edition", "language")}
    if "issue" in request.POST:
        asked = urlencode({"projects": [one.pk for one in chosen], **shape}, doseq=True)
        return redirect(f"{reverse('reports:summary_issue')}?{asked}")
    ending = form.cleaned_data["file_format"] or DOCX
    if form.cleaned_data["later"] or is_long_summary(chosen):
        asked_job = ask_for_summary(request.organisation, chosen, **shape, file_format=ending, by=request.user)
        return redirect("desk:job", asked_job.pk)
    file = BytesIO()
    export_summary(organisation=request.organisation, projects=chosen, **shape, file_format=ending, file=file)
    return as_download(file.getvalue(), report_filename(None, SUMMARY, *shape.values(), file_format=ending), ending)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_issue)
def summary_issue(request: MemberRequest) -> HttpResponse:
    """What issuing means, what stands in its way, what does not add up between the grantees; by POST the work that does
    it."""
    mine = request.organisation
    if request.method != "POST":
        asked = SummaryForm(request.GET if "projects" in request.GET else _everything(request), organisation=mine)
        if not asked.is_valid():
            return redirect("reports:summary")
        form = SummaryIssueForm(organisation=mine, initial={**asked.cleaned_data, "act": uuid.uuid4()})
        return _issue_page(request, form, list(asked.cleaned_data["projects"]))
    form = SummaryIssueForm(request.POST, organisation=mine)
    if not form.is_valid():
        return _issue_page(request, form, list(form.cleaned_data.get("projects", [])), status=422)
    told, chosen = form.cleaned_data, list(form.cleaned_data["projects"])
    wish = SummaryWish(told["edition"], told["language"], public_link(request, "/").rstrip("/"))
    try:
        job = ask_to_issue_summary(mine, chosen, wish, act=told["act"], by=request.user)
    except AppError as refused:
        form.explain(refused)
        return _issue_page(request, form, chosen, status=422)
    return redirect("desk:job", job.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_view)
def summary_text(request: MemberRequest, slot: str, language: str) -> HttpResponse:
    """One text for typing; those who may not change it read it."""
    texts = operator_texts(organisation=request.organisation)
    if (slot, language) not in texts:
        raise Http404
    here = texts[slot, language]
    if request.method != "POST":
        form = TextForm(slot=None, text=here.text if here else "", revision=here.revision if here else 0)
        return _text_page(request, form, slot, language, here)
    if not may_edit(request.membership):
        raise AppError("not_allowed", 403)
    form = TextForm(request.POST, slot=None)
    if not form.is_valid():
        return _text_page(request, form, slot, language, here, status=422)
    words, seen = form.cleaned_data["text"], form.cleaned_data["seen"]
    place = {"slot": slot, "language": language}
    try:
        save_operator_text(request.organisation, **place, text=words, seen_revision=seen, by=request.user)
    except AppError as refused:
        if refused.code != "text_changed_meanwhile":
            raise
        return _both(request, slot, language)
    messages.success(request, _("Saved."))
    return redirect("reports:summary")


def _both(request: MemberRequest, slot: str, language: str) -> HttpResponse:
    """The form with what was typed, beside what somebody else has written meanwhile. Having seen it, the next "Save" is
    meant."""
    theirs = operator_texts(organisation=request.organisation)[slot, language]
    seen = str(theirs.revision) if theirs else "0"
    form = TextForm({"text": request.POST.get("text", ""), "seen": seen}, slot=None)
    return _text_page(request, form, slot, language, theirs, status=409, theirs=theirs)


def _text_page(
    request: MemberRequest,
    form: TextForm,
    slot: str,
    language: str,
    here: OperatorText | None,
    *,
    status: int = 200,
    theirs: OperatorText | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "here": here,
        "theirs": theirs,
        "title": _headings(language)[slot],
        "slot": slot,
        "language": language,
        "languages": LANGUAGE_NAMES.items(),
        "may_edit": may_edit(request.membership),
    }
    return render(request, "reports/summary_text.html", context, status=status)


def _page(request: MemberRequest, form: SummaryDraftForm, *, status: int = 200) -> HttpResponse:
    mine, may_make = request.organisation, may_edit(request.membership)
    lines, headings = summary_lines(organisation=mine), _headings(_language())
    texts = operator_texts(organisation=mine)
    by_slot: dict[str, tuple[str, list[Any]]] = {slot: (heading, []) for slot, heading in headings.items()}
    for (slot, language), row in texts.items():
        by_slot[slot][1].append((language, LANGUAGE_NAMES[language], row))
    context = {
        "form": form,
        "lines": lines,
        "ticked": form.ticked(),
        "missing": [one.project for one in lines if one.issued is None],
        "texts": by_slot,
        "form_language": _language(),
        "recent": [(job, BADGES[JobState(job.state)]) for job in recent_summaries(organisation=mine)]
        if may_make
        else [],
        "issued": issued_reports(organisation=mine, project=None),
        "may_make": may_make,
        "may_issue": may_issue(request.membership),
    }
    return render(request, "reports/summary.html", context, status=status)


def _issue_page(
    request: MemberRequest, form: SummaryIssueForm, chosen: list[Project], *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "chosen": chosen,
        "missing": without_final_report(chosen),
        "across": across_grantees(organisation=request.organisation, among=chosen),
    }
    return render(request, "reports/summary_issue.html", context, status=status)


def _headings(language: str) -> dict[str, str]:
    """Slot -> the heading above it in the newest edition."""
    newest = Edition.objects.get(code=EDITIONS[-1])
    found = {one.place: one.heading for one in sections(Wording(newest.code, newest.forms, language))}
    return {slot: found[slot] for slot in SLOTS}


def _usual() -> dict[str, str]:
    return {"edition": EDITIONS[-1], "language": _language()}


def _everything(request: MemberRequest) -> dict[str, Any]:
    lines = summary_lines(organisation=request.organisation)
    return {"projects": [str(one.project.pk) for one in lines], **_usual()}


def _language() -> str:
    return form_language((get_language() or "kk")[:2])
