"""What becomes of the data of people: note consent, change, delete."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from events.actions.attendance import void_attendance
from events.consent import WITHDRAWN
from events.models import Attendance, Consent, Person
from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError


def note_consents(
    attendance: Attendance,
    *,
    answers: Mapping[str, bool],
    wording: str,
    language: str,
    by_guardian: bool = False,
) -> None:
    """Keep what was asked and answered with an attendance: kind of consent → yes or no."""
    Consent.objects.bulk_create(
        Consent(
            organisation_id=attendance.activity.organisation_id,
            attendance=attendance,
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
    """The person as they are now, held until the transaction ends, so that nothing is added while data are deleted.

    Raises AppError person_withdrawn when that has happened already.
    """
    held = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
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
    """Delete a person's data and keep the count: name, number, key and birth years go, codes die, consents are marked
    withdrawn, and the rows that counted them stay as rows of nobody. Doing it again changes nothing."""
    held = Person.objects.select_for_update().get(pk=person.pk)
    if held.withdrawn_at:
        return
    # A second session's row would count nobody twice: without a person it would. It goes first.
    for row in held.attendances.live().filter(is_counted=False):
        void_attendance(row, reason=WITHDRAWN, by=by)
    now = timezone.now()
    Consent.objects.filter(attendance__person=held, withdrawn_at__isnull=True).update(withdrawn_at=now)
    held.codes.filter(revoked_at__isnull=True).update(revoked_at=now)
    held.attendances.update(person=None, birth_year=None)
    held.name = held.phone = held.external_key = ""
    held.is_identified, held.withdrawn_at = False, now
    held.save(update_fields=["name", "phone", "external_key", "is_identified", "withdrawn_at"])
    record_audit(held.organisation, by, "person.withdraw", held)
