"""Activities: list, one, new, change."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.forms.models import model_to_dict
from django.http import HttpRequest
from ninja import Query, Router, Status
from ninja.responses import codes_4xx

from events.actions.activities import create_activity, update_activity
from events.forms.activities import ActivityForm
from events.models import Activity, ActivityKind
from events.queries.counts import activity_counts
from grants.models import Organisation
from grants.permissions import may_edit, may_view
from media_log.queries import post_counts
from outreach.api.auth import member
from outreach.api.errors import ErrorOut, InvalidFields
from outreach.api.lists import activity_of, page_of, project_of
from outreach.api.schemas import ActivityChange, ActivityIn, ActivityOut, Day, Page, Paging, Ref

router = Router(tags=["activities"])


class ActivityFilter(Paging):
    """Which activities: of a project, those whose days touch from … to."""

    project: Ref | None = None
    from_day: Day | None = None
    to_day: Day | None = None


@router.get("/activities", response={200: Page[ActivityOut], codes_4xx: ErrorOut})
def activities(request: HttpRequest, chosen: Query[ActivityFilter]) -> dict[str, Any]:
    """The organisation's activities by date; those without a date come last and are left out when days are chosen."""
    organisation = member(request, may_view).organisation
    found = Activity.objects.of(organisation).select_related("project", "kind", "measure")
    if chosen.project:
        found = found.filter(project=project_of(organisation, chosen.project))
    if chosen.from_day:
        found = found.filter(Q(starts_on__gte=chosen.from_day) | Q(ends_on__gte=chosen.from_day))
    if chosen.to_day:
        found = found.filter(starts_on__lte=chosen.to_day)
    return page_of(found, chosen, _shown)


@router.get("/activities/{ref:ref}", response={200: ActivityOut, codes_4xx: ErrorOut})
def activity(request: HttpRequest, ref: str) -> dict[str, Any]:
    """One activity."""
    return _one(activity_of(member(request, may_view).organisation, ref))


@router.post("/activities", response={201: ActivityOut, codes_4xx: ErrorOut})
def new_activity(request: HttpRequest, given: ActivityIn) -> Status[dict[str, Any]]:
    """Make an activity and its first session."""
    asking = member(request, may_edit)
    details = _checked(asking.organisation, _form_data(asking.organisation, given), Activity())
    made = create_activity(details.pop("project"), by=asking.user, **details)
    return Status(201, _one(activity_of(asking.organisation, made.ref)))


@router.patch("/activities/{ref:ref}", response={200: ActivityOut, codes_4xx: ErrorOut})
def change_activity(request: HttpRequest, ref: str, given: ActivityChange) -> dict[str, Any]:
    """Change what is sent; the rest stays."""
    asking = member(request, may_edit)
    found = activity_of(asking.organisation, ref)
    changes = given.dict(exclude_unset=True)
    before = model_to_dict(found, fields=ActivityForm.Meta.fields)
    details = _checked(asking.organisation, {**before, **changes}, found)
    update_activity(found, by=asking.user, **{name: details[name] for name in changes})
    return _one(activity_of(asking.organisation, ref))


def _form_data(organisation: Organisation, given: ActivityIn) -> dict[str, Any]:
    """The fields of the page's form: the same rules for programs as for people."""
    project = project_of(organisation, given.project)
    kind = ActivityKind.objects.usable_by(organisation).filter(code=given.kind).order_by("organisation").first()
    measure = project.measures.filter(number=given.measure).first() if given.measure else None
    if kind is None:
        raise InvalidFields({"kind": ["unknown"]})
    if given.measure and measure is None:
        raise InvalidFields({"measure": ["unknown"]})
    data = given.dict(exclude={"project", "kind", "measure"})
    return {**data, "project": project.pk, "kind": kind.pk, "measure": measure.pk if measure else None}


def _checked(organisation: Organisation, data: dict[str, Any], instance: Activity) -> dict[str, Any]:
    form = ActivityForm(data, instance=instance, organisation=organisation)
    if not form.is_valid():
        errors = form.errors.get_json_data()
        raise InvalidFields({name: [error["message"] for error in found] for name, found in errors.items()})
    return dict(form.cleaned_data)


def _one(found: Activity) -> dict[str, Any]:
    return _shown([found])[0]


def _shown(rows: list[Activity]) -> list[dict[str, Any]]:
    ids = [row.pk for row in rows]
    counts, posts = activity_counts(activities=ids), post_counts(activities=ids)
    return [
        {
            "ref": row.ref,
            "project": row.project.ref,
            "measure": row.measure.number if row.measure else None,
            "kind": row.kind.code,
            "title": row.title,
            "topic": row.topic,
            "format": row.format,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "starts_at": row.starts_at,
            "venue": row.venue,
            "address": row.address,
            "town": row.town,
            "languages": row.languages,
            "goal": row.goal,
            "outcome": row.outcome,
            "guests": row.guests,
            "expected_number": row.expected_number,
            "cancelled_at": row.cancelled_at,
            "public_code": row.public_code,
            "count": counts[row.pk],
            "publications": posts[row.pk],
        }
        for row in rows
    ]
