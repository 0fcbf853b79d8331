"""Brakes: on guessing passwords, per address and e-mail and per address; and on anything else that is tried too often.

Counts live in the cache; an attempt is counted before it is looked at, so that a burst of parallel tries gains nothing,
and taken back when it was right.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

WINDOW_SECONDS = 15 * 60
PER_EMAIL = 8
PER_ADDRESS = 40


def client_address(request: HttpRequest) -> str:
    """The address of the visitor. Each of our TRUSTED_PROXIES appends to X-Forwarded-For the address it was asked
    from, so the visitor's is that many places from the end; whatever stands before it may be invented."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    proxies = int(settings.TRUSTED_PROXIES)
    if not proxies:
        return peer
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return chain[-proxies] if len(chain) >= proxies else peer


class Attempt:
    """One try at a password for an e-mail. `scope` keeps unlike forms apart."""

    def __init__(self, request: HttpRequest, email: str, scope: str = "sign-in") -> None:
        network = network_of(request)
        self._pair = _key(scope, network, email.strip().lower())
        self._address = _key(scope, network)

    def is_refused(self) -> bool:
        """Count this try; true when there were too many within the window."""
        return (_increase(self._pair) > PER_EMAIL) | (_increase(self._address) > PER_ADDRESS)

    def was_right(self) -> None:
        """Take the try back: people who sign in properly never use up the address of their office."""
        cache.delete(self._pair)
        _decrease(self._address)


@dataclass(frozen=True)
class Limit:
    """At most `most` within `seconds`, counted from the first one. `scope` keeps unlike things apart."""

    scope: str
    most: int
    seconds: int

    def count(self, *who: str) -> int:
        """Count one more of `who`; 0, or the seconds to wait when there were too many."""
        ends = _key(self.scope, *who, "ends")
        now = time.time()
        cache.add(ends, now + self.seconds, self.seconds)
        if _increase(_key(self.scope, *who), self.seconds) <= self.most:
            return 0
        return max(1, round(cache.get(ends, now) - now))

    def take_back(self, *who: str) -> None:
        """The last one was harmless."""
        _decrease(_key(self.scope, *who))


def network_of(request: HttpRequest) -> str:
    """The visitor's address, as far as it tells visitors apart."""
    return _network(client_address(request))


def _network(address: str) -> str:
    """One household holds a whole /64 of IPv6 addresses; they count as one."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{known}/64", strict=False)) if isinstance(known, IPv6Address) else str(known)


def _key(*parts: str) -> str:
    return "throttle:" + hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _increase(key: str, seconds: int = WINDOW_SECONDS) -> int:
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key))
    except ValueError:
        cache.set(key, 1, seconds)  # the window ended between the two lines
        return 1


def _decrease(key: str) -> None:
    try:
        cache.decr(key)
    except ValueError:
        return  # the window has just ended
