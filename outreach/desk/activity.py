"""What the page of one activity shows: its numbers, what it still lacks."""

from __future__ import annotations

from dataclasses import dataclass

from events.actions.activities import poster_was_made
from events.labels import DIMENSION_LABELS, LABELS, Label
from events.models import Activity, CountUnit, HeadCountMode
from events.queries.activities import shares_of
from events.queries.evidence import missing_types
from events.queries.kept_scans import kept_at
from events.queries.scanner_phones import Unsent, unsent_at
from media_log.queries import post_counts
from outreach.desk.activity_head import CANCELLED, HELD, ActivityHead, activity_head_of
from surveys.queries.satisfaction import Satisfaction, satisfaction_of


@dataclass(frozen=True)
class ShareGroup:
    """The activity's number by one dimension, in words."""

    label: Label
    shares: list[tuple[Label, int]]


@dataclass(frozen=True)
class ActivityPage:
    """The tab People. `satisfaction` is None before the first answer; `lacks`: poster, people, survey, documents,
    publication; `unsent`: what scanner phones still hold; `kept`: scans that nobody could be counted by yet;
    `people_within`: of counted families, if known.
    """

    head: ActivityHead
    shares: list[ShareGroup]
    satisfaction: Satisfaction | None
    posts: int
    lacks: list[str]
    unsent: Unsent
    kept: int
    people_within: int | None

    @property
    def hidden_scans(self) -> int:
        """People checked in who are not in the count because a head count stands instead of them."""
        return self.head.count.scanned if self.head.count.mode == HeadCountMode.INSTEAD else 0

    @property
    def claim_difference(self) -> int | None:
        """The count minus the number reported elsewhere; None where there is nothing to compare."""
        count = self.head.count
        return None if count.reported is None or not count.total else count.total - count.reported

    @property
    def claim_gap(self) -> int:
        """How far the two are apart."""
        return abs(self.claim_difference or 0)


def activity_page_of(activity: Activity) -> ActivityPage:
    """Everything on the tab People."""
    head = activity_head_of(activity)
    satisfaction = satisfaction_of(activities=[activity.pk]).get(activity.pk)
    posts = post_counts(activities=[activity.pk]).get(activity.pk, 0)
    answered = bool(satisfaction and satisfaction.n)
    return ActivityPage(
        head=head,
        shares=_share_groups(activity),
        satisfaction=satisfaction if answered else None,
        posts=posts,
        lacks=_lacks(head, answered=answered, posts=posts),
        unsent=unsent_at(activity=activity),
        kept=kept_at(activity).count(),
        people_within=_people_within(head),
    )


def _people_within(head: ActivityHead) -> int | None:
    """How many people the counted families are; asked only where families are counted."""
    if head.activity.count_unit != CountUnit.FAMILIES or head.count.head_count is None:
        return None
    return head.activity.head_counts.live().values_list("people_within", flat=True).first()


def _share_groups(activity: Activity) -> list[ShareGroup]:
    return [
        ShareGroup(
            DIMENSION_LABELS[dimension],
            [(LABELS[dimension][share.value], share.count) for share in shares],
        )
        for dimension, shares in shares_of(activity=activity).items()
    ]


def _lacks(head: ActivityHead, *, answered: bool, posts: int) -> list[str]:
    """What is still to be done: before the activity its poster, after it all the rest."""
    if head.state == CANCELLED:
        return []
    gathers = head.activity.kind.gathers_people
    if head.state != HELD:
        return ["poster"] if gathers and not poster_was_made(head.activity) else []
    lacks = [] if head.count.total else ["people"]
    if gathers and not answered:
        lacks.append("survey")
    if missing_types(activities=[head.activity.pk]):
        lacks.append("documents")
    return lacks if posts else [*lacks, "publication"]
