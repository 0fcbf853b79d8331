"""Pages of who reads several grantees' projects: figures, findings, issued reports. Nothing here changes anything of a
grantee's, and nothing shows a person."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_view
from grants.wording import rule_in_words
from reports.catalogue import FORMS
from reports.form_tables import form_language, form_tables
from reports.models import IssuedFile, IssuedReport
from reports.queries.across import across_grantees
from reports.queries.findings import judged_findings, open_findings
from reports.queries.grantees import GranteeLine, grantee_lines
from reports.queries.indicators import indicator_actuals
from reports.queries.issued import opened
from reports.queries.readable import readable_projects
from reports.queries.statistics import project_statistics

PROJECTS_PER_PAGE = 20
FINDINGS_PER_PAGE = 50
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@dataclass(frozen=True)
class LineShown:
    """A grantee's line with what is open and the name of the form issued last."""

    line: GranteeLine
    findings: int
    form: str | Promise


@dataclass(frozen=True)
class IssuedShown:
    """An issued report and its form's name."""

    report: IssuedReport
    name: str | Promise


@require_safe
@member_view(may_view)
def grantees(request: MemberRequest) -> HttpResponse:
    """Every readable project against its plan."""
    today = timezone.localdate()
    page = Paginator(readable_projects(request.organisation), PROJECTS_PER_PAGE).get_page(request.GET.get("page"))
    lines = grantee_lines(organisation=request.organisation, today=today, projects=list(page))
    mine = request.organisation
    rows = [
        LineShown(one, len(open_findings(one.project, today=today, reader=mine)), _form(one.issued)) for one in lines
    ]
    return render(request, "reports/operator.html", {"page": page, "rows": rows})


@require_safe
@member_view(may_view)
def across(request: MemberRequest) -> HttpResponse:
    """What does not add up between the grantees that can be read."""
    found = across_grantees(organisation=request.organisation)
    page = Paginator(found, FINDINGS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/operator_across.html", {"page": page})


@require_safe
@member_view(may_view)
def readable(request: MemberRequest, pk: int) -> HttpResponse:
    """One project, to be read only: figures, the three tables, what does not add up, issued reports."""
    project = _project(request, pk)
    language = (get_language() or "kk")[:2]
    figures = project_statistics(project=project)
    issued = IssuedReport.objects.filter(project=project).prefetch_related("files").defer("dataset")
    [line] = grantee_lines(organisation=request.organisation, today=timezone.localdate(), projects=[project])
    context = {
        "project": project,
        "line": line,
        "indicators": indicator_actuals(project=project),
        "figures": figures,
        "tables": form_tables(edition=project.edition, statistics=figures, language=language),
        "form_language": form_language(language),
        "rule": rule_in_words(project),
        "findings": judged_findings(project=project, reader=request.organisation),
        "issued": [IssuedShown(one, _form(one)) for one in issued],
    }
    return render(request, "reports/operator_project.html", context)


@require_safe
@member_view(may_view)  # type: ignore[arg-type]  # a file is streamed
def readable_file(request: MemberRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of an issued report of a readable project, as it was issued."""
    project = _project(request, pk)
    row = get_object_or_404(IssuedFile.objects.filter(report__project=project).select_related("report"), pk=file)
    report = row.report
    name = f"{project.ref}-{report.form}-{report.number}-{report.language}.{row.format}"
    response = FileResponse(opened(row), as_attachment=True, filename=name, content_type=_TYPES[row.format])
    response["Cache-Control"] = "private, no-store"
    return response


def _form(report: IssuedReport | None) -> str | Promise:
    return FORMS[report.form].name if report else ""


def _project(request: MemberRequest, pk: int) -> Project:
    return get_object_or_404(readable_projects(request.organisation), pk=pk)
