"""Scanner phones: the QR that makes one, the phone's claim, and the end of its access."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from events.models import Activity, Device, ScannerLink
from grants.actions.audit import record_audit
from grants.models import Organisation, Project, User
from grants.tokens import hash_of, new_secret
from rules.errors import AppError

# So that a scanner phone's token is told from a program's, and recognised where it is found.
DEVICE_PREFIX = "scanner_"
HOURS_AT_MOST = 31 * 24
# A phone that scans tells how it is with every contact; more often than this nobody needs to know.
CONTACT_EVERY = timedelta(seconds=15)
_LARGEST = 2_147_483_647


@dataclass(frozen=True)
class MadeLink:
    """A link for scanner phones and its code, which nobody can read again."""

    link: ScannerLink
    code: str


@dataclass(frozen=True)
class Claimed:
    """A scanner phone and its token, which nobody can read again."""

    device: Device
    secret: str


@transaction.atomic
def make_scanner_link(
    *,
    organisation: Organisation,
    activity: Activity | None = None,
    project: Project | None = None,
    door: str = "",
    hours: int,
    by: User,
) -> MadeLink:
    """Make the QR that turns phones into scanners for one activity, or for every activity of one project.

    It and the phones made by it end after `hours`. Raises AppError not_found for what is another organisation's,
    scanner_link_hours.
    """
    thing = activity or project
    if thing is None or (activity and project):
        raise TypeError("a scanner link is for one activity or for one project")
    if thing.organisation_id != organisation.pk:
        raise AppError("not_found", 404)
    if not 1 <= hours <= HOURS_AT_MOST:
        raise AppError("scanner_link_hours", 422, most=HOURS_AT_MOST)
    code = new_secret()
    link = ScannerLink.objects.create(
        organisation=organisation,
        activity=activity,
        project=project,
        door=" ".join(door.split())[:40],
        code_hash=hash_of(code),
        created_by=by,
        expires_at=timezone.now() + timedelta(hours=hours),
    )
    record_audit(organisation, by, "scanner_link.create", link, hours=hours)
    return MadeLink(link, code)


@transaction.atomic
def claim_device(*, code: str, number: uuid.UUID, label: str = "") -> Claimed:
    """Make the phone `number` a scanner by a link's code. The same phone again is the same device with a new token.

    Raises AppError scanner_link_unknown, scanner_link_revoked, scanner_link_expired; device_revoked for a phone whose
    access an organiser has ended.
    """
    links = ScannerLink.objects.select_for_update(of=("self",)).select_related("organisation", "activity", "project")
    link = links.filter(code_hash=hash_of(code)).first()
    if link is None:
        raise AppError("scanner_link_unknown", 404)
    if link.revoked_at:
        raise AppError("scanner_link_revoked", 410)
    if not link.is_open:
        raise AppError("scanner_link_expired", 410)
    secret = new_secret(DEVICE_PREFIX)
    device = link.devices.filter(number=number).first()
    if device and device.revoked_at and device.revoked_by_id:
        raise AppError("device_revoked", 410)
    if device is None:
        device = Device(organisation=link.organisation, link=link, number=number, door=link.door)
    # A phone that gave its access back may take it again.
    device.revoked_at = None
    device.label = " ".join(label.split())[:60] or device.label
    device.secret_hash, device.expires_at = hash_of(secret), link.expires_at
    device.last_contact_at = timezone.now()
    is_new = device.pk is None
    device.save()
    if is_new:
        record_audit(link.organisation, None, "device.claim", device, link=link.pk)
    return Claimed(device, secret)


@transaction.atomic
def revoke_link(link: ScannerLink, *, by: User) -> None:
    """End a link and every phone made by it. What they scanned before this moment is still taken. Twice is once."""
    now = timezone.now()
    if ScannerLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now):
        record_audit(link.organisation, by, "scanner_link.revoke", link)
    for device in link.devices.filter(revoked_at=None):
        revoke_device(device, by=by)


@transaction.atomic
def revoke_device(device: Device, *, by: User | None) -> None:
    """End a phone's access; `by` None: the phone gives it back. What it scanned before is taken. Twice is once."""
    alive = Device.objects.filter(pk=device.pk, revoked_at=None)
    if alive.update(revoked_at=timezone.now(), revoked_by=by):
        record_audit(device.organisation, by, "device.revoke", device)


def note_contact(
    device: Device, *, unsent: int | None = None, clock_ahead_s: int | None = None, label: str = ""
) -> None:
    """Keep what a phone told about itself: how many scans it still holds, and how far its clock is ahead. What is not
    told stays."""
    told: dict[str, object] = {"last_contact_at": timezone.now()}
    if unsent is not None:
        told["unsent"] = min(max(unsent, 0), _LARGEST)
    if clock_ahead_s is not None:
        told["clock_ahead_s"] = min(max(clock_ahead_s, -_LARGEST), _LARGEST)
    if name := " ".join(label.split())[:60]:
        told["label"] = name
    Device.objects.filter(pk=device.pk).update(**told)


def note_scan(device: Device) -> None:
    """A scan is a contact too; noted at most every 15 seconds, so that scanning costs no second write."""
    now = timezone.now()
    if device.last_contact_at is None or now - device.last_contact_at >= CONTACT_EVERY:
        due = Q(last_contact_at=None) | Q(last_contact_at__lte=now - CONTACT_EVERY)
        Device.objects.filter(due, pk=device.pk).update(last_contact_at=now)
        device.last_contact_at = now
