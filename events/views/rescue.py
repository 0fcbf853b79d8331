"""The rescue page: what a phone could not send, brought here as a file by somebody else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.actions.batches import Rescued, Taken, take_rescue_file
from events.forms.scanners import RescueForm
from events.kept_words import why_in_words
from events.models import Device
from events.participant_pages import page_language, participant_page
from events.refusals import MESSAGES, words_of
from events.scan_items import Asking
from grants.access import MemberRequest, member_view
from grants.models import Organisation
from grants.permissions import may_check_in
from rules.errors import AppError


@dataclass(frozen=True)
class Outcome:
    """What came of a file, in figures. `people`: newly or once more answered as counted; `refused`: reason → items."""

    items: int
    people: int
    already: int
    kept: int
    refused: list[tuple[str, int]]
    device: Device | None


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def rescue(request: MemberRequest) -> HttpResponse:
    """Take a rescue file. Bringing it twice changes nothing, so its figures are shown at once."""
    form = RescueForm(request.POST, request.FILES) if request.method == "POST" else RescueForm()
    if request.method != "POST" or not form.is_valid():
        return participant_page(request, "events/rescue.html", {"form": form}, 422 if form.errors else 200)
    asking = Asking(organisation=request.organisation, user=request.user, language=page_language())
    try:
        rescued = take_rescue_file(form.text(), asking=asking)
    except AppError as refused:
        if refused.code not in MESSAGES:
            raise
        form.add_error("file", words_of(refused))
        return participant_page(request, "events/rescue.html", {"form": form}, refused.status)
    context = {"outcome": _outcome(rescued, request.organisation), "form": RescueForm()}
    return participant_page(request, "events/rescue.html", context)


def _outcome(rescued: Rescued, organisation: Organisation) -> Outcome:
    answers = [taken.answer for taken in rescued.taken if taken.answer]
    by_outcome = Counter(answer.outcome for answer in answers)
    reasons = Counter(_why(taken) for taken in rescued.taken if taken.refusal)
    devices = Device.objects.of(organisation).filter(number=rescued.device)
    return Outcome(
        items=len(rescued.taken),
        people=sum(answer.people for answer in answers if answer.outcome == "checked_in"),
        already=by_outcome["already_checked_in"],
        kept=by_outcome["kept"],
        refused=reasons.most_common(),
        device=devices.order_by("-claimed_at", "-pk").first(),
    )


def _why(taken: Taken) -> str:
    assert taken.refusal
    code = taken.refusal.code
    if taken.refusal.status >= 500:
        return _("This could not be done. Nothing was lost.")
    return words_of(taken.refusal) if code in MESSAGES else why_in_words(code)
