"""Recomputing what is derived from the facts: when a project's precedence or an activity's date changes."""

from collections.abc import Iterable

from django.db import transaction

from events.models import Activity, Attendance
from events.models.attendance import AttendanceQuerySet
from grants.models import Project
from rules.ages import age_band, age_on
from rules.categories import primary_category, unpack_statuses


@transaction.atomic
def recompute_categories(project: Project) -> int:
    """Recompute the primary category of every row of the project by its present precedence. Returns rows changed."""
    return _recompute(Attendance.objects.filter(activity__project=project), project)


@transaction.atomic
def recompute_activity(activity: Activity) -> int:
    """Recompute ages that come from a birth year (the date moved) and all categories. Returns changed rows."""
    rows = Attendance.objects.filter(activity=activity)
    if activity.starts_on:
        for year in set(rows.filter(birth_year__isnull=False).values_list("birth_year", flat=True)):
            age = age_on(activity.starts_on, birth_year=year or 0)
            rows.filter(birth_year=year).exclude(age=age).update(age=age, age_band=age_band(age))
    return _recompute(rows, activity.project)


def _recompute(rows: AttendanceQuerySet, project: Project) -> int:
    """One UPDATE per distinct statuses, age and stated band: there are few, however many the rows."""
    changed = 0
    told: Iterable[tuple[str, int | None, str]] = (
        rows.order_by().values_list("statuses", "age", "stated_band").distinct()
    )
    for statuses, age, band in list(told):
        primary = primary_category(unpack_statuses(statuses), age, project.category_precedence, band=band)
        changed += (
            rows.filter(statuses=statuses, age=age, stated_band=band)
            .exclude(category=primary.code, category_is_derived=primary.derived)
            .update(category=primary.code, category_is_derived=primary.derived)
        )
    return changed
