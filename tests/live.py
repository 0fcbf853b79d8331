"""The live server of browser tests works in threads of its own, also for a page that has gone."""

import threading
import time

from django.core.signals import request_finished, request_started


class Requests:
    """Those that other threads are at."""

    def __init__(self) -> None:
        self.threads: set[int] = set()
        request_started.connect(self._started)
        request_finished.connect(self._finished)

    def _started(self, **_given) -> None:
        self.threads.add(threading.get_ident())

    def _finished(self, **_given) -> None:
        self.threads.discard(threading.get_ident())

    def wait(self, seconds: float = 10) -> None:
        """Until they are over: who empties the tables under a request may meet its locks."""
        until = time.monotonic() + seconds
        while self._going() and time.monotonic() < until:
            time.sleep(0.01)
        self.threads.clear()

    def _going(self) -> set[int]:
        others = {thread.ident for thread in threading.enumerate() if thread is not threading.current_thread()}
        return self.threads & others


requests = Requests()
