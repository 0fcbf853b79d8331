"""Parts of lists, and things found by their ref."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404

from events.models import Activity
from grants.models import Organisation, Project
from outreach.api.schemas import Paging

M = TypeVar("M", bound=Model)


def page_of(found: QuerySet[M], paging: Paging, shown: Callable[[list[M]], Iterable[dict[str, Any]]]) -> dict[str, Any]:
    """One page; `shown` turns its rows into JSON all at once, so that it may ask the database once for all of them."""
    rows = list(found[paging.offset : paging.offset + paging.limit])
    return {
        "items": list(shown(rows)),
        "total": found.count(),
        "limit": paging.limit,
        "offset": paging.offset,
    }


def project_of(organisation: Organisation, ref: str) -> Project:
    """The organisation's project with this ref; a foreign one is a 404."""
    return get_object_or_404(Project.objects.of(organisation).select_related("grantee", "organisation"), ref=ref)


def activity_of(organisation: Organisation, ref: str) -> Activity:
    """The organisation's activity with this ref; a foreign one is a 404."""
    activities = Activity.objects.of(organisation).select_related("project", "kind", "measure", "organisation")
    return get_object_or_404(activities, ref=ref)
