"""Activities outside the contract, at the same time and place as others, without what a report asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.labels import EVIDENCE_LABELS
from events.models import Activity, Evidence, Session, Speaker
from events.models.activities import ActivityFormat
from events.queries.evidence import missing_types
from media_log.models import Mention
from media_log.queries import post_counts
from reports.contradictions.facts import ProjectFacts
from reports.contradictions.findings import Finding, sentence
from rules.places import same_place
from surveys.models import Response

# Kinds of which a report names who spoke.
_SPOKEN = {"lecture", "seminar", "training", "course", "round_table", "forum", "talk", "video_lesson"}
_ONLINE = {ActivityFormat.ONLINE, ActivityFormat.MIXED}
# Kinds that are online whatever their form says.
_AIR = {"live_stream", "podcast", "video_lesson"}


def findings(facts: ProjectFacts) -> Iterator[Finding]:
    """Findings about the activities."""
    yield from _outside(facts)
    yield from _sessions(facts)
    yield from _at_once(facts)
    yield from _in_other_projects(facts)
    yield from _without(facts)


def _outside(facts: ProjectFacts) -> Iterator[Finding]:
    for one in facts.activities:
        one.activity.project = facts.project
    found = [one for one in facts.activities if one.activity.is_outside_contract()]
    outside = [one.activity.ref for one in found]
    if outside:
        start, end = (date_format(day) if day else "…" for day in (facts.project.starts_on, facts.project.ends_on))
        words = _("Outside the contract's period ({start} – {end}): {refs}.")
        message = sentence(words, start=start, end=end, refs=", ".join(outside))
        days = tuple((one.activity.starts_on, one.activity.last_day) for one in found)
        figures = (facts.project.starts_on, facts.project.ends_on, *days)
        yield Finding("outside_contract", message, tuple(outside), figures)
    undated = tuple(one.activity.ref for one in facts.activities if one.activity.starts_on is None)
    if undated:
        yield Finding("no_date", sentence(_("Without a date: {refs}."), refs=", ".join(undated)), undated)


def _sessions(facts: ProjectFacts) -> Iterator[Finding]:
    """Sessions on days that are not their activity's. One query."""
    last = Coalesce("activity__ends_on", "activity__starts_on")
    mine = Session.objects.filter(activity__project=facts.project, activity__cancelled_at__isnull=True)
    odd = mine.filter(Q(held_on__lt=F("activity__starts_on")) | Q(held_on__gt=last)).order_by("held_on", "pk")
    days: dict[int, list[date]] = defaultdict(list)
    for activity, day in odd.values_list("activity", "held_on"):
        if day is not None:
            days[activity].append(day)
    for ref, activity in ((facts.refs[pk], pk) for pk in facts.refs if pk in days):
        told = ", ".join(date_format(day) for day in days[activity])
        message = sentence(_("{ref} has sessions on days that are not its own: {days}."), ref=ref, days=told)
        yield Finding("session_outside_days", message, (ref,), tuple(days[activity]))


def _at_once(facts: ProjectFacts) -> Iterator[Finding]:
    """Activities of the project at the same time and place."""
    by_time: dict[tuple[object, object], list[Activity]] = defaultdict(list)
    for one in facts.activities:
        activity = one.activity
        if activity.starts_on and activity.starts_at and activity.venue:
            by_time[activity.starts_on, activity.starts_at].append(activity)
    for together in by_time.values():
        while together:
            first, *others = together
            same = [first, *(one for one in others if same_place(first.venue, one.venue))]
            together = [one for one in others if one not in same]
            if len(same) > 1:
                yield _same_time(first, tuple(one.ref for one in same))


def _same_time(first: Activity, refs: tuple[str, ...], *, whose: str = "") -> Finding:
    words = _("{day}, {venue}: {refs} at the same time.")
    message = sentence(words, day=_day(first), venue=first.venue, refs=", ".join(refs))
    return Finding("same_time_and_place", message, refs, (first.starts_on, first.starts_at), subject=whose)


