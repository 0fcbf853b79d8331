"""A tablet in the hall that many people answer on, one after the other; it keeps nothing of anybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from events.participant_pages import participant_page
from surveys.models import ResponseSource, Wave
from surveys.passes import Pass, pass_for_nobody
from surveys.queries.doors import waves_of_kiosk
from surveys.views.sheet_pages import Place, empty_sheet, shared_context, thanks_of
from surveys.views.taking import as_json, closed, take_sheet, wants_json


@require_safe
def kiosk(request: HttpRequest, code: str) -> HttpResponse:
    """The tablet's start: the survey itself, or before and after to choose from."""
    waves = waves_of_kiosk(code=code)
    if not waves:
        return _switched_off(request)
    takes = [wave for wave in waves if wave.stopped_at is None]
    if not takes:
        return closed(request, _place(code, waves[-1]))
    if len(takes) == 1:
        return _sheet(request, _place(code, takes[0]))
    doors = [{"wave": wave, "path": _place(code, wave).path} for wave in takes]
    context = {**shared_context(_place(code, takes[0])), "doors": doors}
    return participant_page(request, "surveys/kiosk_doors.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk_door(request: HttpRequest, code: str, door: str) -> HttpResponse:
    """The survey at one door; a sheet that was sent. Its script asks here for a new pass (JSON) after each person."""
    wave = _wave(code, door)
    if wave is None:
        return _switched_off(request)
    place = _place(code, wave)
    if request.method == "POST":
        return take_sheet(request, place, lambda: _pass(wave))
    if wave.stopped_at:
        return closed(request, place)
    if wants_json(request):
        passed = _pass(wave)
        return as_json("open", {"version": passed.version, "pass": passed.signed()})
    return _sheet(request, place)


@require_safe
def kiosk_thanks(request: HttpRequest, code: str, door: str) -> HttpResponse:
    """Thanks, and after six seconds the start again; for browsers without scripts."""
    wave = _wave(code, door)
    if wave is None:
        return _switched_off(request)
    context = {**shared_context(_place(code, wave)), "said_thanks": thanks_of(wave.run)}
    return participant_page(request, "surveys/kiosk_thanks.html", context)


def _sheet(request: HttpRequest, place: Place) -> HttpResponse:
    return empty_sheet(request, place, _pass(place.wave))


def _pass(wave: Wave) -> Pass:
    return pass_for_nobody(wave, ResponseSource.KIOSK)


def _wave(code: str, door: str) -> Wave | None:
    return next((wave for wave in waves_of_kiosk(code=code) if wave.name == door), None)


def _place(code: str, wave: Wave) -> Place:
    there = [code, wave.name]
    return Place(
        wave,
        reverse("surveys:kiosk_door", args=there),
        reverse("surveys:kiosk_thanks", args=there),
        template="surveys/kiosk.html",
        is_kiosk=True,
    )


def _switched_off(request: HttpRequest) -> HttpResponse:
    context = {
        "title": _("There is no survey here"),
        "text": _("The tablet's page was switched off, or its link is incomplete. Please ask the organiser."),
    }
    return participant_page(request, "surveys/notice.html", context, status=404)
