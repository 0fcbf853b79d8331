"""What is odd about a publication at one of its places. Codes; a reason at the place explains them all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from events.models import Activity
from grants.models import Project
from media_log.models import CheckState, Mention, Post
from rules.plan_progress import Period
from rules.post_keys import inspect_link
from rules.post_keys.timing import timing_warnings

# In the order in which they are looked at: first what makes a number wrong, then what cannot be proved.
CODES = (
    *("shared", "before_activity", "late", "outside_contract"),
    *("gone", "cut_code", "profile", "owner_only_folder", "short_link", "spaces_inside", "no_date"),
)


def timing_oddities(activity: Activity | None, project: Project, day: date | None) -> tuple[str, ...]:
    """What is odd about a post's day at an activity, or for a project as a whole (rules.post_keys.timing)."""
    owner = activity.project if activity else project
    return timing_warnings(
        day,
        starts_on=activity.starts_on if activity else None,
        last_day=activity.last_day if activity else None,
        contract=Period(owner.starts_on, owner.ends_on),
    )


def link_oddities(post: Post, mentions: Collection[Mention]) -> tuple[str, ...]:
    """What is weak about a post's link, however it was given; what was corrected since says nothing any more."""
    if not post.url:
        return ()
    found: dict[str, None] = {}
    for given in dict.fromkeys(mention.url_as_given for mention in mentions):
        link = inspect_link(given)
        found |= dict.fromkeys(link.warnings if link.key == post.key else inspect_link(post.url).warnings)
    return tuple(found)


def is_shared_without_reason(mentions: Collection[Mention]) -> bool:
    """Whether a post stands at several activities and nobody said why: one of them needs no reason, the others do."""
    at_activities = [mention for mention in mentions if mention.activity_id]
    return len(at_activities) > 1 and sum(not mention.reason for mention in at_activities) > 1


def is_gone(post: Post) -> bool:
    """Whether the last look found that the post is not there any more. Needs the post's link_check."""
    check = getattr(post, "link_check", None)
    return check is not None and check.state == CheckState.GONE
