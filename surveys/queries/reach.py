"""How many of those who could have answered did."""

from __future__ import annotations

from events.models import Activity
from events.queries.counts import activity_counts, counted_rows, distinct_people
from rules.survey_maths.satisfaction import ResponseRate, response_rate
from surveys.models import Run


def counted_people(*, run: Run) -> int | None:
    """The people counted at what the run asks about; None where it asks about a project.

    Over a series an identified person counts once, whoever has no identity once at each activity. Two queries for an
    activity, three for a series.
    """
    if run.activity_id is None and run.series_id is None:
        return None
    about = {"pk": run.activity_id} if run.activity_id else {"series": run.series_id, "cancelled_at__isnull": True}
    activities = Activity.objects.filter(**about)
    counts = activity_counts(activities=activities).values()
    total = sum(count.total for count in counts)
    if run.activity_id:
        return total
    rows = counted_rows(activities)
    visits = rows.filter(person__is_identified=True).count()
    return total - visits + distinct_people(rows)


def rate_of(*, run: Run, answered: int) -> ResponseRate | None:
    """Answered ÷ counted people; None where nobody could be counted."""
    counted = counted_people(run=run)
    return response_rate(answered, counted) if counted else None
