"""What does not add up between grantees: the same day and place, the same publication. Never people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from events.models import Activity
from grants.models import Organisation, Project
from media_log.models import Mention
from reports.queries.moment import one_moment
from reports.queries.readable import readable_projects
from rules.places import same_place

SAME_PLACE, SAME_POST = "same_place_other_grantee", "same_post_other_grantee"


@dataclass(frozen=True)
class Side:
    """One grantee's part in it: an activity's ref, or the project's where a publication is about it as a whole."""

    project: Project
    ref: str

    @property
    def grantee(self) -> str:
        """Whose it is."""
        return self.project.grantee.name


@dataclass(frozen=True)
class AcrossFinding:
    """Something that two or more grantees report. `what`: the venue, or the publication's address or key."""

    code: str
    what: str
    sides: tuple[Side, ...]
    day: date | None = None

    def as_json(self) -> dict[str, Any]:
        """As an issued summary keeps it."""
        return {
            "code": self.code,
            "what": self.what,
            "day": self.day.isoformat() if self.day else None,
            "sides": [{"ref": side.ref, "grantee": side.grantee} for side in self.sides],
        }


def across_grantees(*, organisation: Organisation, among: Iterable[Project] | None = None) -> list[AcrossFinding]:
    """Everything between the grantees that the organisation reads, or between those of the projects `among` them:
    places by day, then publications. Three queries. Two organisations may each have written down the same NGO: grantees
    of one name are one."""
    with one_moment():
        projects = {project.pk: project for project in (readable_projects(organisation) if among is None else among)}
        return [*_places(projects), *_posts(projects)]


def _places(projects: dict[int, Project]) -> Iterator[AcrossFinding]:
    by_day: dict[date, list[Activity]] = defaultdict(list)
    held = Activity.objects.filter(project__in=projects, cancelled_at__isnull=True, starts_on__isnull=False)
    for one in held.exclude(venue="").order_by("starts_on", "ref", "pk"):
        if one.starts_on:
            by_day[one.starts_on].append(one)
    for day, activities in by_day.items():
        for first, second in combinations(activities, 2):
            sides = Side(projects[first.project_id], first.ref), Side(projects[second.project_id], second.ref)
            if _differ(sides) and same_place(first.venue, second.venue):
                yield AcrossFinding(SAME_PLACE, first.venue, sides, day)


def _posts(projects: dict[int, Project]) -> Iterator[AcrossFinding]:
    by_key: dict[str, dict[tuple[int, str], Side]] = defaultdict(dict)
    addresses: dict[str, str] = {}
    mentions = Mention.objects.filter(project__in=projects).select_related("post", "activity").order_by("pk")
    for one in mentions.only("project", "post__key", "post__url", "activity__ref", "activity__project"):
        project = projects.get(one.activity.project_id if one.activity else one.project_id)
        if project:
            ref = one.activity.ref if one.activity else project.ref
            by_key[one.post.key].setdefault((project.pk, ref), Side(project, ref))
            addresses.setdefault(one.post.key, one.post.url)
    for key, found in by_key.items():
        sides = tuple(found.values())
        if _differ(sides):
            yield AcrossFinding(SAME_POST, addresses[key] or key, sides)


def _differ(sides: tuple[Side, ...]) -> bool:
    return len({side.grantee.casefold() for side in sides}) > 1
