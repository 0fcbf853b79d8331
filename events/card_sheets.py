"""Whose cards are printed, and the words on them."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext as _

from events.actions.codes import issue_code, token_of
from events.cards import Card, CardSheet, cards_pdf
from events.models import Activity, Attendance, Person, Registration, RegistrationState
from events.queries.people import standing_people

REGISTERED, CAME = "registered", "came"
# More than this is made by a worker: a hundred take about a second and a half.
AT_ONCE = 100
_LANGUAGES = ("kk", "ru")


def people_for_cards(*, activity: Activity, who: str) -> list[int]:
    """Ids of those who have a place at the activity, or were counted at it; by name."""
    if who == REGISTERED:
        having = Registration.objects.filter(activity=activity, state=RegistrationState.PLACE)
        people = standing_people(activity.organisation).filter(pk__in=having.values("person"))
    else:
        here = Attendance.objects.counted().filter(activity=activity)
        people = standing_people(activity.organisation).filter(pk__in=here.values("person"))
    return list(people.order_by("name", "pk").values_list("pk", flat=True))


def make_cards(
    activity: Activity,
    *,
    people: list[int],
    with_names: bool,
    base: str,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> bytes:
    """The cards of these people as a PDF; who has no code gets one. `base`: the address codes begin with, such as
    https://outreach.example.kz."""
    organisation = activity.organisation
    found = standing_people(organisation).select_related("organisation").in_bulk(people)
    cards = [_card(found[pk], base, with_names) for pk in people if pk in found]
    sheet = CardSheet(
        title=f"{activity.ref} · {_('Cards with codes')}",
        organisation=activity.organisation.name,
        hint=_hints(),
        has_names=with_names,
    )
    return cards_pdf(cards, sheet, progress)


def _card(person: Person, base: str, with_names: bool) -> Card:
    code = issue_code(person)
    link = f"{base.rstrip('/')}/c/{token_of(code)}"
    return Card(link, code.display, person.name if with_names else "")


def _hints() -> tuple[str, ...]:
    hints = []
    for language in _LANGUAGES:
        with translation.override(language):
            hints.append(_("Show this code at the door."))
    return tuple(dict.fromkeys(hints))
