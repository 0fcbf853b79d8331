"""Paper: the form to print, and typing the filled sheets one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.participant_pages import keep_private, page_language
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in, may_view
from rules.errors import AppError
from rules.questionnaires.definition import ONE_OPTION, WITH_OPTIONS, Definition
from rules.questionnaires.sheets import Fault
from rules.questionnaires.typed import read_typed
from surveys.actions.gathered import enter_paper
from surveys.actions.responses import Received
from surveys.forms.paper import PaperForm
from surveys.models import Response, ResponseSource, Run, Wave
from surveys.paper_form import paper_form_pdf
from surveys.refusals import MESSAGES
from surveys.run_pages import door_link
from surveys.sheets import PREFIX, ShownQuestion, shown_questions
from surveys.views.runs import run_of

# Up to here one key is an answer; with more of them the second digit is waited for.
_ONE_KEY = 9


@dataclass(frozen=True)
class TypedQuestion:
    """A question on the typing page: what was typed, and how it is typed."""

    shown: ShownQuestion
    typed: str
    has_options: bool
    is_one_key: bool
    is_number: bool


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def paper(request: MemberRequest, pk: int) -> HttpResponse:
    """One sheet: an empty form, or what was typed with what is wrong about it."""
    run = run_of(request, pk)
    if run.closed_at:
        messages.warning(request, _("The survey is closed for good: no sheet can be typed any more."))
        return redirect("surveys:run", run.pk)
    wave = _door(request, run)
    if request.method == "POST":
        return _sent(request, run, wave)
    form = PaperForm(run=run, initial={"number": request.GET.get("number", "")[:20]})
    return _page(request, run, wave, form, {}, {})


def _sent(request: MemberRequest, run: Run, wave: Wave) -> HttpResponse:
    definition = run.version.definition
    form = PaperForm(request.POST, run=run)
    typed = {question.code: request.POST.get(f"{PREFIX}{question.code}", "") for question in definition.answered}
    sheet = read_typed(definition, typed)
    if sheet.faults or not form.is_valid():
        return _page(request, run, wave, form, typed, sheet.faults, status=422)
    if not any(typed.values()):
        form.add_error(None, _("Nothing was typed. A sheet on which nothing stands is not stored."))
        return _page(request, run, wave, form, typed, {}, status=422)
    said = form.cleaned_data
    try:
        received = enter_paper(
            wave,
            answers=sheet.answers,
            form=said["form"],
            number=said["number"],
            code=said.get("code", ""),
            name=said.get("name", ""),
            language=page_language(),
        )
    except AppError as refused:
        if refused.code not in {"paper_typed_before", "code_typed_before"}:
            raise
        field = "number" if refused.code == "paper_typed_before" else "code"
        form.add_error(field, str(MESSAGES[refused.code]) % refused.params)
        return _page(request, run, wave, form, typed, {}, status=refused.status)
    _tell(request, definition, typed, sheet.answers, received)
    return redirect(_next_address(run, wave, said["number"]))


def _tell(
    request: MemberRequest,
    definition: Definition,
    typed: Mapping[str, str],
    answers: Mapping[str, Any],
    received: Received,
) -> None:
    if received is Received.ALREADY:
        messages.info(request, _("This sheet is in already. It is counted once."))
    else:
        messages.success(request, _("The sheet is in. The next one, please."))
    left_out = [
        str(number)
        for number, question in enumerate(definition.answered, start=1)
        if typed[question.code] and question.code not in answers
    ]
    if left_out:
        words = _("Left out, because it is not asked of who answered so: question %(numbers)s.")
        messages.warning(request, words % {"numbers": ", ".join(left_out)})


def _next_address(run: Run, wave: Wave, number: str) -> str:
    """The empty form again; papers that are numbered are typed in their order."""
    query = {} if wave.name == "only" else {"door": wave.name}
    if number.isascii() and number.isdigit():
        query["number"] = str(int(number) + 1)
    address = reverse("surveys:paper", args=[run.pk])
    return f"{address}?{urlencode(query)}" if query else address


def _door(request: MemberRequest, run: Run) -> Wave:
    doors = {wave.name: wave for wave in run.waves.all()}
    wave = doors.get(request.GET.get("door", "")) or next(iter(doors.values()))
    wave.run = run
    return wave


def _page(
    request: MemberRequest,
    run: Run,
    wave: Wave,
    form: PaperForm,
    typed: Mapping[str, str],
    faults: Mapping[str, Fault],
    *,
    status: int = 200,
) -> HttpResponse:
    shown = shown_questions(run.version.definition, language=page_language(), given={}, faults=faults)
    doors = list(run.waves.all())
    context = {
        "run": run,
        "wave": wave,
        "doors": doors if len(doors) > 1 else [],
        "form": form,
        "questions": [_typed(one, typed) for one in shown],
        "faults": [one for one in shown if one.fault],
        "count": Response.objects.filter(run=run, wave=wave.name, source=ResponseSource.PAPER).count(),
    }
    return keep_private(render(request, "surveys/paper.html", context, status=status))


def _typed(one: ShownQuestion, typed: Mapping[str, str]) -> TypedQuestion:
    kind = one.question.type
    return TypedQuestion(
        shown=one,
        typed=typed.get(one.question.code, ""),
        has_options=kind in WITH_OPTIONS,
        is_one_key=kind in ONE_OPTION and len(one.options) <= _ONE_KEY,
        is_number=kind in WITH_OPTIONS or kind in {"score", "number"},
    )


@require_safe
@member_view(may_view)
def paper_form(request: MemberRequest, pk: int) -> HttpResponse:
    """The questionnaire to print, in Kazakh or Russian, as far as it speaks them; of a test for one of its doors."""
    run = run_of(request, pk)
    wave = _door(request, run)
    languages = run.version.definition.languages
    wished = request.GET.get("language", page_language())
    language = wished if wished in languages else languages[0]
    content = paper_form_pdf(run, wave, link=door_link(request, wave), language=language)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"survey-{run.pk}-{language}.pdf" if wave.name == "only" else f"survey-{run.pk}-{wave.name}-{language}.pdf"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
