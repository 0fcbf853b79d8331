"""At the door: choose where, count by code, by link, by name or with a form, undo."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.actions.codes import issue_code, reissue_code
from events.actions.people import withdraw_person
from events.actions.staff import check_in_by_staff
from events.door import Door
from events.forms.people import EntryForm, ReasonForm
from events.models import Activity, Person, Session
from events.participant_pages import participant_page
from events.queries.codes import CodeAnswer, Standing, identify, identify_token
from events.queries.people import counted_now, doors, people_found, person_shown
from events.queries.presence import session_now
from events.refusals import words_for, words_of
from events.views.check_in import code_context
from grants.access import MemberRequest, for_members, member_view
from grants.models import Membership
from grants.permissions import may_check_in, may_edit, may_see_people
from grants.signed_out import ask_to_sign_in
from rules.errors import AppError

_STATUS = {
    Standing.DAMAGED: 422,
    Standing.UNKNOWN: 404,
    Standing.FOREIGN: 404,
    Standing.REVOKED: 410,
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def personal(request: HttpRequest, token: str) -> HttpResponse:
    """A personal QR's link. Staff see who it is and count them; everybody else reads one and the same sentence."""
    membership: Membership | None = getattr(request, "membership", None)
    if request.method == "POST" and not request.user.is_authenticated:
        return ask_to_sign_in(request)  # only staff have a button here
    if membership is None or not may_check_in(membership):
        return participant_page(request, "events/personal.html", {})
    return _personal_for_staff(request, token)


@member_view(may_check_in)
def _personal_for_staff(request: MemberRequest, token: str) -> HttpResponse:
    answer = identify_token(token, organisation=request.organisation)
    if answer.code is None or answer.standing is not Standing.OURS:
        refused = {"refused": words_for(answer.standing)}
        return participant_page(request, "events/staff_person.html", refused, _STATUS[answer.standing])
    door = Door(request)
    if request.method == "POST":
        session = _session(request, request.POST.get("session", ""))
        _count(request, session, answer.code.person.standing, form_uuid(request.POST.get("form", "")))
        return redirect("events:staff_check_in")
    context = {
        "person": person_shown(answer.code.person.standing, full=may_see_people(request.membership)),
        "door": door.session(),
        "doors": doors(organisation=request.organisation, now=timezone.now()),
        "form_uuid": uuid.uuid4(),
    }
    return participant_page(request, "events/staff_person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def staff_check_in(request: MemberRequest) -> HttpResponse:
    """The door page: type a code, paste a link or find a name; the last answer stays on top."""
    door = Door(request)
    if "activity" in request.GET:
        activity = get_object_or_404(
            Activity.objects.of(request.organisation), ref=request.GET["activity"].replace("\0", "")
        )
        door.choose(session_now(activity, timezone.now()))
    session = door.session()
    if session is None:
        context = {"doors": doors(organisation=request.organisation, now=timezone.now())}
        return participant_page(request, "events/staff_doors.html", context)
    if request.method == "POST":
        return _entered(request, session)
    return _door_page(request, session)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def staff_door(request: MemberRequest) -> HttpResponse:
    """Choose the activity, and its session, that one counts at."""
    if request.method == "POST":
        Door(request).choose(_session(request, request.POST.get("session", "")))
        return redirect("events:staff_check_in")
    context = {"doors": doors(organisation=request.organisation, now=timezone.now())}
    return participant_page(request, "events/staff_doors.html", context)


def _entered(request: MemberRequest, session: Session) -> HttpResponse:
    if "find" in request.POST:
        wanted = request.POST["find"]
        found = people_found(organisation=request.organisation, text=wanted, full=may_see_people(request.membership))
        return _door_page(request, session, {"found": found, "wanted": wanted[:60]})
    form = EntryForm(request.POST)
    if not form.is_valid():
        return _refused(request, session, words_for("code_unknown"), 422)
    if form.cleaned_data["person"] is not None:
        people = Person.objects.of(request.organisation).filter(withdrawn_at__isnull=True)
        person = get_object_or_404(people, pk=form.cleaned_data["person"]).standing
    else:
        answer: CodeAnswer = identify(form.cleaned_data["entry"], organisation=request.organisation)
        if answer.code is None or answer.standing is not Standing.OURS:
            return _refused(request, session, words_for(answer.standing), _STATUS[answer.standing])
        person = answer.code.person.standing
    try:
        _count(request, session, person, form.cleaned_data["form"])
    except AppError as refused:
        return _refused(request, session, words_of(refused), refused.status)
    return redirect("events:staff_check_in")


def _count(request: MemberRequest, session: Session, person: Person, form: uuid.UUID) -> None:
    recorded = check_in_by_staff(session=session, person=person, form=form, by=request.user)
    Door(request).answer(session, recorded)


def _refused(request: MemberRequest, session: Session, words: str, status: int) -> HttpResponse:
    context = {"refused": words, "entry": request.POST.get("entry", "")[:300]}
    return _door_page(request, session, context, status)


def _door_page(
    request: MemberRequest, session: Session, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    more = more or {}
    form = EntryForm(initial={"form": uuid.uuid4(), "entry": more.get("entry", "")})
    context = {"form": form, **at_door(request, session), **more}
    return participant_page(request, "events/staff_check_in.html", context, status)


def at_door(request: MemberRequest, session: Session) -> dict[str, Any]:
    """What every page at a door shows above its form."""
    return {
        "door": session,
        "activity": session.activity,
        "counted": counted_now(session.activity),
        "last": Door(request).last(full=may_see_people(request.membership)),
        "reason_form": ReasonForm(auto_id="reason_%s"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def person_code(request: MemberRequest, pk: int) -> HttpResponse:
    """A person's QR on a staff screen, to photograph: give a code, or a new one for a lost one."""
    people = Person.objects.of(request.organisation).filter(withdrawn_at__isnull=True)
    person = get_object_or_404(people.select_related("organisation", "merged_into__organisation"), pk=pk).standing
    if request.method == "POST":
        if request.POST.get("act") == "reissue":
            if not may_edit(request.membership):
                raise AppError("not_allowed", 403)
            reissue_code(person, by=request.user)
        elif request.POST.get("act") == "withdraw":
            return _withdrawn(request, person)
        else:
            issue_code(person)
        return redirect("events:person_code", person.pk)
    code = person.codes.filter(revoked_at__isnull=True).select_related("organisation").first()
    context = {
        "person": person_shown(person, full=may_see_people(request.membership)),
        "may_edit": may_edit(request.membership),
        **code_context(request, code),
    }
    return participant_page(request, "events/staff_person_code.html", context)


def _withdrawn(request: MemberRequest, person: Person) -> HttpResponse:
    if not may_edit(request.membership):
        raise AppError("not_allowed", 403)
    withdraw_person(person, by=request.user)
    messages.success(request, _("The person's data were deleted. Their visits stay counted, without a name."))
    return redirect("events:activities")


def _session(request: MemberRequest, text: str) -> Session:
    if not text.isascii() or not text.isdigit():
        raise AppError("door_missing", 422)
    found = Session.objects.of(request.organisation).select_related("activity__project", "activity__kind")
    return get_object_or_404(found, pk=int(text[:18]))


def form_uuid(text: str) -> uuid.UUID:
    """A form's own UUID; 404 where somebody changed it."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None
