"""Who takes part where, and which memoranda there are."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from events.models import Activity, Involvement, Memorandum
from grants.models import Organisation, Partner, Project


@dataclass(frozen=True)
class PartnerPage:
    """A partner with every part it takes and every memorandum signed with it."""

    partner: Partner
    involvements: list[Involvement]
    memoranda: list[Memorandum]


def partners_of(*, organisation: Organisation) -> QuerySet[Partner]:
    """The register: Kazakh ones first, each with how many parts it takes (`parts`) and memoranda (`signed`)."""
    return (
        Partner.objects.of(organisation)
        .annotate(parts=Count("involvements", distinct=True), signed=Count("memoranda", distinct=True))
        .order_by("is_foreign", "name")
    )


def partner_names(*, organisation: Organisation) -> list[str]:
    """What a form offers while a name is typed."""
    return list(Partner.objects.of(organisation).values_list("name", flat=True))


def partner_page_of(partner: Partner) -> PartnerPage:
    """Everything about one partner. Two queries."""
    parts = partner.involvements.select_related("project", "activity").order_by("project__ref", "pk")
    signed = partner.memoranda.select_related("project", "activity").order_by("signed_on", "pk")
    return PartnerPage(partner, list(parts), list(signed))


def involvements_at(*, activity: Activity) -> list[Involvement]:
    """Who holds an activity together with the grantee, organisers first. One query."""
    order = {"organiser": 0, "co_organiser": 1}
    rows = activity.involvements.select_related("partner")
    return sorted(rows, key=lambda row: (order.get(row.role, 2), row.pk))


def involvements_in(*, project: Project) -> list[Involvement]:
    """Partners of the project as a whole and at its activities. One query."""
    rows = Involvement.objects.filter(project=project).select_related("partner", "activity")
    return list(rows.order_by("partner__is_foreign", "partner__name", "pk"))


def memoranda_of(*, project: Project) -> QuerySet[Memorandum]:
    """The memoranda of a project, oldest first, those without a date last."""
    rows = Memorandum.objects.filter(Q(project=project)).select_related("partner", "measure", "activity")
    return rows.order_by("signed_on", "pk")


def memoranda_at(*, activity: Activity) -> list[Memorandum]:
    """The memoranda signed at an activity. One query."""
    return list(activity.memoranda.select_related("partner"))
