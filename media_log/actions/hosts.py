"""Politeness: each host is asked one thing at a time by all workers together, not too often, and only what its
robots.txt allows. A host's row is its lock: whoever moved `next_at` ahead may ask until then."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from protego import Protego

from media_log.checker import Answer, Closed, NotNow, Refused, Unreachable, Web
from media_log.checker.texts import decoded
from media_log.checker.web import seconds_to_wait
from media_log.models import HostState
from media_log.outside import ROBOT

# Longer than any look takes: a worker that dies only delays the next one.
HELD = timedelta(minutes=3)
ROBOTS_KEPT = timedelta(hours=24)
ROBOTS_BYTES = 100_000
_FIRST_REST, _LONGEST_REST = timedelta(minutes=1), timedelta(hours=6)
_LONGEST_ASKED_REST = timedelta(days=1)
_LONGEST_CRAWL_DELAY = 60.0


@dataclass
class _Held:
    """A host that this look may ask."""

    state: HostState
    until: datetime
    robots: Protego | None = None
    failures: int = 0
    rest: timedelta = timedelta()


class Turns:
    """The gate of one look: takes the hosts it comes by, gives them back in `settle`.

    `heard`: whether any host has answered anything, so that the network is there. `patience`: how many seconds it
    waits for a further host (a redirect, a picture) that rests after another look; the first one's turn comes later.
    """

    def __init__(self, web: Web, *, patience: float = 5.0, wait: Callable[[float], None] = time.sleep) -> None:
        self.heard = False
        self._web, self._patience, self._wait = web, patience, wait
        self._held: dict[str, _Held] = {}

    def before(self, url: httpx.URL) -> None:
        """Take the host. Raises NotNow when it is not our turn, Closed robots, Unreachable without its robots.txt."""
        held = self._held.get(url.host)
        if held is None:
            held = self._held[url.host] = self._take(url.host)
        if held.robots is None:
            held.robots = Protego.parse(self._robots_of(url, held))
            held.rest = timedelta(seconds=_between(held.robots))
        if not held.robots.can_fetch(str(url), ROBOT):
            raise Closed("robots")

    def answered(self, url: httpx.URL, answer: Answer) -> None:
        """Note how the host is: one that is asked too often, or not well, gets a rest."""
        self.heard = True
        held = self._held[url.host]
        if answer.status == 429 or answer.status in range(500, 600):
            asked = min(timedelta(seconds=seconds_to_wait(answer)), _LONGEST_ASKED_REST)
            self._has_failed(held, at_least=asked)
        else:
            held.failures = 0

    def failed(self, url: httpx.URL) -> None:
        """The host did not answer."""
        self._has_failed(self._held[url.host])

    def settle(self, *, counts: bool = True) -> None:
        """Let everybody ask these hosts again, each after its rest. counts=False: failures were not theirs."""
        now = timezone.now()
        for held in self._held.values():
            rest = max(held.rest, timedelta(seconds=settings.LINK_CHECK_SECONDS_BETWEEN))
            new: dict[str, object] = {"next_at": now + (rest if counts else timedelta())}
            if counts:
                new["failures"] = held.failures
            HostState.objects.filter(pk=held.state.pk, next_at=held.until).update(**new)

    def _take(self, host: str) -> _Held:
        state, _is_new = HostState.objects.get_or_create(host=host)
        for is_last in (False, True):
            now = timezone.now()
            until = now + HELD
            is_free = Q(next_at__isnull=True) | Q(next_at__lte=now)
            if HostState.objects.filter(is_free, pk=state.pk).update(next_at=until):
                state.refresh_from_db()
                return _Held(state, until, failures=state.failures)
            free_at = HostState.objects.filter(pk=state.pk).values_list("next_at", flat=True).get() or now
            left = max((free_at - now).total_seconds(), 0)
            if is_last or not self._held or left > self._patience:
                break
            self._wait(left)
        raise NotNow(free_at)

    def _robots_of(self, url: httpx.URL, held: _Held) -> str:
        """The host's robots.txt, asked for once a day. None there: everything is allowed. A site that is not well
        (5xx) may have one: it is asked nothing else."""
        read_at = held.state.robots_read_at
        if read_at and read_at > timezone.now() - ROBOTS_KEPT:
            return held.state.robots
        where = f"{url.scheme}://{url.netloc.decode('ascii')}/robots.txt"
        text = ""
        try:
            answer = self._web.visit(where, accept="text/plain,*/*;q=0.5", most=ROBOTS_BYTES)
        except Refused:
            pass  # it leads nowhere that is a site: there is none
        except Unreachable:
            self._has_failed(held)
            raise
        else:
            self.answered(url, answer)
            if answer.status == 429 or answer.status >= 500:
                raise Unreachable("server_error")
            text = decoded(answer.body).replace("\x00", "") if answer.status == 200 else ""
        HostState.objects.filter(pk=held.state.pk).update(robots=text, robots_read_at=timezone.now())
        return text

    def _has_failed(self, held: _Held, at_least: timedelta = timedelta()) -> None:
        held.failures = min(held.state.failures + 1, 30)
        held.rest = max(at_least, min(_FIRST_REST * 2 ** min(held.failures - 1, 12), _LONGEST_REST))


def _between(robots: Protego) -> float:
    asked = robots.crawl_delay(ROBOT) or 0.0
    return min(max(float(asked), float(settings.LINK_CHECK_SECONDS_BETWEEN)), _LONGEST_CRAWL_DELAY)
