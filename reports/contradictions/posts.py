"""Publications that serve twice, are too early, too late or weak."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.models import Activity
from media_log.models import Mention
from media_log.queries import mentions_for
from reports.contradictions.facts import ProjectFacts
from reports.contradictions.findings import Finding, sentence
from rules.plan_progress import Period
from rules.post_keys import inspect_link
from rules.post_keys.timing import all_in_later_month, timing_warnings


def findings(facts: ProjectFacts) -> Iterator[Finding]:
    """Findings about the publications. One query; a mention with a reason is explained already."""
    mentions = list(
        mentions_for(project=facts.project).select_related("post", "activity", "project").order_by("post_id", "pk")
    )
    yield from _shared(mentions)
    yield from _timing(facts, mentions)
    yield from _weak(mentions)


def _shared(mentions: list[Mention]) -> Iterator[Finding]:
    """The same post at several activities, unless a reason says why at all but one of them."""
    by_post: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.activity:
            by_post[mention.post_id].append(mention)
    for several in by_post.values():
        if len(several) > 1 and sum(not mention.reason for mention in several) > 1:
            refs = tuple(mention.activity.ref for mention in several if mention.activity)
            words = _("One publication serves {refs}: {post}.")
            post = several[0].post
            yield Finding("shared_post", sentence(words, refs=", ".join(refs), post=post.url or post.key), refs)


def _timing(facts: ProjectFacts, mentions: list[Mention]) -> Iterator[Finding]:
    contract = Period(facts.project.starts_on, facts.project.ends_on)
    odd: dict[str, dict[str, int]] = defaultdict(dict)
    made: dict[Activity, list[date]] = defaultdict(list)
    for mention in mentions:
        activity, day = mention.activity, mention.post.made_on
        if activity and day:
            made[activity].append(day)
        if mention.reason:
            continue
        starts_on, last_day = (activity.starts_on, activity.last_day) if activity else (None, None)
        holder = (activity or mention.project).ref
        for code in timing_warnings(day, starts_on=starts_on, last_day=last_day, contract=contract):
            odd[code][holder] = odd[code].get(holder, 0) + 1
    for warning, code, words in (
        ("before_activity", "early_posts", _("Published before the activity: {told}.")),
        ("late", "late_posts", _("Published more than 30 days after the activity: {told}.")),
        ("outside_contract", "posts_outside_contract", _("Published outside the contract's period: {told}.")),
    ):
        if odd[warning]:
            told = ", ".join(f"{ref} ({number})" for ref, number in odd[warning].items())
            yield Finding(code, sentence(words, told=told), tuple(odd[warning]))
    yield from _later_months({activity: days for activity, days in made.items() if activity.ref not in odd["late"]})


def _later_months(made: dict[Activity, list[date]]) -> Iterator[Finding]:
    """Activities all of whose posts are of a later month than they: one of the two dates is wrong."""
    for activity, days in made.items():
        month = all_in_later_month(days, last_day=activity.last_day)
        if month and activity.last_day:
            words = _("{ref} was in {was}, and all its publications ({n}) were made in {made} or later.")
            message = sentence(
                words,
                ref=activity.ref,
                was=date_format(activity.last_day, "YEAR_MONTH_FORMAT"),
                n=len(days),
                made=date_format(month, "YEAR_MONTH_FORMAT"),
            )
            yield Finding("late_posts", message, (activity.ref,))


def _weak(mentions: list[Mention]) -> Iterator[Finding]:
    """Links that prove little: cut codes, home pages, folders only their owner can open, shortened links."""
    weak: dict[str, None] = {}
    number = 0
    for mention in mentions:
        if mention.post.url and not mention.reason and inspect_link(mention.url_as_given).warnings:
            number += 1
            weak[(mention.activity or mention.project).ref] = None
    if weak:
        words = _("Weak links ({n}) at: {refs}.")
        yield Finding("weak_posts", sentence(words, n=number, refs=", ".join(weak)), tuple(weak))
