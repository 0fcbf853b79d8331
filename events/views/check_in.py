"""The poster's link on a participant's phone: see what it is, agree, be counted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events.actions.attendance import Outcome
from events.actions.check_in import (
    CheckedIn,
    check_in_again,
    check_in_with_data,
    check_in_without_data,
)
from events.actions.codes import token_of
from events.code_pictures import qr_data_uri
from events.forms.people import CheckInForm, initial_facts
from events.forms.signatures import SignatureForm
from events.limits import PosterLimits
from events.links import public_link
from events.models import Activity, Person, PersonalCode, Session
from events.opening import Stage, window_of
from events.participant_pages import (
    activity_of_code,
    cancelled,
    closed,
    keep_private,
    not_open_yet,
    page_language,
    participant_page,
    refuse_other_sites,
    unknown_link,
)
from events.phones import Phone, phone_of, phone_of_form
from events.presence_codes import hall_code
from events.presence_proof import Proof
from events.queries.presence import fact_day, facts_again, one_tap, rows_of_phone, session_now
from events.refusals import words_of
from events.words import facts_in_words
from rules.errors import AppError

# Refusals that are told on the page itself, where everything that was typed still stands.
_TOLD_HERE = frozenset(
    {
        "poster_not_open",
        "poster_closed",
        "presence_missing",
        "presence_wrong",
        "too_many_guesses",
        "too_many_entries",
    }
)


class Visit:
    """One request at a poster: the activity, the phone, and what the phone proves about being in the hall."""

    def __init__(self, request: HttpRequest, activity: Activity, phone: Phone) -> None:
        self.request, self.activity, self.phone = request, activity, phone
        self.proof = Proof(request, activity, phone)
        self.button = request.POST.get("act", "")

    @property
    def person(self) -> Person | None:
        """Whom this phone belongs to."""
        return self.phone.person(self.activity.organisation)

    def is_counted(self, session: Session) -> bool:
        """Whether this phone's holder is counted already."""
        rows = rows_of_phone(activity=self.activity, phone=self.phone)
        return any(row.session_id == session.pk or row.person_id is None for row in rows)

    def to_counted(self) -> HttpResponse:
        """On to the page that says so."""
        return keep_private(redirect("desk:counted", self.activity.public_code))


@csrf_exempt  # works where cookies are blocked; see refuse_other_sites
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """The poster's page: the form, one tap for a person this phone knows, or "you are counted"."""
    activity = activity_of_code(code)
    if activity is None:
        return unknown_link(request)
    if activity.cancelled_at:
        return cancelled(request, activity)
    if request.method == "POST":
        return _submitted(request, activity)
    visit, now = Visit(request, activity, phone_of(request)), timezone.now()
    if visit.is_counted(session_now(activity, now)):
        return visit.to_counted()
    window = window_of(activity, now)
    if window.opens_at and window.stage is Stage.NOT_YET:
        return not_open_yet(request, activity, window.opens_at)
    if window.stage is Stage.CLOSED:
        return closed(request, activity)
    return _first_page(visit)


def _first_page(
    visit: Visit, *, status: int = 200, words: str = "", signature: SignatureForm | None = None
) -> HttpResponse:
    activity, person = visit.activity, visit.person
    if visit.proof.is_missing:
        return _page(visit, "events/presence.html", {"words": words}, status)
    signature = signature or SignatureForm(activity=activity)
    known = one_tap(person=person, activity=activity) if person else None
    if person and known and "change" not in visit.request.GET:
        context = {
            "person": person,
            "personal_code": visit.phone.code(activity.organisation),
            "known": known,
            "facts": facts_in_words(gender=known.facts.gender, age=known.facts.age, statuses=known.facts.statuses),
            "signature": signature,
            "words": words,
        }
        return _page(visit, "events/check_in_again.html", context, status)
    form = CheckInForm(activity=activity, initial=_known_values(person, activity), person=person)
    return _form_page(visit, form, signature, status=status, words=words)


def _known_values(person: Person | None, activity: Activity) -> dict[str, Any]:
    if person is None:
        return {}
    facts = facts_again(person=person, on=fact_day(activity))
    return {"name": person.name, "phone": person.phone, **(initial_facts(facts) if facts else {})}


def _form_page(
    visit: Visit, form: CheckInForm, signature: SignatureForm, *, status: int = 200, words: str = ""
) -> HttpResponse:
    context = {"form": form, "signature": signature, "person": form.person, "words": words}
    return _page(visit, "events/check_in.html", context, status)


