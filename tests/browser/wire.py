"""What goes over the wire, counted in bytes between a browser and a real server."""

import socket
import subprocess
import sys
import threading
import time

from tests.browser.house import ROOT


def collect_static(environment: dict[str, str]) -> None:
    """Collect the static files as `make static` does, into the STATIC_ROOT of this environment."""
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Wire:
    """A proxy that counts what the server sends: whoever asked for it, a page, a worker or a service worker."""

    def __init__(self, server: int) -> None:
        self.server = server
        self.sent = 0
        self.counting = threading.Lock()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self.listening.accept()
            except OSError:
                return
            behind = socket.create_connection(("127.0.0.1", self.server))
            threading.Thread(target=self._carry, args=(browser, behind, False), daemon=True).start()
            threading.Thread(target=self._carry, args=(behind, browser, True), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, is_counted: bool) -> None:
        try:
            while data := source.recv(65536):
                with self.counting:
                    self.sent += len(data) if is_counted else 0
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            return


def settled(wire: Wire) -> int:
    """The bytes sent so far, once nothing more comes."""
    before = -1
    while before != wire.sent:
        before = wire.sent
        time.sleep(1)
    return wire.sent
