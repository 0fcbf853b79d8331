"""The reporting period of a form."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from events.queries.periods import ALWAYS
from grants.models import Project
from rules.errors import AppError
from rules.plan_progress import Period

# Tells what was done so far; the others tell of the whole project.
INTERIM = "interim"


def reporting_period(*, project: Project, form: str, asked: Period | None = None, today: date | None = None) -> Period:
    """The days that a form tells of: as asked for; what is left open of an interim report goes from the contract's
    start until today or its end, of any other form it is open.

    Raises AppError period_upside_down where it would end before it begins.
    """
    wished = asked or ALWAYS
    first, last = wished.starts_on, wished.ends_on
    if form == INTERIM:
        first = first or project.starts_on
        # Before the contract begins there is nothing to tell: one empty day.
        until = min(filter(None, (today or timezone.localdate(), project.ends_on)))
        last = last or max(filter(None, (first, until)))
    if first and last and last < first:
        raise AppError("period_upside_down", 422)
    return Period(first, last)
