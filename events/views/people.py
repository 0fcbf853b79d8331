"""The people of an activity: the ledger's entries; undo, restore and correct."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.actions.attendance import circumstances_of, correct_attendance, void_attendance
from events.actions.represented import came_for
from events.actions.restore import restore_attendance
from events.facts import Circumstances, Facts
from events.forms.people import CorrectionForm, ReasonForm, RestoreForm, initial_facts
from events.models import Activity, Attendance, Signature, Source
from events.participant_pages import participant_page
from events.queries.groups import groups_of
from events.queries.people import lines, lines_of
from events.refusals import MESSAGES, words_of
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in, may_edit, may_see_people, may_view
from rules.errors import AppError
from rules.strokes import parse_strokes, svg_path

PAGE = 100


@require_safe
@member_view(may_view)
def people(request: MemberRequest, ref: str) -> HttpResponse:
    """Who was counted, latest first; the undone entries with their reasons on demand."""
    activity = get_object_or_404(Activity.objects.of(request.organisation).select_related("kind"), ref=ref)
    voided = "undone" in request.GET
    rows = lines_of(activity=activity, voided=voided)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "activity": activity,
        "page": page,
        "lines": lines(
            page.object_list,
            full=may_see_people(request.membership),
            groups=groups_of(page.object_list, activity=activity),
        ),
        "several_sessions": activity.sessions.count() > 1,
        "with_undone": voided,
        "undone": activity.attendances.filter(voided_at__isnull=False).count(),
        "may_undo": may_check_in(request.membership),
        "may_correct": may_edit(request.membership),
    }
    return participant_page(request, "events/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def undo(request: MemberRequest, entry: uuid.UUID) -> HttpResponse:
    """Undo an entry, with a reason."""
    row = _entry(request, entry)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    back = _back(request)
    if request.method == "POST" and form.is_valid():
        void_attendance(row, reason=form.reason(), by=request.user)
        messages.success(request, _("The entry was undone. The reason is kept beside it."))
        return _returned(back, row)
    context = {"form": form, "activity": row.activity, "line": _line(request, row), "back": back}
    return participant_page(request, "events/undo.html", context, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def restore_entry(request: MemberRequest, entry: uuid.UUID) -> HttpResponse:
    """Bring an undone entry back, with a reason."""
    row = _entry(request, entry)
    form = RestoreForm(request.POST if request.method == "POST" else None)
    back = _back(request)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            restore_attendance(row, reason=form.reason(), by=request.user)
        except AppError as error:
            if error.code not in MESSAGES:
                raise
            refused, status = words_of(error), error.status
        else:
            messages.success(request, _("The entry is back. It counts again, with the time it had."))
            return _returned(back, row)
    context = {"form": form, "activity": row.activity, "line": _line(request, row), "back": back, "refused": refused}
    return participant_page(request, "events/restore.html", context, status if refused else 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def correct(request: MemberRequest, entry: uuid.UUID) -> HttpResponse:
    """Replace an entry by one with other facts, with a reason."""
    row = _entry(request, entry)
    if row.source == Source.REGISTER:
        # It says more than facts about a person: the register has a form for all of it.
        return redirect("events:consultation_correct", row.uuid)
    known = initial_facts(Facts(row.gender, row.age, row.birth_year, row.status_codes))
    known["represents"] = row.represents.name if row.represents else ""
    form = CorrectionForm(request.POST or None, activity=row.activity, initial=known)
    if request.method == "POST" and form.is_valid():
        # A band that was seen stays until an age is written, which goes before it.
        facts = replace(form.facts(), band=row.stated_band)
        # The same form sent twice makes the same act: the first one has done it.
        circumstances = _circumstances(row, form)
        act = uuid.uuid5(form.cleaned_data["form"], f"correct:{row.pk}:{facts}{circumstances.represents_id or ''}")
        if not Attendance.objects.filter(uuid=act).exists():
            reason = form.cleaned_data["reason"]
            correct_attendance(row, facts=facts, reason=reason, by=request.user, act=act, circumstances=circumstances)
        messages.success(request, _("The entry was corrected. The old one stays in the trail."))
        return redirect("events:people", row.activity.ref)
    context = {"form": form, "activity": row.activity, "line": _line(request, row), "signature_path": _signature(row)}
    return participant_page(request, "events/correct.html", context, 422 if form.errors else 200)


def _circumstances(row: Attendance, form: CorrectionForm) -> Circumstances:
    """As they were, for the organisation that the form names now; a form that does not ask keeps it."""
    before = circumstances_of(row)
    if "represents" not in form.fields:
        return before
    return came_for(replace(before, represents_id=None), row.activity, form.organisation_name())


def _signature(row: Attendance) -> str:
    """The drawing of the entry's signature. Who may correct an entry may see people."""
    signature = Signature.objects.filter(attendance=row).first()
    return svg_path(parse_strokes(signature.strokes)) if signature else ""


def _back(request: MemberRequest) -> str:
    """Where the entry was undone or restored from: "door", "live", or "" for the list."""
    wished = request.POST.get("back") or request.GET.get("back")
    return wished if wished in {"door", "live"} else ""


def _returned(back: str, row: Attendance) -> HttpResponse:
    if back == "door":
        return redirect("events:staff_check_in")
    return redirect("events:live" if back == "live" else "events:people", row.activity.ref)


def _entry(request: MemberRequest, entry: uuid.UUID) -> Attendance:
    rows = Attendance.objects.of(request.organisation).select_related(
        "person",
        "session",
        "device",
        "replaces",
        "represents",
        "activity__organisation",
        "activity__project",
        "activity__kind",
    )
    return get_object_or_404(rows, uuid=entry)


def _line(request: MemberRequest, row: Attendance) -> object:
    return lines([row], full=may_see_people(request.membership))[0]
