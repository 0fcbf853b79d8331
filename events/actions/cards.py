"""Giving many people codes at once, to print as cards."""

from __future__ import annotations

import uuid

from django.db import transaction

from events.actions.codes import issue_code
from events.models import Activity, Person
from grants.actions.audit import record_audit
from grants.models import AuditEntry, Organisation, User
from rules.errors import AppError

BLANK_AT_MOST = 200
_BLANK = "cards.blank"


@transaction.atomic
def make_blank_people(activity: Activity, *, number: int, form: uuid.UUID, by: User | None) -> list[int]:
    """New people of whom nothing is known but a code, for cards that are handed out at a door; their ids in order.

    The same form sent again gives the first ones. Raises AppError too_many_cards.
    """
    if not 1 <= number <= BLANK_AT_MOST:
        raise AppError("too_many_cards", 422, most=BLANK_AT_MOST)
    organisation = activity.organisation
    # Two taps at once: the second waits, and finds what the first has made.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    made = AuditEntry.objects.of(organisation).filter(verb=_BLANK, subject=f"cards:{form}").first()
    if made:
        return [int(pk) for pk in made.details["people"]]
    people = [Person.objects.create(organisation=organisation) for _number in range(number)]
    for person in people:
        issue_code(person)
    ids = [person.pk for person in people]
    record_audit(organisation, by, _BLANK, f"cards:{form}", activity=activity.pk, people=ids)
    return ids
