"""The counter at a leaflet point on a page: one tap is one person. Works without JavaScript; needs the network."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.actions.counter import undo_on_counter, undone_people
from events.actions.groups import STATED_BANDS, GroupLine, count_group
from events.facts import Circumstances
from events.labels import GENDER_CHOICES
from events.material_tables import AGES, age_in_words, age_on_button
from events.models import Activity, Attendance, Material, Point, Source
from events.participant_pages import participant_page
from events.queries.materials import counted_at_points
from events.queries.presence import session_now
from events.words import facts_in_words, material_in_words
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in
from rules.codes import GENDERS, NOT_STATED
from rules.errors import AppError

WOMEN_FIRST = tuple(reversed(GENDERS))


@dataclass(frozen=True)
class Place:
    """Where somebody counts and what they hand out; None: not chosen."""

    point: Point | None
    material: Material | None

    def address(self, activity: Activity, **more: object) -> str:
        """The counter's own address with these choices."""
        chosen = {"point": self.point.pk if self.point else "", "material": self.material.pk if self.material else ""}
        kept = {name: value for name, value in {**chosen, **more}.items() if value}
        return f"{reverse('events:counter', args=[activity.ref])}?{urlencode(kept)}"


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def counter(request: MemberRequest, ref: str) -> HttpResponse:
    """The buttons; after a tap the same page says whom it counted and offers to undo it."""
    found = Activity.objects.of(request.organisation).select_related("kind", "project", "organisation")
    activity = get_object_or_404(found, ref=ref)
    if activity.cancelled_at:
        raise AppError("activity_cancelled", 409)
    given = request.POST if request.method == "POST" else request.GET
    points, materials = list(activity.points.all()), list(activity.materials.all())
    place = Place(_one_of(points, given.get("point", "")), _one_of(materials, given.get("material", "")))
    if request.method != "POST":
        return _page(request, activity, place, points, materials)
    if activity.closed_at:
        raise AppError("activity_closed", 409)
    if "undo" in request.POST:
        return _undone(request, activity, place)
    return _tapped(request, activity, place)


def _one_of(things: list[Any], text: str) -> Any:
    """The chosen one; the only one there is needs no choice."""
    chosen = next((one for one in things if str(one.pk) == text), None)
    return chosen or (things[0] if len(things) == 1 else None)


def _tapped(request: MemberRequest, activity: Activity, place: Place) -> HttpResponse:
    gender, _colon, band = request.POST.get("who", "").partition(":")
    form = _uuid(request.POST.get("form", ""))
    if form is None or gender not in {*GENDERS, NOT_STATED} or band not in {*STATED_BANDS, ""}:
        raise AppError("group_unclear", 422)
    # Made of what was tapped: another button of the same page (back, or a slow network) is another person.
    act = uuid.uuid5(form, f"{request.POST.get('who')}:{place.address(activity)}")
    now = timezone.now()
    rows = count_group(
        session=_session(activity, now),
        lines=[GroupLine(gender, None, 1, band)],
        statuses=(),
        act=act,
        observed_at=now,
        by=request.user,
        circumstances=Circumstances(
            point_id=place.point.pk if place.point else None,
            material_id=place.material.pk if place.material else None,
        ),
        source=Source.COUNTER,
    )
    return redirect(place.address(activity, last=act if not rows[0].voided_at else ""))


def _session(activity: Activity, now: Any) -> Any:
    session = session_now(activity, now)
    session.activity = activity
    return session


def _undone(request: MemberRequest, activity: Activity, place: Place) -> HttpResponse:
    act = _uuid(request.POST.get("undo", ""))
    if act is None:
        raise AppError("not_found", 404)
    undo = uuid.uuid5(act, "undo")
    done = undo_on_counter(activity=activity, act=act, undo=undo, observed_at=timezone.now(), by=request.user)
    if undone_people(done):
        messages.success(request, _("Undone: nobody is counted by this tap."))
    return redirect(place.address(activity))


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _page(
    request: MemberRequest, activity: Activity, place: Place, points: list[Point], materials: list[Material]
) -> HttpResponse:
    people = counted_at_points(activity=activity)
    context = {
        "activity": activity,
        "place": place,
        "points": points,
        "materials": [(one.pk, material_in_words(one)) for one in materials],
        "form": uuid.uuid4(),
        "genders": [(code, GENDER_CHOICES[code]) for code in WOMEN_FIRST],
        "ages": [("" if age == NOT_STATED else age, age_in_words(age), age_on_button(age)) for age in AGES],
        "people": people.total,
        "people_here": people.by_point.get(place.point.pk, 0) if place.point else None,
        "last": _last(request, activity),
    }
    return participant_page(request, "events/counter.html", context)


def _last(request: MemberRequest, activity: Activity) -> tuple[uuid.UUID, str] | None:
    """Whom the tap before counted, while it stands."""
    act = _uuid(request.GET.get("last", ""))
    rows = Attendance.objects.live().filter(activity=activity, group=act, collected_by=request.user)
    row = rows.first() if act else None
    if act is None or row is None:
        return None
    facts = facts_in_words(gender=row.gender, age=row.age, statuses=(), band=row.stated_band)
    return act, ", ".join(facts)
