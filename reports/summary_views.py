"""Pages of the operator's summary: its projects, drafts, what the operator writes itself, issuing."""

from __future__ import annotations

import uuid
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.links import public_link
from grants.access import MemberRequest, member_view
from grants.models import JobState, Project
from grants.permissions import may_edit, may_issue, may_view
from reports.actions.issue_summary import SummaryWish, ask_to_issue_summary
from reports.catalogue import DOCX, EDITIONS, LANGUAGE_NAMES
from reports.centre_views import BADGES
from reports.form_tables import form_language
from reports.queries.across import across_grantees
from reports.queries.issued import issued_reports
from reports.queries.summaries import (
    is_long_summary,
    operator_texts,
    recent_summaries,
    summary_lines,
    text_headings,
    without_final_report,
)
from reports.queries.summary import passed_by
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


def _page(request: MemberRequest, form: SummaryDraftForm, *, status: int = 200) -> HttpResponse:
    mine, may_make = request.organisation, may_edit(request.membership)
    lines, headings = summary_lines(organisation=mine), text_headings(_language())
    texts = operator_texts(organisation=mine)
    by_slot: dict[str, tuple[str, list[Any]]] = {slot: (heading, []) for slot, heading in headings.items()}
    for (slot, language), row in texts.items():
        by_slot[slot][1].append((language, LANGUAGE_NAMES[language], row))
    context = {
        "form": form,
        "lines": lines,
        "ticked": form.ticked(),
        "missing": [one.project for one in lines if one.issued is None],
        "passed_by": passed_by([one.project for one in lines]),
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
        "passed_by": passed_by(chosen),
        "across": across_grantees(organisation=request.organisation, among=chosen),
    }
    return render(request, "reports/summary_issue.html", context, status=status)


def _usual() -> dict[str, str]:
    return {"edition": EDITIONS[-1], "language": _language()}


def _everything(request: MemberRequest) -> dict[str, Any]:
    lines = summary_lines(organisation=request.organisation)
    return {"projects": [str(one.project.pk) for one in lines], **_usual()}


def _language() -> str:
    return form_language((get_language() or "kk")[:2])
