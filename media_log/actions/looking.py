"""One run of looking at links: a handful of those that are due, host by host, for a bounded time."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from media_log.actions.hosts import HELD, Turns
from media_log.actions.link_checks import Claim, add_missing_checks, postpone, record_look
from media_log.checker import Look, NotNow, Refused, Web, look
from media_log.checker.guard import judged
from media_log.models import HostState, LinkCheck
from media_log.outside import installations_web

# A run ends after so many seconds: on a laptop the same worker also makes the reports people wait for.
RUN_SECONDS = 20.0
# Longer than any look: a worker that dies only delays it.
LEASE = timedelta(minutes=3)
_DUE_AT_ONCE = 200
_NO_NETWORK = timedelta(minutes=10)
# A host that is being asked just now is free long before its lease ends.
_SOON = timedelta(seconds=20)


def look_at_due_links(
    *, web: Web | None = None, seconds: float = RUN_SECONDS, wait: Callable[[float], None] = time.sleep
) -> int:
    """Look at links that are due; returns at how many. Nothing when LINK_CHECKS is off.

    Where no host answers at all the network is ours: nothing is counted as anybody's failure.
    """
    if not settings.LINK_CHECKS:
        return 0
    add_missing_checks()
    run = _Run(web or installations_web(), wait)
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        claim = _claim_next()
        if claim is None:
            break
        run.look_at(claim)
    run.end()
    return run.looks


class _Run:
    """What this run has found and not yet written: failures wait until it is known that there is a network."""

    def __init__(self, web: Web, wait: Callable[[float], None]) -> None:
        self.looks = 0
        self._web, self._wait = web, wait
        self._has_network = False
        self._waiting: list[tuple[Claim, Look, Turns]] = []

    def look_at(self, claim: Claim) -> None:
        """Look at one link."""
        turns = Turns(self._web, wait=self._wait)
        post, check = claim.check.post, claim.check
        try:
            found = look(
                post.url,
                platform=post.platform,
                web=self._web,
                gate=turns,
                now=timezone.now(),
                wants_picture=not check.picture,
            )
        except NotNow as rest:
            postpone(claim, _stands_back(rest.until))
            turns.settle()
            return
        except BaseException:
            # A fault of ours: the link is not lost, and the rest goes on an hour later.
            postpone(claim, timezone.now() + timedelta(hours=1))
            turns.settle(counts=False)
            raise
        self.looks += 1
        self._has_network = self._has_network or turns.heard
        self._waiting.append((claim, found, turns))
        if self._has_network:
            self._write()
        elif found.state != "unreachable":
            # Judged by its address alone: that needs no network, and proves none.
            self._waiting.pop()
            record_look(claim, found)
            turns.settle()

    def end(self) -> None:
        """Write what is left; of several hosts that all failed, nothing."""
        hosts = {host_of(claim.check) for claim, _found, _turns in self._waiting}
        if len(hosts) < 2:
            self._write()
        for claim, _found, turns in self._waiting:
            postpone(claim, timezone.now() + _NO_NETWORK)
            turns.settle(counts=False)

    def _write(self) -> None:
        for claim, found, turns in self._waiting:
            record_look(claim, found)
            turns.settle()
        self._waiting = []


def host_of(check: LinkCheck) -> str:
    """The host that a check asks first; empty where it asks none."""
    try:
        return judged(check.post.url).host
    except Refused:
        return ""


def _claim_next() -> Claim | None:
    """The next check whose host is free, the longest due first; those of busy hosts stand back until their host's
    time, so that they hide nobody."""
    for _attempt in range(5):
        now = timezone.now()
        by_host = _due_by_host(now)
        if not by_host:
            return None
        resting = HostState.objects.filter(host__in=by_host, next_at__gt=now).values_list("host", "next_at")
        busy = {host: until for host, until in resting if until}
        for host, checks in by_host.items():
            if host in busy:
                back = LinkCheck.objects.filter(_is_free(now), pk__in=[check.pk for check in checks])
                back.filter(next_at__lte=now).update(next_at=_stands_back(busy[host]))
                continue
            claim = _claim(checks[0], now)
            if claim:
                return claim
    return None


def _stands_back(until: datetime) -> datetime:
    """When to try a busy host again: one that rests longer than any look takes has asked for it."""
    now = timezone.now()
    return until if until > now + HELD else min(until, now + _SOON)


def _due_by_host(now: datetime) -> dict[str, list[LinkCheck]]:
    due = LinkCheck.objects.filter(_is_free(now), next_at__lte=now).select_related("post")
    by_host: dict[str, list[LinkCheck]] = defaultdict(list)
    for check in due.order_by("next_at", "pk")[:_DUE_AT_ONCE]:
        by_host[host_of(check)].append(check)
    return by_host


def _is_free(now: datetime) -> Q:
    return Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)


def _claim(check: LinkCheck, now: datetime) -> Claim | None:
    """One UPDATE decides who has it."""
    lease = now + LEASE
    due = LinkCheck.objects.filter(_is_free(now), pk=check.pk, next_at__lte=now)
    return Claim(check, lease) if due.update(claimed_until=lease) else None
