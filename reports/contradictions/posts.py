"""Publications that serve twice, are too early, too late, gone or weak, as the media log judges them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from media_log.models import Mention
from media_log.queries import mentions_for
from media_log.queries.proofs import posts_without_proof
from media_log.queries.warnings import OpenWarning, open_warnings
from reports.contradictions.facts import ProjectFacts
from reports.contradictions.findings import Finding, sentence
from rules.post_keys.timing import all_in_later_month

# warning of the media log -> code of the finding, and its words
_TOGETHER = {
    "before_activity": ("early_posts", _("Published before the activity: {told}.")),
    "late": ("late_posts", _("Published more than 30 days after the activity: {told}.")),
    "outside_contract": ("posts_outside_contract", _("Published outside the contract's period: {told}.")),
    "gone": ("gone_posts", _("No longer there: {told}.")),
}
_WEAK = ("cut_code", "profile", "owner_only_folder", "short_link", "spaces_inside")


def findings(facts: ProjectFacts) -> Iterator[Finding]:
    """Findings about the publications. Five queries; a mention with a reason is explained already."""
    warnings = open_warnings(project=facts.project)
    by_code: dict[str, list[OpenWarning]] = defaultdict(list)
    for one in warnings:
        by_code[one.code].append(one)
    yield from _shared(facts, by_code["shared"])
    for warning, (code, words) in _TOGETHER.items():
        numbers = _numbers(by_code[warning])
        if numbers:
            told = ", ".join(f"{ref} ({number})" for ref, number in numbers.items())
            yield Finding(code, sentence(words, told=told), tuple(numbers), _keys(by_code[warning]))
    yield from _later_months(facts, late=set(_numbers(by_code["late"])))
    poor = [one for code in _WEAK for one in by_code[code]]
    weak = _numbers(poor)
    if weak:
        told = ", ".join(f"{ref} ({number})" for ref, number in weak.items())
        yield Finding("weak_posts", sentence(_("Weak links: {told}."), told=told), tuple(weak), _keys(poor))
    yield from _unproved(facts)


def _unproved(facts: ProjectFacts) -> Iterator[Finding]:
    """What was on the air, in print or in the street and has no document. Two queries."""
    numbers: dict[str, int] = defaultdict(int)
    here = Mention.objects.filter(pk__in=mentions_for(project=facts.project).values("pk"))
    posts = posts_without_proof(project=facts.project)
    shown = Prefetch("mentions", here.select_related("activity", "project"), to_attr="places")
    keys = []
    for post in posts.prefetch_related(shown):
        keys.append(post.key or post.pk)
        for mention in post.places:
            numbers[_place(mention)] += 1
    if numbers:
        told = ", ".join(f"{ref} ({numbers[ref]})" for ref in sorted(numbers))
        words = _("Nobody can open these publications later, and no document proves them: {told}.")
        yield Finding("unproved_posts", sentence(words, told=told), tuple(sorted(numbers)), _in_order(keys))


def _shared(facts: ProjectFacts, warnings: list[OpenWarning]) -> Iterator[Finding]:
    """The same post at several activities; every activity that mentions it is named, but to another organisation only
    those that it may read. One query more for such a one."""
    known = set(facts.shown.values_list("pk", flat=True)) if warnings and facts.is_for_another else None
    for one in sorted(warnings, key=lambda warning: warning.post.pk):
        activities = [mention.activity for mention in one.post.mentions.all() if mention.activity]
        refs = tuple(activity.ref for activity in activities)
        told = [activity.ref for activity in activities if known is None or activity.project_id in known]
        words = _("One publication serves {refs}: {post}.")
        message = sentence(words, refs=", ".join(told), post=one.post.url or one.post.key)
        yield Finding("shared_post", message, refs, subject=one.post.key or str(one.post.pk))


def _numbers(warnings: list[OpenWarning]) -> dict[str, int]:
    """How many posts each place has among these warnings, in the order of the places' refs."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for one in warnings:
        for mention in one.mentions:
            numbers[_place(mention)].add(one.post.pk)
    return {ref: len(numbers[ref]) for ref in sorted(numbers)}


def _keys(warnings: list[OpenWarning]) -> tuple[object, ...]:
    """Which publications these warnings are about."""
    return _in_order({one.post.key or one.post.pk for one in warnings})


def _in_order(keys: Iterable[object]) -> tuple[object, ...]:
    return tuple(sorted(keys, key=str))


def _place(mention: Mention) -> str:
    return (mention.activity or mention.project).ref


def _later_months(facts: ProjectFacts, late: set[str]) -> Iterator[Finding]:
    """Activities all of whose posts are of a later month than they: one of the two dates is wrong. One query."""
    made: dict[int, list[date]] = defaultdict(list)
    dated = mentions_for(project=facts.project).filter(activity__isnull=False, post__made_on__isnull=False)
    for pk, day in dated.order_by().values_list("activity", "post__made_on"):
        if day is not None:
            made[pk].append(day)
    for activity in (one.activity for one in facts.activities):
        days = made.get(activity.pk, [])
        month = all_in_later_month(days, last_day=activity.last_day)
        if month and activity.last_day and activity.ref not in late:
            words = _("{ref} was in {was}, and all its publications ({n}) were made in {made} or later.")
            message = sentence(
                words,
                ref=activity.ref,
                was=date_format(activity.last_day, "YEAR_MONTH_FORMAT"),
                n=len(days),
                made=date_format(month, "YEAR_MONTH_FORMAT"),
            )
            yield Finding("late_posts", message, (activity.ref,), (activity.last_day, *sorted(days)), "later_month")
