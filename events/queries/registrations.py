"""Who registered ahead of the day, who waits for a place, and whether one may still register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from events.models import Activity, Attendance, Registration, RegistrationState, Series, Session
from events.phones import Phone
from events.queries.people import PersonShown, person_shown
from grants.models import Organisation

PLACE, WAITING, CANCELLED = RegistrationState.PLACE, RegistrationState.WAITING, RegistrationState.CANCELLED


class Door(StrEnum):
    """Whether one may register now; the values are the codes of the refusals."""

    OPEN = "open"
    CANCELLED = "activity_cancelled"
    OVER = "activity_over"
    CLOSED = "registration_closed"


def registering(activity: Activity, now: datetime) -> Door:
    """Whether somebody may register for an activity now."""
    if activity.cancelled_at:
        return Door.CANCELLED
    if is_over(activity, now):
        return Door.OVER
    ended = activity.registration_ends_at is not None and activity.registration_ends_at <= now
    return Door.CLOSED if ended or not activity.takes_registrations else Door.OPEN


def is_over(activity: Activity, now: datetime) -> bool:
    """Whether its last day has passed, or its check-in was closed."""
    last = activity.last_day
    return activity.closed_at is not None or (last is not None and last < timezone.localdate(now))


@dataclass(frozen=True)
class Places:
    """An activity's places: `capacity` None is without limit."""

    capacity: int | None
    taken: int
    waiting: int

    @property
    def left(self) -> int | None:
        """Places that may be given; None without limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        """Whether the next one waits: no place is left, or others wait already."""
        return self.left == 0 or self.waiting > 0

    @property
    def too_many(self) -> int:
        """People with a place beyond the capacity: it was lowered after they had registered."""
        return max(0, self.taken - self.capacity) if self.capacity is not None else 0


def places_of(*, activities: Iterable[Activity]) -> dict[int, Places]:
    """The places of each activity, by its id. One query."""
    capacities = {activity.pk: activity.capacity for activity in activities}
    rows = (
        Registration.objects.filter(activity__in=list(capacities))
        .order_by()
        .values_list("activity")
        .annotate(taken=Count("pk", filter=Q(state=PLACE)), waiting=Count("pk", filter=Q(state=WAITING)))
    )
    found = {pk: (taken, waiting) for pk, taken, waiting in rows}
    return {pk: Places(capacity, *found.get(pk, (0, 0))) for pk, capacity in capacities.items()}


def queue_number(registration: Registration) -> int:
    """The place in the waiting list, from 1."""
    waiting = Registration.objects.filter(activity_id=registration.activity_id, state=WAITING)
    earlier = Q(joined_at__lt=registration.joined_at) | Q(joined_at=registration.joined_at, pk__lt=registration.pk)
    return waiting.filter(earlier).count() + 1


@dataclass(frozen=True)
class Wish:
    """One activity for a phone's holder: their registration, if any; `queue`: their number while they wait."""

    activity: Activity
    door: Door
    places: Places
    registration: Registration | None
    queue: int | None

    @property
    def state(self) -> str:
        """place, waiting, cancelled, or "" where they never registered."""
        return self.registration.state if self.registration else ""

    @property
    def sessions(self) -> list[Session]:
        """The activity's days and parts in the order in which they come."""
        found = self.activity.sessions.all()
        return sorted(found, key=lambda one: (one.held_on or date.max, one.starts_at or time.min, one.number))

    @property
    def is_live(self) -> bool:
        """Whether there is something to cancel."""
        return self.registration is not None and self.registration.state != CANCELLED


def wishes_of_phone(*, activities: Iterable[Activity], phone: Phone, now: datetime) -> list[Wish]:
    """What this phone's holder has at each of these activities, in the given order."""
    activities = list(activities)
    mine = registrations_of_phone(activities=activities, phone=phone)
    places = places_of(activities=activities)
    wishes = []
    for activity in activities:
        own = mine.get(activity.pk)
        queue = queue_number(own) if own and own.state == WAITING else None
        wishes.append(Wish(activity, registering(activity, now), places[activity.pk], own, queue))
    return wishes


