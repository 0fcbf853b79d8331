"""Planning respondents by gender, age, district: first the questions, then the numbers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.participant_pages import page_language
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit
from rules.questionnaires.definition import Question
from surveys.actions.run_settings import set_quotas
from surveys.forms.runs import QuotaGridForm, QuotaQuestionsForm, cell_name
from surveys.models import Run
from surveys.views.runs import run_of


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def quotas(request: MemberRequest, pk: int) -> HttpResponse:
    """`?rows=` and `?columns=` name the questions of the grid; without them they are chosen."""
    run = run_of(request, pk)
    known = {"rows": run.quota_rows, "columns": run.quota_columns}
    chosen = {name: request.GET.get(name, "") for name in known} if "rows" in request.GET else known
    questions = QuotaQuestionsForm(chosen if "rows" in request.GET else None, run=run, language=page_language())
    questions.initial = known
    if questions.is_bound and not questions.is_valid():
        return render(request, "surveys/quotas.html", {"run": run, "questions": questions}, status=422)
    rows, columns = chosen["rows"], chosen["columns"]
    if request.method == "POST" and not rows:
        set_quotas(run, rows="", columns="", planned={}, by=request.user)
        messages.success(request, _("The survey has no quotas any more."))
        return redirect("surveys:run", run.pk)
    if not rows or rows not in run.version.definition.by_code:
        none_wished = "rows" in request.GET and bool(run.quota_rows)
        return render(request, "surveys/quotas.html", {"run": run, "questions": questions, "none_wished": none_wished})
    # A newer version may have lost the question of the columns.
    return _grid(request, run, questions, rows, columns if columns in run.version.definition.by_code else "")


def _grid(request: MemberRequest, run: Run, questions: QuotaQuestionsForm, rows: str, columns: str) -> HttpResponse:
    form = QuotaGridForm(request.POST or None, run=run, rows=rows, columns=columns)
    if request.method == "POST" and form.is_valid():
        set_quotas(run, rows=rows, columns=columns, planned=form.planned, by=request.user)
        messages.success(request, _("The changes are saved."))
        return redirect("surveys:run", run.pk)
    language = page_language()
    asked = run.version.definition.by_code
    row, column = asked[rows], asked.get(columns)
    across = column.codes if column else ("",)
    context = {
        "run": run,
        "questions": questions,
        "form": form,
        "row_words": row.text.in_language(language),
        "column_words": column.text.in_language(language) if column else "",
        "lines": [
            (_words(row, code), [(_words(column, other), form[cell_name((code, other))]) for other in across])
            for code in row.codes
        ],
        "heads": [_words(column, other) for other in across],
        "address": f"{reverse('surveys:quotas', args=[run.pk])}?{urlencode({'rows': rows, 'columns': columns})}",
    }
    return render(request, "surveys/quotas.html", context, status=422 if form.errors else 200)


def _words(question: Question | None, code: str) -> str:
    option = question.option(code) if question else None
    return option.text.in_language(page_language()) if option else ""
