"""What the lines of an activity's page about partners, memoranda and contests need."""

from __future__ import annotations

from django import template

from events.models import Activity, Involvement, Memorandum
from events.queries.contests import ContestCounts, contest_counts
from events.queries.partners import involvements_at, memoranda_at

register = template.Library()


@register.simple_tag
def partners_at(activity: Activity) -> list[Involvement]:
    """Who holds it together with the grantee."""
    return involvements_at(activity=activity)


@register.simple_tag
def memoranda_signed_at(activity: Activity) -> list[Memorandum]:
    """The memoranda signed at it."""
    return memoranda_at(activity=activity)


@register.simple_tag
def contest_at(activity: Activity) -> ContestCounts:
    """How many entries its contest has; entries are no people."""
    return contest_counts(activity=activity)
