"""Restoring while somebody is counted, restored or undone at the same moment: one live row, one counted row."""

import uuid

import pytest

from events.actions.attendance import void_attendance
from events.actions.restore import restore_attendance
from events.models import Attendance, ScannerLink
from rules.errors import AppError
from tests.conftest import signed_in
from tests.events.test_check_in_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def restoring(row):
    def task():
        try:
            return restore_attendance(Attendance.objects.get(pk=row.pk), reason="келген", by=None)
        except AppError as refused:
            return refused.code

    return task


@pytest.mark.parametrize("is_named", [True, False])
def test_four_taps_at_once_bring_one_row_back(make, is_named):
    activity = make.activity()
    person = make.person() if is_named else None
    row = void_attendance(make.attendance(activity, person=person).attendance, reason="қате", by=None)
    found = at_once(*(restoring(row) for _ in range(4)))
    assert len({one.pk for one in found}) == 1
    assert (Attendance.objects.live().count(), Attendance.objects.counted().count()) == (1, 1)


@pytest.mark.parametrize("round_", range(5))
def test_counted_anew_at_the_same_moment_is_one_live_row(make, round_):
    activity, person = make.activity(), make.person()
    row = void_attendance(make.attendance(activity, person=person).attendance, reason="қате", by=None)
    again = [lambda: make.attendance(activity, person=person).attendance for _ in range(2)]
    found = at_once(restoring(row), *again, restoring(row))
    live = Attendance.objects.live().get()
    assert live.is_counted
    assert {one if isinstance(one, str) else one.pk for one in found} <= {live.pk, "already_counted"}


@pytest.mark.parametrize("round_", range(5))
def test_undo_of_one_day_while_the_other_comes_back_leaves_one_counted(make, round_):
    activity, person = make.activity(sessions=2), make.person()
    first = make.attendance(activity, person=person).attendance
    second = make.attendance(activity, person=person, session=activity.sessions.get(number=2)).attendance
    void_attendance(second, reason="қате", by=None)
    at_once(restoring(second), lambda: void_attendance(first, reason="қате", by=None))
    assert Attendance.objects.live().get().is_counted


def test_a_double_tap_makes_one_link(make):
    activity = make.activity()
    client = signed_in(make.member().user)
    page, sent = f"/activities/{activity.ref}/scanners/", {"form": str(uuid.uuid4()), "door": "", "until": "day"}
    answers = at_once(*(lambda: client.post(page, sent).status_code for _ in range(4)))
    assert answers == [302] * 4
    assert ScannerLink.objects.count() == 1
    assert client.get(page).context["made"]["link"] == ScannerLink.objects.get()
