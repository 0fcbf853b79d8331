"""The list, the month, the form of an activity, cancelling it."""

from __future__ import annotations

import calendar as weeks
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.actions.activities import COPIED, cancel_activity, create_activity, restore_activity, update_activity
from events.forms.activities import (
    ActivityFilterForm,
    ActivityForm,
    CancelForm,
    SpeakerFormSet,
    speaker_lines,
)
from events.forms.check_in_settings import YEARS
from events.forms.partners import InvolvementFormSet, involvement_lines
from events.models import Activity
from events.queries.activities import (
    ActivityFilter,
    activities_between,
    activities_by_day,
    activities_found,
    last_made_by,
    past,
    upcoming,
    upcoming_and_past_numbers,
)
from events.queries.counts import ActivityCount, activity_counts
from events.queries.kept_scans import lost_scans
from events.queries.partners import involvements_at, partner_names
from events.refusals import MESSAGES, words_of
from grants.access import MemberRequest, member_view
from grants.models import Measure, Project
from grants.permissions import may_check_in, may_edit, may_view
from rules.errors import AppError

PAGE_SIZE = 60
# The field beside which a refusal is told.
FIELD_OF = {
    "ref_taken": "ref",
    "ref_reserved": "ref",
    "date_before_birth": "starts_on",
    "unit_of_entries": "count_unit",
}


@dataclass(frozen=True)
class Month:
    """Activities of one month under its heading; no day: those without a date."""

    day: date | None
    rows: list[tuple[Activity, ActivityCount]]


