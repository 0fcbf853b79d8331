"""Scans that nobody could be counted by: the lists, and the page where one is decided about."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.actions.kept_scans import (
    count_kept_as_told,
    count_kept_person,
    count_kept_without_data,
    dismiss_kept_scan,
    move_kept_scan,
)
from events.forms.kept_scans import DismissForm, MoveForm
from events.models import Activity, Person, Scan, ScanOutcome
from events.participant_pages import page_language, participant_page
from events.queries import kept_scans as queries
from events.queries.codes import identify
from events.queries.people import PersonShown, people_found, person_shown
from events.reasons import reason_in_words
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in, may_see_people

PAGE = 60


@require_safe
@member_view(may_check_in)
def kept_scans(request: MemberRequest, ref: str) -> HttpResponse:
    """An activity's scans that wait for a look."""
    found = Activity.objects.of(request.organisation).select_related("organisation", "kind", "project")
    activity = get_object_or_404(found, ref=ref)
    return _list(request, queries.kept_at(activity), activity)


@require_safe
@member_view(may_check_in)
def kept_without_activity(request: MemberRequest) -> HttpResponse:
    """Scans whose activity is gone."""
    return _list(request, queries.kept_without_activity(request.organisation), None)


def _list(request: MemberRequest, scans: QuerySet[Scan], activity: Activity | None) -> HttpResponse:
    page = Paginator(scans.select_related("device"), PAGE).get_page(request.GET.get("page"))
    shown = queries.kept_shown(page.object_list, full=may_see_people(request.membership))
    context = {"activity": activity, "page": page, "kept": shown, "query": ""}
    return participant_page(request, "events/kept_scans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def kept_scan(request: MemberRequest, pk: int) -> HttpResponse:
    """One scan: count the person, count somebody without data, move it, or dismiss it."""
    scans = Scan.objects.of(request.organisation).select_related(
        "organisation", "activity__organisation", "activity__project", "device", "session", "looked_by"
    )
    scan = get_object_or_404(scans, pk=pk, outcome=ScanOutcome.KEPT)
    if scan.looked_at:
        return _looked_at(request, scan) if request.method == "POST" else _page(request, scan)
    if request.method != "POST":
        return _page(request, scan)
    match request.POST.get("act"):
        case "find":
            wanted = request.POST.get("find", "")
            return _page(request, scan, {"found": _found(request, wanted), "wanted": wanted[:60]})
        case "move":
            return _move(request, scan)
        case "dismiss":
            return _dismiss(request, scan)
        case "as_told":
            count_kept_as_told(scan, by=request.user, language=page_language())
        case "without_data":
            count_kept_without_data(scan, by=request.user)
        case _:
            count_kept_person(scan, _person(request), by=request.user)
    return _looked_at(request, scan)


def _move(request: MemberRequest, scan: Scan) -> HttpResponse:
    form = MoveForm(request.POST, activities=queries.activities_near(scan))
    if not form.is_valid():
        return _page(request, scan, {"move": form}, 422)
    move_kept_scan(scan, form.cleaned_data["activity"], by=request.user)
    messages.success(request, _("The scan is at this activity now. Decide whether it counts somebody."))
    return redirect("events:kept_scan", scan.pk)


def _dismiss(request: MemberRequest, scan: Scan) -> HttpResponse:
    form = DismissForm(request.POST)
    if not form.is_valid():
        return _page(request, scan, {"dismiss": form}, 422)
    dismiss_kept_scan(scan, reason=form.reason(), by=request.user)
    return _looked_at(request, scan)


def _looked_at(request: MemberRequest, scan: Scan) -> HttpResponse:
    """Back to the list, saying what was decided: now, or by somebody before."""
    scan.refresh_from_db(fields=["decision", "activity"])
    messages.success(request, _("Looked at: %(decision)s.") % {"decision": reason_in_words(scan.decision)})
    if scan.activity is None:
        return redirect("events:kept_without_activity")
    return redirect("events:kept_scans", scan.activity.ref)


def _person(request: MemberRequest) -> Person:
    number = request.POST.get("person", "")
    people = Person.objects.of(request.organisation).filter(withdrawn_at__isnull=True)
    return get_object_or_404(people, pk=number if number.isascii() and number.isdigit() and len(number) < 19 else 0)


def _found(request: MemberRequest, wanted: str) -> list[PersonShown]:
    """By name, or by the short code that stands on a card."""
    full = may_see_people(request.membership)
    code = identify(wanted[:60], organisation=request.organisation).code
    by_code = [person_shown(code.person.standing, full=full)] if code else []
    return by_code or people_found(organisation=request.organisation, text=wanted, full=full)


def _page(request: MemberRequest, scan: Scan, more: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    shown = queries.kept_one(scan, full=may_see_people(request.membership))
    context: dict[str, Any] = {
        "kept": shown,
        "scan": scan,
        "activity": scan.activity,
        "decision": reason_in_words(scan.decision),
        "dismiss": DismissForm(),
        **(more or {}),
    }
    if "move" not in context:
        context["move"] = MoveForm(activities=queries.activities_near(scan))
    return participant_page(request, "events/kept_scan.html", context, status)
