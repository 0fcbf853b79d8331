"""Pages of long work: how far it is, what came out, the file to take away."""

from __future__ import annotations

import uuid
from pathlib import PurePath
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from events.consultation_files import REGISTER_XLSX
from events.models.evidence import EVIDENCE_ZIP
from events.tasks import CARDS_PDF
from grants.access import MemberRequest, member_view
from grants.models import Job, JobState, Project
from grants.permissions import may_edit
from media_log.digest_jobs import MEDIA_DIGEST
from media_log.number_files.uploads import NUMBERS_IMPORT, NUMBERS_PREVIEW
from outreach.desk.workbook.shown import shown
from outreach.desk.workbook.uploads import WORKBOOK_IMPORT, WORKBOOK_PREVIEW, import_of
from outreach.errors import message_for
from reports.attendance_files import ATTENDANCE_LIST
from reports.queries.centre import REPORT_FILE
from reports.queries.issued import REPORT_ISSUE
from reports.tasks import STATISTICS_XLSX
from surveys.importing.kept_files import SURVEY_IMPORT, SURVEY_PREVIEW
from surveys.tasks import SURVEY_EXPORT

JOB_LABELS: dict[str, str | Promise] = {
    WORKBOOK_PREVIEW: _("Check of a workbook"),
    WORKBOOK_IMPORT: _("Import of a workbook"),
    STATISTICS_XLSX: _("Statistics as an Excel file"),
    CARDS_PDF: _("Cards with codes"),
    EVIDENCE_ZIP: _("Documents as a ZIP"),
    REGISTER_XLSX: _("Register of consultations"),
    ATTENDANCE_LIST: _("List of people"),
    MEDIA_DIGEST: _("Digest of publications"),
    REPORT_FILE: _("Draft of a report"),
    REPORT_ISSUE: _("Issuing a report"),
    SURVEY_EXPORT: _("Results of a survey"),
    SURVEY_PREVIEW: _("Check of a file of answers"),
    SURVEY_IMPORT: _("Import of a file of answers"),
    NUMBERS_PREVIEW: _("Check of a table of numbers"),
    NUMBERS_IMPORT: _("Numbers of publications from a table"),
}
BADGES = {
    JobState.WAITING: ("info", "clock"),
    JobState.RUNNING: ("info", "clock"),
    JobState.DONE: ("ok", "ok"),
    JobState.FAILED: ("bad", "bad"),
}
RECENT = 50


@require_safe
@member_view(may_edit)
def recent(request: MemberRequest) -> HttpResponse:
    """The organisation's latest long work: what was left is found again here."""
    found = Job.objects.of(request.organisation).select_related("created_by")[:RECENT]
    lines = [{"job": job, "label": job_label(job), "badge": BADGES[JobState(job.state)]} for job in found]
    return render(request, "desk/jobs.html", {"lines": lines})


@require_safe
@member_view(may_edit)
def job(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """One piece of long work. htmx asks for the changing part alone; when the work ends, for the whole page."""
    found = get_object_or_404(Job.objects.of(request.organisation).select_related("organisation"), pk=pk)
    context = {"job": found, "label": job_label(found), "badge": BADGES[JobState(found.state)]}
    if request.headers.get("HX-Request"):
        response = render(request, "desk/job_state.html", context)
        if not found.is_alive:
            response["HX-Refresh"] = "true"
        return response
    if found.state == JobState.DONE and found.kind in {SURVEY_PREVIEW, SURVEY_IMPORT}:
        return redirect("surveys:import_job", found.params["run"], found.pk)
    if found.state == JobState.DONE and found.kind in {NUMBERS_PREVIEW, NUMBERS_IMPORT}:
        return redirect("media_log:readings_job", found.pk)
    if found.state == JobState.DONE and found.kind == REPORT_ISSUE:
        report, project = found.result["report"], found.params.get("project")
        if project is None:
            return redirect("reports:summary_issued", report)
        # It may be called otherwise by now.
        ref = get_object_or_404(Project.objects.of(request.organisation), pk=project).ref
        return redirect("reports:issued", ref, report)
    response = render(request, _template(found), context | _result(found))
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@member_view(may_edit)  # type: ignore[arg-type]  # a file is streamed: the one answer that is no HttpResponse
def job_file(request: MemberRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The file that came out."""
    found = get_object_or_404(Job.objects.of(request.organisation), pk=pk)
    if not found.result_file:
        raise Http404
    try:
        file = found.result_file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=True, filename=PurePath(found.result_file.name or "file").name)
    response["Cache-Control"] = "private"
    return response


def job_label(job: Job) -> str | Promise:
    """What the work is, in words."""
    return JOB_LABELS.get(job.kind, job.kind)


def _template(job: Job) -> str:
    if job.state == JobState.DONE and job.kind == WORKBOOK_PREVIEW:
        return "desk/workbook_preview.html"
    if job.state == JobState.DONE and job.kind == WORKBOOK_IMPORT:
        return "desk/workbook_result.html"
    return "desk/job.html"


def _result(job: Job) -> dict[str, Any]:
    """What the page says beyond how far it is."""
    if job.state == JobState.FAILED:
        return {"message": message_for(job.error_code, job.result.get("params", {}))}
    if job.state != JobState.DONE or job.kind not in {WORKBOOK_PREVIEW, WORKBOOK_IMPORT}:
        return {}
    found = shown(job.result)
    context: dict[str, Any] = {"shown": found, "filename": job.params.get("filename", "")}
    if job.kind == WORKBOOK_PREVIEW:
        imported = import_of(job)
        is_open = imported is None or imported.state == JobState.FAILED
        wished = is_open and bool(job.input_file) and bool(found.added or found.changed)
        context |= {"imported": imported, "may_bring_in": wished and not found.fault_count}
    return context
