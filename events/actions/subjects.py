"""The organisation's list of what people ask about: add, rename, offer no longer, merge."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from events.actions.private import refuse_numbers_of_people
from events.models import Consultation, Subject
from grants.actions.audit import record_audit
from grants.models import Organisation, User
from rules.errors import AppError

LONGEST_NAME = 120


def subject_named(organisation: Organisation, name: str) -> Subject | None:
    """The subject of this name, in whatever capitals and spaces; SQLite knows no Cyrillic capitals, so here."""
    wanted = _folded(name)
    return next((one for one in Subject.objects.of(organisation) if _folded(one.name) == wanted), None)


@transaction.atomic
def add_subject(organisation: Organisation, *, name: str, by: User | None) -> Subject:
    """The subject of this name: a new one, or the one that is there already, offered again if it was retired.

    Raises AppError subject_nameless, consultation_phone, consultation_iin.
    """
    name = _checked(name)
    found = subject_named(organisation, name)
    if found is None:
        try:
            with transaction.atomic():
                found = Subject.objects.create(organisation=organisation, name=name)
        except IntegrityError:
            return Subject.objects.of(organisation).get(name=name)
        record_audit(organisation, by, "subject.add", found, name=name)
    elif found.retired_at:
        offer_subject(found, offered=True, by=by)
    return found


@transaction.atomic
def rename_subject(subject: Subject, *, name: str, by: User | None) -> Subject:
    """Another name for a subject, also in the entries there are. Raises AppError subject_nameless, subject_taken,
    consultation_phone, consultation_iin."""
    name = _checked(name)
    namesake = subject_named(subject.organisation, name)
    if namesake and namesake.pk != subject.pk:
        raise AppError("subject_taken", 409)
    was, subject.name = subject.name, name
    try:
        with transaction.atomic():
            subject.save(update_fields=["name"])
    except IntegrityError:
        raise AppError("subject_taken", 409) from None
    if was != name:
        record_audit(subject.organisation, by, "subject.rename", subject, was=was, name=name)
    return subject


@transaction.atomic
def offer_subject(subject: Subject, *, offered: bool, by: User | None) -> Subject:
    """Offer a subject to new entries, or no longer; the entries there are keep it."""
    if offered != (subject.retired_at is None):
        subject.retired_at = None if offered else timezone.now()
        subject.save(update_fields=["retired_at"])
        record_audit(subject.organisation, by, "subject.offer" if offered else "subject.retire", subject)
    return subject


@transaction.atomic
def merge_subjects(*, kept: Subject, merged: Subject, by: User | None) -> int:
    """Give every entry of `merged` the subject `kept` and take `merged` off the list; the number of live entries moved.

    It cannot be taken back. Raises AppError subject_of_another_organisation, subject_with_itself, try_again when one of
    them was merged meanwhile.
    """
    if kept.organisation_id != merged.organisation_id:
        raise AppError("subject_of_another_organisation", 404)
    if kept.pk == merged.pk:
        raise AppError("subject_with_itself", 422)
    # Held in the order of their numbers, so that two merges the other way round wait for each other.
    held = list(Subject.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk]).order_by("pk"))
    if len(held) < 2:
        raise AppError("try_again", 409)
    entries = Consultation.objects.filter(subject=merged)
    moved = entries.filter(attendance__voided_at__isnull=True).count()
    entries.update(subject=kept)
    record_audit(kept.organisation, by, "subject.merge", kept, merged=merged.name, entries=moved)
    merged.delete()
    return moved


def _checked(name: str) -> str:
    name = " ".join(name.split())[:LONGEST_NAME].strip()
    if not name:
        raise AppError("subject_nameless", 422)
    refuse_numbers_of_people(name)
    return name


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
