"""Many scans at once: item by item, each with its own answer. Rubbish in one of them never spoils the rest."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import InterfaceError, OperationalError
from django.db.models import QuerySet
from django.utils import timezone

from events.actions.devices import note_contact
from events.actions.scans import take_scan
from events.models import Device
from events.queries.devices import ended_as
from events.rescue import open_rescue_file
from events.scan_items import LARGEST_NUMBER, Asking, ScanAnswer, read_moment, read_scan, scan_id_of, when
from rules.errors import AppError

MOST = 500
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Taken:
    """What became of one item: an answer, or a refusal. `scan_id`: as far as it could be read."""

    scan_id: str | None
    answer: ScanAnswer | None = None
    refusal: AppError | None = None


@dataclass(frozen=True)
class Rescued:
    """What became of a rescue file: its items, and the phone that wrote it, where it is known here."""

    taken: list[Taken]
    device: str


def take_batch(
    items: Sequence[object], *, asking: Asking, sent_at: datetime | None = None, are_facts: bool = False
) -> list[Taken]:
    """Take items in their order. `are_facts`: all of them have happened, whatever they say themselves.

    A phone whose access has ended is believed what it saw before; later items are refused one by one: device_revoked,
    device_expired.
    """
    return [_take(item, asking, sent_at, are_facts) for item in items]


def _take(item: object, asking: Asking, sent_at: datetime | None, is_fact: bool) -> Taken:
    scan_id = scan_id_of(item)
    try:
        sent = read_scan(item, sent_at=sent_at)
        if is_fact:
            sent = replace(sent, offline=True, sent_at=None)
        if asking.device and (ended := ended_as(asking.device, when(sent, timezone.now()).observed_at)):
            raise AppError(ended, 401)
        return Taken(scan_id, answer=take_scan(sent, asking=asking))
    except AppError as refusal:
        return Taken(scan_id, refusal=refusal)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the phone keeps the whole batch
    except Exception:
        # A fault of ours in one item must not hold up the other 499 for ever. The phone keeps this one.
        log.exception("A scan could not be taken")
        return Taken(scan_id, refusal=AppError("try_again", 503))


def note_batch(device: Device, *, sent_at: datetime | None, unsent: int | None) -> None:
    """What a batch tells about the phone that sent it."""
    ahead = int((sent_at - timezone.now()).total_seconds()) if sent_at else None
    note_contact(device, unsent=unsent, clock_ahead_s=ahead)


def take_rescue_file(text: str, *, asking: Asking) -> Rescued:
    """Take what a phone had written into a rescue file. Sending it twice changes nothing.

    Raises AppError rescue_unreadable, rescue_of_another_organisation.
    """
    content = open_rescue_file(text, asking.organisation)
    number, items = content["device"], content["items"]
    # Several links may have made the same phone a scanner: it means the last one.
    known = Device.objects.of(asking.organisation).filter(number=number).select_related("link__activity")
    device = known.order_by("-claimed_at", "-pk").first()
    if asking.device and device and device.pk == asking.device.pk:
        device = asking.device
    # Who brings the file has not seen the people.
    whose = replace(asking, device=device or asking.device, user=None if device else asking.user)
    taken = take_batch(items, asking=whose, are_facts=True)
    if device:
        _note_rescue(known, device, content["saved_at"], taken)
    return Rescued(taken, str(number))


def _note_rescue(rows: QuerySet[Device], device: Device, saved_at: object, taken: Sequence[Taken]) -> None:
    """The file holds all that its phone held: unless it was heard from since, that is here now. What we could not take
    it holds still."""
    moment = read_moment(saved_at)
    if moment:
        left = sum(one.refusal is not None and one.refusal.status >= 500 for one in taken)
        moment -= timedelta(seconds=device.clock_ahead_s)
        rows.filter(unsent__gt=left).exclude(last_contact_at__gt=moment).update(unsent=left)


def unsent_told(value: Any) -> int | None:
    """How many scans a phone says it still holds; None when it says nothing sensible."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and 0 <= value <= LARGEST_NUMBER else None
