"""A real server to be measured: its database, its gunicorn, what its processes use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.postgres import HOW_TO_INSTALL, binaries, free_port, postgres

ROOT = Path(__file__).resolve().parent.parent
# As in docs/deployment.md and in `serve` (outreach/desk/management/commands/serve.py).
SERVERS = {
    "postgresql": f"--worker-class gthread --workers {max(2, os.cpu_count() or 2)} --threads 8",
    "sqlite": "--worker-class gthread --workers 1 --threads 8",
}


def each_database(*, sqlite_only: bool) -> Iterator[tuple[str, str, Path, int | None]]:
    """An empty database of each kind, one after the other: its name, address, a folder, and its process if it has
    one. Says how PostgreSQL is installed where it is missing."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        yield "sqlite", f"sqlite:///{folder}/bench.sqlite3", Path(folder), None
    bin_dir = None if sqlite_only else binaries()
    if bin_dir:
        with tempfile.TemporaryDirectory(prefix="bench") as folder, postgres(bin_dir) as server:
            yield "postgresql", server.url, Path(folder), server.pid
    elif not sqlite_only:
        print(HOW_TO_INSTALL)


def settings_for(database: str, url: str, folder: Path) -> dict[str, str]:
    """The environment of the server."""
    common = {"DATABASE_URL": url, "VAR_DIR": str(folder), "LOG_LEVEL": "ERROR"}
    if database == "sqlite":
        return common
    # The settings of a real server: https behind a proxy.
    return common | {
        "ENVIRONMENT": "production",
        "SECRET_KEY": uuid.uuid4().hex * 2,
        "ALLOWED_HOSTS": "127.0.0.1",
        "PUBLIC_URL": "https://outreach.example.kz",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "TRUSTED_PROXIES": "1",
    }


def filler(environment: dict[str, str], *command: str) -> subprocess.Popen[str]:
    """Makes a world (bench/world.py), sleeps, looks into it. It ends with its input, so also when the bench breaks
    off."""
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, text=True)


def line_of(process: subprocess.Popen[str], *, told: str | None = None) -> Any:
    """What it says next; `told` is the last thing it hears."""
    assert process.stdin and process.stdout
    if told is not None:
        process.stdin.write(told + "\n")
        process.stdin.close()
    line = process.stdout.readline()
    if told is not None:
        process.wait(60)
    if not line:
        raise SystemExit("The world could not be made, or not looked into; the message is above.")
    return json.loads(line)


@contextmanager
def served(database: str, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """A gunicorn as it is deployed; its port and its process."""
    port = free_port()
    bind = f"127.0.0.1:{port}"
    options = ["--bind", bind, "--timeout", "120", "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", "outreach.wsgi", *options]
    server = subprocess.Popen([*command, *SERVERS[database].split()], cwd=ROOT, env=environment)
    try:
        _wait_for(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int) -> None:
    import http.client

    for _attempt in range(300):
        try:
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            asked.request("GET", "/api/v1/openapi.json", headers={"X-Forwarded-Proto": "https"})
            asked.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


def cpu_seconds(roots: list[int | None]) -> float | None:
    """What these processes and their children have used, those that have ended included; None without /proc."""
    proc = Path("/proc")
    if not (proc / "self" / "stat").exists():
        return None
    parents: dict[int, int] = {}
    used: dict[int, float] = {}
    own: dict[int, float] = {}
    for stat in proc.glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        pid = int(stat.parent.name)
        parents[pid] = int(fields[1])
        own[pid] = sum(int(number) for number in fields[11:13])
        used[pid] = sum(int(number) for number in fields[11:15])
    wanted = {pid for pid in roots if pid}
    ticks = sum(used.get(pid, 0.0) for pid in wanted)
    family, growing = set(wanted), True
    while growing:
        young = {pid for pid, parent in parents.items() if parent in family and pid not in family}
        ticks += sum(own[pid] for pid in young)
        family |= young
        growing = bool(young)
    return ticks / os.sysconf("SC_CLK_TCK")
