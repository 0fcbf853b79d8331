"""A kept connection is asked whether it lives only where it may not.

With CONN_HEALTH_CHECKS Django sends `SELECT 1` before the first statement of every request: a fourth statement beside
the three of a scan. But a server that ended a connection (a restart, pg_terminate_backend) has said so and closed it,
and that lies there to be read. Where nothing lies there and the connection was in use just now, it is believed.
"""

from __future__ import annotations

import select
import time

from django.db.backends.postgresql import base

# A machine or a firewall that vanished says nothing: after such a pause the connection is asked, as Django does.
BELIEVED_SECONDS = 5.0


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection to PostgreSQL with that check."""

    health_check_done: bool
    _used_at = 0.0

    def close_if_health_check_failed(self) -> None:
        """Called before every statement; only the first one of a request looks, at what Django asks for."""
        now = time.monotonic()
        if not self.health_check_done and now - self._used_at < BELIEVED_SECONDS and self._is_silent():
            self.health_check_done = True
        self._used_at = now
        super().close_if_health_check_failed()

    def _is_silent(self) -> bool:
        """Whether nothing came that nobody asked for, such as a farewell or the end of the connection."""
        if self.connection is None or self.connection.closed:
            return False
        poll = select.poll()  # unlike select(), it takes any file number
        poll.register(self.connection.fileno(), select.POLLIN)
        return not poll.poll(0)
