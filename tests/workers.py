"""Real Celery workers for the tests that need one."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit

from celery import Celery
from django.conf import settings as django_settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def place() -> int:
    """Which of pytest's processes this is, from 0: what two of them could share is kept apart by it."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def database_url() -> str:
    """The address of the test's own database, for another process."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    user, password = quote(told["USER"] or "", safe=""), quote(told["PASSWORD"] or "", safe="")
    secret = f":{password}" if password else ""
    return f"postgres://{user}{secret}@{told['HOST']}:{told['PORT'] or 5432}/{told['NAME']}"


def own_redis() -> str:
    """A shelf of Redis for what tests start. It has sixteen, and the last ones are for that: one for each of pytest's
    processes. Empty where there is no Redis."""
    redis = django_settings.REDIS_URL
    return urlsplit(redis)._replace(path=f"/{15 - place()}").geturl() if redis else ""


class Workers:
    """Real workers of the test's database, with a broker that nobody else listens to."""

    def __init__(self, folder: Path) -> None:
        self.redis = own_redis()
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
        arguments = [*command, *quiet, *options]
        worker = subprocess.Popen(arguments, cwd=ROOT, env=self.environment, start_new_session=True)
        self.running.append(worker)
        return worker

    def stop(self) -> None:
        """End them and the processes that do their work: nobody may write once the tables are emptied."""
        for worker in self.running:
            if worker.poll() is None:
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait(60)
