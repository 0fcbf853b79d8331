"""Which activities there are, and what one of them is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from events.models import Activity
from events.queries.counts import (
    attendance_groups,
    counted_rows,
    head_count_sums,
    live_head_counts,
)
from grants.models import Organisation, User
from rules.codes import DIMENSIONS


@dataclass(frozen=True)
class ActivityFilter:
    """What the list is limited to; None and "" limit nothing."""

    project_id: int | None = None
    kind_id: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Share:
    """How many people of an activity have one value of a dimension."""

    value: str
    count: int


def activities_found(*, organisation: Organisation, chosen: ActivityFilter) -> QuerySet[Activity]:
    """The organisation's activities that pass the filter; every word of the text must occur somewhere.

    A regular expression, because SQLite's LIKE knows no Cyrillic capitals.
    """
    found = Activity.objects.of(organisation)
    if chosen.project_id:
        found = found.filter(project_id=chosen.project_id)
    if chosen.kind_id:
        found = found.filter(kind_id=chosen.kind_id)
    for word in chosen.text.replace("\0", "").split()[:8]:
        pattern = re.escape(word)
        places = ("title", "topic", "venue", "town", "ref")
        anywhere = Q()
        for place in places:
            anywhere |= Q(**{f"{place}__iregex": pattern})
        found = found.filter(anywhere)
    return found


def upcoming(activities: QuerySet[Activity], today: date) -> QuerySet[Activity]:
    """Those whose last day has not passed, and those without a date, soonest first."""
    return activities.filter(_not_over(today))


def past(activities: QuerySet[Activity], today: date) -> QuerySet[Activity]:
    """Those whose last day has passed, latest first."""
    return activities.exclude(_not_over(today)).order_by("-starts_on", "-starts_at", "-ref")


def met(today: date) -> Q:
    """The condition on activities at which people met and which are over."""
    over = Q(ends_on__lt=today) | Q(ends_on__isnull=True, starts_on__lt=today)
    return over & Q(cancelled_at__isnull=True, kind__gathers_people=True)


def _not_over(today: date) -> Q:
    return Q(starts_on__isnull=True) | Q(starts_on__gte=today) | Q(ends_on__gte=today)


def upcoming_and_past_numbers(activities: QuerySet[Activity], today: date) -> tuple[int, int]:
    """How many are upcoming and how many past. One query."""
    numbers = activities.order_by().aggregate(everything=Count("pk"), upcoming=Count("pk", filter=_not_over(today)))
    return numbers["upcoming"], numbers["everything"] - numbers["upcoming"]


def activities_between(*, organisation: Organisation, first: date, last: date) -> list[Activity]:
    """Activities with a day from `first` to `last`, both included, in the order of the day."""
    begun = Activity.objects.of(organisation).filter(starts_on__lte=last)
    within = begun.filter(Q(ends_on__gte=first) | Q(ends_on__isnull=True, starts_on__gte=first))
    return list(within.select_related("kind", "project"))


def activities_by_day(activities: Iterable[Activity], *, first: date, last: date) -> dict[date, list[Activity]]:
    """Each day from `first` to `last` on which something takes place, an activity of several days on each of them."""
    days: dict[date, list[Activity]] = {}
    for activity in activities:
        if not activity.starts_on or not activity.last_day:
            continue
        day = max(first, activity.starts_on)
        while day <= min(last, activity.last_day):
            days.setdefault(day, []).append(activity)
            day += timedelta(days=1)
    return days


def last_made_by(user: User, *, organisation: Organisation) -> Activity | None:
    """The activity this user made last: the next one is probably of the same project."""
    return Activity.objects.of(organisation).filter(created_by=user).order_by("-pk").first()


def shares_of(*, activity: Activity) -> dict[str, list[Share]]:
    """The activity's number by gender, category and age, values of zero left out. Two queries; each dimension adds up
    to the activity's total."""
    this = Activity.objects.filter(pk=activity.pk)
    groups = attendance_groups(counted_rows(this))
    heads = head_count_sums(live_head_counts(this))
    shares: dict[str, list[Share]] = {}
    for dimension, values in DIMENSIONS.items():
        counts = dict.fromkeys(values, 0)
        for group in groups:
            counts[group.value(dimension)] += group.count
        for value in values:
            counts[value] += heads.count(dimension, value)
        shares[dimension] = [Share(value, count) for value, count in counts.items() if count]
    return shares
