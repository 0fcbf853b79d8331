"""Asking the web for one page: over redirects, each judged anew, within limits of time, bytes and steps."""

from __future__ import annotations

import ssl
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

import brotli
import httpcore
import httpx

from media_log.checker.guard import LONGEST_URL, judged
from media_log.checker.problems import Refused, Unreachable
from media_log.checker.wire import Budget, Dial, GuardedNetwork, Resolve, dialled, resolved

_REDIRECTS = {301, 302, 303, 307, 308}
HTML = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"


@dataclass(frozen=True)
class Limits:
    """How much one visit may take."""

    seconds: float = 10.0
    page_bytes: int = 2 * 1024 * 1024
    picture_bytes: int = 5 * 1024 * 1024
    redirects: int = 5
    # Headers of all steps, and what the packing of a body adds.
    overhead_bytes: int = 512 * 1024


@dataclass(frozen=True)
class Answer:
    """What a site said at the end of its redirects. `body`: unpacked, cut at the limit."""

    status: int
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_cut: bool = False

    @property
    def media_type(self) -> str:
        """text/html and the like, without what follows it."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Gate(Protocol):
    """Who may be asked when."""

    def before(self, url: httpx.URL) -> None:
        """Wait for this host's turn, or raise NotNow or Closed."""

    def answered(self, url: httpx.URL, answer: Answer) -> None:
        """The host has answered."""

    def failed(self, url: httpx.URL) -> None:
        """The host has not."""


class Web:
    """The network as this installation reaches it. Tests bring their own `resolve` and `dial`; what is judged stays."""

    def __init__(
        self,
        *,
        agent: str,
        limits: Limits | None = None,
        resolve: Resolve = resolved,
        dial: Dial = dialled,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.agent = agent
        self.limits = limits or Limits()
        self._resolve, self._dial, self._tls = resolve, dial, tls

    def visit(self, url: str, *, gate: Gate | None = None, accept: str = HTML, most: int = 0) -> Answer:
        """The answer at the end of a link's redirects; the body of a success only.

        Raises Refused (also loop, too_many_redirects), Unreachable, and whatever the gate raises.
        """
        most = most or self.limits.page_bytes
        budget = Budget(self.limits.seconds, most + self.limits.overhead_bytes)
        seen: set[str] = set()
        for _step in range(self.limits.redirects + 1):
            target = judged(url)
            if str(target) in seen:
                raise Refused("loop")
            seen.add(str(target))
            answer = self._asked(target, gate, budget, accept, most)
            where = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not where:
                return answer
            url = _joined(target, where)
        raise Refused("too_many_redirects")

    def _asked(self, target: httpx.URL, gate: Gate | None, budget: Budget, accept: str, most: int) -> Answer:
        if gate is None:
            return self._one(target, budget, accept, most)
        began = time.monotonic()
        gate.before(target)
        budget.give_back(time.monotonic() - began)
        try:
            answer = self._one(target, budget, accept, most)
        except Unreachable:
            gate.failed(target)
            raise
        gate.answered(target, answer)
        return answer

    def _one(self, target: httpx.URL, budget: Budget, accept: str, most: int) -> Answer:
        """One question, one connection: nothing is kept for the next one, no cookie either."""
        headers: list[tuple[bytes | str, bytes | str]] = [
            ("Host", target.netloc),
            ("User-Agent", self.agent),
            ("Accept", accept),
            ("Accept-Language", "kk,ru;q=0.8,en;q=0.5"),
            ("Accept-Encoding", "gzip"),
            ("Connection", "close"),
        ]
        where = httpcore.URL(
            scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path or b"/"
        )
        network = GuardedNetwork(self._resolve, self._dial, budget)
        tls = self._tls or httpx.create_ssl_context(trust_env=False) if target.scheme == "https" else None
        pool = httpcore.ConnectionPool(ssl_context=tls, network_backend=network, max_keepalive_connections=0, retries=0)
        try:
            with pool, pool.stream("GET", where, headers=headers) as response:
                return _answer(target, response, most)
        except (httpcore.TimeoutException, TimeoutError):
            raise Unreachable("too_slow") from None
        except httpcore.ConnectError as error:
            is_tls = isinstance(error.__cause__, ssl.SSLError) or isinstance(error.__context__, ssl.SSLError)
            raise Unreachable("certificate" if is_tls else "connect") from None
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, zlib.error, brotli.error, ValueError):
            raise Unreachable("garbage") from None
        except (httpcore.NetworkError, OSError):
            raise Unreachable("broken_off") from None


def _answer(target: httpx.URL, response: httpcore.Response, most: int) -> Answer:
    headers: dict[str, str] = {}
    for name, value in response.headers:
        headers.setdefault(name.decode("latin-1").lower(), _text(value))
    if not 200 <= response.status < 300:
        return Answer(response.status, str(target), headers)
    unpack = _Unpacked(headers.get("content-encoding", ""), most)
    for chunk in response.iter_stream():
        unpack.add(chunk)
        if unpack.is_full:
            break
    return Answer(response.status, str(target), headers, bytes(unpack.body[:most]), unpack.is_full)


class _Unpacked:
    """A body as it is unpacked, never much beyond `most`: a few packed bytes can mean gigabytes."""

    def __init__(self, packing: str, most: int) -> None:
        self.body = bytearray()
        self._most = most
        self._packing = packing.strip().lower()
        self._zlib = zlib.decompressobj(47)
        self._brotli = brotli.Decompressor()

    @property
    def is_full(self) -> bool:
        """Whether there is more than is read."""
        return len(self.body) > self._most

    def add(self, chunk: bytes) -> None:
        room = self._most + 1 - len(self.body)
        if self._packing in {"gzip", "x-gzip", "deflate"}:
            self.body += self._zlib.decompress(chunk, room)
        elif self._packing == "br":
            self.body += self._brotli.process(chunk, output_buffer_limit=room)
        elif self._packing in {"", "identity"}:
            self.body += chunk[:room]
        else:
            raise Unreachable("garbage")


def _text(value: bytes) -> str:
    """Headers are ASCII; sites of ours write Cyrillic into them all the same."""
    with suppress(UnicodeDecodeError):
        return value.decode("utf-8")
    return value.decode("latin-1")


def _joined(base: httpx.URL, where: str) -> str:
    if len(where) > LONGEST_URL:
        raise Refused("unreadable")
    try:
        return str(base.join(where))
    except (httpx.InvalidURL, ValueError):
        raise Refused("unreadable") from None


def seconds_to_wait(answer: Answer) -> int:
    """What a site's Retry-After asks for, in seconds; 0 where it says nothing that can be read as a number."""
    told = answer.headers.get("retry-after", "").strip()
    return min(int(told), 7 * 24 * 3600) if told.isascii() and told.isdigit() and len(told) < 9 else 0
