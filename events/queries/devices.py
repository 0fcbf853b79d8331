"""Scanner phones: whose token is this, where may it count, how is it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from events.models import Activity, Device, ScannerLink
from grants.models import AuditEntry, Organisation, Project
from grants.prepared import prepared_cursor, read_moment
from grants.tokens import hash_of

# Asked before every scan: what a scan needs, and no more. The rest of the rows is read when somebody looks at it.
_DEVICE = ("id", "organisation_id", "link_id", "door", "expires_at", "revoked_at", "last_contact_at")
_OF_SECRET = f"""
    SELECT {", ".join(f"device.{column}" for column in _DEVICE)}, link.activity_id, link.project_id
    FROM events_device device JOIN events_scannerlink link ON link.id = device.link_id
    WHERE device.secret_hash = %s
"""  # noqa: S608  (only names of our own columns)


def device_of_secret(secret: str) -> Device | None:
    """The phone with this token, alive or ended (`ended_as` tells), with its link. One statement."""
    with prepared_cursor() as cursor:
        cursor.execute(_OF_SECRET, [hash_of(secret)])
        row = cursor.fetchone()
    if row is None:
        return None
    *values, activity_id, project_id = row
    values[4:] = map(read_moment, values[4:])
    device = Device.from_db("default", _DEVICE, values)
    device.link = ScannerLink.from_db(
        "default", ("id", "activity_id", "project_id"), (device.link_id, activity_id, project_id)
    )
    device.organisation = Organisation.from_db("default", ("id",), (device.organisation_id,))
    return device


def ended_as(device: Device, at: datetime | None = None) -> str:
    """Why the phone's access is over at a moment (now): device_revoked, device_expired; "" while it lasts."""
    moment = at or timezone.now()
    if device.revoked_at and device.revoked_at <= moment:
        return "device_revoked"
    return "device_expired" if device.expires_at <= moment else ""


def links_of(*, organisation: Organisation, thing: Activity | Project) -> QuerySet[ScannerLink]:
    """The links that make scanners for an activity (its project's too) or for a project, the newest first."""
    links = ScannerLink.objects.of(organisation).select_related("activity", "project", "created_by")
    if isinstance(thing, Project):
        return links.filter(project=thing)
    return links.filter(Q(activity=thing) | Q(project=thing.project_id))


def devices_of(*, activity: Activity) -> QuerySet[Device]:
    """The phones that may count at an activity, or did."""
    mine = Q(link__activity=activity) | Q(link__project=activity.project_id)
    came = Q(pk__in=activity.attendances.exclude(device=None).values("device"))
    return Device.objects.of(activity.organisation).filter(mine | came).select_related("link").order_by("pk")


def activities_of_device(device: Device) -> QuerySet[Activity]:
    """The activities a phone counts at: the link's one, or all of its project that are not cancelled."""
    activities = Activity.objects.filter(organisation_id=device.organisation_id).select_related("kind", "project")
    if device.link.activity_id:
        return activities.filter(pk=device.link.activity_id)
    return activities.filter(project=device.link.project, cancelled_at=None)


def may_count_at(device: Device, activity: Activity) -> bool:
    """Whether a phone may count at an activity. One that was moved to another project after the phone was claimed keeps
    its phones: what they hold, and the door they stand at, are still this activity's."""
    if activity.organisation_id != device.organisation_id:
        return False
    if device.link.activity_id:
        return activity.pk == device.link.activity_id
    return activity.project_id == device.link.project_id or _was_moved(activity, device)


def _was_moved(activity: Activity, device: Device) -> bool:
    changes = AuditEntry.objects.filter(
        organisation_id=activity.organisation_id,
        verb="activity.update",
        subject=f"{activity._meta.label}:{activity.pk}",
        at__gte=device.claimed_at,
    )
    return any(entry.details.get("project_was") == device.link.project_id for entry in changes)
