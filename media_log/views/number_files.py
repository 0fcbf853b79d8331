"""Numbers as an Excel table: take it away, bring it back, see what would change, store it."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from grants.access import MemberRequest, member_view
from grants.models import Job, JobState, Project
from grants.permissions import may_edit
from media_log.labels import PLATFORM_LABELS
from media_log.number_files.columns import HEADINGS
from media_log.number_files.uploads import NUMBERS_IMPORT, NUMBERS_PREVIEW, ask_import, ask_preview, import_of
from media_log.number_files.writing import numbers_table
from media_log.reading_forms import ReadingsFileForm
from media_log.reading_words import NUMBER_LABELS, row_words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOTHING = {"changes": 0, "posts": 0, "in_already": 0, "left_out": 0}


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def readings_file(request: MemberRequest) -> HttpResponse:
    """Take a table away, and send it filled; what it would change is told by the job's page."""
    form = ReadingsFileForm(request.POST, request.FILES) if request.method == "POST" else ReadingsFileForm()
    if form.is_valid():
        job = ask_preview(request.organisation, form.cleaned_data["file"], by=request.user)
        return redirect("desk:job", pk=job.pk)
    context = {"form": form, "projects": Project.objects.of(request.organisation).order_by("-pk")}
    return render(request, "media_log/readings_file.html", context, status=422 if form.is_bound else 200)


@require_safe
@member_view(may_edit)
def readings_table(request: MemberRequest, ref: str) -> HttpResponse:
    """A project's publications as a table to fill, in the reader's language."""
    project = get_object_or_404(Project.objects.of(request.organisation).select_related("organisation"), ref=ref)
    response = HttpResponse(numbers_table(project=project, today=timezone.localdate()), content_type=XLSX)
    name = f"-{ref}" if re.fullmatch(r"[A-Za-z0-9_-]+", ref) else ""
    response["Content-Disposition"] = f'attachment; filename="numbers{name}.xlsx"'
    response["Cache-Control"] = "private"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def readings_job(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """What a table would change, and the button that stores it; after that, what was stored."""
    jobs = Job.objects.of(request.organisation).select_related("organisation")
    job = get_object_or_404(jobs, pk=pk, kind__in=[NUMBERS_PREVIEW, NUMBERS_IMPORT])
    if request.method == "POST" and job.kind == NUMBERS_PREVIEW:
        return redirect("desk:job", ask_import(job, by=request.user).pk)
    if job.state != JobState.DONE:
        return redirect("desk:job", job.pk)
    context: dict[str, Any] = {"job": job, "filename": job.params.get("filename", ""), "result": _NOTHING | job.result}
    if job.kind == NUMBERS_IMPORT:
        return render(request, "media_log/readings_file_stored.html", context)
    imported = import_of(job)
    context |= {
        "lines": [_line(line) for line in job.result.get("lines", [])],
        "faults": [_fault(*fault) for fault in job.result.get("faults", [])],
        "imported": imported if imported and imported.state != JobState.FAILED else None,
        "is_kept": bool(job.input_file),
    }
    return render(request, "media_log/readings_file_preview.html", context)


def _line(line: dict[str, Any]) -> dict[str, Any]:
    """A reading of the table in words."""
    numbers = [
        {"label": NUMBER_LABELS[name], "was": was, "new": new, "is_lower": is_lower}
        for name, was, new, is_lower in line["numbers"]
    ]
    shown = line["link"].split("://", 1)[-1].removeprefix("www.").rstrip("/") or line["title"]
    platform = PLATFORM_LABELS.get(line["platform"], line["platform"])
    return {**line, "day": date.fromisoformat(line["day"]), "shown": shown, "platform": platform, "numbers": numbers}


def _fault(row: int, column: str, code: str, params: dict[str, Any]) -> dict[str, Any]:
    """A row that is left out, in the reader's language whatever the table's was."""
    spellings = HEADINGS.get(column, {})
    return {"row": row, "column": spellings.get((get_language() or "kk")[:2], ""), "words": row_words(code, params)}
