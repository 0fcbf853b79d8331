"""The poster's link on a participant's phone: see what it is, agree, be counted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.actions.check_in import (
    CheckedIn,
    check_in_again,
    check_in_with_data,
    check_in_without_data,
)
from events.actions.codes import token_of
from events.actions.people import withdraw_person
from events.code_pictures import code_card_png, qr_data_uri
from events.forms.people import CheckInForm, initial_facts
from events.links import public_link
from events.models import Activity, Attendance, Person, PersonalCode, Session
from events.participant_pages import (
    activity_of_code,
    cancelled,
    keep_private,
    page_language,
    participant_page,
    refuse_other_sites,
    unknown_link,
)
from events.phones import Phone, forget, phone_of, phone_of_form
from events.queries.presence import fact_day, facts_again, one_tap, rows_of_phone, session_now
from events.words import facts_in_words
from rules.errors import AppError


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
    phone, session = phone_of(request), session_now(activity, timezone.now())
    if _is_counted(rows_of_phone(activity=activity, phone=phone), session):
        return keep_private(redirect("desk:counted", activity.public_code))
    return _first_page(request, activity, phone)


def _is_counted(rows: list[Attendance], session: Session) -> bool:
    return any(row.session_id == session.pk or row.person_id is None for row in rows)


def _first_page(request: HttpRequest, activity: Activity, phone: Phone) -> HttpResponse:
    person = phone.person(activity.organisation)
    known = one_tap(person=person, activity=activity) if person else None
    if person and known and "change" not in request.GET:
        context = {
            "person": person,
            "personal_code": phone.code(activity.organisation),
            "known": known,
            "facts": facts_in_words(gender=known.facts.gender, age=known.facts.age, statuses=known.facts.statuses),
        }
        return _page(request, "events/check_in_again.html", activity, phone, context)
    form = CheckInForm(activity=activity, initial=_known_values(person, activity), person=person)
    return _form_page(request, activity, phone, form)


def _known_values(person: Person | None, activity: Activity) -> dict[str, Any]:
    if person is None:
        return {}
    facts = facts_again(person=person, on=fact_day(activity))
    return {"name": person.name, "phone": person.phone, **(initial_facts(facts) if facts else {})}


def _form_page(
    request: HttpRequest, activity: Activity, phone: Phone, form: CheckInForm, *, status: int = 200, words: str = ""
) -> HttpResponse:
    context = {"form": form, "person": form.person, "words": words}
    return _page(request, "events/check_in.html", activity, phone, context, status)


def _page(
    request: HttpRequest,
    template: str,
    activity: Activity,
    phone: Phone,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    shared = {
        "activity": activity,
        "organisation_name": activity.organisation.name,
        "contact": activity.organisation.contact,
        "phone_mark": phone.form_mark(activity),
    }
    response = participant_page(request, template, {**shared, **context}, status)
    if phone.is_new:
        phone.save_to(response)
    return response


def _submitted(request: HttpRequest, activity: Activity) -> HttpResponse:
    refuse_other_sites(request)
    form = CheckInForm(request.POST, activity=activity)
    phone = phone_of_form(request, activity)
    if phone is None:
        words = _("This page was open for too long. Nothing was lost: please press the button once more.")
        return _form_page(request, activity, phone_of(request), form, status=400, words=words)
    form.person = phone.person(activity.organisation)
    session = session_now(activity, timezone.now())
    button = request.POST.get("act", "")
    language = page_language()
    if button == "without_data":
        return _done(request, phone, check_in_without_data(session=session, phone=phone, language=language))
    if button == "again":
        return _again(request, activity, session, phone)
    if not form.is_valid():
        if not phone.is_new and _is_counted(rows_of_phone(activity=activity, phone=phone), session):
            # They came back to the form, or its first answer was lost: nothing is wanted of them any more.
            return keep_private(redirect("desk:counted", activity.public_code))
        return _form_page(request, activity, phone, form, status=422)
    checked = check_in_with_data(session=session, phone=phone, given=form.given(), language=language)
    return _done(request, phone, checked)


def _again(request: HttpRequest, activity: Activity, session: Session, phone: Phone) -> HttpResponse:
    try:
        checked = check_in_again(session=session, phone=phone, language=page_language())
    except AppError as refused:
        if refused.code != "phone_forgotten":
            raise
        # Their code was revoked or their data deleted meanwhile: the form asks for what is missing.
        return keep_private(redirect(reverse("events:check_in", args=[activity.public_code]) + "?change=1"))
    return _done(request, phone, checked)


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


@require_POST
def not_me(request: HttpRequest, code: str) -> HttpResponse:
    """Forget who this phone belongs to, and the phone: the next person begins anew."""
    activity = activity_of_code(code)
    if activity is None:
        return unknown_link(request)
    response = keep_private(redirect("events:check_in", activity.public_code))
    forget(response)
    return response


@require_safe
def my_code_png(request: HttpRequest, code: str) -> HttpResponse:
    """The phone's own code as a picture to keep."""
    activity = activity_of_code(code)
    own = phone_of(request).code(activity.organisation) if activity else None
    if activity is None or own is None:
        return unknown_link(request)
    picture = code_card_png(personal_link(request, own), short_code=own.display, title=activity.organisation.name)
    response = keep_private(HttpResponse(picture, content_type="image/png"))
    response.headers["Content-Disposition"] = (
        content_disposition_header(True, f"outreach-{own.display}.png") or "attachment"
    )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Delete my data: what happens, then do it."""
    activity = activity_of_code(code)
    if activity is None:
        return unknown_link(request)
    phone = phone_of(request)
    person = phone.person(activity.organisation)
    if person is None:
        return keep_private(redirect("events:check_in", activity.public_code))
    if request.method != "POST":
        context = {
            "activity": activity,
            "person": person,
            "organisation_name": activity.organisation.name,
            "personal_code": phone.code(activity.organisation),
        }
        return participant_page(request, "events/withdraw.html", context)
    # The rows stay known to this phone, so that nobody is counted twice by mistake after deleting.
    for row in rows_of_phone(activity=activity, phone=phone):
        phone.note(row)
    withdraw_person(person, by=None)
    phone.forget_person(activity.organisation)
    messages.success(request, _("Your data were deleted. You stay counted, without a name."))
    response = keep_private(redirect("desk:counted", activity.public_code))
    phone.save_to(response)
    return response
