"""Partners, products, notes and appendices of the dataset."""

from __future__ import annotations

from collections import defaultdict

from events.models import Appendix, Evidence, Involvement, NoteKind, ProjectNote
from events.queries.periods import belongs_to
from events.queries.products import products_of
from grants.models import Project
from reports.dataset.model import (
    AppendixEntry,
    DocumentEntry,
    NoteEntry,
    PartnerEntry,
    ProductEntry,
)
from rules.plan_progress import Period


def partners(project: Project, period: Period) -> list[PartnerEntry]:
    """The project's partners and those of the period's activities, each once, with everything it gave. One query."""
    gave: dict[int, list[str]] = defaultdict(list)
    known = {}
    rows = Involvement.objects.filter(belongs_to(period, None), project=project).select_related("partner")
    for row in rows.order_by("partner__name", "pk"):
        known[row.partner_id] = row.partner
        if row.gave and row.gave not in gave[row.partner_id]:
            gave[row.partner_id].append(row.gave)
    return [
        PartnerEntry(
            name=one.name,
            head_name=one.head_name,
            contact=one.contact,
            address=one.address,
            gave="; ".join(gave[pk]),
            is_foreign=one.is_foreign,
        )
        for pk, one in known.items()
    ]


def products(project: Project, period: Period) -> list[ProductEntry]:
    """Things made in the period. One query."""
    return [
        ProductEntry(
            kind=one.kind,
            title=one.title,
            number_made=one.number_made,
            link=one.link,
            shown_where=one.shown_where,
            approved_by=one.approved_by,
            reach=one.indirect_reach,
            reach_read_on=one.reach_read_on,
        )
        for one in products_of(project=project, period=period)
    ]


def notes(project: Project) -> list[NoteEntry]:
    """Risks, success stories, recommendations; a name only with consent (the database sees to it). One query."""
    order = {kind: place for place, kind in enumerate(NoteKind.values)}
    rows = sorted(ProjectNote.objects.filter(project=project), key=lambda note: (order[note.kind], note.pk))
    return [
        NoteEntry(kind=one.kind, title=one.title, text=one.text, mitigation=one.mitigation, person=one.person_name)
        for one in rows
    ]


def appendices(project: Project, period: Period) -> list[AppendixEntry]:
    """The numbered appendices with their living documents, those of activities of other times left out. Two
    queries."""
    documents: dict[int, list[DocumentEntry]] = defaultdict(list)
    living = Evidence.objects.live().filter(belongs_to(period, None), project=project).select_related("activity")
    for one in living.order_by("appendix", "place"):
        documents[one.appendix_id].append(
            DocumentEntry(
                place=one.place,
                type=one.type,
                caption=one.caption,
                activity=one.activity.ref if one.activity else "",
                sha256=one.sha256,
                link=one.link,
            )
        )
    rows = Appendix.objects.filter(project=project).select_related("measure").order_by("number")
    return [
        AppendixEntry(
            number=one.number,
            measure=one.measure.number if one.measure else None,
            title=one.measure.title if one.measure else "",
            documents=documents[one.pk],
        )
        for one in rows
    ]
