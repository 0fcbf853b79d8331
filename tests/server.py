"""A real web server of the test's own database, that can be killed and started again."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.workers import ROOT, database_url


class Server:
    """gunicorn as in production, on a port of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "VAR_DIR": str(folder),
            "LOG_LEVEL": "ERROR",
        }
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it; returns when it answers."""
        where = ["--bind", f"127.0.0.1:{self.port}", "--log-level", "critical"]
        how = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload"]
        command = [sys.executable, "-m", "gunicorn", "outreach.wsgi", *where, *how]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)
        for _attempt in range(300):
            try:
                asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                asked.request("GET", "/api/v1/openapi.json")
                asked.getresponse().read()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """SIGKILL for it and its workers: nobody can tidy up."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
