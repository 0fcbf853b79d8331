"""How many people a second can answer a survey of 15 questions, and what each costs.

    make bench-survey             SQLite and PostgreSQL at concurrency 8 and 32; under three minutes
    QUICK=1 make bench-survey     SQLite only, under 40 seconds

3,428 phones that were never seen before, each GETs the page and POSTs its sheet as a browser without scripts does, over
HTTP by keep-alive connections, against a real gunicorn with everything on. Of twenty, one sends its sheet twice and one
has opened the page in two tabs and sends both. CPU is that of all server processes and the database; the driver is not
in it. Then the page of results with 3,428 and 100,000 sheets, and a file of 3,428. Ends with one line of JSON per run.
"""

from __future__ import annotations

import gzip
import json
import os
import platform
import re
import sys
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bench.driver import Driven, drive
from bench.server import cpu_seconds, each_database, filler, line_of, served, settings_for

QUICK = os.environ.get("QUICK", "") not in {"", "0"}
CONCURRENCY = (8, 32)
PEOPLE = 3428
MOST_SECONDS = 8.0 if QUICK else 60.0
WARM_UP = 200
# Of the results page.
SIZES = (3428,) if QUICK else (3428, 100_000)
_PASS = re.compile(rb'name="pass" value="([^"]+)"')
_SHEET = re.compile(rb'data-sheet="([^"]+)"')
_PHONE = re.compile(rb"phone=([^;]+);")
_ALWAYS = (
    "Host: 127.0.0.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.7\r\nAccept: text/html\r\n"
    "Accept-Encoding: gzip, deflate, br\r\nAccept-Language: kk\r\n"
)


@dataclass
class Crowd:
    """People at one door, who all fill in some sheet."""

    door: str
    sheets: list[str]
    people: int
    # What each still has to say, and the id of the sheet that counts.
    left: dict[str, list[bytes]] = field(default_factory=dict)
    sheet_of: dict[str, str] = field(default_factory=dict)
    replayed: int = 0

    def requests(self) -> deque[tuple[str, bytes]]:
        """Everybody opens the page."""
        return deque((str(number), self._get()) for number in range(self.people))

    def then(self, act: str, answer: bytes) -> bytes | None:
        """What this person's browser sends after an answer; None when it has sent all."""
        if act not in self.left:
            self.left[act] = self._after_the_page(act, answer)
        elif self.left[act] and self.left[act][0] == b"second tab":
            cookie = self.left[act].pop(0) and self.left[act].pop(0)
            self.left[act].append(self._post(act, answer, cookie))
        return self.left[act].pop(0) if self.left[act] else None

    def _after_the_page(self, act: str, answer: bytes) -> list[bytes]:
        cookie = _PHONE.search(answer)
        told = cookie.group(1) if cookie else b""
        post = self._post(act, answer, told)
        self.sheet_of.setdefault(act, _found(_SHEET, _body(answer)).decode())
        if int(act) % 20 == 7:
            self.replayed += 1
            return [post, post]
        if int(act) % 20 == 13:
            self.replayed += 1
            return [self._get(told), b"second tab", told, post]
        return [post]

    def _get(self, cookie: bytes = b"") -> bytes:
        return f"GET /s/{self.door}/ HTTP/1.1\r\n{_ALWAYS}{_cookie(cookie)}\r\n".encode()

    def _post(self, act: str, page: bytes, cookie: bytes) -> bytes:
        body = self.sheets[int(act) % len(self.sheets)].encode() + b"&pass=" + _found(_PASS, _body(page))
        kind = "Content-Type: application/x-www-form-urlencoded\r\n"
        head = f"POST /s/{self.door}/ HTTP/1.1\r\n{_ALWAYS}{_cookie(cookie)}{kind}Content-Length: {len(body)}\r\n\r\n"
        return head.encode() + body


def main() -> None:
    """Measure, then print."""
    lines: list[dict[str, Any]] = []
    for database, url, folder, database_pid in each_database(sqlite_only=QUICK):
        lines += measure(database, url, folder, database_pid)
    print(f"\n{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}")
    for line in lines:
        print(json.dumps(line))
    if any(line.get("lost") or line.get("doubled") for line in lines):
        sys.exit("Sheets were lost or doubled.")


def measure(database: str, url: str, folder: Path, database_pid: int | None) -> list[dict[str, Any]]:
    """One database at both concurrencies, each with a run of its own."""
    environment = {**os.environ, **settings_for(database, url, folder)}
    world_maker = filler(environment, "bench/survey_world.py", str(len(CONCURRENCY) + 1))
    world = line_of(world_maker)
    lines, acts = [], []
    with served(database, environment) as (port, pid):
        warm_up = Crowd(world["doors"][-1], world["sheets"], WARM_UP)
        _answer(port, warm_up, concurrency=16)
        for door, concurrency in zip(world["doors"], CONCURRENCY, strict=False):
            crowd = Crowd(door, world["sheets"], PEOPLE)
            before = cpu_seconds([pid, database_pid])
            done = _answer(port, crowd, concurrency=concurrency)
            lines.append(_line(database, concurrency, done, before, cpu_seconds([pid, database_pid])))
            acts.append((door, [crowd.sheet_of[act] for act in done.acts]))
            print(f"{database}, {concurrency} at once: {crowd.replayed} sent twice or from two tabs")
            if done.refused:
                print("  not taken:", len(done.refused), done.refused[0][:300].decode(errors="replace"))
    found = line_of(world_maker, told=json.dumps(acts))
    measured = [line | missing for line, missing in zip(lines, found, strict=True)]
    return measured + _results(database, environment)


def _results(database: str, environment: dict[str, str]) -> list[dict[str, Any]]:
    """The results page and files, of each size (bench/survey_results.py)."""
    maker = filler(environment, "bench/survey_results.py", *(str(size) for size in SIZES))
    lines = [{"database": database} | line_of(maker) for _ in SIZES]
    maker.communicate()
    return lines


def _answer(port: int, crowd: Crowd, *, concurrency: int) -> Driven:
    return drive(
        port,
        crowd.requests(),
        concurrency=concurrency,
        most_seconds=MOST_SECONDS,
        then=crowd.then,
        good=b"HTTP/1.1 302",
    )


def _line(database: str, concurrency: int, done: Driven, before: float | None, after: float | None) -> dict[str, Any]:
    responses = len(done.acts)
    cpu = None if before is None or after is None else round(1000 * (after - before) / max(1, responses), 2)
    return {
        "database": database,
        "concurrency": concurrency,
        "responses": responses,
        "responses_per_s": round(responses / done.seconds),
        "cpu_ms_per_response": cpu,
        "p50_ms": done.time_at(0.5),
        "p95_ms": done.time_at(0.95),
        "p99_ms": done.time_at(0.99),
    }


def _cookie(phone: bytes) -> str:
    return "Cookie: django_language=kk" + (f"; phone={phone.decode()}" if phone else "") + "\r\n"


def _body(answer: bytes) -> bytes:
    body = answer.partition(b"\r\n\r\n")[2]
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


def _found(pattern: re.Pattern[bytes], page: bytes) -> bytes:
    found = pattern.search(page)
    if not found:
        raise SystemExit(f"This is no survey: {page[:300].decode(errors='replace')}")
    return found.group(1)


if __name__ == "__main__":
    main()
