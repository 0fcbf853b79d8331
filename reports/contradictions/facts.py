"""What the checks look at: the project's activities with their numbers, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from events.queries import counts
from events.queries.counts import CountedActivity
from grants.models import Organisation, Project
from reports.queries.readable import readable_projects


@dataclass(frozen=True)
class ProjectFacts:
    """One project as of a day. Cancelled activities are not among its activities. `reader`: the other organisation that
    will see what is found; of what it may not read nothing is told."""

    project: Project
    today: date
    reader: Organisation | None = None

    @cached_property
    def activities(self) -> list[CountedActivity]:
        """Those not cancelled, with their numbers, by day. Two queries."""
        alive = self.project.activities.filter(cancelled_at__isnull=True)
        return counts.counted_activities(alive.select_related("kind", "measure"))

    @cached_property
    def held(self) -> list[CountedActivity]:
        """Those whose last day is over or today."""
        return [one for one in self.activities if one.activity.last_day and one.activity.last_day <= self.today]

    @cached_property
    def met(self) -> list[CountedActivity]:
        """Held activities at which people meet."""
        return [one for one in self.held if one.activity.kind.gathers_people]

    @cached_property
    def refs(self) -> dict[int, str]:
        """The ref of each activity, by its id."""
        return {one.activity.pk: one.activity.ref for one in self.activities}

    def in_order(self, ids: set[int]) -> tuple[str, ...]:
        """The refs of these activities, in the order of their days."""
        return tuple(ref for pk, ref in self.refs.items() if pk in ids)

    @cached_property
    def shown(self) -> QuerySet[Project]:
        """The projects whose records a finding may name: those that both the project's organisation and the reader may
        read. No query of its own."""
        found = readable_projects(self.project.organisation).order_by()
        if self.reader is None or self.reader == self.project.organisation:
            return found
        return found.filter(pk__in=readable_projects(self.reader).order_by().values("pk"))

    @cached_property
    def is_for_another(self) -> bool:
        """Whether the reader is another organisation."""
        return self.reader is not None and self.reader != self.project.organisation
