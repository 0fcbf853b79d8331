"""The connection itself: the name is resolved once, every answer is judged, and the very address that was judged is the
one connected to. Everything that is sent or received draws on one budget of time and bytes."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

from media_log.checker.guard import is_public
from media_log.checker.problems import Refused, Unreachable

# A name with hundreds of addresses is not tried through.
_TRIES = 3
_LONGEST_TRY = 4.0

# A name and seconds -> its addresses. An address, a port and seconds -> an open connection.
Resolve = Callable[[str, float], Sequence[str]]
Dial = Callable[[str, int, float], httpcore.NetworkStream]


class Budget:
    """What a visit may still take: seconds and bytes on the wire."""

    def __init__(self, seconds: float, most: int) -> None:
        self._ends = time.monotonic() + seconds
        self._left = most

    def seconds(self) -> float:
        """What is left of the time. Raises Unreachable too_slow."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise Unreachable("too_slow")
        return left

    def give_back(self, seconds: float) -> None:
        """Time that was spent waiting for a turn, not for the site."""
        self._ends += seconds

    def room(self, wanted: int) -> int:
        """How many bytes may be asked for at once: one great gulp must not spend what the body was promised."""
        return max(1, min(wanted, self._left))

    def took(self, size: int) -> None:
        """Count received bytes. Raises Unreachable too_large."""
        self._left -= size
        if self._left < 0:
            raise Unreachable("too_large")


class _Stream(httpcore.NetworkStream):
    """A connection that keeps to the budget, however slowly the other side drips."""

    def __init__(self, inner: httpcore.NetworkStream, budget: Budget) -> None:
        self._inner, self._budget = inner, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(self._budget.room(max_bytes), self._budget.seconds())
        self._budget.took(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._budget.seconds())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._budget.seconds())
        return _Stream(inner, self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class GuardedNetwork(httpcore.NetworkBackend):
    """Connects to public addresses only."""

    def __init__(self, resolve: Resolve, dial: Dial, budget: Budget) -> None:
        self._resolve, self._dial, self._budget = resolve, dial, budget

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """An open connection. Raises Refused not_public when any of the name's addresses is not public, Unreachable."""
        addresses = list(self._resolve(host, self._budget.seconds()))
        if not addresses:
            raise Unreachable("dns")
        try:
            # One that leads inside is enough: who mixes them means no good.
            is_safe = all(map(is_public, addresses))
        except ValueError:
            is_safe = False
        if not is_safe:
            raise Refused("not_public")
        for place, address in enumerate(addresses[:_TRIES], start=1):
            try:
                return _Stream(self._dial(address, port, min(self._budget.seconds(), _LONGEST_TRY)), self._budget)
            except (OSError, httpcore.NetworkError, httpcore.TimeoutException):
                if place == min(len(addresses), _TRIES):
                    raise Unreachable("connect") from None
        raise AssertionError("a name without addresses")

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        """Never: not a public page."""
        raise Refused("not_public")

    def sleep(self, seconds: float) -> None:
        """Nothing is tried again by the connection itself."""


def resolved(host: str, seconds: float) -> Sequence[str]:
    """The addresses of a name, IPv4 first, by the system's resolver; empty when there are none. Raises Unreachable dns
    when it takes too long: the resolver itself cannot be told to hurry."""
    answers: queue.Queue[list[str]] = queue.Queue(1)

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            answers.put([])
            return
        found.sort(key=lambda entry: entry[0] != socket.AF_INET)
        answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))

    threading.Thread(target=ask, daemon=True).start()
    try:
        return answers.get(timeout=min(seconds, 5.0))
    except queue.Empty:
        raise Unreachable("dns") from None


def dialled(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """A plain connection to an address."""
    return httpcore.SyncBackend().connect_tcp(address, port, seconds)
