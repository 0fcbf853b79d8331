"""Why a link was not opened. The code is stored and has words in media_log.labels."""

from __future__ import annotations

from datetime import datetime


class Problem(Exception):  # noqa: N818  (a page's problem, not a program's error)
    """A link that could not be looked at."""

    state = ""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Refused(Problem):
    """It is not ours to open: no web page, or an address that not everybody may reach."""

    state = "refused"


class Closed(Problem):
    """The site does not let us look."""

    state = "closed"


class Unreachable(Problem):
    """The site does not answer, or not within the limits."""

    state = "unreachable"


class NotNow(Exception):  # noqa: N818
    """Somebody is asking this host at the moment, or it has asked for a rest until then."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until
