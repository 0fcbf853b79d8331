"""`manage.py serve` where its port is taken: it names one that is free."""

import re
import socket

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


def listening(port: int = 0) -> socket.socket:
    """Something that has the port; 0 is any."""
    server = socket.socket()
    # As gunicorn does: what still ends on this port does not make it taken.
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", port))
    server.listen()
    return server


def two_in_a_row() -> tuple[socket.socket, socket.socket]:
    """A taken port, and the next one taken too."""
    for _attempt in range(50):
        first = listening()
        try:
            return first, listening(first.getsockname()[1] + 1)
        except OSError:
            first.close()
    raise AssertionError("no two ports in a row are free")


def test_a_taken_port_is_told_with_one_that_is_free():
    first, second = two_in_a_row()
    taken = [server.getsockname()[1] for server in (first, second)]
    try:
        with pytest.raises(CommandError, match=f"Port {taken[0]} is taken") as told:
            call_command("serve", port=taken[0], local_only=True)
        named = int(re.search(r"make run PORT=(\d+)", str(told.value))[1])
        assert named > taken[0]
        assert named not in taken
        listening(named).close()
    finally:
        first.close()
        second.close()
