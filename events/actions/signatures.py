"""Keeping finger signatures: one per entry, deleted with the person's data (events/actions/people.py)."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from events.models import Attendance, Signature
from rules.errors import AppError
from rules.strokes import pack_strokes, parse_strokes, simplify_strokes


def keep_signature(attendance: Attendance, strokes: str, *, signed_at: datetime | None = None) -> Signature:
    """Keep the signature of an entry, once: the first one stays, whatever comes later.

    Raises AppError signature_unreadable.
    """
    kept = Signature.objects.filter(attendance=attendance).first()
    if kept:
        return kept
    text = read_signature(strokes)
    try:
        with transaction.atomic():
            return Signature.objects.create(attendance=attendance, strokes=text, signed_at=signed_at or timezone.now())
    except IntegrityError:
        return Signature.objects.get(attendance=attendance)


def read_signature(strokes: str) -> str:
    """The text to be stored for strokes that were sent. Raises AppError signature_unreadable."""
    try:
        return pack_strokes(simplify_strokes(parse_strokes(strokes)))
    except ValueError:
        raise AppError("signature_unreadable", 422) from None


def carry_signature(old: Attendance, new: Attendance) -> None:
    """Give an entry's signature to the entry that replaces it."""
    Signature.objects.filter(attendance=old).update(attendance=new)
