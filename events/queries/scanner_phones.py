"""The scanner phones of an activity or a project, as an organiser sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Activity, Device
from events.queries.counts import entries_by_phone
from events.queries.devices import devices_of, ended_as
from grants.models import Project

# A phone tells how it is every 15 seconds while its page is open.
_QUIET_AFTER = timedelta(minutes=2)
_CLOCK_OFF_S = 120


@dataclass(frozen=True)
class ScannerPhone:
    """One phone at this moment. `entries`: what it has counted that was not undone."""

    device: Device
    entries: int
    now: datetime

    @property
    def name(self) -> str:
        """What its holder called it, or a number."""
        return self.device.label or _("Phone %(number)s") % {"number": self.device.pk}

    @property
    def ended(self) -> str:
        """Why its access is over: "revoked", "returned" (by its holder), "expired"; "" while it lasts."""
        if ended_as(self.device, self.now) == "device_revoked":
            return "revoked" if self.device.revoked_by_id else "returned"
        return "expired" if ended_as(self.device, self.now) else ""

    @property
    def is_quiet(self) -> bool:
        """Whether nothing was heard from it lately: what it holds since, nobody knows."""
        contact = self.device.last_contact_at
        return contact is None or self.now - contact > _QUIET_AFTER

    @property
    def needs_a_look(self) -> bool:
        """Whether it holds scans, or may hold some that nobody knows of."""
        return bool(self.device.unsent) or (self.is_quiet and not self.ended)

    @property
    def contact(self) -> str:
        """How long ago it was heard from, in words; "" for days ago (the page writes the date) and never."""
        if self.device.last_contact_at is None:
            return ""
        minutes = int((self.now - self.device.last_contact_at).total_seconds() // 60)
        if minutes < 1:
            return _("just now")
        if minutes < 60:
            return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
        hours = minutes // 60
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours} if hours < 24 else ""

    @property
    def clock_minutes(self) -> int:
        """How many minutes its clock is wrong, 0 where it is right: times are corrected by it."""
        ahead = abs(self.device.clock_ahead_s)
        return max(1, round(ahead / 60)) if ahead > _CLOCK_OFF_S else 0


def phones_at(*, activity: Activity, now: datetime) -> list[ScannerPhone]:
    """An activity's phones: those that need a look first, ended ones last. Two queries."""
    return _phones(devices_of(activity=activity), entries_by_phone(activities=[activity.pk]), now)


def phones_of_project(project: Project, *, now: datetime) -> list[ScannerPhone]:
    """The phones that were made for the whole of a project. Two queries."""
    devices = Device.objects.of(project.organisation).filter(link__project=project).select_related("link")
    return _phones(devices, entries_by_phone(activities=project.activities.values("pk")), now)


def _phones(devices: Iterable[Device], entries: dict[int, int], now: datetime) -> list[ScannerPhone]:
    phones = [ScannerPhone(device, entries.get(device.pk, 0), now) for device in devices]
    return sorted(phones, key=lambda phone: (not phone.device.unsent, bool(phone.ended), phone.device.pk))


@dataclass(frozen=True)
class Unsent:
    """How many phones still hold how many scans."""

    phones: int = 0
    scans: int = 0


def unsent_at(*, activity: Activity) -> Unsent:
    """What an activity's phones still hold, as they told at their last contact. One query."""
    return _unsent(devices_of(activity=activity))


def _unsent(devices: QuerySet[Device]) -> Unsent:
    holding = devices.filter(unsent__gt=0).order_by()
    told = holding.aggregate(phones=Count("pk"), scans=Sum("unsent"))
    return Unsent(told["phones"], told["scans"] or 0)
