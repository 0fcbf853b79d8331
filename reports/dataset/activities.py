"""The activities of the dataset, each with its number, speakers, publications and satisfaction."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property

from django.db.models import BooleanField, Case, Count, F, Q, Sum, Value, When

from events.models import Activity, Evidence, Speaker
from events.queries import counts
from events.queries.counts import CountedActivity
from events.queries.periods import begins_within, belongs_to
from grants.models import Project
from media_log.models import Mention
from media_log.queries import mentions_for
from reports.dataset.model import ActivityEntry, Names, PostEntry, SatisfactionEntry, SpeakerEntry
from rules.codes import NOT_STATED
from rules.counting import CountingRule
from rules.plan_progress import Period
from surveys.queries.satisfaction import Satisfaction, satisfaction_of

_COLUMNS = (
    *("pk", "ref", "title", "topic", "format", "starts_on", "ends_on", "starts_at", "venue", "address", "town"),
    *("goal", "outcome", "guests"),
)


class ActivityEntries:
    """The entries of one project's activities of a period. Nine queries, however many; cancelled activities are not
    among them."""

    def __init__(self, project: Project, *, within: Period, today: date) -> None:
        self._project = project
        self._within = within
        self._today = today

    def of_measure(self, measure: int | None) -> list[ActivityEntry]:
        """Those of a measure, or (None) of none, by day."""
        return [self._entry(one) for one in self._counted if one.activity.measure_id == measure]

    @cached_property
    def project_posts(self) -> list[PostEntry]:
        """Publications of the period about the project as a whole, or about what was cancelled."""
        return self._posts[None]

    @cached_property
    def _counted(self) -> list[CountedActivity]:
        within = begins_within(self._within)
        alive = self._project.activities.filter(within, cancelled_at__isnull=True).select_related("kind")
        in_order = alive.order_by(F("starts_on").asc(nulls_last=True), F("starts_at").asc(nulls_first=True), "ref")
        return counts.counted_activities(in_order)

    @cached_property
    def _ids(self) -> list[int]:
        return [one.activity.pk for one in self._counted]

    def _entry(self, one: CountedActivity) -> ActivityEntry:
        activity, count = one.activity, one.count
        asked = self._satisfaction[activity.pk]
        share = asked.share
        return ActivityEntry(
            **{name: getattr(activity, name) for name in _COLUMNS},
            kind=activity.kind.code,
            kind_name=Names(kk=activity.kind.name_kk, ru=activity.kind.name_ru),
            is_held=bool(activity.last_day and activity.last_day <= self._today),
            number=count.total,
            unit=activity.count_unit,
            scanned=count.scanned,
            head_count=count.head_count,
            expected=activity.expected_number,
            reported=count.reported,
            categories=self._categories[activity.pk],
            not_in_tables=self._why_not(activity),
            speakers=self._speakers[activity.pk],
            posts=self._posts[activity.pk],
            satisfaction=SatisfactionEntry(share=share, n=asked.n, formula=asked.formula)
            if share is not None
            else None,
            documents=self._documents.get(activity.pk, 0),
        )

    def _why_not(self, activity: Activity) -> str:
        """A code: unit or kind, whichever the project's counting rule leaves out."""
        if activity.count_unit not in self._rule.units:
            return "unit"
        return "" if self._rule.admits(unit=activity.count_unit, kind=activity.kind.code) else "kind"

    @cached_property
    def _rule(self) -> CountingRule:
        return counts.counting_rule(self._project)

    @cached_property
    def _categories(self) -> dict[int, dict[str, int]]:
        """Social categories by activity: of the ledger's rows and of what head counts state; the rest is not stated."""
        found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        chosen = Activity.objects.filter(pk__in=self._ids)
        rows = counts.counted_rows(chosen).order_by().values_list("activity", "category").annotate(n=Count("pk"))
        for activity, category, number in rows:
            found[activity][category] += number
        heads = counts.live_head_counts(chosen).order_by()
        stated: dict[int, int] = defaultdict(int)
        parts = heads.filter(parts__dimension="category").values_list("activity", "parts__value")
        for activity, value, number in parts.annotate(n=Sum("parts__count")):
            found[activity][value] += number
            stated[activity] += number
        for activity, total in heads.values_list("activity", "total"):
            if total > stated[activity]:
                found[activity][NOT_STATED] += total - stated[activity]
        return defaultdict(dict, {pk: dict(values) for pk, values in found.items()})

    @cached_property
    def _speakers(self) -> dict[int, list[SpeakerEntry]]:
        found: dict[int, list[SpeakerEntry]] = defaultdict(list)
        for activity, name, post, topic in Speaker.objects.filter(activity__in=self._ids).values_list(
            "activity", "name", "post", "topic"
        ):
            found[activity].append(SpeakerEntry(name=name, post=post, topic=topic))
        return found

    @cached_property
    def _posts(self) -> dict[int | None, list[PostEntry]]:
        """By activity, under None those of the project as a whole, and those that only a cancelled activity has: they
        are counted, so they are listed. Where else a post stands is told of all times."""
        mentions = mentions_for(project=self._project).select_related("post__page", "activity", "project")
        within = When(Q(pk__isnull=False) & belongs_to(self._within, "post__made_on"), then=Value(True))
        is_within = Case(within, default=Value(False), output_field=BooleanField())
        listed = list(mentions.annotate(is_within=is_within).order_by("pk"))
        where: dict[int, list[str]] = defaultdict(list)
        for mention in listed:
            where[mention.post_id].append((mention.activity or mention.project).ref)
        found: dict[int | None, list[PostEntry]] = defaultdict(list)
        living, shown, of_cancelled = {None, *self._ids}, set(), []
        for mention in (one for one in listed if one.is_within):
            if mention.activity_id in living:
                found[mention.activity_id].append(_post(mention, where[mention.post_id]))
                shown.add(mention.post_id)
            else:
                of_cancelled.append(mention)
        for mention in of_cancelled:
            if mention.post_id not in shown:
                found[None].append(_post(mention, where[mention.post_id]))
                shown.add(mention.post_id)
        return found

    @cached_property
    def _satisfaction(self) -> dict[int, Satisfaction]:
        return satisfaction_of(activities=self._ids)

    @cached_property
    def _documents(self) -> dict[int, int]:
        living = Evidence.objects.live().filter(activity__in=self._ids).order_by()
        return dict(living.values_list("activity").annotate(n=Count("pk")))


def _post(mention: Mention, places: list[str]) -> PostEntry:
    post = mention.post
    here = (mention.activity or mention.project).ref
    return PostEntry(
        key=post.key,
        platform=post.platform,
        kind=post.kind,
        url=post.url,
        title=post.title,
        page=post.page.name if post.page else "",
        made_on=post.made_on,
        views=post.views,
        views_read_on=post.views_read_on,
        followers=post.page_followers,
        followers_read_on=post.followers_read_on,
        shared_with=[ref for ref in places if ref != here],
        reason=mention.reason,
    )
