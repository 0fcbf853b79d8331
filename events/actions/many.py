"""Many activities in one act: make a series, copy one, move and cancel several. All or nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from events.actions.activities import COPIED, SpeakerLine, cancel_activity, create_activity, update_activity
from events.actions.once import done_before, hold_project, note_done
from events.actions.partners import InvolvementLine
from events.actions.series import make_series
from events.models import Activity, ActivityKind, Series
from events.queries.partners import involvements_at
from grants.actions.audit import record_audit
from grants.models import Measure, Project, User
from rules.errors import AppError

MOST = 60
NUMBER = "{n}"
MADE, COPIED_SERIES, MOVED = "series.make_activities", "series.copy", "series.move"


@dataclass(frozen=True)
class Place:
    """When and where one of many takes place."""

    day: date
    starts_at: time | None = None
    venue: str = ""


@dataclass(frozen=True)
class Many:
    """A series, how many activities the act made, and whether it was this sending of the form."""

    series: Series
    number: int
    is_new: bool


def titled(title: str, number: int) -> str:
    """The title of the activity with this number: {n} becomes 3."""
    return title.replace(NUMBER, str(number))


def series_title(title: str) -> str:
    """A series' own title out of its activities': without the number."""
    return " ".join(re.sub(r"\s*\{n\}\s*[-–.]?\s*", " ", title).split()).strip(" -–") or title


def next_number(series: Series | None) -> int:
    """The number after the last one of a series, 1 for a new one. Where nobody has numbered them, they are counted."""
    if series is None:
        return 1
    last = series.activities.aggregate(last=Max("number_in_series"))["last"]
    return (last or series.activities.count()) + 1


@transaction.atomic
def make_activities(
    project: Project,
    *,
    kind: ActivityKind,
    title: str,
    places: Sequence[Place],
    act: UUID,
    by: User | None,
    series: Series | None = None,
    name: str = "",
    first_number: int | None = None,
    takes_registrations: bool = False,
    **details: Any,
) -> Many:
    """Make an activity for every place, numbered on from the series' last, all of one series (a new one where `series`
    is None). `details` as `create_activity`. The same `act` again makes nothing.

    Raises AppError no_activity_chosen, too_many_activities, activity_of_another_project, measure_of_another_project.
    """
    if found := _before(project, MADE, act):
        return found
    _check_number(places)
    if series and series.project_id != project.pk:
        raise AppError("activity_of_another_project", 422)
    chosen = series or make_series(project, title=name or series_title(title), by=by)
    number = first_number or next_number(series)
    made = [
        create_activity(
            project,
            kind=kind,
            title=titled(title, place),
            by=by,
            starts_on=one.day,
            starts_at=one.starts_at,
            venue=one.venue,
            number_in_series=place,
            **details,
        )
        for place, one in enumerate(places, start=number)
    ]
    _join(chosen, made, takes_registrations, by)
    note_done(project.organisation, by, MADE, act, series=chosen.pk, number=len(made))
    return Many(chosen, len(made), is_new=True)


@transaction.atomic
def copy_series(
    series: Series,
    *,
    project: Project,
    title: str,
    measure: Measure | None,
    places: Sequence[tuple[Activity, Place]],
    act: UUID,
    by: User | None,
) -> Many:
    """A new series of `project` with copies of these activities, each at its new day and place, with speakers, partners
    and numbers, without results. Raises AppError no_activity_chosen, too_many_activities, series_without_title,
    activity_of_another_project, measure_of_another_project."""
    if found := _before(project, COPIED_SERIES, act):
        return found
    _check_number(places)
    if any(original.series_id != series.pk for original, _place in places):
        raise AppError("activity_of_another_project", 422)
    made_series = make_series(project, title=title, by=by)
    made = [_copy(original, place, project, measure, by) for original, place in places]
    _join(made_series, made, series.activities.filter(takes_registrations=True).exists(), by)
    note_done(project.organisation, by, COPIED_SERIES, act, series=made_series.pk, number=len(made), of=series.pk)
    return Many(made_series, len(made), is_new=True)


def _copy(original: Activity, place: Place, project: Project, measure: Measure | None, by: User | None) -> Activity:
    details = {name: getattr(original, name) for name in COPIED if name not in {"project", "measure", "kind", "title"}}
    details |= {"starts_on": place.day, "starts_at": place.starts_at, "venue": place.venue, "measure": measure}
    if original.starts_on and original.ends_on:
        details["ends_on"] = place.day + (original.ends_on - original.starts_on)
    speakers = [SpeakerLine(*row) for row in original.speakers.values_list("name", "post", "topic")]
    involved = involvements_at(activity=original)
    return create_activity(
        project,
        kind=original.kind,
        title=original.title,
        by=by,
        speakers=speakers,
        partners=[InvolvementLine(row.partner.name, row.role, row.gave) for row in involved],
        number_in_series=original.number_in_series,
        **details,
    )


@transaction.atomic
def move_activities(series: Series, activities: Collection[Activity], *, days: int, act: UUID, by: User | None) -> bool:
    """Shift these activities of a series by so many days (back where negative), their last days and the posters' hours
    with them; those without a date stay. Returns False where this act was done before.

    Raises AppError no_activity_chosen, activity_of_another_project, date_before_birth, day_impossible.
    """
    project = hold_project(series.project)
    if done_before(project.organisation, MOVED, act):
        return False
    _check_of(series, activities)
    for activity in sorted(activities, key=lambda one: one.pk):
        if activity.starts_on:
            ends_on = activity.ends_on and _shifted(activity.ends_on, days)
            update_activity(activity, by=by, starts_on=_shifted(activity.starts_on, days), ends_on=ends_on)
    note_done(project.organisation, by, MOVED, act, series=series.pk, days=days, number=len(activities))
    return True


@transaction.atomic
def cancel_activities(series: Series, activities: Collection[Activity], *, reason: str, by: User | None) -> None:
    """Cancel these activities of a series for one reason. Raises AppError no_activity_chosen, reason_missing,
    activity_of_another_project."""
    _check_of(series, activities)
    for activity in sorted(activities, key=lambda one: one.pk):
        cancel_activity(activity, reason=reason, by=by)
    record_audit(series.organisation, by, "series.cancel", series, number=len(activities), reason=reason.strip()[:300])


def _before(project: Project, verb: str, act: UUID) -> Many | None:
    """What this act has made already; a second sender waits here for the first."""
    hold_project(project)
    line = done_before(project.organisation, verb, act)
    series = line and Series.objects.of(project.organisation).filter(pk=line.details["series"]).first()
    return Many(series, int(line.details["number"]), is_new=False) if line and series else None


def _check_number(places: Sequence[object]) -> None:
    if not places:
        raise AppError("no_activity_chosen", 422)
    if len(places) > MOST:
        raise AppError("too_many_activities", 422, most=MOST)


def _check_of(series: Series, activities: Collection[Activity]) -> None:
    if not activities:
        raise AppError("no_activity_chosen", 422)
    if any(activity.series_id != series.pk for activity in activities):
        raise AppError("activity_of_another_project", 422)


def _join(series: Series, activities: Sequence[Activity], takes_registrations: bool, by: User | None) -> None:
    """New activities, so nobody has registered for one yet and there is nothing to hold."""
    made = Activity.objects.filter(pk__in=[activity.pk for activity in activities])
    made.update(series=series, takes_registrations=takes_registrations)
    record_audit(series.organisation, by, "series.activities", series, number=series.activities.count())


def _shifted(day: date, days: int) -> date:
    try:
        shifted = day + timedelta(days=days)
    except OverflowError:
        raise AppError("day_impossible", 422) from None
    if not 2000 <= shifted.year <= 2100:
        raise AppError("day_impossible", 422)
    return shifted
