"""Cards with personal codes, to print and cut."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from events.actions.cards import make_blank_people
from events.card_sheets import AT_ONCE, CAME, REGISTERED, make_cards, people_for_cards
from events.forms.cards import BLANK, CardsForm
from events.links import public_link
from events.models import Activity
from events.participant_pages import keep_private, participant_page
from events.tasks import CARDS_PDF, cards_filename
from grants import jobs
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def cards(request: MemberRequest, ref: str) -> HttpResponse:
    """Choose whose cards; they come as a PDF at once, or from a worker where they are many."""
    found = Activity.objects.of(request.organisation).select_related("organisation", "kind", "project")
    activity = get_object_or_404(found, ref=ref)
    known = {who: people_for_cards(activity=activity, who=who) for who in (REGISTERED, CAME)}
    form = CardsForm(request.POST or None, registered=len(known[REGISTERED]), came=len(known[CAME]))
    if request.method == "POST" and form.is_valid():
        return _printed(request, activity, form, known)
    context = {"activity": activity, "form": form}
    return participant_page(request, "events/cards.html", context, 422 if form.errors else 200)


def _printed(request: MemberRequest, activity: Activity, form: CardsForm, known: dict[str, list[int]]) -> HttpResponse:
    chosen, mark = form.cleaned_data, form.cleaned_data["form"]
    people = known.get(chosen["who"]) or []
    if chosen["who"] == BLANK:
        people = make_blank_people(activity, number=chosen["number"], form=mark, by=request.user)
    base = public_link(request, "/")
    if len(people) > AT_ONCE:
        params = {"activity": activity.pk, "people": people, "with_names": chosen["with_names"], "base": base}
        asked = jobs.ask(
            organisation=request.organisation,
            kind=CARDS_PDF,
            subject=f"{activity.pk}:{mark}",
            by=request.user,
            params=params,
        )
        return redirect("desk:job", asked.pk)
    content = make_cards(activity, people=people, with_names=chosen["with_names"], base=base)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(True, cards_filename(activity)) or ""
    return keep_private(response)
