"""A private PostgreSQL for measurements: its own folder, its own port, gone afterwards."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOW_TO_INSTALL = (
    "PostgreSQL was not found: apt-get install postgresql, or brew install postgresql, and run it once more."
)


@dataclass(frozen=True)
class Postgres:
    """A running server."""

    url: str
    pid: int
    version: str


def binaries() -> Path | None:
    """The newest PostgreSQL's folder of programs, None where there is none."""
    places = (("/usr/lib/postgresql", "*/bin/initdb"), ("/opt/homebrew/opt", "postgresql*/bin/initdb"))
    found = [program.parent for place, pattern in places for program in Path(place).glob(pattern)]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    return max(found, key=lambda path: [int(number) for number in re.findall(r"\d+", str(path))], default=None)


@contextmanager
def postgres(bin_dir: Path) -> Iterator[Postgres]:
    """A fresh server with its usual settings: what it acknowledges is on the disk."""
    # initdb refuses to be root: then it is the user that the package has made.
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="bench-postgres"))
    port = free_port()
    data = folder / "data"
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "check": True}
    if prefix:
        shutil.chown(folder, "postgres")
    try:
        how = ["-A", "trust", "-U", "outreach", "--locale=C", "--encoding=UTF8"]
        subprocess.run([*prefix, bin_dir / "initdb", "-D", data, *how], **quiet)
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        log = folder / "log"
        subprocess.run([*prefix, bin_dir / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start"], **quiet)
        version = subprocess.run([bin_dir / "postgres", "--version"], capture_output=True, text=True, check=True)
        pid = int((data / "postmaster.pid").read_text().split()[0])
        yield Postgres(f"postgres://outreach@127.0.0.1:{port}/postgres", pid, version.stdout.split()[-1].strip())
    finally:
        subprocess.run([*prefix, bin_dir / "pg_ctl", "-D", data, "-m", "fast", "stop"], **{**quiet, "check": False})
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port that nobody listens at now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
