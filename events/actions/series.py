"""Series: activities that people register for together."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from events.actions.places import hold_activity
from events.models import Activity, Series
from grants.actions.audit import record_audit
from grants.models import Project, User
from rules.errors import AppError


@transaction.atomic
def make_series(project: Project, *, title: str, by: User | None) -> Series:
    """A new, empty series of a project. Raises AppError series_without_title."""
    series = Series.objects.create(organisation=project.organisation, project=project, title=_titled(title))
    record_audit(series.organisation, by, "series.create", series)
    return series


@transaction.atomic
def rename_series(series: Series, *, title: str, by: User | None) -> None:
    """Another title; the link stays. Raises AppError series_without_title."""
    wished = _titled(title)
    if series.title == wished:
        return
    series.title = wished
    series.save(update_fields=["title"])
    record_audit(series.organisation, by, "series.rename", series)


@transaction.atomic
def choose_activities(series: Series, activities: Collection[Activity], *, by: User | None) -> None:
    """Make the series be these activities of its project. One that comes in opens its registration; one that goes out
    keeps who registered. Raises AppError activity_of_another_project."""
    wished = {activity.pk for activity in activities}
    if Activity.objects.filter(pk__in=wished).exclude(project=series.project_id).exists():
        raise AppError("activity_of_another_project", 422)
    before = set(series.activities.values_list("pk", flat=True))
    for pk in sorted(wished ^ before):
        activity = hold_activity(pk)
        if pk in wished:
            activity.series, activity.takes_registrations = series, True
        else:
            activity.series = None
        activity.save(update_fields=["series", "takes_registrations"])
    if wished != before:
        record_audit(series.organisation, by, "series.activities", series, number=len(wished))


def _titled(title: str) -> str:
    plain = " ".join(title.split())
    if not plain:
        raise AppError("series_without_title", 422)
    return plain[:300]
