"""Bringing a file of answers in: send it, decide what is not clear, see what would come in, bring it in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.participant_pages import keep_private, page_language
from grants.access import MemberRequest, member_view
from grants.models import Job, JobState
from grants.permissions import may_edit
from rules.survey_files.mapping import FileMapping, mapping_from
from surveys.importing.decisions import decided, question_choices, shown_columns
from surveys.importing.kept_files import SURVEY_IMPORT, SURVEY_PREVIEW
from surveys.importing.shown import blank_words, left_out_words, rows_words
from surveys.importing.uploads import AnswersForm, ask_again, ask_import, ask_preview, import_of
from surveys.models import Mode, Response, ResponseSource, Run
from surveys.views.runs import run_of


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def import_answers(request: MemberRequest, pk: int) -> HttpResponse:
    """Choose a file; what it says is told by the job's page."""
    run = run_of(request, pk)
    if run.closed_at:
        messages.warning(request, _("The survey is closed for good, so no file can be brought in any more."))
        return redirect("surveys:run", run.pk)
    form = AnswersForm(request.POST or None, request.FILES or None, run=run)
    if request.method == "POST" and form.is_valid():
        wave, file = form.chosen_door, form.cleaned_data["file"]
        wave.run = run
        job = ask_preview(wave, file.read(), FileMapping(), filename=file.name, by=request.user)
        return redirect("desk:job", job.pk)
    return render(request, "surveys/import.html", {"run": run, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def import_job(request: MemberRequest, pk: int, job: uuid.UUID) -> HttpResponse:
    """What a file says, with what waits for a decision; and what came of bringing it in."""
    run = run_of(request, pk)
    jobs = Job.objects.of(request.organisation).filter(params__run=run.pk)
    found = get_object_or_404(jobs, pk=job, kind__in=[SURVEY_PREVIEW, SURVEY_IMPORT])
    if found.state != JobState.DONE:
        return redirect("desk:job", found.pk)
    if found.kind == SURVEY_IMPORT:
        return render(request, "surveys/import_done.html", {"run": run, "result": found.result})
    if not found.result:
        return redirect("surveys:run", run.pk)
    if request.method == "POST":
        return _decided(request, found)
    return keep_private(render(request, "surveys/import_preview.html", _preview(run, found)))


def _decided(request: MemberRequest, preview: Job) -> HttpResponse:
    if request.POST.get("act") == "bring_in":
        return redirect("desk:job", ask_import(preview, by=request.user).pk)
    mapping = decided(request.POST, preview.result, mapping_from(preview.params["mapping"]))
    return redirect("desk:job", ask_again(preview, mapping, by=request.user).pk)


def _preview(run: Run, preview: Job) -> dict[str, object]:
    language, summary = page_language(), preview.result
    definition = run.version.definition
    mapping = mapping_from(preview.params["mapping"])
    columns = shown_columns(summary, mapping, definition, language)
    words = {question.code: question.text.in_language(language) for question in definition.answered}
    imported = import_of(preview)
    from_files = Response.objects.filter(run=run, source=ResponseSource.IMPORT).exists()
    return {
        "run": run,
        "job": preview,
        "filename": preview.params["filename"],
        "summary": summary,
        "columns": columns,
        "waiting": [column for column in columns if column.waits],
        "clear": [column for column in columns if not column.waits],
        "questions": question_choices(definition, language, pairs=run.mode != Mode.ANONYMOUS),
        "languages": [(code, code) for code in definition.languages],
        "twice": [(words.get(code, code), ", ".join(letters)) for code, letters in summary["twice"].items()],
        "left_out": [left_out_words(words.get(code, code), found) for code, found in summary["left_out"].items()],
        "blank": blank_words(summary["blank"]) if summary["blank"]["times"] else "",
        "repeated": rows_words(summary["repeated"]) if summary["repeated"] and summary["repeated"]["times"] else "",
        "imported": imported if imported and imported.state != JobState.FAILED else None,
        "may_double": from_files and not summary["already"] and bool(summary["added"]),
        "is_kept": bool(preview.input_file),
    }
