"""The survey on a participant's phone: answer once, be thanked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.participant_pages import keep_private, page_language, participant_page, refuse_other_sites
from events.phones import Phone, forget, phone_of
from events.queries.presence import rows_of_phone
from rules.errors import AppError
from rules.questionnaires.definition import Definition
from rules.questionnaires.sheets import Fault
from surveys.actions.responses import Received, has_come, submit_response
from surveys.models import QuestionnaireVersion, Wave
from surveys.passes import Pass, pass_for_phone, pass_of
from surveys.queries.runs import wave_of_code
from surveys.sheets import Given, given_of, read, shown_questions


@csrf_exempt  # works where cookies are blocked; see refuse_other_sites
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The questions; a sheet that was sent; or why there is nothing to answer."""
    wave = wave_of_code(code=code)
    if wave is None:
        return _notice(request, _("There is no such survey"), _("The link may be incomplete. Scan the code once more."))
    if request.method == "POST":
        return _submitted(request, wave)
    if wave.stopped_at:
        return _closed(request, wave)
    phone = phone_of(request)
    passed = pass_for_phone(wave, phone)
    if has_come(wave, passed):
        return _thanks(request, wave, phone, again=True)
    return _sheet(request, wave, phone, passed)


@require_safe
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """After a sheet was taken."""
    wave = wave_of_code(code=code)
    if wave is None:
        return _notice(request, _("There is no such survey"), _("The link may be incomplete. Scan the code once more."))
    return _thanks(request, wave, phone_of(request), again=False)


@require_POST
def not_me(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody else has answered with this phone: forget who it was, so that its holder can answer too."""
    wave = wave_of_code(code=code)
    if wave is None:
        return _notice(request, _("There is no such survey"), _("The link may be incomplete. Scan the code once more."))
    response = keep_private(redirect("surveys:answer", wave.public_code))
    forget(response)
    return response


def _submitted(request: HttpRequest, wave: Wave) -> HttpResponse:
    refuse_other_sites(request)
    given = given_of(request.POST)
    phone = phone_of(request)
    passed = pass_of(request.POST.get("pass", ""), wave)
    if passed is None:
        if wave.stopped_at:
            return _closed(request, wave)
        words = _("This page was open for too long. Nothing was lost: please press the button once more.")
        return _sheet(request, wave, phone, pass_for_phone(wave, phone), given=given, status=400, words=words)
    definition = _definition(wave, passed)
    sheet = read(definition, given)
    if sheet.faults:
        if has_come(wave, passed):
            return _thanks(request, wave, phone, again=True)
        words = _("Something is missing. What you have answered is kept.")
        return _sheet(request, wave, phone, passed, given=given, faults=sheet.faults, status=422, words=words)
    try:
        received = submit_response(
            wave, passed=passed, definition=definition, answers=sheet.answers, language=page_language()
        )
    except AppError as refused:
        if refused.code != "survey_closed":
            raise
        return _closed(request, wave)
    if received is Received.ALREADY:
        return _thanks(request, wave, phone, again=True)
    response = keep_private(redirect("surveys:thanks", wave.public_code))
    if phone.is_new:
        phone.save_to(response)
    return response


def _definition(wave: Wave, passed: Pass) -> Definition:
    """What the page asked when it was handed out; the run may ask a newer version since."""
    if passed.version == wave.run.version_id:
        return wave.run.version.definition
    return QuestionnaireVersion.objects.get(pk=passed.version).definition


def _sheet(
    request: HttpRequest,
    wave: Wave,
    phone: Phone,
    passed: Pass,
    *,
    given: Given | None = None,
    faults: dict[str, Fault] | None = None,
    status: int = 200,
    words: str = "",
) -> HttpResponse:
    questions = shown_questions(
        _definition(wave, passed), language=page_language(), given=given or {}, faults=faults or {}
    )
    context = {"questions": questions, "words": words, "pass": passed.signed()}
    response = _page(request, "surveys/answer.html", wave, phone, context, status)
    if request.method == "POST":
        # The back button must find this answer to a form again; with no-store a browser shows a fault instead.
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def _thanks(request: HttpRequest, wave: Wave, phone: Phone, *, again: bool) -> HttpResponse:
    activity = wave.run.activity
    is_counted = bool(activity and rows_of_phone(activity=activity, phone=phone))
    return _page(request, "surveys/thanks.html", wave, phone, {"again": again, "is_counted": is_counted})


def _page(
    request: HttpRequest, template: str, wave: Wave, phone: Phone, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shared = {"wave": wave, "run": wave.run, "about": wave.run.about, "organisation_name": wave.run.organisation.name}
    response = participant_page(request, template, {**shared, **context}, status)
    if phone.is_new:
        phone.save_to(response)
    return response


def _closed(request: HttpRequest, wave: Wave) -> HttpResponse:
    context = {
        "title": _("This survey is closed"),
        "text": _("It takes no more answers. Thank you for coming."),
        "about": wave.run.about,
    }
    return participant_page(request, "surveys/notice.html", context, status=410)


def _notice(request: HttpRequest, title: str, text: str) -> HttpResponse:
    return participant_page(request, "surveys/notice.html", {"title": title, "text": text}, status=404)
