"""Saving a text so that nobody writes over words that they have not seen."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from grants.models import User
from rules.errors import AppError

# The revision of a text that nobody has typed yet.
NOT_TYPED_YET = 0
Row = TypeVar("Row", bound=models.Model)


def swap(
    table: type[Row], place: dict[str, Any], values: dict[str, Any], *, seen: int, by: User | None
) -> tuple[Row, bool]:
    """Compare and swap: the statement that writes is the one that looks whether anybody else has written. Returns the
    row at `place` and whether these values were written now: the same ones again change nothing, whatever was seen.

    Raises AppError text_changed_meanwhile (409) where other values stand there than those of revision `seen`.
    """
    rows = table._default_manager.filter(**place)
    if seen == NOT_TYPED_YET:
        is_mine = _begin(table, {**place, **values, "changed_by": by})
    else:
        says_else = rows.filter(revision=seen).exclude(**values)
        is_mine = bool(says_else.update(revision=seen + 1, **values, changed_by=by, changed_at=timezone.now()))
    row = rows.select_related("organisation").first()
    if row is None or (not is_mine and {name: getattr(row, name) for name in values} != values):
        raise AppError("text_changed_meanwhile", 409)
    return row, is_mine


def _begin(table: type[models.Model], values: dict[str, Any]) -> bool:
    """Store the first text of a place; False: somebody else was quicker, the table's constraint says."""
    try:
        with transaction.atomic():
            table._default_manager.create(**values)
    except IntegrityError:
        return False
    return True
