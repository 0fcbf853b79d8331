"""What becomes of the data of people: note consent, change, delete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from events.actions.attendance import void_attendance
from events.actions.places import give_up_registrations
from events.consent import WITHDRAWN
from events.models import Attendance, Consent, Person, Registration, Signature
from events.queries.people import spellings_of
from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError


def note_consents(
    at: Attendance | Registration,
    *,
    answers: Mapping[str, bool],
    wording: str,
    language: str,
    by_guardian: bool = False,
) -> None:
    """Keep what was asked and answered at a visit or when registering: kind of consent → yes or no."""
    place: dict[str, Any] = {"registration": at} if isinstance(at, Registration) else {"attendance": at}
    Consent.objects.bulk_create(
        Consent(
            **place,
            organisation_id=at.activity.organisation_id,
            kind=kind,
            given=given,
            by_guardian=given and by_guardian,
            wording=wording,
            language=language[:2],
            at=timezone.now(),
        )
        for kind, given in answers.items()
    )


def hold_person(person: Person) -> Person:
    """The person as they are now, held until the transaction ends, so that nothing is added while data are deleted; a
    row that was merged meanwhile means the person it was merged into.

    Raises AppError person_withdrawn when that has happened already.
    """
    people = Person.objects.select_for_update(no_key=True)
    held = people.get(pk=person.pk)
    while held.merged_into_id:
        held = people.get(pk=held.merged_into_id)
    if held.withdrawn_at:
        raise AppError("person_withdrawn", 409)
    return held


def change_person(person: Person, *, name: str, phone_number: str) -> None:
    """Take over a name and a number that the person gave now; what they left empty stays.

    Raises AppError person_withdrawn.
    """
    held = hold_person(person)
    held.name, held.phone = name or held.name, phone_number or held.phone
    held.is_identified = held.is_identified or bool(held.phone)
    held.save(update_fields=["name", "phone", "is_identified"])


@transaction.atomic
def withdraw_person(person: Person, *, by: User | None) -> None:
    """Delete a person's data and keep the count: name, number, key, signatures and birth years go, codes die, consents
    are marked withdrawn, and the rows that counted them stay as rows of nobody. Whoever was merged with them goes too.
    Doing it again changes nothing."""
    standing = Person.objects.get(pk=person.pk).standing
    everybody = [one.pk for one in spellings_of(standing)]
    for held in Person.objects.select_for_update().filter(pk__in=everybody).order_by("pk"):
        if not held.withdrawn_at:
            _withdraw(held, by)


def _withdraw(held: Person, by: User | None) -> None:
    # A second session's row would count nobody twice: without a person it would. It goes first.
    for row in held.attendances.live().filter(is_counted=False):
        void_attendance(row, reason=WITHDRAWN, by=by)
    now = timezone.now()
    given_by = Q(attendance__person=held) | Q(registration__person=held)
    Consent.objects.filter(given_by, withdrawn_at__isnull=True).update(withdrawn_at=now)
    give_up_registrations(held, by=by)
    held.codes.filter(revoked_at__isnull=True).update(revoked_at=now)
    Signature.objects.filter(attendance__person=held).delete()
    # What was undone before must not come back as a row of nobody, and its reason may name the person.
    held.attendances.filter(voided_at__isnull=False, replaced_by__isnull=True).update(void_reason=WITHDRAWN)
    held.attendances.update(person=None, birth_year=None)
    held.name = held.phone = held.external_key = ""
    held.is_identified, held.withdrawn_at = False, now
    held.save(update_fields=["name", "phone", "external_key", "is_identified", "withdrawn_at"])
    record_audit(held.organisation, by, "person.withdraw", held)
