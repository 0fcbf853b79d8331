"""The register of an activity: a form made for speed with the latest entries below; correcting and undoing an entry."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.actions.consultations import (
    Entry,
    correct_consultation,
    is_outside_contract,
    record_alike,
    record_consultation,
    undo_alike,
    undo_consultation,
)
from events.forms.consultations import CorrectionForm, EntryForm, NewEntryForm, UndoForm, said
from events.models import Activity, Attendance, Consultation
from events.participant_pages import participant_page
from events.queries.consultations import EntryLine, entries_at, entry_before, latest_entries, specialists_of
from events.queries.counts import activity_counts
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in, may_edit
from rules.errors import AppError

LATEST = 20


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def consultations(request: MemberRequest, ref: str) -> HttpResponse:
    """Write an entry; after it the same page, with what stays the same kept."""
    found = Activity.objects.of(request.organisation).select_related("organisation", "project", "kind")
    activity = get_object_or_404(found, ref=ref)
    if request.method == "POST":
        return _sent(request, activity)
    lines = latest_entries(activity=activity, number=LATEST)
    after = _line_of(lines, request.GET.get("after", ""))
    before = after.entry if after else entry_before(lines, request.user)
    day = after.entry.held_on if after else timezone.localdate()
    initial: dict[str, Any] = {"held_on": day}
    if before:
        initial |= {"channel": before.channel, "specialist": before.specialist, "unit": before.unit}
    form = NewEntryForm(activity=activity, initial=initial)
    if after:
        # What changes from entry to entry begins here; what stays the same is folded above.
        form.fields["subject"].widget.attrs["autofocus"] = True
    return _page(request, activity, form, lines=lines, after=after)


def _sent(request: MemberRequest, activity: Activity) -> HttpResponse:
    form = NewEntryForm(request.POST, activity=activity)
    if not form.is_valid():
        return _page(request, activity, form, status=422)
    entry, number = form.entry(), form.how_many()
    act = _act(form, f"{activity.pk}:{number}", entry)
    try:
        if number == 1:
            act = record_consultation(activity, entry, act=act, by=request.user).attendance.uuid
        else:
            record_alike(activity, entry, number=number, act=act, by=request.user)
    except AppError as refused:
        form.tell(refused)
        return _page(request, activity, form, status=refused.status)
    return redirect(f"{reverse('events:consultations', args=[activity.ref])}?after={act}")


def _act(form: EntryForm, what: str, entry: Entry) -> uuid.UUID:
    """Made of what the form says: another entry typed into the same form (back button) is another act."""
    return uuid.uuid5(form.cleaned_data["form"], f"register:{what}:{entry}:{entry.subject and entry.subject.pk}")


def _line_of(lines: list[EntryLine], act: str) -> EntryLine | None:
    """What was just written, among the latest."""
    return next(
        (line for line in lines if act in {str(line.entry.attendance.uuid), str(line.entry.attendance.group)}), None
    )


def _page(
    request: MemberRequest,
    activity: Activity,
    form: NewEntryForm,
    *,
    lines: list[EntryLine] | None = None,
    after: EntryLine | None = None,
    status: int = 200,
) -> HttpResponse:
    entries, count = entries_at(activity=activity), activity_counts(activities=[activity.pk])[activity.pk]
    context = {
        "activity": activity,
        "form": form,
        "lines": latest_entries(activity=activity, number=LATEST) if lines is None else lines,
        "after": after,
        "is_outside": bool(after and is_outside_contract(activity, after.entry.held_on)),
        "entries": entries,
        "count": count,
        # Counted some other way already: whoever writes the same ones down here would count them twice.
        "listed": max(0, count.scanned - entries),
        "specialists": specialists_of(activity=activity),
        "may_edit": may_edit(request.membership),
    }
    return participant_page(request, "events/consultations.html", context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def consultation_correct(request: MemberRequest, entry: uuid.UUID) -> HttpResponse:
    """Replace an entry by what it should have said, with a reason."""
    old = _entry(request, entry)
    activity = old.attendance.activity
    form = CorrectionForm(request.POST or None, activity=activity, kept=old.subject, initial=said(old))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            new = form.entry()
            act = _act(form, f"correct:{old.pk}", new)
            try:
                correct_consultation(old, new, reason=form.cleaned_data["reason"], by=request.user, act=act)
            except AppError as refused:
                form.tell(refused)
                status = refused.status
            else:
                messages.success(request, _("The entry was corrected. The old one stays in the trail."))
                return redirect("events:consultations", activity.ref)
    context = {
        "activity": activity,
        "entry": old,
        "form": form,
        "specialists": specialists_of(activity=activity),
    }
    return participant_page(request, "events/consultation_correct.html", context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def consultation_undo(request: MemberRequest, entry: uuid.UUID) -> HttpResponse:
    """Undo an entry, or everything that was entered at once with it, with a reason."""
    old = _entry(request, entry)
    row = old.attendance
    alike = Attendance.objects.live().filter(group=row.group, activity=row.activity).count() if row.group else 1
    form = UndoForm(request.POST if request.method == "POST" else None, alike=alike)
    if request.method == "POST" and form.is_valid():
        undone = 1
        if form.wants_all():
            undone = undo_alike(old, reason=form.reason(), by=request.user)
        else:
            undo_consultation(old, reason=form.reason(), by=request.user)
        words = ngettext("%(n)s entry was undone.", "%(n)s entries were undone.", undone) % {"n": undone}
        messages.success(request, words)
        return redirect("events:consultations", row.activity.ref)
    context = {"activity": row.activity, "entry": old, "form": form, "alike": alike}
    return participant_page(request, "events/consultation_undo.html", context, 422 if form.errors else 200)


def _entry(request: MemberRequest, entry: uuid.UUID) -> Consultation:
    found = Consultation.objects.of(request.organisation).select_related(
        "subject",
        "attendance__session",
        "attendance__collected_by",
        "attendance__activity__organisation",
        "attendance__activity__project",
        "attendance__activity__kind",
    )
    return get_object_or_404(found, attendance__uuid=entry)
