"""Pages of the workbook import: send a file, see what it would change, bring it in."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants.access import MemberRequest, member_view
from grants.models import Job
from grants.permissions import may_edit
from outreach.desk.workbook.template import XLSX, blank_template
from outreach.desk.workbook.uploads import WORKBOOK_PREVIEW, WorkbookForm, ask_import, ask_preview


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def upload(request: MemberRequest) -> HttpResponse:
    """Choose a workbook; what it would change is told by the job's page."""
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if request.method == "POST" and form.is_valid():
        job = ask_preview(request.organisation, form.cleaned_data["file"], by=request.user)
        return redirect("desk:job", pk=job.pk)
    return render(request, "desk/workbook_upload.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@member_view(may_edit)
def bring_in(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Bring in the file of a preview."""
    preview = get_object_or_404(Job.objects.of(request.organisation), pk=pk, kind=WORKBOOK_PREVIEW)
    job = ask_import(preview, by=request.user)
    return redirect("desk:job", pk=job.pk)


@require_safe
@member_view(may_edit)
def template(request: MemberRequest) -> HttpResponse:
    """The blank workbook in the reader's language."""
    response = HttpResponse(blank_template(request.organisation), content_type=XLSX)
    language = (get_language() or "kk")[:2]
    response["Content-Disposition"] = f'attachment; filename="outreach-{language}.xlsx"'
    response["Cache-Control"] = "private"
    return response
