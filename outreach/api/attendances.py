"""The ledger: list, count somebody, undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from ninja.responses import codes_4xx

from events.actions.attendance import Outcome, void_attendance
from events.models import Attendance
from grants.models import Membership
from grants.permissions import may_check_in, may_see_people, may_view
from outreach.api.auth import member
from outreach.api.counting import count_person
from outreach.api.errors import ErrorOut
from outreach.api.lists import activity_of, page_of
from outreach.api.schemas import AttendanceIn, AttendanceOut, Moment, Page, Paging, RecordedOut, Ref, VoidIn

router = Router(tags=["attendances"])


class AttendanceFilter(Paging):
    """Rows of one activity; with `updated_since` only those received or undone since, the undone ones among them."""

    activity: Ref
    updated_since: Moment | None = None


@router.get("/attendances", response={200: Page[AttendanceOut], codes_4xx: ErrorOut})
def attendances(request: HttpRequest, chosen: Query[AttendanceFilter]) -> dict[str, Any]:
    """Who came, in the order received: live rows, or everything that changed since a moment."""
    asking = member(request, may_view)
    found = _rows(asking).filter(activity=activity_of(asking.organisation, chosen.activity)).order_by("pk")
    if chosen.updated_since:
        found = found.filter(Q(received_at__gte=chosen.updated_since) | Q(voided_at__gte=chosen.updated_since))
    else:
        found = found.filter(voided_at__isnull=True)
    return page_of(found, chosen, lambda rows: [_shown(row, asking) for row in rows])


@router.post("/attendances", response={201: RecordedOut, 200: RecordedOut, codes_4xx: ErrorOut})
def record(request: HttpRequest, given: AttendanceIn) -> Status[dict[str, Any]]:
    """Count somebody. 201: counted now; 200: this uuid was sent before, or the person is counted already."""
    asking = member(request, may_check_in)
    activity = activity_of(asking.organisation, given.activity)
    recorded = count_person(activity, given, by=asking.user)
    row = _rows(asking).get(pk=recorded.attendance.pk)
    answer = {"outcome": recorded.outcome.value, "attendance": _shown(row, asking)}
    return Status(201 if recorded.outcome is Outcome.NEW else 200, answer)


@router.post("/attendances/{uuid:number}/void", response={200: AttendanceOut, codes_4xx: ErrorOut})
def void(request: HttpRequest, number: UUID, given: VoidIn) -> dict[str, Any]:
    """Undo a row, with a reason. Doing it again changes nothing."""
    asking = member(request, may_check_in)
    void_attendance(get_object_or_404(_rows(asking), uuid=number), reason=given.reason, by=asking.user)
    return _shown(_rows(asking).get(uuid=number), asking)


def _rows(asking: Membership) -> Any:
    rows = Attendance.objects.of(asking.organisation)
    return rows.select_related("activity", "session", "person", "replaces")


def _shown(row: Attendance, asking: Membership) -> dict[str, Any]:
    person = row.person if may_see_people(asking) else None
    return {
        "uuid": row.uuid,
        "activity": row.activity.ref,
        "session": row.session.number,
        "observed_at": row.observed_at,
        "received_at": row.received_at,
        "source": row.source,
        "person": row.person_id,
        "name": person.name if person else None,
        "phone": person.phone if person else None,
        "gender": row.gender,
        "age": row.age,
        "statuses": list(row.status_codes),
        "age_band": row.age_band,
        "category": row.category,
        "category_is_derived": row.category_is_derived,
        "is_counted": row.is_counted,
        "voided_at": row.voided_at,
        # Written freely by people at a door: it may name somebody.
        "void_reason": row.void_reason if row.voided_at and may_see_people(asking) else None,
        "replaces": row.replaces.uuid if row.replaces else None,
    }
