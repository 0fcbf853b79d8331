"""The registration link on a participant's phone: keep a place, see it, give it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.actions.places import cancel_registration
from events.actions.registrations import Registered, known_for_all, register, register_again
from events.calendars import has_days
from events.forms.people import initial_facts
from events.forms.registering import RegisterForm
from events.limits import refuse_more_registrations
from events.models import Activity, PersonalCode, Series
from events.participant_pages import (
    activity_of_code,
    begin_anew,
    cancelled,
    keep_private,
    page_language,
    participant_notice,
    participant_page,
    refuse_other_sites,
    series_of_code,
    unknown_link,
)
from events.phones import Phone, phone_of, phone_of_mark
from events.queries.presence import facts_again, made_here
from events.queries.registrations import Door, Wish, activities_of_series, wishes_of_phone
from events.refusals import MESSAGES, words_for, words_of
from events.views.check_in import code_context
from events.words import facts_in_words
from grants.models import Organisation
from rules.errors import AppError


@dataclass(frozen=True)
class Offer:
    """What a link offers: one activity, or those of a series that are not over."""

    code: str
    title: str
    organisation: Organisation
    activities: list[Activity]
    series: Series | None = None

    @property
    def form_name(self) -> str:
        """What its form's hidden mark is good for."""
        return f"register:{self.code}"

    def wishes(self, phone: Phone) -> list[Wish]:
        """What the phone's holder has at each activity."""
        return wishes_of_phone(activities=self.activities, phone=phone, now=timezone.now())


def _offer(code: str) -> Offer | None:
    activity = activity_of_code(code)
    if activity:
        return Offer(activity.public_code, activity.title, activity.organisation, [activity])
    series = series_of_code(code)
    if series is None:
        return None
    activities = activities_of_series(series=series, now=timezone.now())
    return Offer(series.public_code, series.title, series.organisation, activities, series)


@csrf_exempt  # works where cookies are blocked; see refuse_other_sites
@require_http_methods(["GET", "HEAD", "POST"])
def register_page(request: HttpRequest, code: str) -> HttpResponse:
    """The form, one tap for a person this phone knows, or "you are registered"."""
    offer = _offer(code)
    if offer is None:
        return unknown_link(request)
    if request.method == "POST":
        return _submitted(request, offer)
    phone = phone_of(request)
    wishes = offer.wishes(phone)
    wanted = [wish.activity for wish in wishes if wish.door is Door.OPEN and not wish.is_live]
    if not wanted:
        if any(wish.is_live for wish in wishes):
            return keep_private(redirect("events:registered", offer.code))
        return _nothing_open(request, offer, wishes)
    person = phone.person(offer.organisation)
    known = known_for_all(person, wanted) if person else None
    if person and known and "change" not in request.GET:
        facts = facts_in_words(gender=known.facts.gender, age=known.facts.age, statuses=known.facts.statuses)
        again = {"known": known, "facts": facts, "personal_code": phone.code(offer.organisation)}
        return _page(request, offer, phone, {"person": person, "wishes": wishes, **again})
    initial: dict[str, Any] = {}
    if person:
        before = facts_again(person=person, on=timezone.localdate())
        initial = {"name": person.name, "phone": person.phone, **(initial_facts(before) if before else {})}
    form = RegisterForm(activities=wanted, initial=initial, person=person)
    return _page(request, offer, phone, {"form": form, "person": person, "wishes": wishes})


def _page(request: HttpRequest, offer: Offer, phone: Phone, context: dict[str, Any], status: int = 200) -> HttpResponse:
    wishes: list[Wish] = context["wishes"]
    shared = {
        "offer": offer,
        "activity": offer.activities[0],
        "organisation_name": offer.organisation.name,
        "contact": offer.organisation.contact,
        "phone_mark": phone.mark(offer.form_name),
        "everything_full": all(wish.places.is_full for wish in wishes if wish.door is Door.OPEN and not wish.is_live),
        "registering": True,
    }
    response = participant_page(request, "events/register.html", {**shared, **context}, status)
    if phone.is_new:
        phone.save_to(response)
    return response


def _nothing_open(request: HttpRequest, offer: Offer, wishes: list[Wish], door: Door | None = None) -> HttpResponse:
    """Nobody can register now: why, and that they may come all the same."""
    door = door or (wishes[0].door if len(wishes) == 1 else Door.CLOSED)
    activity = offer.activities[0] if offer.series is None else None
    if door is Door.CANCELLED and activity:
        return cancelled(request, activity)
    over = door is Door.OVER or not offer.activities
    title = _("This activity is over") if over else _("Registration is closed")
    text = _("Ask the organiser when the next one is.") if over else words_for(Door.CLOSED.value)
    return participant_notice(request, kind="warn", title=title, text=text, status=410, activity=activity)


def _submitted(request: HttpRequest, offer: Offer) -> HttpResponse:
    refuse_other_sites(request)
    phone = phone_of_mark(request, offer.form_name)
    wishes = offer.wishes(phone or phone_of(request))
    wanted = [wish.activity for wish in wishes if wish.door is Door.OPEN]
    if not wanted:
        if phone and not phone.is_new and any(wish.is_live for wish in wishes):
            return keep_private(redirect("events:registered", offer.code))
        return _nothing_open(request, offer, wishes)
    form = RegisterForm(request.POST, activities=wanted)
    if phone is None:
        words = _("This page was open for too long. Nothing was lost: please press the button once more.")
        return _page(request, offer, phone_of(request), {"form": form, "wishes": wishes, "words": words}, 400)
    form.person = phone.person(offer.organisation)
    is_again = request.POST.get("act") == "again"
    try:
        if not all(wish.is_live for wish in wishes if wish.door is Door.OPEN) and (is_again or form.is_valid()):
            refuse_more_registrations(request, offer.code, phone, offer.organisation)
        if is_again:
            done = register_again(activities=wanted, phone=phone, language=page_language())
        elif form.is_valid():
            done = register(activities=wanted, phone=phone, given=form.given(), language=page_language())
        else:
            return _unclear(request, offer, phone, form, wishes)
    except AppError as refused:
        if refused.code == "too_many_registrations" and not is_again:
            typed = {"form": form, "person": form.person, "wishes": wishes, "words": words_of(refused)}
            return _wait(_page(request, offer, phone, typed, refused.status), refused)
        return _wait(_refused(request, offer, wishes, refused), refused)
    return _done(request, offer, phone, done)


