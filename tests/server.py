"""A real web server of the test's own database, that can be killed and started again."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.workers import ROOT, database_url, own_redis


class Server:
    """gunicorn as in production, on a port of its own."""

    def __init__(self, folder: Path) -> None:
        # Kept while the server is dead too: a port that is let go belongs to whoever asks next.
        self._kept = socket.socket()
        self._kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self._kept.bind(("127.0.0.1", 0))
        self.port = self._kept.getsockname()[1]
        self.environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "REDIS_URL": own_redis(),
            "VAR_DIR": str(folder),
            "LOG_LEVEL": "ERROR",
        }
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it; returns when it answers."""
        where = ["--bind", f"127.0.0.1:{self.port}", "--reuse-port", "--log-level", "critical"]
        how = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload"]
        command = [sys.executable, "-m", "gunicorn", "outreach.wsgi", *where, *how]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)
        ends_at = time.monotonic() + 120
        while time.monotonic() < ends_at:
            asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                asked.request("GET", "/api/v1/check-ins")
                asked.getresponse().read()
                return
            except OSError:
                time.sleep(0.1)
            finally:
                asked.close()
        raise AssertionError("the server did not start")

    def end(self) -> None:
        """It is not needed any more, nor is its port."""
        self.kill()
        self._kept.close()

    def kill(self) -> None:
        """SIGKILL for it and its workers: nobody can tidy up."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(60)
