"""A small web of the test's own: real sockets on this machine, names that lead wherever a test wants them to.

The resolver answers public addresses and the dialler leads them here; what judges addresses is the real thing.
"""

import socket
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import httpcore

from media_log.checker import Limits, Web
from outreach.certificates import own_certificate

PUBLIC = "93.184.215.14"
AGENT = "OutreachTest/1.0 (+https://outreach.example.kz)"
# Small pages, and time enough for a busy machine; HASTY is for tests of the time itself.
SMALL = Limits(seconds=60, page_bytes=100_000, picture_bytes=200_000, redirects=5, overhead_bytes=50_000)
HASTY = replace(SMALL, seconds=0.25)

# What a page does with the connection once the question has been read.
Page = Callable[[socket.socket], None]


def says(body: bytes | str = b"", status: str = "200 OK", kind: str = "text/html; charset=utf-8", **headers) -> Page:
    """A page that answers and is done. `content_encoding="gzip"` is the header Content-Encoding."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", f"Content-Type: {kind}"]
    lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return lambda connection: connection.sendall(head + content)


def leads_to(where: str, status: str = "302 Found") -> Page:
    """A redirect."""
    return says(status=status, location=where)


def raw(content: bytes) -> Page:
    """Bytes as they are."""
    return lambda connection: connection.sendall(content)


def drips(head: bytes, drop: bytes, pause: float = 0.05) -> Page:
    """A beginning, then a drop for ever."""

    def page(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(drop)
            time.sleep(pause)

    return page


class LocalWeb:
    """Serves `pages["host/path"]`; remembers what it was asked and which addresses were dialled."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.names: dict[str, list[str]] = {}
        # Names that answer differently every time: first the first list, then the next one.
        self.changing: dict[str, list[list[str]]] = {}
        self.asked: list[str] = []
        self.dialled: list[tuple[str, int]] = []
        self.heads: dict[str, str] = {}
        self.lookups: dict[str, int] = defaultdict(int)
        # The names that clients asked for in TLS.
        self.server_names: list[str | None] = []
        self._trusted: ssl.SSLContext | None = None
        self._sockets = []
        self._ports = {80: self._listen(None)}

    def with_tls(self, folder: Path, names: list[str]) -> None:
        """Serve https for these names too."""
        certificate, key = own_certificate(folder, names)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        context.sni_callback = lambda _socket, name, _context: self.server_names.append(name)
        self._trusted = ssl.create_default_context(cafile=certificate)
        self._ports[443] = self._listen(context)

    def web(self, limits: Limits = SMALL) -> Web:
        """The checker's way into this web."""
        return Web(agent=AGENT, limits=limits, resolve=self.resolve, dial=self.dial, tls=self._trusted)

    def resolve(self, host: str, _seconds: float) -> list[str]:
        """What the name's server says."""
        self.lookups[host] += 1
        if self.changing.get(host):
            return self.changing[host].pop(0)
        known = {name.split("/", 1)[0] for name in self.pages}
        return self.names.get(host, [PUBLIC] if host in known else [])

    def dial(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        """A connection to here, whatever the address."""
        self.dialled.append((address, port))
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self._ports[port], seconds)

    def switch_off(self) -> None:
        """From now on nobody listens."""
        self._ports = {80: 1, 443: 1}

    def close(self) -> None:
        for listening in self._sockets:
            with suppress(OSError):
                # Who waits in accept() is woken by this only.
                listening.shutdown(socket.SHUT_RDWR)
            listening.close()

    def _listen(self, tls: ssl.SSLContext | None) -> int:
        listening = socket.create_server(("127.0.0.1", 0), backlog=50)
        self._sockets.append(listening)
        threading.Thread(target=self._serve, args=(listening, tls), daemon=True).start()
        return listening.getsockname()[1]

    def _serve(self, listening: socket.socket, tls: ssl.SSLContext | None) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection, tls), daemon=True).start()

    def _answer(self, connection: socket.socket, tls: ssl.SSLContext | None) -> None:
        with connection:
            connection.settimeout(60)
            try:
                connection = tls.wrap_socket(connection, server_side=True) if tls else connection
                head = b""
                while b"\r\n\r\n" not in head:
                    piece = connection.recv(65_536)
                    if not piece:
                        return
                    head += piece
                text = head.decode("latin-1")
                path = text.split(" ", 2)[1]
                host = next(line[6:] for line in text.split("\r\n") if line.lower().startswith("host: "))
                self.asked.append(f"{host}{path}")
                self.heads[f"{host}{path}"] = text
                page = self.pages.get(f"{host}{path}") or says(status="404 Not Found")
                page(connection)
            except OSError:
                return
