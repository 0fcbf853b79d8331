"""Materials, consultations, memoranda, contests, organisations and reach of the dataset."""

from __future__ import annotations

from collections import Counter, defaultdict

from django.db.models import Count, F, Sum

from events.models import Consultation, Contest, ContestEntry, Material, Represented
from events.queries.materials import noted_for, tapped_for
from events.queries.periods import begins_within
from grants.models import Project
from reports.dataset import given
from reports.dataset.given import (
    ConsultationEntry,
    MaterialEntry,
    MemorandumEntry,
    OrganisationsEntry,
    ReachEntry,
    WinnerEntry,
)
from reports.queries.facts import PlanFacts, memoranda_of
from reports.queries.indicators import figure_of
from rules.plan_progress import Period
from rules.post_keys import inspect_link

# What the dataset asks of the facts, whatever the plan asks.
CODES = frozenset({"people_reached", "publication_views", "organisations"})


def materials(project: Project, period: Period) -> list[MaterialEntry]:
    """By measure, kind, title and language; what nobody was given is not there. Three queries."""
    copies: Counter[int] = Counter()
    for material, number in noted_for(project, period).values_list("material").annotate(copies=Sum("handed_out")):
        copies[material] += number
    for material, number in tapped_for(project, period).values_list("material").annotate(copies=Count("pk")):
        copies[material] += number
    found: dict[tuple[str, str, str, str], tuple[list[int], int]] = defaultdict(lambda: ([], 0))
    columns = ("pk", "activity__measure__number", "kind", "title", "language", "printed")
    rows = Material.objects.filter(pk__in=copies).values_list(*columns)
    for pk, measure, kind, title, language, printed in rows.order_by(
        "activity__measure__number", "kind", "title", "pk"
    ):
        key = measure or "", kind, title, language
        known, given_out = found[key]
        found[key] = known + ([] if printed is None else [printed]), given_out + copies[pk]
    return [
        MaterialEntry(
            measure=measure,
            kind=kind,
            title=title,
            language=language,
            printed=sum(known) if known else None,
            handed_out=number,
        )
        for (measure, kind, title, language), (known, number) in found.items()
    ]


def consultations(project: Project, period: Period) -> list[ConsultationEntry]:
    """The register's live entries by channel and client. One query."""
    live = Consultation.objects.filter(
        begins_within(period, "attendance__activity__"),
        attendance__activity__project=project,
        attendance__activity__cancelled_at__isnull=True,
        attendance__voided_at__isnull=True,
    )
    rows = live.order_by("channel", "unit").values_list("channel", "unit").annotate(number=Count("pk"))
    return [ConsultationEntry(channel=channel, unit=unit, number=number) for channel, unit, number in rows]


def memoranda(project: Project, period: Period) -> list[MemorandumEntry]:
    """Memoranda by the day of signing. One query."""
    rows = memoranda_of(project, period).select_related("partner", "activity")
    return [
        MemorandumEntry(
            partner=one.partner.name,
            number=one.number,
            signed_on=one.signed_on,
            subject=one.subject,
            activity=one.activity.ref if one.activity else "",
        )
        for one in rows.order_by(F("signed_on").asc(nulls_last=True), "pk")
    ]


def contests(project: Project, period: Period) -> list[given.ContestEntry]:
    """Contests of activities that were not cancelled. Three queries."""
    held = Contest.objects.filter(
        begins_within(period, "activity__"), activity__project=project, activity__cancelled_at__isnull=True
    )
    listed = list(held.select_related("activity").prefetch_related("jury").order_by("activity__starts_on", "pk"))
    works: Counter[int] = Counter()
    winners: dict[int, list[WinnerEntry]] = defaultdict(list)
    entries = ContestEntry.objects.filter(contest__in=[one.pk for one in listed], withdrawn_at__isnull=True)
    for one in entries.select_related("nomination").order_by("nomination", F("place").asc(nulls_last=True), "number"):
        works[one.contest_id] += 1
        if one.place or one.prize:
            winners[one.contest_id].append(_winner(one))
    return [
        given.ContestEntry(
            activity=one.activity.ref,
            title=one.activity.title,
            works=works[one.pk],
            jury=[", ".join(part for part in (who.name, who.post) if part) for who in one.jury.all()],
            winners=winners[one.pk],
        )
        for one in listed
    ]


def _winner(one: ContestEntry) -> WinnerEntry:
    """The database keeps no author's name without consent."""
    return WinnerEntry(
        nomination=one.nomination.title if one.nomination else "",
        place=one.place,
        prize=one.prize,
        title=one.title,
        author=one.author_name,
        from_where=one.from_where,
    )


def organisations(facts: PlanFacts) -> OrganisationsEntry:
    """Organisations that people came for, as the indicator counts them. One query."""
    named, only_counted = facts.represented(None)
    names = Represented.objects.filter(pk__in=named).order_by("name", "pk").values_list("name", flat=True)
    return OrganisationsEntry(names=list(names), unnamed=sum(one.count.total for one in only_counted))


def reach(facts: PlanFacts) -> ReachEntry:
    """Direct and indirect reach. A product that is a publication too is seen once: its post has the views. No query of
    its own."""
    posts = {one.key for one in facts.posts}
    views = figure_of(facts, "publication_views", None)
    read = [one for one in facts.products if one.reach is not None]
    seen = [one.reach or 0 for one in read if not (one.link and inspect_link(one.link).key in posts)]
    return ReachEntry(
        direct=int(figure_of(facts, "people_reached", None) or 0),
        views=None if views is None else int(views),
        products=sum(seen) if seen else None,
    )
