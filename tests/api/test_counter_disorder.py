"""The counter's acts in any order, any number of times, by two phones: the number is what a plain reading says."""

import random

import pytest

from events.models import Material, Point
from events.queries.counts import activity_counts
from events.queries.materials import counted_at_points, handed_out_at
from tests.api.scanner import Phone
from tests.api.test_counter import taking_back, tap


def sums(activity):
    people, (given,) = counted_at_points(activity=activity), handed_out_at(activity=activity)
    assert sum(people.by_point.values()) == sum(people.by_day.values()) == people.total
    assert sum(people.by_gender_and_age.values()) == people.total
    assert sum(given.by_point.values()) == sum(given.by_day.values()) == given.total
    return activity_counts(activities=[activity.pk])[activity.pk].total, given.total


def acts_of(luck, phone, other, point, paper):
    """A phone's taps with undos of its own and of a stranger; what they count, and how many copies they hand out."""
    own, foreign, people, copies = [], [], 0, 0
    for _ in range(8):
        count, material = luck.randint(1, 3), luck.choice((paper.pk, None, 88))
        where = {"point": luck.choice((point.pk, None, 99999)), "material": material}
        item = tap(phone, gender=luck.choice(("male", None)), band=luck.choice(("13-16", None)), count=count, **where)
        own.append(item)
        undos = luck.choice((0, 0, 1, 2))
        own += [taking_back(phone, item) for _ in range(undos)]
        if luck.random() < 0.3:
            foreign.append(taking_back(other, item))
        if not undos:
            people, copies = people + count, copies + count * (material == paper.pk)
    return own, foreign, people, copies


@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_taps_and_undos_gives_the_same_number(make, seed):
    luck = random.Random(seed)
    activity = make.activity(kind="flyer_action")
    point = Point.objects.create(activity=activity, name="Базар")
    paper = Material.objects.create(activity=activity, kind="leaflet")
    one, two = Phone(make, activity=activity), Phone(make, activity=activity)
    own, of_two, people, copies = acts_of(luck, one, two, point, paper)
    others, of_one, more_people, more_copies = acts_of(luck, two, one, point, paper)
    # Everything is sent twice, in any order, a few at a time.
    queue = [(one, item) for item in own + of_one] * 2 + [(two, item) for item in others + of_two] * 2
    luck.shuffle(queue)
    while queue:
        size = luck.randint(1, 9)
        part, queue = queue[:size], queue[size:]
        for phone in (one, two):
            phone.batch([item for sender, item in part if sender is phone])
    assert sums(activity) == (people + more_people, copies + more_copies)
