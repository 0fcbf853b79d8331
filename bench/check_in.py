"""How many people a second can be checked in, and what each costs.

    make bench-checkin             SQLite and PostgreSQL at concurrency 1, 8, 32; under three minutes
    QUICK=1 make bench-checkin     SQLite only, about 30 seconds, more on a busy machine

Distinct people with real signed codes and an earlier visit, over HTTP by keep-alive connections, against a real
gunicorn with everything on. CPU is that of all server processes and the database; the driver is not in it. Ends with
one line of JSON per run.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import uuid
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

from bench.check_in_driver import Driven, drive  # noqa: E402
from bench.postgres import HOW_TO_INSTALL, binaries, free_port, postgres  # noqa: E402

QUICK = os.environ.get("QUICK", "") not in {"", "0"}
CONCURRENCY = (1, 8, 32)
PEOPLE, MOST_SECONDS = (500, 2.0) if QUICK else (6000, 10.0)
WARM_UP = 300
# As in docs/deployment.md and in `serve` (outreach/desk/management/commands/serve.py).
SERVERS = {
    "postgresql": f"--worker-class gthread --workers {max(2, os.cpu_count() or 2)} --threads 8",
    "sqlite": "--worker-class gthread --workers 1 --threads 8",
}


def main() -> None:
    """Measure, then print."""
    lines = []
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        lines += measure("sqlite", f"sqlite:///{folder}/bench.sqlite3", Path(folder), None)
    bin_dir = None if QUICK else binaries()
    if bin_dir:
        with tempfile.TemporaryDirectory(prefix="bench") as folder, postgres(bin_dir) as server:
            lines += measure("postgresql", server.url, Path(folder), server.pid)
    elif not QUICK:
        print(HOW_TO_INSTALL)
    print(f"\n{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}")
    for line in lines:
        print(json.dumps(line))
    if any(line["lost"] or line["doubled"] for line in lines):
        sys.exit("People were lost or doubled.")


def measure(database: str, url: str, folder: Path, database_pid: int | None) -> list[dict[str, Any]]:
    """One database at every concurrency, each with an activity of its own."""
    environment = {**os.environ, **_settings(database, url, folder)}
    started = time.perf_counter()
    filler = _filler(environment)
    world = _line_of(filler)
    print(f"{database}: {PEOPLE} people made in {time.perf_counter() - started:.0f} s")
    lines, acts = [], []
    with served(database, environment) as (port, pid):
        warm_up = list(requests_for(world, 3))[:WARM_UP]
        drive(port, deque(warm_up), concurrency=16, most_seconds=20)
        for place, concurrency in enumerate(CONCURRENCY):
            requests = requests_for(world, place)
            before = cpu_seconds([pid, database_pid])
            done = drive(port, requests, concurrency=concurrency, most_seconds=MOST_SECONDS)
            lines.append(_line(database, concurrency, done, before, cpu_seconds([pid, database_pid])))
            acts.append((world["activities"][place], done.acts))
            if done.refused:
                print("  not counted:", len(done.refused), done.refused[0][-300:].decode(errors="replace"))
    found = _line_of(filler, told=json.dumps(acts))
    return [line | missing for line, missing in zip(lines, found, strict=True)]


def _line(database: str, concurrency: int, done: Driven, before: float | None, after: float | None) -> dict[str, Any]:
    scans = len(done.acts)
    cpu = None if before is None or after is None else round(1000 * (after - before) / max(1, scans), 2)
    return {
        "database": database,
        "concurrency": concurrency,
        "scans": scans,
        "scans_per_s": round(scans / done.seconds),
        "cpu_ms_per_scan": cpu,
        "p50_ms": done.time_at(0.5),
        "p99_ms": done.time_at(0.99),
    }


def requests_for(world: dict[str, Any], place: int) -> deque[tuple[str, bytes]]:
    """One request per person, in the phones' turn."""
    made: deque[tuple[str, bytes]] = deque()
    now = datetime.now(UTC).isoformat()
    for number, token in enumerate(world["tokens"]):
        act = str(uuid.uuid4())
        body = json.dumps(
            {
                "scan_id": act,
                "activity": world["activities"][place],
                "session": 1,
                "token": f"https://outreach.example.kz/c/{token}",
                "observed_at": now,
                "sent_at": now,
                "source": "camera",
                "door": "Солтүстік",
            }
        ).encode()
        device = world["devices"][number % len(world["devices"])]
        head = (
            "POST /api/v1/check-ins HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            "X-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.7\r\nAccept: application/json\r\n"
            "Accept-Encoding: gzip, deflate, br\r\nAccept-Language: kk\r\nCookie: django_language=kk\r\n"
            f"Authorization: Bearer {device}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        made.append((act, head.encode() + body))
    return made


def _settings(database: str, url: str, folder: Path) -> dict[str, str]:
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


def _filler(environment: dict[str, str]) -> subprocess.Popen[str]:
    """Makes the people, sleeps, looks into the ledger. It ends with its input, so also when the bench breaks off."""
    command = [sys.executable, "bench/check_in_world.py", str(PEOPLE), "4", "32"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, text=True)


def _line_of(process: subprocess.Popen[str], *, told: str | None = None) -> Any:
    """What it says next; `told` is the last thing it hears."""
    assert process.stdin and process.stdout
    if told is not None:
        process.stdin.write(told + "\n")
        process.stdin.close()
    line = process.stdout.readline()
    if told is not None:
        process.wait(60)
    if not line:
        raise SystemExit("The people could not be made, or not looked up; the message is above.")
    return json.loads(line)


@contextmanager
def served(database: str, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """A gunicorn; its port and its process."""
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


if __name__ == "__main__":
    main()
