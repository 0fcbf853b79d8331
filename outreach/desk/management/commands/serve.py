"""`manage.py serve`: web server, worker and clock on one machine, kept alive together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from outreach.certificates import own_certificate

LAST_PORT = 65536


def lan_address() -> str:
    """This machine's address in its network, or "" without one. Sends nothing: a datagram socket only picks a route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        address = str(probe.getsockname()[0])
    return "" if address.startswith(("127.", "0.")) else address


class Command(BaseCommand):
    """Run everything a laptop needs; Ctrl-C ends it all."""

    help = "Serve the product with its worker on this machine, reachable for phones in the same network."

    def add_arguments(self, parser: CommandParser) -> None:
        """Port, who may reach it, and whether encrypted."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--local-only", action="store_true", help="do not let phones in the network in")
        parser.add_argument("--https", action="store_true", help="with a certificate made on the spot (docs/https.md)")
        parser.add_argument("--certificate", type=Path, help="a certificate of yours (PEM) instead; needs --key")
        parser.add_argument("--key", type=Path, help="its key (PEM)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Start the three processes, start a fallen one again, end together."""
        port: int = options["port"]
        lan = "" if options["local_only"] else lan_address()
        bind = f"0.0.0.0:{port}" if lan else f"127.0.0.1:{port}"
        self._refuse_taken(port)
        certificate = _certificate(lan, options)
        scheme = "https" if certificate else "http"
        commands = _commands(bind, certificate)
        environment = _environment(lan, port, scheme)
        running = {name: _start(command, environment) for name, command in commands.items()}
        # A closed terminal (HUP) ends it all too; gunicorn alone would take it for "reload" and live on.
        for ending in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, lambda *_: sys.exit(0))
        try:
            _wait_until_listening(port, running["web"])
            self._announce(port, lan, scheme)
            while True:
                time.sleep(1)
                for name, process in running.items():
                    if process.poll() is not None:
                        self.stderr.write(f"{name} ended ({process.returncode}), starting it again")
                        running[name] = _start(commands[name], environment)
        except KeyboardInterrupt:
            pass
        finally:
            _end(list(running.values()))

    def _refuse_taken(self, port: int) -> None:
        if _is_taken(port):
            free = next((other for other in range(port + 1, LAST_PORT) if not _is_taken(other)), None)
            instead = f", or: make run PORT={free}" if free else "."
            raise CommandError(f"Port {port} is taken. Stop what runs there{instead}")

    def _announce(self, port: int, lan: str, scheme: str) -> None:
        lines = [f"Outreach is at {scheme}://127.0.0.1:{port}"]
        if lan:
            lines.append(f"Phones in the same network: {scheme}://{lan}:{port}")
        if scheme == "https":
            lines.append("Browsers may warn about the certificate: docs/https.md says what to press.")
        login = settings.VAR_DIR / "demo-login.txt"
        if login.exists():
            email, password = login.read_text().split()
            lines.append(f"Log in: {email}  password: {password}")
        self.stdout.write("\n" + "\n".join(lines) + "\nCtrl-C ends it.\n")
        self.stdout.flush()


def _certificate(lan: str, options: dict[str, Any]) -> list[str]:
    """gunicorn's options for https: with the certificate that was named, else with our own; none for http."""
    files = options["certificate"], options["key"]
    if any(files):
        missing = [str(path) for path in files if path is None or not path.is_file()]
        if missing:
            raise CommandError("--certificate and --key go together, and both must be files that can be read.")
    elif not options["https"]:
        return []
    else:
        hosts = [*([lan] if lan else []), "127.0.0.1", "localhost"]
        files = own_certificate(settings.VAR_DIR / "https", hosts)
    return ["--certfile", str(files[0]), "--keyfile", str(files[1])]


def _commands(bind: str, certificate: list[str]) -> dict[str, list[str]]:
    python = sys.executable
    celery = [python, "-m", "celery", "-A", "outreach"]
    web = "--worker-class gthread --workers 1 --threads 8 --timeout 120 --log-level warning"
    worker = "--pool solo --loglevel WARNING --without-gossip --without-mingle --without-heartbeat"
    return {
        # One process: SQLite has one writer anyway, and the in-memory cache is then one for all.
        "web": [python, "-m", "gunicorn", "outreach.wsgi", "--bind", bind, *certificate, *web.split()],
        "worker": [*celery, "-q", "worker", *worker.split()],
        "clock": [*celery, "-q", "beat", "--loglevel", "WARNING", "--pidfile="],
    }


def _start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own: the terminal's Ctrl-C and hang-up reach only us, and we end it."""
    return subprocess.Popen(command, env=environment, start_new_session=True)


def _environment(lan: str, port: int, scheme: str) -> dict[str, str]:
    """The children's environment: phones may come by the network address, and posters carry it."""
    environment = dict(os.environ)
    if lan and not settings.PRODUCTION:
        environment.setdefault("ALLOWED_HOSTS", ",".join([*settings.ALLOWED_HOSTS, lan]))
        environment.setdefault("PUBLIC_URL", f"{scheme}://{lan}:{port}")
    if not settings.PRODUCTION:
        # In a container everybody is root: Celery's long warning would push the log-in out of sight.
        environment.setdefault("PYTHONWARNINGS", "ignore:You're running the worker with superuser")
    return environment


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until_listening(port: int, web: subprocess.Popen[bytes]) -> None:
    for _attempt in range(600):
        if _is_taken(port):
            return
        if web.poll() is not None:
            raise CommandError("The web server did not start; its message is above.")
        time.sleep(0.1)
    raise CommandError("The web server did not answer within a minute.")


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
