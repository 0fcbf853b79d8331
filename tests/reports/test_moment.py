"""Figures of one page or file are read as of one moment, whoever is being counted meanwhile."""

import threading

import pytest
from django.db import connection, connections

from events.models import Attendance
from reports.queries.moment import one_moment
from reports.queries.statistics import project_statistics


def elsewhere(work) -> None:
    """Do something over another connection, as another process would, and wait for it."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(10)
    assert not thread.is_alive(), "a reader must not hold up a writer"


@pytest.mark.django_db(transaction=True)
def test_who_is_counted_meanwhile_enters_the_next_moment(make):
    activity = make.activity()
    make.attendance(activity)
    with one_moment():
        assert Attendance.objects.count() == 1
        elsewhere(lambda: make.attendance(activity))
        assert Attendance.objects.count() == 1
        assert project_statistics(project=activity.project).total == 1
    assert Attendance.objects.count() == 2
    assert project_statistics(project=activity.project).total == 2


@pytest.mark.django_db(transaction=True)
def test_afterwards_writers_begin_as_usual(make):
    usual = getattr(connection, "transaction_mode", None)
    with one_moment():
        make.organisation.projects.count()
    assert getattr(connection, "transaction_mode", None) == usual
    make.attendance(make.activity())