def _in_other_projects(facts: ProjectFacts) -> Iterator[Finding]:
    """The same day and place in other projects that whoever looks may read: of another grantee, or of the same one at
    the same hour. One query."""
    own: dict[object, list[Activity]] = defaultdict(list)
    for one in facts.activities:
        if one.activity.starts_on and one.activity.venue:
            own[one.activity.starts_on].append(one.activity)
    others = (
        Activity.objects.filter(project__in=facts.shown)
        .filter(cancelled_at__isnull=True, starts_on__in=list(own))
        .exclude(project=facts.project)
        .select_related("project__grantee")
        .order_by("starts_on", "ref", "pk")
    )
    for other in others:
        # Two organisations may each have written down the same NGO.
        is_other = other.project.grantee.name.casefold() != facts.project.grantee.name.casefold()
        # Refs are an organisation's own: two others may have the same one.
        whose = str(other.organisation_id) if other.organisation_id != facts.project.organisation_id else ""
        for activity in own[other.starts_on]:
            if not same_place(activity.venue, other.venue):
                continue
            refs = activity.ref, other.ref
            if is_other:
                words = _("{day}, {venue}: {ref}, and also {other} of {grantee}.")
                grantee = other.project.grantee.name
                message = sentence(
                    words, day=_day(other), venue=activity.venue, ref=activity.ref, other=other.ref, grantee=grantee
                )
                yield Finding("same_place_other_grantee", message, refs, (other.starts_on,), subject=whose)
            elif activity.starts_at and activity.starts_at == other.starts_at:
                yield _same_time(activity, refs, whose=whose)


def _without_link(facts: ProjectFacts) -> set[int]:
    """Held online or partly so, and neither a publication nor a document leads to it. One query."""
    online = {one.activity.pk for one in facts.held if one.activity.format in _ONLINE or one.activity.kind.code in _AIR}
    linked = Mention.objects.filter(activity__in=online).exclude(post__url="").order_by().values_list("activity")
    documents = Evidence.objects.live().filter(activity__in=online).exclude(link="").order_by().values_list("activity")
    return online - {pk for (pk,) in linked.union(documents)}


def _day(activity: Activity) -> str:
    return date_format(activity.starts_on) if activity.starts_on else ""


def _without(facts: ProjectFacts) -> Iterator[Finding]:
    """Held activities that lack people, a survey, a speaker, a link, a publication, documents. Six queries."""
    met = [one.activity.pk for one in facts.met]
    held = [one.activity.pk for one in facts.held]
    nobody = {one.activity.pk for one in facts.met if not one.count.total}
    surveyed = set(Response.objects.filter(run__activity__in=met).order_by().values_list("run__activity", flat=True))
    spoken = [one.activity.pk for one in facts.met if one.activity.kind.code in _SPOKEN]
    with_speaker = set(Speaker.objects.filter(activity__in=spoken).order_by().values_list("activity", flat=True))
    posts = post_counts(activities=held)
    missing = missing_types(activities=held, today=facts.today)
    for code, words, ids in (
        ("no_people", _("Nobody is counted at: {refs}."), nobody),
        ("no_survey", _("Nobody was asked at: {refs}."), set(met) - surveyed),
        ("no_speaker", _("No speaker is named at: {refs}."), set(spoken) - with_speaker),
        ("no_link", _("Held online, and no link shows it: {refs}."), _without_link(facts)),
        ("no_publication", _("Nothing was published about: {refs}."), {pk for pk in held if not posts[pk]}),
    ):
        refs = facts.in_order(ids)
        if refs:
            yield Finding(code, sentence(words, refs=", ".join(refs)), refs)
    if missing:
        kinds = sorted({code for codes in missing.values() for code in codes})
        names = ", ".join(str(EVIDENCE_LABELS[code]) for code in kinds)
        refs = facts.in_order(set(missing))
        message = sentence(_("Usual documents are missing ({types}) at: {refs}."), types=names, refs=", ".join(refs))
        yield Finding(
            "no_evidence", message, refs, tuple((ref, *missing[pk]) for pk, ref in facts.refs.items() if pk in missing)
        )
