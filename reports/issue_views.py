"""Pages of issuing a report, of an issued one, and its files."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from events.code_pictures import qr_data_uri
from events.links import public_link
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_issue, may_view
from grants.views.projects import project_or_404
from reports.actions.issue import Wish, ask_to_issue
from reports.catalogue import FORMAT_NAMES
from reports.draft_forms import IssueForm
from reports.form_tables import form_language
from reports.models import IssuedFile, IssuedReport
from reports.queries.findings import open_findings
from reports.queries.issued import named, opened
from reports.queries.summaries import across_kept
from reports.report_files import CONTENT_TYPES, report_filename
from rules.errors import AppError

# More of them are told on their own page.
_SHOWN = 5


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_issue)
def issue(request: MemberRequest, ref: str) -> HttpResponse:
    """What issuing means, what stands in its way; by POST the work that does it."""
    project = project_or_404(request, ref)
    if request.method != "POST":
        wished = request.GET.get("form", "final")
        usual = {"act": uuid.uuid4(), "form": wished, "edition": project.edition_id, "language": _language()}
        return _page(request, project, IssueForm(initial=usual))
    form = IssueForm(request.POST)
    if not form.is_valid():
        return _page(request, project, form, status=422)
    told = form.cleaned_data
    wish = Wish(told["form"], told["edition"], told["language"], form.period(), public_link(request, "/").rstrip("/"))
    try:
        asked = ask_to_issue(project, wish, act=told["act"], by=request.user)
    except AppError as refused:
        form.explain(refused)
        return _page(request, project, form, status=422)
    return redirect("desk:job", asked.pk)


@require_safe
@member_view(may_view)
def issued(request: MemberRequest, pk: int, ref: str = "") -> HttpResponse:
    """An issued report: its files, what was accepted with which reasons, where anybody can verify it. Without a `ref`
    the organisation's summary: the reports it was made of, what stood between the grantees."""
    project = project_or_404(request, ref) if ref else None
    report = _report(request, project, pk)
    address = public_link(request, reverse("reports:verify", args=[report.verify_code]))
    context: dict[str, Any] = {
        "project": project,
        "report": named(report),
        "files": [(file, FORMAT_NAMES[file.format], _file_address(project, file)) for file in report.files.all()],
        "address": address,
        "qr": qr_data_uri(address),
    }
    if project is None:
        context |= {"parts": report.dataset.get("parts", []), "across": across_kept(report)}
    return render(request, "reports/issued.html", context)


@require_safe
@member_view(may_view)  # type: ignore[arg-type]  # a file is streamed
def issued_file(request: MemberRequest, pk: int, file_format: str, ref: str = "") -> HttpResponseBase:
    """A file of an issued report, or without a `ref` of a summary, the same bytes every time."""
    report = _report(request, project_or_404(request, ref) if ref else None, pk)
    found = get_object_or_404(report.files, format=file_format)
    file = opened(found)
    name = report_filename(report.project, report.form, report.number, report.language, file_format=file_format)
    response = FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[file_format])
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _page(request: MemberRequest, project: Project, form: IssueForm, *, status: int = 200) -> HttpResponse:
    left = open_findings(project)
    context: dict[str, Any] = {"project": project, "form": form, "open": left[:_SHOWN], "open_number": len(left)}
    context["more"] = max(len(left) - _SHOWN, 0)
    return render(request, "reports/issue.html", context, status=status)


def _file_address(project: Project | None, file: IssuedFile) -> str:
    of_report = [file.report_id, file.format]
    if project is None:
        return reverse("reports:summary_issued_file", args=of_report)
    return reverse("reports:issued_file", args=[project.ref, *of_report])


def _report(request: MemberRequest, project: Project | None, pk: int) -> IssuedReport:
    mine = IssuedReport.objects.of(request.organisation).filter(project=project)
    return get_object_or_404(mine.defer("dataset", "texts", "rules").select_related("project", "since"), pk=pk)


def _language() -> str:
    return form_language((get_language() or "kk")[:2])
