"""Files of a run's results: small ones at once, large ones as long work."""

from __future__ import annotations

from io import BytesIO

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants import jobs
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit, may_see_people
from rules.errors import AppError
from surveys.export_files import ENDINGS, ExportFile, export_file
from surveys.models import Response
from surveys.queries.cross import column_questions, crossed_for_all, row_questions
from surveys.result_filters import filters_from
from surveys.tasks import SURVEY_EXPORT, export_subject
from surveys.views.comparisons import label_of
from surveys.views.run_results import reader_language, run_or_404
from surveys.writers.csv import write_csv

# More sheets than these are written by a worker.
MANY_SHEETS = 2000


@require_POST
@member_view(may_edit)
def export(request: MemberRequest, pk: int) -> HttpResponse:
    """The file, or the page of the work that makes it."""
    run = run_or_404(request, pk)
    ending = request.POST.get("file", "")
    if ending not in ENDINGS:
        raise Http404
    names = may_see_people(request.membership)
    if Response.objects.filter(run=run).count() <= MANY_SHEETS:
        return _sent(export_file(run=run, ending=ending, with_names=names, progress=lambda done, of: None))
    subject = export_subject(run, ending=ending, with_names=names)
    asked = jobs.ask(organisation=request.organisation, kind=SURVEY_EXPORT, subject=subject, by=request.user)
    return redirect("desk:job", asked.pk)


@require_safe
@member_view(may_edit)
def cross_csv(request: MemberRequest, pk: int) -> HttpResponse:
    """A two-way table for publishing: groups under 10 hidden with whatever would reveal them; never of a part of the
    sheets, which the whole would reveal."""
    run = run_or_404(request, pk)
    definition, language = run.version.definition, reader_language()
    row = next((one for one in row_questions(definition) if one.code == request.GET.get("row")), None)
    column = next((one for one in column_questions(definition) if one.code == request.GET.get("column")), None)
    if row is None or column is None or row.code == column.code:
        raise Http404
    wished = filters_from(request.GET, run)
    table = crossed_for_all(run=run, row=row, column=column, door=wished.door)
    if table is None:
        raise AppError("cross_is_routed", 409)
    headings = [
        row.text.in_language(language),
        *(str(label_of(column, one, language)) for one in table.columns),
        _("People"),
    ]
    hidden = _("hidden")
    rows = [
        [
            str(label_of(row, code, language)),
            *(counts or [hidden] * len(table.columns)),
            hidden if base is None else base,
        ]
        for code, counts, base in zip(table.rows, table.counts, table.bases, strict=True)
    ]
    if table.totals is not None:
        rows.append([_("Total"), *table.totals, table.total])
    file = BytesIO()
    write_csv(headings, rows, file, lambda done, of: None, len(rows))
    name = f"survey-{run.pk}-{row.code}-{column.code}.csv"
    return _sent(ExportFile(name, "text/csv; charset=utf-8", file.getvalue()))


def _sent(file: ExportFile) -> HttpResponse:
    disposition = content_disposition_header(True, file.name) or "attachment"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(file.content, content_type=file.content_type, headers=headers)
