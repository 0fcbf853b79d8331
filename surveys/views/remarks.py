"""Change the sentence beneath a question."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from grants.access import MemberRequest, member_view
from grants.permissions import may_edit
from grants.views.flow import carried_out, form_page
from surveys.actions.results import change_remark, take_proposal_back
from surveys.forms.remarks import RemarkForm
from surveys.models import Run
from surveys.queries.remarks import QuestionRemark, remarks_of
from surveys.queries.results import run_results
from surveys.results_shown import shown_results
from surveys.views.run_results import reader_language, run_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def remark(request: MemberRequest, pk: int, code: str) -> HttpResponse:
    """The sentence in both languages beside the figures it is about."""
    run = run_or_404(request, pk)
    if "back" in request.POST:
        take_proposal_back(run, question=code, by=request.user)
        messages.success(request, _("The proposed sentence stands there again."))
        return _back(run, code)
    results = run_results(run=run)
    found = next((one for one in remarks_of(results) if one.question.code == code), None)
    if found is None:
        raise Http404
    form = RemarkForm(request.POST or None, initial={"kk": found.kk, "ru": found.ru})
    if carried_out(form, lambda: _keep(run, found, form, request)):
        messages.success(request, _("Saved."))
        return _back(run, code)
    question = next(one for one in shown_results(results.questions, language=reader_language()) if one.code == code)
    return form_page(request, "surveys/results_remark_edit.html", form, run=run, remark=found, question=question)


def _keep(run: Run, found: QuestionRemark, form: RemarkForm, request: MemberRequest) -> None:
    kk, ru = form.cleaned_data["kk"], form.cleaned_data["ru"]
    if (kk, ru) == (found.proposed.kk, found.proposed.ru):
        take_proposal_back(run, question=found.question.code, by=request.user)
    else:
        change_remark(run, question=found.question.code, kk=kk, ru=ru, by=request.user)


def _back(run: Run, code: str) -> HttpResponse:
    return redirect(f"{reverse('surveys:results', args=[run.pk])}#remark-{code}")
