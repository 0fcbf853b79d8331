"""Fixtures of the grants tests."""

import pytest

from outreach.celery import app


@pytest.fixture
def worker_at_once():
    """Tasks are done where they are asked for."""
    app.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield
    app.conf.update(task_always_eager=False, task_eager_propagates=False)
