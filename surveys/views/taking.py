"""A sheet that was sent: read, kept, answered as a page or, for the page's scripts, as JSON."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from events.participant_pages import keep_private, page_language, participant_page, refuse_other_sites
from rules.errors import AppError
from rules.questionnaires.definition import Definition
from rules.questionnaires.sheets import cleaned
from surveys.actions.responses import Received, has_come, is_kept, submit_response
from surveys.models import ResponseSource
from surveys.passes import Pass, pass_of
from surveys.sheets import given_of, read
from surveys.views.sheet_pages import Filled, Place, definition_of_pass, shared_context, sheet_page
from surveys.words import fault_words

_LONGEST_NAME = 200


def take_sheet(request: HttpRequest, place: Place, fresh: Callable[[], Pass]) -> HttpResponse:
    """Answer a POST to a survey's page. `fresh` makes a pass for one who has none that is good.

    JSON: `status` is new, already, faults (`faults`: words by question), stale (send once more with this `pass`),
    closed, or open (the language was changed); `go` is where a page would lead, `words` say it.
    """
    refuse_other_sites(request)
    passed = _pass_of(request, place)
    definition = definition_of_pass(place.wave, passed) if passed else None
    if passed is None or definition is None:
        return closed(request, place) if place.wave.stopped_at else _stale(request, place, fresh())
    if "switch" in request.POST:
        return _in_another_language(request, place, passed, definition)
    if "resume" in request.POST:
        return _resumed(request, place, passed, definition)
    return _taken(request, place, passed, definition)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script of the page asks."""
    return "application/json" in request.headers.get("Accept", "")


def as_json(status: str, told: dict[str, Any] | None = None, *, code: int = 200) -> HttpResponse:
    """An answer for the page's scripts."""
    return keep_private(JsonResponse({"status": status, **(told or {})}, status=code))


def closed(request: HttpRequest, place: Place) -> HttpResponse:
    """410: takes nobody new. A phone on which somebody had begun before offers them to finish."""
    title, text = _("This survey is closed"), _("It takes no more answers. Thank you for coming.")
    if wants_json(request):
        return as_json("closed", {"words": title, "go": place.path}, code=410)
    context = {**shared_context(place), "title": title, "text": text, "may_resume": not place.is_kiosk}
    return participant_page(request, "surveys/closed.html", context, status=410)


def _taken(request: HttpRequest, place: Place, passed: Pass, definition: Definition) -> HttpResponse:
    given = given_of(request.POST)
    sheet = read(definition, given)
    name = _agreed_name(request)
    if sheet.faults:
        if has_come(place.wave, passed):
            return _received(request, place, Received.ALREADY, is_again=True)
        if wants_json(request):
            return as_json(
                "faults", {"faults": {code: fault_words(one) for code, one in sheet.faults.items()}}, code=422
            )
        words = _("Something is missing. What you have answered is kept.")
        filled = replace(_filled(request), faults=sheet.faults, words=words)
        return _answered_page(request, place, passed, filled, definition, 422)
    try:
        received = submit_response(
            place.wave,
            passed=passed,
            definition=definition,
            answers=sheet.answers,
            language=page_language(),
            name=name,
        )
    except AppError as refused:
        if refused.code != "survey_closed":
            raise
        return closed(request, place)
    # Whoever pressed twice, or sent once more because the answer got lost on its way, has answered once: just thanks.
    is_again = received is Received.ALREADY and not is_kept(place.wave, passed, sheet.answers)
    return _received(request, place, received, is_again=is_again)


def _received(request: HttpRequest, place: Place, received: Received, *, is_again: bool) -> HttpResponse:
    go = f"{place.thanks}?again=1" if is_again else place.thanks
    return as_json(received.value, {"go": go}) if wants_json(request) else keep_private(redirect(go))


def _stale(request: HttpRequest, place: Place, passed: Pass) -> HttpResponse:
    words = _("This page was open for too long. Nothing was lost: please press the button once more.")
    if wants_json(request):
        return as_json("stale", {"words": words, "pass": passed.signed(), "sheet": str(passed.sheet)}, code=400)
    return _answered_page(request, place, passed, replace(_filled(request), words=words), None, 400)


def _in_another_language(request: HttpRequest, place: Place, passed: Pass, definition: Definition) -> HttpResponse:
    """The same sheet, with its answers, in the language whose button was pressed."""
    language = request.POST["switch"]
    if language not in definition.languages:
        language = page_language()
    translation.activate(language)
    request.LANGUAGE_CODE = language
    if wants_json(request):
        response = as_json("open")
    else:
        response = _answered_page(request, place, passed, _filled(request), definition, 200)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def _resumed(request: HttpRequest, place: Place, passed: Pass, definition: Definition) -> HttpResponse:
    """Somebody had begun before the door was stopped and comes back: their sheet once more."""
    if place.wave.stopped_at and passed.begun_at > place.wave.stopped_at:
        return closed(request, place)
    return _answered_page(request, place, passed, _filled(request), definition, 200)


def _answered_page(
    request: HttpRequest, place: Place, passed: Pass, filled: Filled, definition: Definition | None, status: int
) -> HttpResponse:
    response = sheet_page(request, place, passed, filled, definition=definition)
    response.status_code = status
    # The back button must find this answer to a form again; with no-store a browser shows a fault instead.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _pass_of(request: HttpRequest, place: Place) -> Pass | None:
    """The pass of the page. A kiosk's page is one for many people: its script numbers their sheets."""
    passed = pass_of(request.POST.get("pass", ""), place.wave)
    if passed is None or passed.source != ResponseSource.KIOSK or "sheet" not in request.POST:
        return passed
    try:
        return replace(passed, sheet=uuid.UUID(request.POST["sheet"]))
    except ValueError:
        return None


def _filled(request: HttpRequest) -> Filled:
    return Filled(given_of(request.POST), name=_name(request), is_name_agreed="name_agreed" in request.POST)


def _agreed_name(request: HttpRequest) -> str:
    return _name(request) if "name_agreed" in request.POST else ""


def _name(request: HttpRequest) -> str:
    return " ".join(cleaned(request.POST.get("name", "")).split())[:_LONGEST_NAME]
