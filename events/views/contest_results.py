"""Who has won: places and prizes, and the list that is printed."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.actions.contests import contest_of, set_results
from events.contest_words import author_in_words, shared_place_in_words
from events.forms.contests import ResultForm
from events.queries.contests import entries_of, results_of, shared_places
from events.views.contests import activity_of
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit, may_view


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def contest_results(request: MemberRequest, ref: str) -> HttpResponse:
    """Places 1–3 and prizes, nomination by nomination."""
    activity = activity_of(request, ref)
    contest = contest_of(activity)
    data = request.POST if request.method == "POST" else None
    entries = [line.entry for line in entries_of(contest=contest) if not line.entry.withdrawn_at]
    # An entry that came in while the page was open is not in it: it keeps what it has.
    if data is not None:
        entries = [entry for entry in entries if f"entry{entry.pk}-place" in data]
    forms = [ResultForm(data, entry=entry) for entry in entries]
    faults = [form.errors for form in forms if form.errors]
    if data is not None and not faults:
        results = {form.entry.pk: (form.cleaned_data["place"], form.cleaned_data["prize"]) for form in forms}
        set_results(contest, results, by=request.user)
        messages.success(request, _("The results are saved."))
        for shared in shared_places(contest=contest):
            messages.warning(request, shared_place_in_words(shared))
        return redirect("events:contest_results", ref)
    by_nomination = sorted(forms, key=lambda form: (form.entry.nomination_id or 1 << 62, form.entry.number))
    groups = groupby(by_nomination, key=lambda form: form.entry.nomination)
    context = {
        "activity": activity,
        "groups": [(nomination, [(form, author_in_words(form.entry)) for form in rows]) for nomination, rows in groups],
        "has_errors": bool(faults),
        "shared": [shared_place_in_words(shared) for shared in shared_places(contest=contest)],
    }
    return render(request, "events/contest_results.html", context, status=422 if data is not None else 200)


@require_safe
@member_view(may_view)
def contest_winners(request: MemberRequest, ref: str) -> HttpResponse:
    """The list of winners to print or to read out: names only with consent."""
    activity = activity_of(request, ref)
    contest = contest_of(activity)
    context = {
        "activity": activity,
        "contest": contest,
        "jury": contest.jury.all(),
        "groups": [
            (group.title, [(entry, author_in_words(entry)) for entry in group.winners])
            for group in results_of(contest=contest)
        ],
        "may_edit": may_edit(request.membership),
    }
    return render(request, "events/contest_winners.html", context)
