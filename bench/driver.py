"""A lean driver: as many open connections as asked, one request under way on each, raw sockets, one process."""

from __future__ import annotations

import selectors
import socket
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

# What an act says next on its connection once it has this answer; None: it has said all.
Next = Callable[[str, bytes], bytes | None]


@dataclass
class Connection:
    """One keep-alive connection, as a phone holds it. `begun_at`: when its act sent its first request."""

    socket: socket.socket
    act: str = ""
    begun_at: float = 0.0
    answer: bytes = b""


@dataclass
class Driven:
    """What came of it. Times in seconds, of whole acts."""

    acts: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    refused: list[bytes] = field(default_factory=list)
    seconds: float = 0.0

    def time_at(self, share: float) -> float:
        """The time that this share of acts did not exceed, in ms."""
        times = sorted(self.times)
        return round(1000 * times[min(len(times) - 1, int(share * len(times)))], 1) if times else 0.0


def drive(
    port: int,
    requests: deque[tuple[str, bytes]],
    *,
    concurrency: int,
    most_seconds: float,
    then: Next = lambda act, answer: None,
    good: bytes = b"HTTP/1.1 201",
) -> Driven:
    """Send requests (act, bytes), and what each act says `then`, until there are none left or the time is over. An act
    is done when its last answer begins as a `good` one."""
    done, selector = Driven(), selectors.DefaultSelector()
    started = time.perf_counter()
    for _ in range(min(concurrency, len(requests))):
        connection = Connection(socket.create_connection(("127.0.0.1", port)))
        connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        _begin(connection, requests)
    while selector.get_map():
        for key, _events in selector.select(30):
            connection = key.data
            connection.answer += connection.socket.recv(65536)
            if not _is_whole(connection.answer):
                continue
            following = then(connection.act, connection.answer)
            if following is not None:
                _send(connection, following)
                continue
            now = time.perf_counter()
            done.times.append(now - connection.begun_at)
            if connection.answer.startswith(good):
                done.acts.append(connection.act)
            else:
                done.refused.append(connection.answer)
            if requests and now - started < most_seconds:
                _begin(connection, requests)
            else:
                selector.unregister(connection.socket)
                connection.socket.close()
    done.seconds = time.perf_counter() - started
    return done


def _begin(connection: Connection, requests: deque[tuple[str, bytes]]) -> None:
    connection.act, request = requests.popleft()
    connection.begun_at = time.perf_counter()
    _send(connection, request)


def _send(connection: Connection, request: bytes) -> None:
    connection.answer = b""
    connection.socket.sendall(request)


def _is_whole(answer: bytes) -> bool:
    head, gap, body = answer.partition(b"\r\n\r\n")
    if not gap:
        return False
    length = head.lower().partition(b"content-length:")[2].split(b"\r\n")[0]
    return len(body) >= int(length)
