"""Fixtures of the grants tests."""

import pytest
from django.core.cache import cache

from outreach.celery import app


@pytest.fixture(autouse=True)
def fresh_counts():
    """No test inherits another one's tries at passwords."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def worker_at_once():
    """Tasks are done where they are asked for."""
    app.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield
    app.conf.update(task_always_eager=False, task_eager_propagates=False)
