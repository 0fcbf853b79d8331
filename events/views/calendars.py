"""Calendar files (.ics) of an activity and of a series, for everybody who has the link."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.calendars import CONTENT_TYPE, calendar_of, has_days
from events.links import public_link
from events.models import Activity
from events.participant_pages import activity_of_code, participant_notice, series_of_code, unknown_link
from events.queries.registrations import Door, registering
from events.queries.revisions import revisions_of


@require_safe
def activity_ics(request: HttpRequest, code: str) -> HttpResponse:
    """One activity, an entry per session."""
    activity = activity_of_code(code)
    if activity is None:
        return unknown_link(request)
    return _file(request, [activity], name=activity.title, code=activity.public_code)


@require_safe
def series_ics(request: HttpRequest, code: str) -> HttpResponse:
    """Every activity of a series, the cancelled ones marked as such."""
    series = series_of_code(code)
    if series is None:
        return unknown_link(request)
    activities = series.activities.select_related("organisation").prefetch_related("sessions")
    return _file(request, list(activities), name=series.title, code=series.public_code)


def _file(request: HttpRequest, activities: list[Activity], *, name: str, code: str) -> HttpResponse:
    if not any(has_days(activity) for activity in activities):
        return participant_notice(
            request,
            kind="info",
            title=_("No date yet"),
            text=_("There is nothing to put into a calendar before the date is set."),
            status=404,
        )
    now = timezone.now()
    links = {
        activity.pk: public_link(request, reverse("events:register", args=[activity.public_code]))
        for activity in activities
        if registering(activity, now) is Door.OPEN
    }
    content = calendar_of(
        activities,
        name=name,
        host=urlsplit(public_link(request, "/")).hostname or "outreach",
        links=links,
        revisions=revisions_of(activities=activities),
    )
    disposition = content_disposition_header(True, f"{code}.ics") or "attachment"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-cache"}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
