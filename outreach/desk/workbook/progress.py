"""Telling how far an import is, and keeping its job's lease alive while it works."""

from __future__ import annotations

import time
from collections.abc import Callable

Report = Callable[[int, int], None]
STAGES = ("reading", "projects", "activities", "attendance", "publications", "writing")
_BREATH_SECONDS = 3.0


class Steps:
    """Counts the stages of an import and reports each; `breathe` may be called as often as one likes."""

    def __init__(self, report: Report | None = None) -> None:
        self._report = report or (lambda done, of: None)
        self._done = 0
        self._last = time.monotonic()

    def next(self) -> None:
        """One stage is finished."""
        self._done = min(self._done + 1, len(STAGES))
        self._tell()

    def breathe(self) -> None:
        """Long work goes on: renew the lease every few seconds."""
        if time.monotonic() - self._last > _BREATH_SECONDS:
            self._tell()

    def _tell(self) -> None:
        self._last = time.monotonic()
        self._report(self._done, len(STAGES))
