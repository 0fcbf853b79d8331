"""The posts behind a number: each cell of the overview, and whatever else the list can be limited to."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from events.models import Activity
from grants.models import Measure, Organisation, Project
from media_log.models import CheckState, Page, Post
from media_log.queries.overview import places_of
from media_log.queries.posts import mentions_for, posts_found
from rules.indicators import MANY_FOLLOWERS, MANY_VIEWS

# Values beside the codes and days: what nobody said or read, and places that are no single one.
UNKNOWN = "unknown"
# No ref of an activity or project can look like these.
SEVERAL, NONE = "~several", "~none"
YES, NO = "yes", "no"
MANY, FEWER, READ = "many", "fewer", "read"
GONE = "gone"


@dataclass(frozen=True)
class PostFilter:
    """What the list is limited to; None and "" limit nothing.

    `month`: (year, month) or UNKNOWN. `activity`: the only one that mentions the post, SEVERAL, or NONE: the project
    as a whole. `only`: likewise the only project. `measure`: of any activity that mentions it.
    """

    project: Project | None = None
    measure: Measure | None = None
    activity: Activity | str | None = None
    only: Project | str | None = None
    platform: str = ""
    kind: str = ""
    month: tuple[int, int] | str | None = None
    day: date | None = None
    language: str = ""
    paid: str = ""
    followers: str = ""
    views: str = ""
    page: Page | None = None
    state: str = ""
    text: str = ""


def posts_chosen(*, organisation: Organisation, chosen: PostFilter) -> QuerySet[Post]:
    """The organisation's posts that pass the filter, each once, the newest first."""
    found = posts_found(organisation=organisation, project=chosen.project)
    if chosen.measure:
        mentions = mentions_for(project=chosen.measure.project).filter(activity__measure=chosen.measure)
        found = found.filter(pk__in=mentions.values("post"))
    if chosen.activity:
        project = chosen.project or (chosen.activity.project if isinstance(chosen.activity, Activity) else None)
        found = _at(found, organisation, project, chosen.activity) if project else found.none()
    if chosen.only:
        found = _at(found, organisation, None, chosen.only)
    found = found.filter(_about(chosen), _when(chosen), _numbers(chosen))
    for word in chosen.text.split()[:8]:
        # A regular expression, because SQLite's LIKE knows no Cyrillic capitals.
        found = found.annotate(said=_SAID).filter(said__iregex=re.escape(word))
    return found


_SAID = Concat("title", Value(" "), "details", Value(" "), "url", Value(" "), "page__name", output_field=TextField())


def _at(
    found: QuerySet[Post], organisation: Organisation, project: Project | None, place: Activity | Project | str
) -> QuerySet[Post]:
    """Those whose place in the overview is this one."""
    places = places_of(organisation=organisation, project=project)
    if place == SEVERAL:
        return found.filter(pk__in=places.exclude(first=F("last")).filter(first__isnull=False).values("of"))
    if place == NONE:
        return found.exclude(pk__in=places.filter(first__isnull=False).values("of"))
    assert not isinstance(place, str)
    return found.filter(pk__in=places.filter(first=place.pk, last=place.pk).values("of"))


def _about(chosen: PostFilter) -> Q:
    """Platform, kind, language, paid, page, whether it is gone."""
    limits = Q()
    for column in ("platform", "kind"):
        if value := getattr(chosen, column):
            limits &= Q(**{column: value})
    if chosen.language:
        limits &= Q(language="" if chosen.language == UNKNOWN else chosen.language)
    if chosen.paid:
        limits &= Q(is_paid={YES: True, NO: False}.get(chosen.paid))
    if chosen.page:
        limits &= Q(page=chosen.page)
    if chosen.state == GONE:
        limits &= Q(link_check__state=CheckState.GONE)
    return limits


def _when(chosen: PostFilter) -> Q:
    limits = Q() if chosen.day is None else Q(made_on=chosen.day)
    if chosen.month == UNKNOWN:
        return limits & Q(made_on__isnull=True)
    if chosen.month and not isinstance(chosen.month, str):
        year, month = chosen.month
        last = calendar.monthrange(year, month)[1]
        limits &= Q(made_on__range=(date(year, month, 1), date(year, month, last)))
    return limits


def _numbers(chosen: PostFilter) -> Q:
    return _size("page_followers", chosen.followers, MANY_FOLLOWERS) & _size("views", chosen.views, MANY_VIEWS)


def _size(column: str, wish: str, many: int) -> Q:
    lookups: dict[str, tuple[str, object]] = {
        UNKNOWN: ("isnull", True),
        READ: ("isnull", False),
        MANY: ("gte", many),
        FEWER: ("lt", many),
    }
    if wish not in lookups:
        return Q()
    lookup, value = lookups[wish]
    return Q(**{f"{column}__{lookup}": value})
