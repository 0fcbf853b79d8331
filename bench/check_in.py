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
import sys
import time
import uuid
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bench.driver import Driven, drive
from bench.server import cpu_seconds, each_database, filler, line_of, served, settings_for

QUICK = os.environ.get("QUICK", "") not in {"", "0"}
CONCURRENCY = (1, 8, 32)
PEOPLE, MOST_SECONDS = (500, 2.0) if QUICK else (6000, 10.0)
WARM_UP = 300


def main() -> None:
    """Measure, then print."""
    lines: list[dict[str, Any]] = []
    for database, url, folder, database_pid in each_database(sqlite_only=QUICK):
        lines += measure(database, url, folder, database_pid)
    print(f"\n{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}")
    for line in lines:
        print(json.dumps(line))
    if any(line["lost"] or line["doubled"] for line in lines):
        sys.exit("People were lost or doubled.")


def measure(database: str, url: str, folder: Path, database_pid: int | None) -> list[dict[str, Any]]:
    """One database at every concurrency, each with an activity of its own."""
    environment = {**os.environ, **settings_for(database, url, folder)}
    started = time.perf_counter()
    world_maker = filler(environment, "bench/check_in_world.py", str(PEOPLE), "4", "32")
    world = line_of(world_maker)
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
    found = line_of(world_maker, told=json.dumps(acts))
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


if __name__ == "__main__":
    main()
