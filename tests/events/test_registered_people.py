"""From a registration to a visit: the facts go along, aged; the tables see nobody who did not come."""

import uuid
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from events.actions.staff import check_in_by_staff
from events.facts import Facts
from events.models import Attendance, Consent, Registration, RegistrationState
from events.queries.presence import facts_again, one_tap
from reports.queries.statistics import project_statistics
from tests.events.phone import Phone
from tests.events.register_phone import Visitor, ahead
from tests.factories import ALMATY


def registration(activity, person, *, joined_at=None, stated_on=None, consents=("data",), by_guardian=False, **facts):
    """A registration as if it had been made then."""
    row = Registration.objects.create(
        activity=activity,
        person=person,
        state=RegistrationState.PLACE,
        stated_on=stated_on or date(2025, 9, 1),
        **{"gender": "female", "age": 19, "statuses": "youth", **facts},
    )
    if joined_at:
        Registration.objects.filter(pk=row.pk).update(joined_at=joined_at)
    for kind in consents:
        Consent.objects.create(
            organisation=activity.organisation,
            registration=row,
            kind=kind,
            given=True,
            by_guardian=by_guardian,
            wording="own-phone-1",
            language="kk",
            at=timezone.now(),
        )
    return row


def moment(*parts) -> datetime:
    return datetime(*parts, tzinfo=ALMATY)


def test_what_was_stated_when_registering_is_known_and_grows_older(make):
    activity = make.activity(starts_on=date(2026, 9, 10))
    person = make.person()
    assert facts_again(person=person, on=date(2026, 9, 10)) is None
    registration(activity, person, stated_on=date(2025, 9, 1), age=19, statuses="youth")
    assert facts_again(person=person, on=date(2025, 9, 10)) == Facts("female", 19, None, ("youth",))
    assert facts_again(person=person, on=date(2026, 8, 31)) == Facts("female", 19, None, ("youth",))
    assert facts_again(person=person, on=date(2026, 9, 1)) == Facts("female", 20, None, ("youth",))


def test_a_birth_year_wins_over_counting(make):
    person = make.person()
    registration(make.activity(), person, stated_on=date(2025, 9, 1), age=19, birth_year=2006)
    assert facts_again(person=person, on=date(2027, 1, 1)) == Facts("female", 21, 2006, ("youth",))


def test_the_newer_of_registration_and_visit_says_who_somebody_is(make):
    person = make.person()
    visited = make.activity(starts_on=date(2025, 9, 10))
    make.attendance(visited, person=person, gender="female", age=40, statuses=("business",))  # observed 10.09.2025
    coming = make.activity(starts_on=date(2025, 12, 1))
    registration(coming, person, joined_at=moment(2025, 9, 1, 10), age=41, statuses="other")
    assert facts_again(person=person, on=date(2025, 12, 1)) == Facts("female", 40, None, ("business",))
    other = make.activity(starts_on=date(2025, 12, 2))
    registration(
        other, person, joined_at=moment(2025, 11, 1, 10), stated_on=date(2025, 11, 1), age=42, statuses="other"
    )
    assert facts_again(person=person, on=date(2025, 12, 1)) == Facts("female", 42, None, ("other",))


def test_a_copy_of_what_was_registered_does_not_make_younger(make):
    """Stated 19 on 1.6.2025; counted with 19 on 30.5.2026; on 1.6.2027 that is 21, not 20."""
    person = make.person()
    activity = make.activity(starts_on=date(2026, 5, 30))
    registration(activity, person, joined_at=moment(2025, 6, 1, 9), stated_on=date(2025, 6, 1), age=19)
    make.attendance(activity, person=person, age=19, observed_at=moment(2026, 5, 30, 10))
    assert facts_again(person=person, on=date(2027, 6, 1)) == Facts("female", 21, None, ("youth",))


def test_consent_given_when_registering_stands_at_the_poster(make):
    activity = make.activity()
    person = make.person()
    registration(activity, person, consents=())
    assert one_tap(person=person, activity=activity) is None
    registration(make.activity(), person, consents=("data", "photo"))
    known = one_tap(person=person, activity=activity)
    assert (known.facts.gender, known.photo, known.by_guardian) == ("female", True, False)


