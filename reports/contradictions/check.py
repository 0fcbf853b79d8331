"""All checks of a project, in one moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.utils import timezone

from grants.models import Organisation, Project
from reports.contradictions import activities, narrative, plan, posts, surveys, tables
from reports.contradictions.facts import ProjectFacts
from reports.contradictions.findings import CODES, Finding
from reports.queries.moment import one_moment

_CHECKS: tuple[Callable[[ProjectFacts], Iterator[Finding]], ...] = (
    tables.findings,
    activities.findings,
    plan.findings,
    posts.findings,
    surveys.findings,
    narrative.findings,
)


def contradictions(*, project: Project, today: date | None = None, reader: Organisation | None = None) -> list[Finding]:
    """Everything that does not add up in a project as of `today`, the contradictions before the gaps, in the order of
    the codes; for another organisation that reads the project (`reader`), without what it may not read. The number of
    queries does not depend on how much there is."""
    with one_moment():
        facts = ProjectFacts(project, today or timezone.localdate(), reader)
        found = [finding for check in _CHECKS for finding in check(facts)]
    order = list(CODES)
    return sorted(found, key=lambda one: (one.severity != "error", order.index(one.code)))
