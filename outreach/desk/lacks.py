"""What a held activity may lack. One rule for home, the lists behind it and the plan board."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import BooleanField, Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

from events.models import Activity, Attendance, HeadCount, HeadCountMode
from grants.models import AuditEntry
from media_log.queries.posts import WITHOUT_POSTS
from surveys.models import Response

PEOPLE, SURVEY, PUBLICATION = "people", "survey", "publication"
LACKS = (PEOPLE, SURVEY, PUBLICATION)
# A poster is missed this many days ahead.
POSTER_DAYS = 7


def has_met(activity: Activity, today: date) -> bool:
    """`met`, said of one activity."""
    over = bool(activity.last_day and activity.last_day < today)
    return over and not activity.cancelled_at and activity.kind.gathers_people


def without(what: str) -> Q:
    """The condition on activities that have nothing of `what`."""
    this = OuterRef("pk")
    if what == PEOPLE:
        # The activity's number is zero: nobody scanned who stands, and no head count above zero.
        scanned = Attendance.objects.counted().filter(activity=this)
        replaced = HeadCount.objects.live().filter(activity=this, mode=HeadCountMode.INSTEAD)
        headed = HeadCount.objects.live().filter(activity=this, total__gt=0)
        return (~Q(Exists(scanned)) | Q(Exists(replaced))) & ~Q(Exists(headed))
    if what == SURVEY:
        return ~Q(Exists(Response.objects.filter(run__activity=this)))
    return WITHOUT_POSTS


def with_lacks(activities: QuerySet[Activity], today: date) -> QuerySet[Activity]:
    """The activities with `no_survey`, `no_publication` and, of those of the next days, `no_poster`; no query more."""
    soon = Q(starts_on__range=(today, today + timedelta(days=POSTER_DAYS)))
    posters = AuditEntry.objects.filter(
        organisation=OuterRef("organisation"),
        verb="activity.poster",
        subject=Concat(Value(f"{Activity._meta.label}:"), Cast(OuterRef("pk"), CharField())),
    )
    return activities.annotate(
        no_survey=_whether(without(SURVEY)),
        no_publication=_whether(without(PUBLICATION)),
        no_poster=_whether(soon & Q(cancelled_at__isnull=True, kind__gathers_people=True) & ~Q(Exists(posters))),
    )


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
