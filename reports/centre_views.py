"""The report centre of a project: what does not add up, the texts, drafts at once, what was issued."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from grants.access import MemberRequest, member_view
from grants.models import JobState, Membership, Project
from grants.permissions import may_edit, may_issue, may_see_people, may_view
from grants.views.projects import project_or_404
from reports.draft_forms import DraftForm
from reports.export import export
from reports.form_tables import form_language
from reports.queries.centre import is_long_work, recent_files
from reports.queries.findings import findings_part
from reports.queries.issued import issued_reports
from reports.queries.texts import texts_part
from reports.queries.word_templates import misfits_of
from reports.report_files import as_download, report_filename
from reports.report_jobs import ask_for_file
from rules.errors import AppError

BADGES = {
    JobState.WAITING: ("info", "clock"),
    JobState.RUNNING: ("info", "clock"),
    JobState.DONE: ("ok", "ok"),
    JobState.FAILED: ("bad", "bad"),
}


@require_safe
@member_view(may_view)
def centre(request: MemberRequest, ref: str) -> HttpResponse:
    """Everything about a project's reports on one page."""
    project = project_or_404(request, ref)
    return _page(request, project, DraftForm(**_usual(project)))


@require_POST
@member_view(may_edit)
def draft(request: MemberRequest, ref: str) -> HttpResponse:
    """A marked draft at once; what takes long is made by a worker, whose page this leads to."""
    project = project_or_404(request, ref)
    form = DraftForm(request.POST, **_usual(project))
    if not form.is_valid():
        return _page(request, project, form, status=422)
    wished = {name: form.cleaned_data[name] for name in ("form", "edition", "language", "file_format")}
    wished["with_names"] = form.cleaned_data["names"] and may_see_people(request.membership)
    if form.cleaned_data["later"] or is_long_work(project=project, form=wished["form"]):
        return redirect("desk:job", ask_for_file(project, **wished, period=form.period(), by=request.user).pk)
    file = BytesIO()
    try:
        export(project=project, **wished, period=form.period(), file=file)
    except AppError as refused:
        form.explain(refused)
        return _page(request, project, form, status=422)
    ending = wished["file_format"]
    name = report_filename(project, wished["form"], wished["edition"], wished["language"], file_format=ending)
    return as_download(file.getvalue(), name, ending)


def files_part(project: Project, membership: Membership) -> dict[str, Any]:
    """What the centre says of drafts and issued reports."""
    may_make = may_edit(membership)
    return {
        "recent": [(job, BADGES[JobState(job.state)]) for job in recent_files(project=project)] if may_make else [],
        "issued": issued_reports(organisation=project.organisation, project=project),
        "misfits": misfits_of(organisation=project.organisation) if may_make else [],
        "may_make": may_make,
        "may_issue": may_issue(membership),
    }


def _page(request: MemberRequest, project: Project, form: DraftForm, *, status: int = 200) -> HttpResponse:
    context = {"project": project, "form": form, **files_part(project, request.membership)}
    context |= {"findings": findings_part(project), "texts": texts_part(project, request.membership)}
    return render(request, "reports/centre.html", context, status=status)


def _usual(project: Project) -> dict[str, str]:
    return {"edition": project.edition_id, "language": form_language((get_language() or "kk")[:2])}
