"""Real Celery workers for the tests that need one."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit

from celery import Celery
from django.conf import settings as django_settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def database_url() -> str:
    """The address of the test's own database, for another process."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    user, password = quote(told["USER"] or "", safe=""), quote(told["PASSWORD"] or "", safe="")
    secret = f":{password}" if password else ""
    return f"postgres://{user}{secret}@{told['HOST']}:{told['PORT'] or 5432}/{told['NAME']}"


class Workers:
    """Real workers of the test's database, with a broker that nobody else listens to."""

    def __init__(self, folder: Path) -> None:
        redis = django_settings.REDIS_URL
        # Redis keeps sixteen numbered databases; the last ones are for us.
        self.redis = urlsplit(redis)._replace(path="/15").geturl() if redis else ""
        self.folder = folder
        self.environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "REDIS_URL": self.redis,
            "VAR_DIR": str(folder),
            "JOB_LEASE_SECONDS": "2",
            "LINK_CHECKS": "off",
        }
        self.running: list[subprocess.Popen] = []
        self._broker = self._make_broker()

    def _make_broker(self) -> Celery:
        if self.redis:
            broker = Celery(broker=self.redis)
            with broker.connection() as connected:
                connected.default_channel.client.flushdb()
            return broker
        queue = self.folder / "broker" / "queue"
        for folder in (queue, self.folder / "broker" / "control"):
            folder.mkdir(parents=True)
        broker = Celery(broker="filesystem://")
        broker.conf.broker_transport_options = {
            "data_folder_in": str(queue),
            "data_folder_out": str(queue),
            "control_folder": str(self.folder / "broker" / "control"),
        }
        return broker

    def send(self, task: str, *arguments: str) -> None:
        """Put a message into the broker."""
        self._broker.send_task(task, arguments)

    def start(self, *options: str) -> subprocess.Popen:
        """A worker as `make run` and production start it, one job at a time."""
        command = [sys.executable, "-m", "celery", "-A", "outreach", "worker", "--pool=solo", "--loglevel=WARNING"]
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        worker = subprocess.Popen([*command, *quiet, *options], cwd=ROOT, env=self.environment)
        self.running.append(worker)
        return worker

    def stop(self) -> None:
        """End those that still run."""
        for worker in self.running:
            if worker.poll() is None:
                worker.kill()
            worker.wait(10)
