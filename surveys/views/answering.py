"""The survey on a participant's phone: answer once, be thanked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.participant_pages import keep_private, page_language, participant_page, refuse_other_sites
from events.phones import Phone, forget, phone_of, phone_of_form
from events.queries.presence import rows_of_phone
from rules.errors import AppError
from surveys.actions import Received, submit_response
from surveys.forms import AnswerForm
from surveys.models import Run
from surveys.queries import has_answered, questions_of, run_of_code
from surveys.respondents import respondents_of


@csrf_exempt  # works where cookies are blocked; see refuse_other_sites
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The questions; a sheet that was sent; or why there is nothing to answer."""
    run = run_of_code(code=code)
    if run is None:
        return _notice(request, _("There is no such survey"), _("The link may be incomplete. Scan the code once more."))
    if run.closed_at:
        return _closed(request, run)
    if request.method == "POST":
        return _submitted(request, run)
    phone = phone_of(request)
    if has_answered(run=run, activity=run.activity, phone=phone):
        return _thanks(request, run, phone, again=True)
    return _sheet(request, run, phone, AnswerForm(questions=questions_of(run=run)))


@require_safe
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """After a sheet was taken."""
    run = run_of_code(code=code)
    if run is None:
        return _notice(request, _("There is no such survey"), _("The link may be incomplete. Scan the code once more."))
    return _thanks(request, run, phone_of(request), again=False)


@require_POST
def not_me(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody else has answered with this phone: forget who it was, so that its holder can answer too."""
    run = run_of_code(code=code)
    if run is None:
        return _notice(request, _("There is no such survey"), _("The link may be incomplete. Scan the code once more."))
    response = keep_private(redirect("surveys:answer", run.public_code))
    forget(response)
    return response


def _submitted(request: HttpRequest, run: Run) -> HttpResponse:
    refuse_other_sites(request)
    form = AnswerForm(request.POST, questions=questions_of(run=run))
    phone = phone_of_form(request, run.activity)
    if phone is None:
        words = _("This page was open for too long. Nothing was lost: please press the button once more.")
        return _sheet(request, run, phone_of(request), form, status=400, words=words)
    respondents = respondents_of(activity=run.activity, phone=phone)
    if not form.is_valid():
        if has_answered(run=run, activity=run.activity, phone=phone):
            return _thanks(request, run, phone, again=True)
        words = _("Something is missing. What you have answered is kept.")
        return _sheet(request, run, phone, form, status=422, words=words)
    try:
        received = submit_response(run, respondents=respondents, answers=form.given(), language=page_language())
    except AppError as refused:
        if refused.code != "survey_closed":
            raise
        return _closed(request, run)
    if received is Received.ALREADY:
        return _thanks(request, run, phone, again=True)
    response = keep_private(redirect("surveys:thanks", run.public_code))
    if phone.is_new:
        phone.save_to(response)
    return response


def _sheet(
    request: HttpRequest, run: Run, phone: Phone, form: AnswerForm, *, status: int = 200, words: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "fields": [(question, form[question.code]) for question in form.questions],
        "words": words,
        "phone_mark": phone.form_mark(run.activity),
    }
    response = _page(request, "surveys/answer.html", run, phone, context, status)
    if request.method == "POST":
        # The back button must find this answer to a form again; with no-store a browser shows a fault instead.
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def _thanks(request: HttpRequest, run: Run, phone: Phone, *, again: bool) -> HttpResponse:
    is_counted = bool(rows_of_phone(activity=run.activity, phone=phone))
    return _page(request, "surveys/thanks.html", run, phone, {"again": again, "is_counted": is_counted})


def _page(
    request: HttpRequest, template: str, run: Run, phone: Phone, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shared = {"run": run, "activity": run.activity, "organisation_name": run.activity.organisation.name}
    response = participant_page(request, template, {**shared, **context}, status)
    if phone.is_new:
        phone.save_to(response)
    return response


def _closed(request: HttpRequest, run: Run) -> HttpResponse:
    context = {
        "title": _("This survey is closed"),
        "text": _("It takes no more answers. Thank you for coming."),
        "activity": run.activity,
    }
    return participant_page(request, "surveys/notice.html", context, status=410)


def _notice(request: HttpRequest, title: str, text: str) -> HttpResponse:
    return participant_page(request, "surveys/notice.html", {"title": title, "text": text}, status=404)
