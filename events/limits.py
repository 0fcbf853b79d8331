"""How much one phone and one address may do at a poster. A whole college behind one address gets through; a program
that invents people does not."""

from __future__ import annotations

import math

from django.http import HttpRequest

from events.models import Activity
from events.phones import Phone
from grants.models import Organisation
from grants.throttle import Limit, network_of
from rules.errors import AppError

TEN_MINUTES = 10 * 60
ENTRIES_OF_PHONE = Limit("poster-phone", 10, TEN_MINUTES)
# People whom no phone brings along, per address and activity: a college of seven hundred comes in at once, and some of
# them press twice.
NEW_AT_ADDRESS = Limit("poster-new", 1000, TEN_MINUTES)
# Entries that leave no trace, per address, at all activities together: every third of that college.
WITHOUT_DATA_AT_ADDRESS = Limit("poster-without-data", 300, TEN_MINUTES)
# Registering ahead, per address and link: the same college, told of it in one hour.
NEW_REGISTRATIONS_AT_ADDRESS = Limit("register-new", 1000, TEN_MINUTES)
REGISTRATIONS_OF_PHONE = Limit("register-phone", 10, TEN_MINUTES)
# Wrong digits of the hall's screen. One of a million at three good codes: an address finds one in 1,100 windows.
GUESSES_OF_PHONE = Limit("presence-phone", 10, TEN_MINUTES)
GUESSES_AT_ADDRESS = Limit("presence-address", 300, TEN_MINUTES)


def refuse_beyond(limit: Limit, *who: str, code: str) -> None:
    """Count one more. Raises AppError `code` with 429 and the time to wait when there were too many."""
    wait = limit.count(*who)
    if wait:
        raise AppError(code, 429, minutes=math.ceil(wait / 60), seconds=wait)


def refuse_more_registrations(request: HttpRequest, link: str, phone: Phone, organisation: Organisation) -> None:
    """Count one more form of a registration link (its code). Raises AppError too_many_registrations."""
    code = "too_many_registrations"
    refuse_beyond(REGISTRATIONS_OF_PHONE, phone.id.hex, code=code)
    if phone.person(organisation) is None:
        refuse_beyond(NEW_REGISTRATIONS_AT_ADDRESS, network_of(request), link, code=code)


class PosterLimits:
    """The limits that one submission of a poster's form runs into."""

    def __init__(self, request: HttpRequest, activity: Activity, phone: Phone, *, without_data: bool) -> None:
        self._limits: list[tuple[Limit, tuple[str, ...]]] = [(ENTRIES_OF_PHONE, (phone.id.hex,))]
        if phone.person(activity.organisation) is not None:
            return
        network = network_of(request)
        if without_data:
            self._limits.append((WITHOUT_DATA_AT_ADDRESS, (network,)))
        else:
            self._limits.append((NEW_AT_ADDRESS, (network, str(activity.pk))))

    def count(self) -> None:
        """Count this submission. Raises AppError too_many_entries."""
        for limit, who in self._limits:
            refuse_beyond(limit, *who, code="too_many_entries")

    def take_back(self) -> None:
        """It counted nobody anew."""
        for limit, who in self._limits:
            limit.take_back(*who)
