"""Days and parts of one activity: add, change, remove, one per day; one person is one in the tables."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from events.actions.activities import update_activity
from events.actions.sessions import (
    Hours,
    add_session,
    change_session,
    days_without_session,
    one_session_per_day,
    remove_session,
)
from events.models import Attendance, Session, Sheet
from events.queries.people import doors
from events.queries.presence import session_now
from events.queries.sessions import sessions_of
from reports.queries.statistics import project_statistics
from rules.errors import AppError
from tests.events.phone import Phone
from tests.factories import ALMATY


def days_of(activity) -> list[tuple]:
    return list(activity.sessions.values_list("number", "held_on"))


@pytest.fixture
def course(make):
    """Three days, so far one session."""
    return make.activity(ref="C1", starts_on=date(2025, 9, 10), ends_on=date(2025, 9, 12), starts_at=time(10, 0))


def test_one_per_day_fills_what_is_missing_once(course):
    session = course.sessions.get()
    Session.objects.filter(pk=session.pk).update(starts_at=time(10, 0))
    assert days_without_session(course) == [date(2025, 9, 11), date(2025, 9, 12)]
    one_session_per_day(course, by=None)
    one_session_per_day(course, by=None)
    assert days_of(course) == [(1, date(2025, 9, 10)), (2, date(2025, 9, 11)), (3, date(2025, 9, 12))]
    assert set(course.sessions.values_list("starts_at", flat=True)) == {time(10, 0)}


def test_a_later_day_becomes_the_last_one_and_goes_with_its_session(make):
    activity = make.activity(starts_on=date(2025, 9, 10))

    def last():
        activity.refresh_from_db()
        return activity.ends_on

    second = add_session(activity, Hours(date(2025, 9, 12), time(9), time(11)), by=None)
    assert last() == date(2025, 9, 12)
    # The same form twice is one session.
    assert add_session(activity, Hours(date(2025, 9, 12), time(9), time(11)), by=None) == second
    change_session(second, Hours(date(2025, 9, 11), time(9)), by=None)
    assert last() == date(2025, 9, 11)
    same_day = add_session(activity, Hours(date(2025, 9, 10), time(15), title="Практика"), by=None)
    assert last() == date(2025, 9, 11)
    remove_session(second, by=None)
    assert last() is None
    remove_session(second, by=None)
    assert days_of(activity) == [(1, date(2025, 9, 10)), (same_day.number, date(2025, 9, 10))]


def test_a_last_day_that_the_organiser_wrote_stays(course):
    extra = add_session(course, Hours(date(2025, 9, 11)), by=None)
    remove_session(extra, by=None)
    course.refresh_from_db()
    assert course.ends_on == date(2025, 9, 12)


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        (Hours(None), "session_without_day"),
        (Hours(date(2025, 9, 9)), "session_before_activity"),
        (Hours(date(2025, 9, 11), time(12), time(12)), "session_ends_early"),
    ],
)
def test_what_cannot_be_is_refused(course, hours, code):
    with pytest.raises(AppError, match=code):
        add_session(course, hours, by=None)
    assert course.sessions.count() == 1


def test_sixty_are_enough(make):
    activity = make.activity(starts_on=date(2025, 9, 10), ends_on=date(2025, 12, 10))
    with pytest.raises(AppError, match="too_many_sessions"):
        one_session_per_day(activity, by=None)
    assert activity.sessions.count() == 1


def test_the_first_session_has_the_day_and_hour_of_its_activity(course):
    first = course.sessions.get()
    change_session(first, Hours(date(2030, 1, 1), time(5), time(12, 30), "Ашылу"), by=None)
    first.refresh_from_db()
    assert (first.held_on, first.starts_at, first.ends_at, first.title) == (
        date(2025, 9, 10),
        time(10, 0),
        time(12, 30),
        "Ашылу",
    )
    with pytest.raises(AppError, match="session_is_first"):
        remove_session(first, by=None)


def test_what_people_or_paper_hang_on_stays(make, course):
    one, two = (add_session(course, Hours(date(2025, 9, day)), by=None) for day in (11, 12))
    row = make.attendance(course, session=one).attendance
    Sheet.objects.create(activity=course, session=two, number=1, rows=20)
    for session in (one, two):
        with pytest.raises(AppError, match="session_in_use"):
            remove_session(session, by=None)
    Attendance.objects.filter(pk=row.pk).update(voided_at=timezone.now(), void_reason="x", is_counted=False)
    with pytest.raises(AppError, match="session_in_use"):
        remove_session(one, by=None)
    assert [line.may_go for line in sessions_of(activity=course).lines] == [False, False, False]


def test_a_whole_activity_that_moves_takes_its_days_along(course):
    one_session_per_day(course, by=None)
    update_activity(course, starts_on=date(2025, 10, 1), ends_on=date(2025, 10, 3), by=None)
    assert days_of(course) == [(1, date(2025, 10, 1)), (2, date(2025, 10, 2)), (3, date(2025, 10, 3))]
    # A day more at the front is no move: the days that were stay.
    update_activity(course, starts_on=date(2025, 9, 30), by=None)
    assert days_of(course) == [(1, date(2025, 9, 30)), (2, date(2025, 10, 2)), (3, date(2025, 10, 3))]


DAY = [
    # number, from, until
    (1, time(10), time(12)),
    (2, time(14), time(16)),
    (3, time(16), None),
]


@pytest.mark.parametrize(
    ("hour", "number"),
    [
        ((8, 0), 1),  # early
        ((10, 0), 1),
        ((11, 59), 1),
        ((12, 0), 1),  # on the way out
        ((12, 59), 1),
        ((13, 0), 2),  # as near to the next: those who come are more than those who go
        ((13, 30), 2),
        ((15, 59), 2),
        ((16, 0), 3),
        ((23, 59), 3),  # without an end it runs on
    ],
)
def test_the_poster_counts_at_the_session_of_the_hour(make, hour, number):
    activity = make.activity(starts_on=date(2025, 9, 10))
    activity.sessions.all().delete()
    for place, begins, ends in DAY:
        Session.objects.create(
            activity=activity, number=place, held_on=date(2025, 9, 10), starts_at=begins, ends_at=ends
        )
    assert session_now(activity, datetime(2025, 9, 10, *hour, tzinfo=ALMATY)).number == number


def test_another_days_session_is_chosen_by_the_day(make):
    activity = make.activity(starts_on=date(2025, 9, 10))
    add_session(activity, Hours(date(2025, 9, 12), time(9), time(11)), by=None)
    for day, number in ((9, 1), (10, 1), (12, 2), (20, 2)):
        assert session_now(activity, datetime(2025, 9, day, 18, 0, tzinfo=ALMATY)).number == number


def test_the_second_days_poster_is_a_second_row_and_one_person_in_the_tables(make):
    project = make.project(ref="P9")
    today = timezone.localdate()
    activity = make.activity(project, starts_on=today)
    phone = Phone(activity)
    phone.check_in(gender="female", age="19", statuses=["youth"])
    # Tomorrow is today: the first day was yesterday.
    yesterday = today - timezone.timedelta(days=1)
    update_activity(activity, starts_on=yesterday, by=None)
    add_session(activity, Hours(today), by=None)
    activity.refresh_from_db()
    phone.check_in(act="again")
    rows = Attendance.objects.order_by("pk")
    assert [(row.session.number, row.is_counted) for row in rows] == [(1, True), (2, False)]
    assert rows[0].person == rows[1].person
    figures = project_statistics(project=project)
    stated = {name: {key: n for key, n in columns.items() if n} for name, columns in figures.tables.items()}
    assert (figures.total, stated) == (
        1,
        {"gender": {"female": 1}, "category": {"youth": 1}, "age": {"17-22": 1}},
    )
    assert [line.counted for line in sessions_of(activity=activity).lines] == [1, 1]


def test_staff_choose_among_the_days_and_parts(make, organiser):
    today = timezone.localdate()
    activity = make.activity(starts_on=today, title="Тренинг")
    change_session(activity.sessions.get(), Hours(None, None, time(12, 0)), by=None)
    second = add_session(activity, Hours(today, time(14), time(16, 30)), by=None)
    third = add_session(activity, Hours(today + timezone.timedelta(days=1), title="Практика"), by=None)
    found = doors(organisation=make.organisation, now=timezone.now())
    assert [session.number for session in found.today] == [1, 2]
    assert third in found.others
    organiser.cookies["django_language"] = "en"
    page = organiser.get("/check-in/door/").content.decode()
    assert "10:00–12:00" in page
    assert "14:00–16:30" in page
    assert "session 2" in page
    assert "Практика" in page
    organiser.post("/check-in/door/", {"session": second.pk})
    person = make.person(name="Айгерім")
    organiser.post("/check-in/", {"form": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "person": person.pk, "entry": ""})
    assert Attendance.objects.get().session == second


# The page


def test_the_page_adds_changes_and_removes(course, organiser):
    organiser.cookies["django_language"] = "en"
    path = "/activities/C1/sessions/"
    text = organiser.get(path).content.decode()
    assert "2 days of this activity have no session yet." in text
    assert "2 days are added." in organiser.post(path, {"act": "days"}, follow=True).content.decode()
    body = {"act": "add", "held_on": "2025-09-12", "starts_at": "15:00", "ends_at": "16:30", "title": "Қорытынды"}
    assert organiser.post(path, body).status_code == 302
    assert organiser.post(path, body).status_code == 302
    assert days_of(course)[3:] == [(4, date(2025, 9, 12))]
    change = {"act": "change", "session": "4", "held_on": "2025-09-13", "starts_at": "", "ends_at": "", "title": ""}
    assert organiser.post(path, change).status_code == 302
    course.refresh_from_db()
    assert course.ends_on == date(2025, 9, 13)
    answer = organiser.post(path, {"act": "remove", "session": "4"}, follow=True)
    assert "The session is removed." in answer.content.decode()
    assert len(days_of(course)) == 3
    assert (
        "The first session stays"
        in organiser.post(path, {"act": "remove", "session": "1"}, follow=True).content.decode()
    )


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"act": "add", "held_on": "", "title": "Жазылған"}, "This field is required."),
        ({"act": "add", "held_on": "2025-09-01", "title": "Жазылған"}, "Change the date of the activity first."),
        (
            {"act": "add", "held_on": "2025-09-11", "starts_at": "12:00", "ends_at": "11:00", "title": "Жазылған"},
            "would end before it begins",
        ),
        ({"act": "add", "held_on": "9999-12-31", "title": "Жазылған"}, "Check the year."),
        ({"act": "add", "held_on": "2101-01-01", "title": "Жазылған"}, "Check the year."),
        ({"act": "change", "session": "1", "ends_at": "09:00", "title": "Жазылған"}, "would end before it begins"),
    ],
)
def test_what_is_wrong_comes_back_with_words_and_what_was_typed(course, organiser, body, words):
    organiser.cookies["django_language"] = "en"
    Session.objects.filter(activity=course).update(starts_at=time(10))
    answer = organiser.post("/activities/C1/sessions/", body)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="Жазылған"' in answer.content.decode()
    assert course.sessions.count() == 1


def test_changing_what_was_removed_meanwhile_asks_to_try_again(course):
    gone = add_session(course, Hours(date(2025, 9, 11)), by=None)
    seen_by_the_other = Session.objects.get(pk=gone.pk)
    remove_session(gone, by=None)
    with pytest.raises(AppError, match="try_again"):
        change_session(seen_by_the_other, Hours(date(2025, 9, 12)), by=None)


@pytest.mark.parametrize("number", ["", "x", "99", "9" * 30, "-1", "٣"])
def test_a_session_that_is_not_there_is_404(course, organiser, number):
    for act in ("change", "remove"):
        assert organiser.post("/activities/C1/sessions/", {"act": act, "session": number}).status_code == 404


def test_the_activity_page_shows_each_days_people_where_there_are_several(make, course, organiser):
    organiser.cookies["django_language"] = "en"
    assert "Session 1" not in organiser.get("/activities/C1/").content.decode()
    one_session_per_day(course, by=None)
    person = make.person()
    for session in course.sessions.all()[:2]:
        make.attendance(course, session=session, person=person)
    page = organiser.get("/activities/C1/")
    assert [line.counted for line in page.context["ahead"].sessions.lines] == [1, 1, 0]
    assert "Session 1" in page.content.decode()
