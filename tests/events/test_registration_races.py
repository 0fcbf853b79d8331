"""Many people want the last places at the same moment: never one too many, never a place lost, never twice."""

import pytest

from events.actions.merging import merge_people
from events.actions.people import withdraw_person
from events.actions.places import cancel_registration, set_registration
from events.actions.series import choose_activities, make_series
from events.models import Consent, Person, Registration
from tests.events.register_phone import Visitor, ahead
from tests.events.test_check_in_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def numbers(activity) -> dict[str, int]:
    states = list(activity.registrations.values_list("state", flat=True))
    return {state: states.count(state) for state in sorted(set(states))}


def twin(visitor, offer):
    """Another tab of the same browser."""
    other = Visitor(offer)
    for name, morsel in visitor.client.cookies.items():
        other.client.cookies[name] = morsel.value
    return other


def test_eight_people_and_three_places(make):
    activity = ahead(make, capacity=3)
    people = [Visitor(activity) for _ in range(8)]
    marks = [person.mark() for person in people]
    answers = at_once(*(lambda p=p, m=m: p.send(m).status_code for p, m in zip(people, marks, strict=True)))
    assert answers == [302] * 8
    assert numbers(activity) == {"place": 3, "waiting": 5}
    # Whoever has a place came before whoever waits.
    ordered = list(activity.registrations.order_by("joined_at", "pk").values_list("state", flat=True))
    assert ordered == ["place"] * 3 + ["waiting"] * 5


def test_one_form_sent_four_times_at_once_is_one_registration(make):
    activity = ahead(make, capacity=3)
    visitor = Visitor(activity)
    mark = visitor.mark()
    tabs = [twin(visitor, activity) for _ in range(4)]
    assert at_once(*(lambda tab=tab: tab.send(mark).status_code for tab in tabs)) == [302] * 4
    assert numbers(activity) == {"place": 1}
    assert (Person.objects.count(), Consent.objects.count()) == (1, 2)
    for tab in tabs:
        assert "You have a place" in tab.place()


def test_four_browsers_with_one_new_number_are_one_registration(make):
    activity = ahead(make, ask_phone="required", capacity=3)
    people = [Visitor(activity) for _ in range(4)]
    marks = [person.mark() for person in people]
    at_once(
        *(lambda p=p, m=m: p.send(m, phone="+7 700 000 00 01").status_code for p, m in zip(people, marks, strict=True))
    )
    assert (numbers(activity), Person.objects.count()) == ({"place": 1}, 1)


def test_cancelling_growing_and_registering_at_once_fill_every_place(make):
    activity = ahead(make, capacity=2)
    for _ in range(6):
        Visitor(activity).register()
    rows = list(activity.registrations.order_by("pk"))
    late = Visitor(activity)
    mark = late.mark()
    at_once(
        lambda: cancel_registration(rows[0], by=None),
        lambda: cancel_registration(rows[0], by=None),
        lambda: cancel_registration(rows[3], by=None),
        lambda: withdraw_person(rows[1].person, by=None),
        lambda: set_registration(activity, takes_registrations=True, registration_ends_at=None, capacity=3, by=None),
        lambda: late.send(mark),
    )
    # 7 registered, 3 cancelled; of 4 left three have a place, the newest waits.
    assert numbers(activity) == {"cancelled": 3, "place": 3, "waiting": 1}
    assert Registration.objects.latest("pk").state == "waiting"


def test_two_series_that_overlap_do_not_block_each_other(make):
    project = make.project()
    activities = [ahead(make, project=project, capacity=2, days=day) for day in (3, 1, 2)]
    series = make_series(project, title="Он дәріс", by=None)
    choose_activities(series, activities, by=None)
    people = [Visitor(offer) for offer in (series, series, series, *reversed(activities))]
    marks = [person.mark() for person in people]
    answers = at_once(*(lambda p=p, m=m: p.send(m).status_code for p, m in zip(people, marks, strict=True)))
    assert answers == [302] * 6
    for activity in activities:
        assert numbers(activity) == {"place": 2, "waiting": 2}


def test_merging_cancelling_and_registering_at_once_fill_every_place_and_wait_for_nobody_for_ever(make):
    first, second = ahead(make, capacity=3), ahead(make, capacity=3)
    people = [make.person() for _ in range(6)]
    for activity in (first, second):
        for place, person in enumerate(people):
            Registration.objects.create(
                activity=activity,
                person=person,
                state="place" if place < 3 else "waiting",
                stated_on=activity.starts_on,
                gender="female",
            )
    rows = list(first.registrations.order_by("pk"))
    late = Visitor(second)
    mark = late.mark()
    at_once(
        lambda: merge_people(kept=people[0], merged=people[1], by=None),
        lambda: merge_people(kept=people[5], merged=people[4], by=None),
        lambda: cancel_registration(rows[2], by=None),
        lambda: withdraw_person(people[3], by=None),
        lambda: late.send(mark),
    )
    # Of the first six: two merged, one cancelled, one deleted; two people are left and both have a place.
    assert numbers(first) == {"cancelled": 4, "place": 2}
    # At the second: two merged, one deleted, one more came.
    assert numbers(second) == {"cancelled": 3, "place": 3, "waiting": 1}
