"""Projects, their plan and their statistics."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from ninja.responses import codes_4xx

from grants.models import Indicator, Project
from grants.permissions import may_view
from grants.queries import PlannedMeasure, plan_of
from outreach.api.auth import member
from outreach.api.errors import ErrorOut
from outreach.api.lists import page_of, project_of
from outreach.api.schemas import MeOut, Page, Paging, ProjectDetailOut, ProjectOut, StatisticsOut
from reports.queries.statistics import project_statistics

router = Router(tags=["projects"])


@router.get("/me", response={200: MeOut, codes_4xx: ErrorOut})
def me(request: HttpRequest) -> dict[str, Any]:
    """Whose token this is."""
    asking = member(request, may_view)
    return {"organisation": asking.organisation.name, "role": asking.role, "user": asking.user.email}


@router.get("/projects", response={200: Page[ProjectOut], codes_4xx: ErrorOut})
def projects(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The organisation's projects by their ref."""
    found = Project.objects.of(member(request, may_view).organisation).select_related("grantee")
    return page_of(found, paging, lambda rows: map(_shown, rows))


@router.get("/projects/{ref:ref}", response={200: ProjectDetailOut, codes_4xx: ErrorOut})
def project(request: HttpRequest, ref: str) -> dict[str, Any]:
    """One project with its measures and planned figures."""
    found = project_of(member(request, may_view).organisation, ref)
    plan = plan_of(project=found)
    return {
        **_shown(found),
        "priority_direction": found.priority_direction,
        "field_of_law": found.field_of_law,
        "measures": [_measure(task.task.number, planned) for task in plan.tasks for planned in task.measures],
        "indicators": [_indicator(indicator) for indicator in plan.indicators],
    }


@router.get("/projects/{ref:ref}/statistics", response={200: StatisticsOut, codes_4xx: ErrorOut})
def statistics(request: HttpRequest, ref: str) -> dict[str, Any]:
    """The three tables by the project's counting rule, attendances and unique people beside each other."""
    found = project_of(member(request, may_view).organisation, ref)
    return project_statistics(project=found).as_json()


def _shown(found: Project) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "title": found.title,
        "grantee": found.grantee.name,
        "customer": found.customer,
        "contract_number": found.contract_number,
        "contract_date": found.contract_date,
        "amount": found.amount,
        "starts_on": found.starts_on,
        "ends_on": found.ends_on,
        "edition": found.edition_id,
        "counting_basis": found.counting_basis,
    }


def _measure(task: str, planned: PlannedMeasure) -> dict[str, Any]:
    return {
        "task": task,
        "number": planned.measure.number,
        "title": planned.measure.title,
        "deadline": planned.measure.deadline_text,
        "indicators": [_indicator(indicator) for indicator in planned.indicators],
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "code": indicator.code,
        "plan": indicator.plan,
        "unit": indicator.unit,
        "is_computed": indicator.is_computed,
    }
