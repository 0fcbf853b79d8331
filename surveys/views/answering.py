"""The survey on a participant's phone, and by a personal link: answer once, be thanked."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.participant_pages import keep_private, participant_page
from events.phones import Phone, forget, phone_of
from events.queries.presence import rows_of_phone
from surveys.actions.responses import has_come
from surveys.models import PersonalLink, Wave
from surveys.passes import pass_for_link, pass_for_phone
from surveys.queries.doors import personal_link, wave_of_code
from surveys.views.sheet_pages import Place, empty_sheet, promise_of, shared_context, thanks_of
from surveys.views.taking import closed, take_sheet


@csrf_exempt  # works where cookies are blocked; see refuse_other_sites
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The questions; a sheet that was sent; or why there is nothing to answer."""
    wave = wave_of_code(code=code)
    if wave is None:
        return _unknown(request)
    place, phone = _place(wave), phone_of(request)
    if request.method == "POST":
        return _known(phone, take_sheet(request, place, partial(pass_for_phone, wave, phone)))
    if wave.stopped_at:
        return closed(request, place)
    passed = pass_for_phone(wave, phone)
    if has_come(wave, passed):
        return _thanks(request, place, phone, again=True)
    return _known(phone, empty_sheet(request, place, passed))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer_invited(request: HttpRequest, code: str, personal: str) -> HttpResponse:
    """The same for whom a personal link was made; the page says no more about them than the survey asks."""
    wave = wave_of_code(code=code)
    link = personal_link(wave=wave, code=personal) if wave else None
    if wave is None or link is None:
        return _unknown(request)
    if link.revoked_at:
        text = _("Whoever sent it has taken it back. If you think that is a mistake, please ask them for a new one.")
        return _notice(request, _("This link is no longer valid"), text, status=410)
    place = _place(wave, link)
    if request.method == "POST":
        return take_sheet(request, place, partial(pass_for_link, wave, link))
    if wave.stopped_at:
        return closed(request, place)
    passed = pass_for_link(wave, link)
    if has_come(wave, passed):
        return _thanks(request, place, phone_of(request), again=True, is_invited=True)
    return empty_sheet(request, place, passed)


@require_safe
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """After a sheet was taken, now or before."""
    wave = wave_of_code(code=code)
    if wave is None:
        return _unknown(request)
    return _thanks(request, _place(wave), phone_of(request), again="again" in request.GET)


@require_POST
def not_me(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody else has answered with this phone: forget who it was, so that its holder can answer too."""
    wave = wave_of_code(code=code)
    if wave is None:
        return _unknown(request)
    response = keep_private(redirect("surveys:answer", wave.public_code))
    forget(response)
    return response


def _place(wave: Wave, link: PersonalLink | None = None) -> Place:
    thanks_path = reverse("surveys:thanks", args=[wave.public_code])
    if link is None:
        return Place(wave, reverse("surveys:answer", args=[wave.public_code]), thanks_path)
    return Place(
        wave, reverse("surveys:answer_invited", args=[wave.public_code, link.code]), thanks_path, name=link.name
    )


def _thanks(request: HttpRequest, place: Place, phone: Phone, *, again: bool, is_invited: bool = False) -> HttpResponse:
    activity = place.wave.run.activity
    context = {
        **shared_context(place),
        "again": again,
        "may_be_another": again and not is_invited,
        "is_counted": bool(activity and rows_of_phone(activity=activity, phone=phone)),
        "promise": promise_of(place.wave.run),
        "said_thanks": thanks_of(place.wave.run),
    }
    return participant_page(request, "surveys/thanks.html", context)


def _known(phone: Phone, response: HttpResponse) -> HttpResponse:
    """From now on the same phone."""
    if phone.is_new:
        phone.save_to(response)
    return response


def _unknown(request: HttpRequest) -> HttpResponse:
    return _notice(
        request, _("There is no such survey"), _("The link may be incomplete. Scan the code once more."), status=404
    )


def _notice(request: HttpRequest, title: str, text: str, *, status: int) -> HttpResponse:
    return participant_page(request, "surveys/notice.html", {"title": title, "text": text}, status=status)