def _page(visit: Visit, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    activity = visit.activity
    shared = {
        "activity": activity,
        "organisation_name": activity.organisation.name,
        "contact": activity.organisation.contact,
        "phone_mark": visit.phone.form_mark(activity),
        "presence": visit.proof,
        "is_late": window_of(activity, timezone.now()).stage is Stage.LATE,
    }
    response = participant_page(visit.request, template, {**shared, **context}, status)
    if visit.phone.is_new:
        visit.phone.save_to(response)
    visit.proof.save_to(response)
    return response


def _submitted(request: HttpRequest, activity: Activity) -> HttpResponse:
    refuse_other_sites(request)
    phone = phone_of_form(request, activity)
    if phone is None:
        words = _("This page was open for too long. Nothing was lost: please press the button once more.")
        return _as_typed(Visit(request, activity, phone_of(request)), status=400, words=words)
    visit, session = Visit(request, activity, phone), session_now(activity, timezone.now())
    is_counted = visit.is_counted(session)
    try:
        if not is_counted:
            visit.proof.read_digits()
        if visit.button == "presence":
            return visit.to_counted() if is_counted else _into_the_hall(visit)
        return _pressed(visit, session, is_counted=is_counted)
    except AppError as refused:
        if refused.code not in _TOLD_HERE:
            raise
        return _told(visit, refused)


def _into_the_hall(visit: Visit) -> HttpResponse:
    """The digits were right: go on as if the QR had been scanned, by an address that can be reloaded."""
    link = reverse("events:check_in", args=[visit.activity.public_code])
    token = hall_code(visit.activity, timezone.now()).token
    return keep_private(redirect(f"{link}?p={token}" if visit.activity.wants_presence_code else link))


def _pressed(visit: Visit, session: Session, *, is_counted: bool) -> HttpResponse:
    post, activity = visit.request.POST, visit.activity
    signature = SignatureForm(post, activity=activity)
    if visit.button == "without_data":
        return _counted(visit, session, check_in_without_data, is_counted=is_counted)
    if visit.button == "again":
        if not signature.is_valid():
            return visit.to_counted() if is_counted else _first_page(visit, status=422, signature=signature)
        return _again(visit, session, signature.strokes(), is_counted=is_counted)
    form = CheckInForm(post, activity=activity, person=visit.person)
    if not all([form.is_valid(), signature.is_valid()]):
        if is_counted and not visit.phone.is_new:
            # They came back to the form, or its first answer was lost: nothing is wanted of them any more.
            return visit.to_counted()
        return _form_page(visit, form, signature, status=422)
    count = partial(check_in_with_data, given=form.given(), signature=signature.strokes())
    return _counted(visit, session, count, is_counted=is_counted)


def _again(visit: Visit, session: Session, strokes: str, *, is_counted: bool) -> HttpResponse:
    try:
        return _counted(visit, session, partial(check_in_again, signature=strokes), is_counted=is_counted)
    except AppError as refused:
        if refused.code != "phone_forgotten":
            raise
        # Their code was revoked or their data deleted meanwhile: the form asks for what is missing.
        return keep_private(redirect(reverse("events:check_in", args=[visit.activity.public_code]) + "?change=1"))


def _counted(visit: Visit, session: Session, count: Callable[..., CheckedIn], *, is_counted: bool) -> HttpResponse:
    """Count them within the limits; a repeat uses nothing up."""
    limits = PosterLimits(visit.request, visit.activity, visit.phone, without_data=visit.button == "without_data")
    if not is_counted:
        limits.count()
    checked = count(session=session, phone=visit.phone, language=page_language())
    if not is_counted and checked.outcome is not Outcome.NEW:
        limits.take_back()
    return _done(visit.request, visit.phone, checked)


def _told(visit: Visit, refused: AppError) -> HttpResponse:
    """The same page once more with the reason, everything typed still in it."""
    if visit.button in {"again", "presence"}:
        signature = _unjudged_signature(visit)
        response = _first_page(visit, status=refused.status, words=words_of(refused), signature=signature)
    else:
        response = _as_typed(visit, status=refused.status, words=words_of(refused))
    if "seconds" in refused.params:
        response.headers["Retry-After"] = str(refused.params["seconds"])
    return response


def _as_typed(visit: Visit, *, status: int, words: str) -> HttpResponse:
    """The form as it was sent. Who wants to be counted without data is not told what data lack."""
    post, activity = visit.request.POST, visit.activity
    if visit.button == "without_data":
        typed = {name: post.getlist(name) if name == "statuses" else post.get(name) for name in CheckInForm.base_fields}
        form = CheckInForm(initial=typed, activity=activity, person=visit.person)
    else:
        form = CheckInForm(post, activity=activity, person=visit.person)
    return _form_page(visit, form, _unjudged_signature(visit), status=status, words=words)


def _unjudged_signature(visit: Visit) -> SignatureForm:
    names = ("signature", "on_paper")
    return SignatureForm(initial={name: visit.request.POST.get(name) for name in names}, activity=visit.activity)


def _done(request: HttpRequest, phone: Phone, checked: CheckedIn) -> HttpResponse:
    activity = checked.attendance.activity
    if phone.is_new:
        # The form was opened a moment ago and its cookie is gone: this browser keeps none. Say it all at once.
        context = {"activity": activity, "attendance": checked.attendance, **code_context(request, checked.code)}
        return participant_page(request, "events/counted_at_once.html", context)
    if checked.code:
        phone.remember(checked.code)
    elif checked.attendance.person_id:
        phone.note(checked.attendance)
    response = keep_private(redirect("desk:counted", activity.public_code))
    phone.save_to(response)
    return response


def code_context(request: HttpRequest, code: PersonalCode | None) -> dict[str, Any]:
    """What events/_code.html needs: the QR as a picture and the short code; nothing without a code."""
    if code is None:
        return {}
    return {"personal_code": code, "qr": qr_data_uri(personal_link(request, code))}


def personal_link(request: HttpRequest, code: PersonalCode) -> str:
    """The link in a personal QR."""
    return public_link(request, reverse("events:personal", args=[token_of(code)]))
