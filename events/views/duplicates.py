"""People made twice: pairs to decide about, a merge by hand, and what was merged, with Undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.actions.merging import keep_apart, merge_people, unmerge
from events.models import Person, PersonMerge
from events.participant_pages import participant_page
from events.queries.codes import Standing, identify
from events.queries.duplicates import merges_of, suggestions
from events.queries.people import PersonShown, people_found, person_shown, standing_people
from events.refusals import words_of
from grants.access import MemberRequest, member_view
from grants.permissions import may_see_people
from rules.errors import AppError

PAIRS_PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_see_people)
def duplicates(request: MemberRequest) -> HttpResponse:
    """Pairs that may be one person: the same, or two. Below, what was put together before."""
    if request.method == "POST":
        one, other = _person(request, "kept"), _person(request, "merged")
        if request.POST.get("act") == "different":
            keep_apart(one, other, by=request.user)
            messages.success(request, _("Two people. They are not shown again."))
        elif request.POST.get("act") == "same":
            _merge(request, one, other)
        else:
            raise Http404
        return redirect("events:duplicates")
    page = Paginator(suggestions(organisation=request.organisation), PAIRS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "merges": merges_of(organisation=request.organisation)}
    return participant_page(request, "events/duplicates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_see_people)
def merge(request: MemberRequest, pk: int) -> HttpResponse:
    """Put somebody together with this person, found by name or short code."""
    person = get_object_or_404(standing_people(request.organisation), pk=pk)
    context: dict[str, Any] = {"person": person_shown(person, full=True)}
    if request.method == "POST" and "merged" in request.POST:
        _merge(request, person, _person(request, "merged"))
        return redirect("events:merge", person.pk)
    if request.method == "POST":
        wanted = request.POST.get("find", "")[:60]
        context |= {"wanted": wanted, "found": _found(request, wanted, person)}
    return participant_page(request, "events/merge.html", context)


@require_POST
@member_view(may_see_people)
def merge_undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a merge back."""
    found = get_object_or_404(PersonMerge.objects.of(request.organisation), pk=pk)
    try:
        unmerge(found, by=request.user)
        messages.success(request, _("Undone: they are two people again, each with their own visits."))
    except AppError as refused:
        messages.error(request, words_of(refused))
    return redirect("events:duplicates")


def _merge(request: MemberRequest, kept: Person, merged: Person) -> None:
    try:
        merge_people(kept=kept, merged=merged, by=request.user)
        messages.success(request, _("One person now. It can be undone on the page “People entered twice”."))
    except AppError as refused:
        messages.error(request, words_of(refused))


def _found(request: MemberRequest, wanted: str, person: Person) -> list[PersonShown]:
    answer = identify(wanted, organisation=request.organisation)
    by_code: list[PersonShown] = []
    if answer.code and answer.standing is Standing.OURS:
        by_code = [person_shown(answer.code.person.standing, full=True)]
    found = by_code or people_found(organisation=request.organisation, text=wanted, full=True)
    return [one for one in found if one.pk != person.pk]


def _person(request: MemberRequest, name: str) -> Person:
    text = request.POST.get(name, "")
    if not text.isascii() or not text.isdigit():
        raise Http404
    return get_object_or_404(Person.objects.of(request.organisation), pk=int(text[:18]))
