"""The grantees that an organisation reads, each project's figures against its plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, DateField
from django.db.models.functions import Coalesce

from events.models import Activity
from grants.models import Indicator, Organisation, Project
from media_log.queries import distinct_posts_of_projects
from reports.models import IssuedReport
from reports.queries.readable import readable_projects
from reports.queries.totals import totals_of_projects
from rules.plan_progress import percent_of
from surveys.queries.satisfaction import Satisfaction, satisfaction_of_projects

_PARTICIPANTS = "participants"


@dataclass(frozen=True)
class GranteeLine:
    """One project: held activities, participants by its own counting rule against the contract's plan (None: none is
    written down), different posts, satisfaction, what was issued last. `is_own`: of the reading organisation."""

    project: Project
    is_own: bool
    activities: int
    participants: int
    plan: Decimal | None
    posts: int
    satisfaction: Satisfaction
    issued: IssuedReport | None

    @property
    def percent(self) -> Decimal | None:
        """Participants in percent of the plan, to 0,1; None without a plan."""
        return percent_of(Decimal(self.participants), self.plan) if self.plan is not None else None


def grantee_lines(
    *, organisation: Organisation, today: date, projects: Sequence[Project] | None = None
) -> list[GranteeLine]:
    """A line for every project that the organisation may read, or of `projects` among them, by grantee. The number of
    queries does not depend on how many there are."""
    listed = list(readable_projects(organisation) if projects is None else projects)
    ids = [project.pk for project in listed]
    totals = totals_of_projects(organisation=organisation, projects=listed)
    held, plans = _held(ids, today), _plans(ids)
    posts, satisfaction = distinct_posts_of_projects(projects=ids), satisfaction_of_projects(projects=ids)
    issued = last_issued(ids)
    return [
        GranteeLine(
            project=one,
            is_own=one.organisation_id == organisation.pk,
            activities=held.get(one.pk, 0),
            participants=totals[one.pk].total,
            plan=plans.get(one.pk),
            posts=posts[one.pk],
            satisfaction=satisfaction[one.pk],
            issued=issued.get(one.pk),
        )
        for one in listed
    ]


def last_issued(projects: Sequence[int], *, form: str = "") -> dict[int, IssuedReport]:
    """The last issued report of each project (of a form, where one is named), without its dataset. One query."""
    found = IssuedReport.objects.filter(project__in=projects).defer("dataset", "texts", "rules", "findings")
    newest_last = (found.filter(form=form) if form else found).order_by("issued_at", "pk")
    return {one.project_id: one for one in newest_last if one.project_id is not None}


def _held(projects: Sequence[int], today: date) -> dict[int, int]:
    """How many activities have reached their last day."""
    last = Coalesce("ends_on", "starts_on", output_field=DateField())
    held = Activity.objects.filter(project__in=projects, cancelled_at__isnull=True).annotate(last=last)
    return dict(held.filter(last__lte=today).order_by().values_list("project").annotate(number=Count("pk")))


def _plans(projects: Sequence[int]) -> dict[int, Decimal]:
    """The planned participants: the project's own figure; where it has none, its measures' together."""
    whole: dict[int, Decimal] = {}
    parts: dict[int, Decimal] = defaultdict(Decimal)
    rows = Indicator.objects.filter(project__in=projects, code=_PARTICIPANTS)
    for project, measure, plan in rows.values_list("project", "measure", "plan"):
        if measure is None:
            whole[project] = plan
        else:
            parts[project] += plan
    return {**parts, **whole}