def test_a_child_needs_the_guardians_word_that_was_given_then(make):
    activity = make.activity(starts_on=date(2025, 9, 10))
    with_word, without = make.person(), make.person()
    registration(activity, with_word, age=15, by_guardian=True)
    registration(activity, without, age=15)
    assert one_tap(person=with_word, activity=activity).by_guardian is True
    assert one_tap(person=without, activity=activity) is None


def test_a_registered_phone_is_counted_by_one_tap_at_the_poster(make):
    activity = ahead(make, days=0)
    visitor = Visitor(activity)
    visitor.register(age="19", photo="on")
    phone = Phone(activity)
    phone.client = visitor.client
    page = phone.get().content.decode()
    assert 'value="again"' in page
    phone.check_in(act="again")
    row = Attendance.objects.get()
    assert (row.person, row.gender, row.age, row.statuses) == (Registration.objects.get().person, "female", 19, "youth")
    kinds = row.consents.order_by("kind").values_list("kind", "given")
    assert list(kinds) == [("data", True), ("photo", True)]
    assert Registration.objects.get().state == "place"


def tables(project) -> tuple:
    figures = project_statistics(project=project)
    stated = {
        name: {value: number for value, number in columns.items() if number} for name, columns in figures.tables.items()
    }
    return figures.total, stated


def test_registering_waiting_and_cancelling_change_no_table(make):
    project = make.project(ref="P9")
    activity = ahead(make, project=project, days=0, capacity=1)
    make.attendance(activity, person=None, gender="male", age=30, statuses=())
    before = tables(project)
    assert before == (1, {"gender": {"male": 1}, "category": {"youth": 1}, "age": {"28-32": 1}})
    people = [Visitor(activity) for _ in range(3)]
    for person in people:
        person.register()
    people[0].cancel()
    assert sorted(activity.registrations.values_list("state", flat=True)) == ["cancelled", "place", "waiting"]
    assert tables(project) == before


@pytest.mark.parametrize("state", ["place", "waiting", "cancelled"])
def test_who_comes_is_counted_with_the_facts_of_the_registration_whatever_its_state(make, state):
    project = make.project(ref="P9")
    activity = ahead(make, project=project, days=0, capacity=1)
    if state == "waiting":
        Visitor(activity).register()
    visitor = Visitor(activity)
    visitor.register(age="30", gender="male", statuses=["unemployed"])
    if state == "cancelled":
        visitor.cancel()
    row = Registration.objects.latest("pk")
    assert row.state == state
    user = make.member("staff").user
    check_in_by_staff(session=activity.sessions.get(), person=row.person, form=uuid.uuid4(), by=user)
    assert tables(project) == (1, {"gender": {"male": 1}, "category": {"unemployed": 1}, "age": {"28-32": 1}})
    row.refresh_from_db()
    assert row.state == state


def test_the_age_in_the_tables_is_that_of_the_day_of_the_activity(make):
    project = make.project(ref="P9")
    activity = make.activity(project, starts_on=date(2026, 9, 10))
    person = make.person()
    registration(activity, person, stated_on=date(2025, 9, 11), age=16)
    other = make.person()
    registration(activity, other, stated_on=date(2025, 9, 10), age=16)
    for one in (person, other):
        check_in_by_staff(session=activity.sessions.get(), person=one, form=uuid.uuid4(), by=make.member("staff").user)
    assert tables(project)[1]["age"] == {"13-16": 1, "17-22": 1}


def test_next_week_is_not_today(make):
    """A registered phone that opens the poster before the day is not counted by looking."""
    activity = ahead(make, days=2)
    visitor = Visitor(activity)
    visitor.register()
    visitor.client.get(f"/a/{activity.public_code}/")
    assert Attendance.objects.count() == 0
    assert activity.starts_on == timezone.localdate() + timedelta(2)