def registrations_of_phone(*, activities: Iterable[Activity], phone: Phone) -> dict[int, Registration]:
    """The holder's registration for each activity, by its id: the live one, otherwise the last cancelled one."""
    activities = list(activities)
    acts = [act for activity in activities for act in phone.registration_acts(activity.pk)]
    mine = Q(act__in=acts)
    person = phone.person(activities[0].organisation) if activities else None
    if person:
        mine |= Q(person=person)
    found = Registration.objects.filter(mine, activity__in=activities).select_related("person", "activity")
    # A live one is written over a cancelled one, a later one over an earlier.
    ordered = sorted(found, key=lambda one: (one.state != CANCELLED, one.joined_at, one.pk))
    return {one.activity_id: one for one in ordered}


@dataclass(frozen=True)
class RegistrationLine:
    """One registration on the organiser's page. `queue`: the number of who waits."""

    row: Registration
    person: PersonShown
    phone: str
    came: bool
    queue: int | None


@dataclass(frozen=True)
class RegistrationList:
    """Everybody who registered for an activity; `promoted`: got a place from the waiting list and has still to be told
    or is told already, nobody is told by the program."""

    lines: list[RegistrationLine]

    def _of(self, state: str) -> list[RegistrationLine]:
        return [line for line in self.lines if line.row.state == state]

    @property
    def placed(self) -> list[RegistrationLine]:
        """With a place, oldest first."""
        return self._of(PLACE)

    @property
    def waiting(self) -> list[RegistrationLine]:
        """The queue."""
        return self._of(WAITING)

    @property
    def cancelled(self) -> list[RegistrationLine]:
        """Who gave the place up."""
        return self._of(CANCELLED)

    @property
    def promoted(self) -> list[RegistrationLine]:
        """With a place that became free, latest first."""
        promoted = [line for line in self.placed if line.row.promoted_at]
        return sorted(promoted, key=lambda line: (str(line.row.promoted_at), line.row.pk), reverse=True)

    @property
    def came(self) -> int:
        """How many of those with a place came."""
        return sum(line.came for line in self.placed)

    @property
    def stayed_away(self) -> int:
        """How many of those with a place did not come, so far."""
        return len(self.placed) - self.came


def registrations_of(*, activity: Activity, full: bool) -> RegistrationList:
    """Everybody who registered. Without `full`: short names and no phones. Three queries, however many people."""
    came = Attendance.objects.live().filter(activity=OuterRef("activity"), person=OuterRef("person"))
    rows = (
        Registration.objects.filter(activity=activity)
        .annotate(came=Exists(came))
        .select_related("person")
        .prefetch_related("person__codes")
    )
    lines: list[RegistrationLine] = []
    queue = 0
    for row in rows:
        queue += row.state == WAITING
        lines.append(
            RegistrationLine(
                row=row,
                person=person_shown(row.person, full=full),
                phone=row.person.phone if full else "",
                came=row.came,
                queue=queue if row.state == WAITING else None,
            )
        )
    return RegistrationList(lines)


def series_of(*, organisation: Organisation) -> list[Series]:
    """Every series with the number of its activities, as `activities_number`."""
    found = Series.objects.of(organisation).select_related("project")
    return list(found.annotate(activities_number=Count("activities")))


def activities_of_series(*, series: Series, now: datetime) -> list[Activity]:
    """The activities of a series that are not over yet, soonest first."""
    found = series.activities.select_related("organisation", "project__grantee", "kind").prefetch_related("sessions")
    return [activity for activity in found if not is_over(activity, now)]


def next_of_series(*, activity: Activity, now: datetime) -> Activity | None:
    """The activity of the same series that comes after this one and takes registrations."""
    if activity.series_id is None or activity.starts_on is None:
        return None
    later = Activity.objects.filter(series=activity.series_id, starts_on__gt=activity.starts_on)
    return next((one for one in later if registering(one, now) is Door.OPEN), None)
