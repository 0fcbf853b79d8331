"""Which projects an organisation may read beyond its own: the only place that looks across an organisation's border."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from grants.models import Organisation, Project
from reports.models import ReadingGrant


@dataclass(frozen=True)
class ReaderLine:
    """An organisation that reads some of one's own projects, by one grant each."""

    reader: Organisation
    grants: list[ReadingGrant]


def readable_projects(organisation: Organisation) -> QuerySet[Project]:
    """Its own projects and those that other organisations let it read, by grantee and ref."""
    given = ReadingGrant.objects.filter(project=OuterRef("pk"), reader=organisation, taken_back_at__isnull=True)
    readable = Project.objects.filter(Q(organisation=organisation) | Exists(given))
    return readable.select_related("organisation", "grantee", "edition").order_by("grantee__name", "ref", "pk")


def readers_of(*, organisation: Organisation) -> list[ReaderLine]:
    """Who reads which of the organisation's projects now. One query."""
    given = ReadingGrant.objects.of(organisation).filter(taken_back_at__isnull=True)
    by_reader: dict[int, ReaderLine] = {}
    for one in given.select_related("reader", "project").order_by("reader__name", "project__ref"):
        by_reader.setdefault(one.reader_id, ReaderLine(one.reader, [])).grants.append(one)
    return list(by_reader.values())


def unread_by(*, organisation: Organisation, reader: Organisation) -> QuerySet[Project]:
    """The organisation's projects that this reader does not read yet."""
    given = ReadingGrant.objects.filter(project=OuterRef("pk"), reader=reader, taken_back_at__isnull=True)
    return Project.objects.of(organisation).exclude(Exists(given)).order_by("ref")