@require_safe
@member_view(may_view)
def activities(request: MemberRequest) -> HttpResponse:
    """The list: upcoming or past, by month, each with its number against what was expected."""
    form = ActivityFilterForm(request.GET, organisation=request.organisation)
    form.is_valid()
    chosen = _chosen(form)
    found = activities_found(organisation=request.organisation, chosen=chosen)
    today = timezone.localdate()
    ahead, behind = upcoming_and_past_numbers(found, today)
    when = request.GET.get("when", "")
    if when not in {"upcoming", "past"}:
        when = "upcoming" if ahead or not behind else "past"
    shown = upcoming(found, today) if when == "upcoming" else past(found, today)
    page = Paginator(shown.select_related("kind", "project"), PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    for name in ("page", "when"):
        query.pop(name, None)
    context = {
        "form": form,
        "months": _months(page),
        "page": page,
        "when": when,
        "ahead": ahead,
        "behind": behind,
        "query": query.urlencode(),
        "is_filtered": bool(chosen.project_id or chosen.kind_id or chosen.text),
        "lost_scans": lost_scans(request.organisation) if may_check_in(request.membership) else 0,
        "may_edit": may_edit(request.membership),
    }
    return render(request, "events/activity_list.html", context)


def _chosen(form: ActivityFilterForm) -> ActivityFilter:
    data = form.cleaned_data
    project, kind = data.get("project"), data.get("kind")
    return ActivityFilter(project and project.pk, kind and kind.pk, data.get("q") or "")


def _months(page: Page[Activity]) -> list[Month]:
    shown = list(page)
    counts = activity_counts(activities=[activity.pk for activity in shown])
    by_month = groupby(shown, key=lambda activity: activity.starts_on and activity.starts_on.replace(day=1))
    return [Month(day, [(activity, counts[activity.pk]) for activity in rows]) for day, rows in by_month]


@require_safe
@member_view(may_view)
def calendar(request: MemberRequest, year: int | None = None, month: int | None = None) -> HttpResponse:
    """One month, weeks from Monday; on a phone a list of the days that have something."""
    today = timezone.localdate()
    if year is None or month is None:
        year, month = today.year, today.month
    if not YEARS[0] <= year <= YEARS[1] or not 1 <= month <= 12:
        raise Http404
    days = weeks.Calendar(firstweekday=0).monthdatescalendar(year, month)
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    found = activities_between(organisation=request.organisation, first=first, last=last)
    by_day = activities_by_day(found, first=first, last=last)
    context = {
        "first": first,
        "weeks": [[(day, by_day.get(day, []), day.month == month) for day in week] for week in days],
        "has_any": bool(by_day),
        "today": today,
        "previous": first - timedelta(days=1),
        "next": last + timedelta(days=1),
        "may_edit": may_edit(request.membership),
    }
    return render(request, "events/calendar.html", context)


@member_view(may_edit)
def activity_new(request: MemberRequest) -> HttpResponse:
    """A new activity, empty, for a given day or as a copy of another (?copy=REF)."""
    if not Project.objects.of(request.organisation).exists():
        return render(request, "events/activity_no_project.html")
    original = _original(request)
    form = ActivityForm(request.POST or None, organisation=request.organisation, initial=_initial(request, original))
    rows = _rows(request, original)
    if request.method != "POST":
        return _form_page(request, form, rows, original=original)
    if _all_valid(form, rows):
        data = dict(form.cleaned_data)
        try:
            made = create_activity(data.pop("project"), by=request.user, **rows.lines(), **data)
        except AppError as refused:
            _tell(form, refused)
        else:
            messages.success(request, _("The activity is saved. Its poster is ready."))
            return redirect("desk:activity", made.ref)
    return _form_page(request, form, rows, status=422)


@member_view(may_edit)
def activity_edit(request: MemberRequest, ref: str) -> HttpResponse:
    """Change an activity."""
    activity = _activity(request, ref)
    form = ActivityForm(request.POST or None, organisation=request.organisation, instance=activity)
    rows = _rows(request, activity)
    if request.method != "POST":
        return _form_page(request, form, rows, activity=activity)
    if _all_valid(form, rows):
        try:
            saved = update_activity(activity, by=request.user, **rows.lines(), **form.cleaned_data)
        except AppError as refused:
            _tell(form, refused)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("desk:activity", saved.ref)
    return _form_page(request, form, rows, activity=_activity(request, ref), status=422)


@member_view(may_edit)
def activity_cancel(request: MemberRequest, ref: str) -> HttpResponse:
    """Say that an activity is not held, and why."""
    activity = _activity(request, ref)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_activity(activity, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The activity is cancelled. It stays in the list."))
        return redirect("desk:activity", activity.ref)
    status = 422 if request.method == "POST" else 200
    context = {"activity": activity, "form": form}
    return render(request, "events/activity_cancel.html", context, status=status)


@require_POST
@member_view(may_edit)
def activity_restore(request: MemberRequest, ref: str) -> HttpResponse:
    """Take the cancellation back."""
    restore_activity(_activity(request, ref), by=request.user)
    messages.success(request, _("The activity takes place again."))
    return redirect("desk:activity", ref)


def _activity(request: MemberRequest, ref: str) -> Activity:
    found = Activity.objects.of(request.organisation).select_related("kind", "project__grantee", "organisation")
    return get_object_or_404(found, ref=ref)


def _original(request: MemberRequest) -> Activity | None:
    ref = request.GET.get("copy", "").replace("\0", "")
    return Activity.objects.of(request.organisation).filter(ref=ref).first() if ref else None


def _initial(request: MemberRequest, original: Activity | None) -> dict[str, Any]:
    """Today and the project used last, unless the address says more."""
    initial: dict[str, Any] = {"starts_on": timezone.localdate()}
    if original:
        return initial | {name: getattr(original, name) for name in COPIED}
    wished = Project.objects.of(request.organisation).filter(ref=request.GET.get("project", "").replace("\0", ""))
    latest = last_made_by(request.user, organisation=request.organisation)
    newest = Project.objects.of(request.organisation).order_by("-pk")
    initial["project"] = wished.first() or (latest and latest.project_id) or newest.first()
    if asked := request.GET.get("measure", ""):
        found = Measure.objects.of(request.organisation).filter(pk=asked) if asked.isdecimal() else None
        if measure := found and found.first():
            initial |= {"measure": measure, "project": measure.project_id}
    with suppress(ValueError):
        initial["starts_on"] = date.fromisoformat(request.GET.get("date", ""))
    return initial


def _tell(form: ActivityForm, refused: AppError) -> None:
    """Say a refusal beside its field. One that is not this app's is not the form's matter."""
    if refused.code not in MESSAGES:
        raise refused
    form.add_error(FIELD_OF.get(refused.code), words_of(refused))


@dataclass(frozen=True)
class Rows:
    """The lists beneath the fields: speakers, and who holds it. A page from before there were partners sends none."""

    speakers: Any
    partners: Any

    def lines(self) -> dict[str, Any]:
        """What was entered. Only after is_valid()."""
        partners = {"partners": involvement_lines(self.partners)} if self.partners.is_bound else {}
        return {"speakers": speaker_lines(self.speakers), **partners}


def _rows(request: MemberRequest, stored: Activity | None) -> Rows:
    """The lists as sent, else as they are stored with the activity that is changed or copied."""
    data = request.POST or None
    speakers = list(stored.speakers.values("name", "post", "topic")) if stored else []
    involved = involvements_at(activity=stored) if stored else []
    partners = [{"name": row.partner.name, "role": row.role, "gave": row.gave} for row in involved]
    sent = data if "partners-TOTAL_FORMS" in request.POST else None
    return Rows(
        SpeakerFormSet(data, initial=speakers, prefix="speakers"),
        InvolvementFormSet(sent, initial=partners, prefix="partners"),
    )


def _all_valid(form: ActivityForm, rows: Rows) -> bool:
    """All are asked, so that every fault is shown at once."""
    return all([form.is_valid(), rows.speakers.is_valid(), not rows.partners.is_bound or rows.partners.is_valid()])


def _form_page(
    request: MemberRequest,
    form: ActivityForm,
    rows: Rows,
    *,
    activity: Activity | None = None,
    original: Activity | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "speakers": rows.speakers,
        "partners": rows.partners,
        "names": partner_names(organisation=request.organisation),
        "activity": activity,
        "original": original,
    }
    return render(request, "events/activity_form.html", context, status=status)
