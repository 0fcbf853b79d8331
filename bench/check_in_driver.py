"""A lean driver: as many open connections as asked, one request under way on each, raw sockets, one process."""

from __future__ import annotations

import selectors
import socket
import time
from collections import deque
from dataclasses import dataclass, field


@dataclass
class Connection:
    """One keep-alive connection, as a phone holds it."""

    socket: socket.socket
    act: str = ""
    sent_at: float = 0.0
    answer: bytes = b""


@dataclass
class Driven:
    """What came of it. Times in seconds."""

    acts: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    refused: list[bytes] = field(default_factory=list)
    seconds: float = 0.0

    def time_at(self, share: float) -> float:
        """The time that this share of requests did not exceed, in ms."""
        times = sorted(self.times)
        return round(1000 * times[min(len(times) - 1, int(share * len(times)))], 1) if times else 0.0


def drive(port: int, requests: deque[tuple[str, bytes]], *, concurrency: int, most_seconds: float) -> Driven:
    """Send requests (act, bytes) until there are none left or the time is over."""
    done, selector = Driven(), selectors.DefaultSelector()
    started = time.perf_counter()
    for _ in range(concurrency):
        connection = Connection(socket.create_connection(("127.0.0.1", port)))
        connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        _send(connection, requests)
    under_way = concurrency
    while under_way:
        for key, _events in selector.select(30):
            connection = key.data
            connection.answer += connection.socket.recv(65536)
            if not _is_whole(connection.answer):
                continue
            now = time.perf_counter()
            done.times.append(now - connection.sent_at)
            if connection.answer.startswith(b"HTTP/1.1 201"):
                done.acts.append(connection.act)
            else:
                done.refused.append(connection.answer)
            if requests and now - started < most_seconds:
                _send(connection, requests)
            else:
                under_way -= 1
                selector.unregister(connection.socket)
                connection.socket.close()
    done.seconds = time.perf_counter() - started
    return done


def _send(connection: Connection, requests: deque[tuple[str, bytes]]) -> None:
    connection.act, request = requests.popleft()
    connection.answer, connection.sent_at = b"", time.perf_counter()
    connection.socket.sendall(request)


def _is_whole(answer: bytes) -> bool:
    head, gap, body = answer.partition(b"\r\n\r\n")
    if not gap:
        return False
    length = head.lower().partition(b"content-length:")[2].split(b"\r\n")[0]
    return len(body) >= int(length)
