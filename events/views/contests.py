"""The page of a contest: entries taken in fast, its rules and jury, one entry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.actions.contests import (
    add_entry,
    change_entry,
    contest_of,
    forget_author,
    set_contest,
    withdraw_entry,
)
from events.contest_words import warning_in_words
from events.contest_xlsx import entries_xlsx
from events.forms.contests import (
    ContestForm,
    EntryForm,
    JuryFormSet,
    NominationFormSet,
    entry_initial,
    jury_lines,
    nomination_lines,
)
from events.models import Activity, Contest, ContestEntry
from events.queries.contests import age_warning, contest_counts, entries_of
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in, may_edit, may_see_people
from grants.views.flow import carried_out

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def contest(request: MemberRequest, ref: str) -> HttpResponse:
    """The entries and the form for the next one. Staff take entries in; names in the list are the organisers'."""
    activity = activity_of(request, ref)
    row = contest_of(activity)
    data = request.POST if request.method == "POST" else None
    form = EntryForm(data, contest=row, initial=_like_last(request, row))
    made = []

    def add() -> None:
        made.append(add_entry(row, form.facts(), act=form.act(), by=request.user))

    if carried_out(form, add):
        entry = made[0].entry
        words = _("Entry No. %(number)s is taken in.") if made[0].is_new else _("This was sent before: No. %(number)s.")
        messages.success(request, words % {"number": entry.number})
        _warn(request, row, entry)
        return redirect("events:contest", ref)
    context = {
        "activity": activity,
        "contest": row,
        "counts": contest_counts(activity=activity),
        "lines": [(line.entry, warning_in_words(row, line.warning)) for line in entries_of(contest=row)],
        "form": form,
        "is_late": bool(row.entries_until and row.entries_until < timezone.localdate()),
        "may_edit": may_edit(request.membership),
        "may_see_people": may_see_people(request.membership),
    }
    return render(request, "events/contest.html", context, status=422 if form.is_bound else 200)


def _like_last(request: MemberRequest, contest: Contest) -> dict[str, object]:
    """A class brings its drawings together: the last entry's nomination and school are offered again."""
    last = contest.entries.order_by("-number").first()
    return {"nomination": last.nomination_id, "from_where": last.from_where} if last else {}


def _warn(request: MemberRequest, contest: Contest, entry: ContestEntry) -> None:
    words = warning_in_words(contest, age_warning(contest, entry.author_age))
    if words:
        said = {"number": entry.number, "why": words}
        messages.warning(request, _("Entry No. %(number)s: the author is %(why)s. It is kept all the same.") % said)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def contest_settings(request: MemberRequest, ref: str) -> HttpResponse:
    """Rules, age limits, nominations, jury."""
    activity = activity_of(request, ref)
    row = contest_of(activity)
    data = request.POST if request.method == "POST" else None
    form = ContestForm(data, initial={name: getattr(row, name) for name in ContestForm.base_fields})
    nominations = NominationFormSet(data, initial=list(row.nominations.values("pk", "title")), prefix="nominations")
    members = list(row.jury.values("name", "post", "is_chair", "has_consented"))
    jury = JuryFormSet(data, initial=members, prefix="jury")

    def save() -> None:
        set_contest(
            row, form.facts(), nominations=nomination_lines(nominations), jury=jury_lines(jury), by=request.user
        )

    # All are asked, so that every fault is shown at once.
    if data is not None and all([form.is_valid(), nominations.is_valid(), jury.is_valid()]) and carried_out(form, save):
        messages.success(request, _("Saved."))
        return redirect("events:contest", ref)
    context: dict[str, Any] = {"activity": activity, "form": form, "nominations": nominations, "jury": jury}
    return render(request, "events/contest_settings.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def contest_entry(request: MemberRequest, pk: int) -> HttpResponse:
    """Change one entry, withdraw it, or forget its author's name."""
    entry = _entry(request, pk)
    data = request.POST if request.method == "POST" else None
    form = EntryForm(data, contest=entry.contest, initial=entry_initial(entry))
    shown = request.POST.get("initial-author_name")
    if carried_out(form, lambda: change_entry(entry, form.facts(), by=request.user, name_shown=shown)):
        messages.success(request, _("Saved."))
        _warn(request, entry.contest, ContestEntry.objects.get(pk=pk))
        return redirect("events:contest", entry.contest.activity.ref)
    context = {"entry": _entry(request, pk), "form": form, "activity": entry.contest.activity}
    return render(request, "events/contest_entry.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_view(may_edit)
def contest_entry_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take an entry out of the contest, or (back=1) bring it back."""
    entry = _entry(request, pk)
    is_back = bool(request.POST.get("back"))
    withdraw_entry(entry, withdrawn=not is_back, by=request.user)
    words = _("Entry No. %(number)s takes part again.") if is_back else _("Entry No. %(number)s is withdrawn.")
    messages.success(request, words % {"number": entry.number})
    return redirect("events:contest", entry.contest.activity.ref)


@require_POST
@member_view(may_edit)
def contest_entry_forget(request: MemberRequest, pk: int) -> HttpResponse:
    """The consent to the name was withdrawn."""
    entry = _entry(request, pk)
    forget_author(entry, by=request.user)
    messages.success(request, _("The name is erased. The entry stays under its number."))
    return redirect("events:contest_entry", pk)


@require_safe
@member_view(may_edit)
def contest_xlsx(request: MemberRequest, ref: str) -> HttpResponse:
    """The list of entries as a workbook."""
    activity = activity_of(request, ref)
    answer = HttpResponse(entries_xlsx(contest_of(activity)), content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="entries-{activity.public_code}.xlsx"'
    return answer


def activity_of(request: MemberRequest, ref: str) -> Activity:
    """The organisation's activity with this short code."""
    found = Activity.objects.of(request.organisation).select_related("kind", "project", "organisation")
    return get_object_or_404(found, ref=ref)


def _entry(request: MemberRequest, pk: int) -> ContestEntry:
    found = ContestEntry.objects.of(request.organisation).select_related("contest__activity", "nomination")
    return get_object_or_404(found, pk=pk)