def _unclear(request: HttpRequest, offer: Offer, phone: Phone, form: RegisterForm, wishes: list[Wish]) -> HttpResponse:
    if not phone.is_new and all(wish.is_live for wish in wishes if wish.door is Door.OPEN):
        # They came back to the form, or its first answer was lost: nothing is wanted of them any more.
        return keep_private(redirect("events:registered", offer.code))
    return _page(request, offer, phone, {"form": form, "person": form.person, "wishes": wishes}, 422)


def _wait(response: HttpResponse, refused: AppError) -> HttpResponse:
    """Say to programs too how long to wait."""
    if "seconds" in refused.params:
        response.headers["Retry-After"] = str(refused.params["seconds"])
    return response


def _refused(request: HttpRequest, offer: Offer, wishes: list[Wish], refused: AppError) -> HttpResponse:
    if refused.code == "phone_forgotten":
        # Their code was revoked or their data deleted meanwhile: the form asks for what is missing.
        return keep_private(redirect(reverse("events:register", args=[offer.code]) + "?change=1"))
    if refused.code in set(Door):
        return _nothing_open(request, offer, wishes, Door(refused.code))
    if refused.code not in MESSAGES:
        raise refused
    title, text = _("You are not registered"), words_of(refused)
    return participant_notice(request, kind="warn", title=title, text=text, status=refused.status)


def _done(request: HttpRequest, offer: Offer, phone: Phone, done: Registered) -> HttpResponse:
    if phone.is_new:
        # The form was opened a moment ago and its cookie is gone: this browser keeps none. Say it all at once.
        context = {"at_once": True, **_place_context(request, offer, phone, done.code)}
        return participant_page(request, "events/registered.html", context)
    if done.code:
        phone.remember(done.code)
    if not any(wish.is_live for wish in offer.wishes(phone)):
        response = participant_notice(
            request,
            kind="info",
            title=_("You are registered already"),
            text=_(
                "Somebody with this phone number is registered. The place and the personal code are on the phone used "
                "first; the staff at the door can help too."
            ),
            status=200,
        )
    else:
        response = keep_private(redirect("events:registered", offer.code))
    phone.save_to(response)
    return response


@require_safe
def registered(request: HttpRequest, code: str) -> HttpResponse:
    """The place this phone's holder has, or their number in the queue; their personal code; the calendar file."""
    offer = _offer(code)
    if offer is None:
        return unknown_link(request)
    phone = phone_of(request)
    wishes = [] if phone.is_new else offer.wishes(phone)
    mine = next((wish.registration for wish in wishes if wish.registration), None)
    if mine is None:
        return keep_private(redirect("events:register", offer.code))
    own = phone.person(offer.organisation) or made_here(row=mine, phone=phone)
    own_code = own.codes.filter(revoked_at__isnull=True).select_related("organisation").first() if own else None
    response = participant_page(request, "events/registered.html", _place_context(request, offer, phone, own_code))
    if own_code:
        # Known for the next activity too, even when the answer that said so was lost on the way.
        phone.remember(own_code)
        phone.save_to(response)
    return response


def _place_context(request: HttpRequest, offer: Offer, phone: Phone, code: PersonalCode | None) -> dict[str, Any]:
    wishes = [wish for wish in offer.wishes(phone) if wish.registration]
    return {
        "offer": offer,
        "activity": offer.activities[0],
        "wishes": wishes,
        "has_live": any(wish.is_live for wish in wishes),
        "may_register": any(
            wish.door is Door.OPEN and not wish.is_live for wish in offer.wishes(phone) if offer.series or wishes
        ),
        "has_days": any(has_days(activity) for activity in offer.activities),
        **code_context(request, code),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def register_cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Give a place back (?activity=CODE: one of a series; otherwise all): ask once, then do it."""
    offer = _offer(code)
    if offer is None:
        return unknown_link(request)
    phone = phone_of(request)
    wished = request.GET.get("activity", "")
    live = [wish for wish in offer.wishes(phone) if wish.is_live and not phone.is_new]
    chosen = [wish for wish in live if not wished or wish.activity.public_code == wished]
    if not chosen:
        return keep_private(redirect("events:registered", offer.code))
    if request.method != "POST":
        return participant_page(request, "events/register_cancel.html", {"offer": offer, "wishes": chosen})
    # In the order of their ids, as everything that holds several activities.
    for wish in sorted(chosen, key=lambda wish: wish.activity.pk):
        if wish.registration:
            cancel_registration(wish.registration, by=None)
    words = _("Your registration is cancelled. Thank you for telling: the next person gets the place.")
    messages.success(request, words)
    return keep_private(redirect("events:registered", offer.code))


@require_POST
def register_forget(request: HttpRequest, code: str) -> HttpResponse:
    """This is not me: forget who this phone belongs to, and the phone."""
    offer = _offer(code)
    if offer is None:
        return unknown_link(request)
    return begin_anew("events:register", offer.code)
