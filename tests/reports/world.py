"""Random small worlds for the property tests, and a slow, plain count to compare the program's with."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from events.actions.attendance import correct_attendance, void_attendance
from events.actions.groups import STATED_BANDS, GroupLine, count_group
from events.actions.head_counts import set_head_count, void_head_count
from events.actions.projections import recompute_categories
from events.facts import Facts
from events.models import Activity, Attendance, HeadCount, Source
from rules.categories import DEFAULT_PRECEDENCE
from rules.codes import CATEGORIES, DIMENSIONS
from tests.factories import ALMATY, Factory

ACTIVITIES = 4
PEOPLE = 4

facts = st.builds(
    Facts,
    gender=st.sampled_from(("male", "female", "not_stated")),
    age=st.none() | st.integers(0, 90),
    birth_year=st.none(),
    statuses=st.lists(st.sampled_from(CATEGORIES), max_size=3, unique=True).map(tuple),
)
place = st.integers(0, ACTIVITIES - 1)


@st.composite
def head_counts(draw):
    """A total and, for some dimensions, parts that fit into it."""
    total = draw(st.integers(0, 30))
    parts = {}
    for dimension, values in DIMENSIONS.items():
        left = total
        for value in draw(st.lists(st.sampled_from(values[:-1]), max_size=3, unique=True)):
            count = draw(st.integers(0, left))
            parts.setdefault(dimension, {})[value] = count
            left -= count
    return total, parts


acts = st.one_of(
    st.tuples(st.just("visit"), place, st.integers(1, 2), st.none() | st.integers(0, PEOPLE - 1), facts),
    st.tuples(st.just("visit"), place, st.integers(1, 2), st.none() | st.integers(0, PEOPLE - 1), facts),
    st.tuples(
        st.just("taps"),
        place,
        st.sampled_from(("male", "female", None)),
        st.sampled_from(("", *STATED_BANDS)),
        st.integers(1, 3),
    ),
    st.tuples(st.just("undo"), st.integers(0, 20)),
    st.tuples(st.just("correct"), st.integers(0, 20), facts),
    st.tuples(st.just("head_count"), place, st.sampled_from(("instead", "in_addition")), head_counts()),
    st.tuples(st.just("undo_head_count"), place),
    st.tuples(st.just("precedence"), st.permutations(DEFAULT_PRECEDENCE)),
    st.tuples(st.just("cancel"), place),
)
rules = st.fixed_dictionaries(
    {
        "counting_basis": st.sampled_from(("attendances", "unique_people")),
        "counting_units": st.sampled_from((["people", "families"], ["people"], ["people", "respondents"])),
        "counting_kinds": st.sampled_from(([], ["seminar", "consultation"], ["lecture"])),
    }
)


class World:
    """One project with four activities of several units and kinds; acts go through the program's own actions."""

    def __init__(self, make: Factory, rule: dict) -> None:
        self.make = make
        self.project = make.project(**rule)
        shapes = (
            ("seminar", "people", 2),
            ("lecture", "people", 1),
            ("consultation", "families", 1),
            ("opinion_survey", "respondents", 1),
        )
        self.activities = [
            make.activity(
                self.project,
                kind=kind,
                count_unit=unit,
                sessions=sessions,
                starts_on=None if n == 3 else date(2025, 9, 20 - n // 2),
            )
            for n, (kind, unit, sessions) in enumerate(shapes)
        ]
        # The last one is known by nothing: never a unique person.
        self.people = [make.person() for _ in range(PEOPLE - 1)] + [make.person(external_key="")]
        self.minutes = 0

    def do(self, act: tuple) -> None:
        """One act of somebody."""
        getattr(self, f"_{act[0]}")(*act[1:])

    def _visit(self, number, session, person, stated) -> None:
        activity = Activity.objects.get(pk=self.activities[number].pk)
        if activity.cancelled_at:
            return
        self.minutes += 7 if person != 1 else -5  # the order of observation is not that of the ids
        self.make.attendance(
            activity,
            session=activity.sessions.filter(number__lte=session).last(),
            person=None if person is None else self.people[person],
            act=uuid.uuid4(),
            observed_at=datetime(2025, 9, 10, 10, tzinfo=ALMATY) + timedelta(minutes=self.minutes),
            gender=stated.gender,
            age=stated.age,
            statuses=stated.statuses,
        )

    def _taps(self, number, gender, band, count) -> None:
        activity = Activity.objects.get(pk=self.activities[number].pk)
        if activity.cancelled_at:
            return
        count_group(
            session=activity.sessions.first(),
            lines=[GroupLine(gender, None, count, band)],
            statuses=(),
            act=uuid.uuid4(),
            observed_at=datetime(2025, 9, 10, 12, tzinfo=ALMATY),
            by=None,
            source=Source.COUNTER,
        )

    def _row(self, number) -> Attendance | None:
        rows = list(Attendance.objects.live().filter(activity__project=self.project).order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def _undo(self, number) -> None:
        if row := self._row(number):
            void_attendance(row, reason="қате", by=None)

    def _correct(self, number, stated) -> None:
        if row := self._row(number):
            correct_attendance(row, facts=stated, reason="түзету", by=None)

    def _head_count(self, number, mode, numbers) -> None:
        total, parts = numbers
        set_head_count(self.activities[number], mode=mode, basis="tally", total=total, parts=parts, by=None)

    def _undo_head_count(self, number) -> None:
        if live := HeadCount.objects.live().filter(activity=self.activities[number]).first():
            void_head_count(live, reason="қате", by=None)

    def _precedence(self, order) -> None:
        self.project.category_precedence = list(order)
        self.project.save()
        recompute_categories(self.project)

    def _cancel(self, number) -> None:
        Activity.objects.filter(pk=self.activities[number].pk).update(
            cancelled_at=datetime(2025, 9, 1, tzinfo=ALMATY), cancel_reason="карантин"
        )

    def plain_count(self) -> dict:
        """The statistics, counted one by one in plain Python from the tables of the database."""
        rows, heads = self._standing()
        identified = [row for row in rows if row.person and row.person.is_identified]
        counters = {name: Counter() for name in DIMENSIONS}
        if self.project.counting_basis == "unique_people":
            for person in {row.person_id for row in identified}:
                for name in DIMENSIONS:
                    counters[name][_of_person([r for r in identified if r.person_id == person], name)] += 1
        else:
            for name in DIMENSIONS:
                counters[name].update(_value(row, name) for row in rows)
                for head in heads:
                    parts = {p.value: p.count for p in head.parts.all() if p.dimension == name}
                    counters[name].update({**parts, "not_stated": head.total - sum(parts.values())})
        return {
            "attendances": len(rows) + sum(head.total for head in heads),
            "people": len({row.person_id for row in identified}),
            "tables": {name: {value: counters[name][value] for value in DIMENSIONS[name]} for name in DIMENSIONS},
        }

    def _standing(self) -> tuple[list[Attendance], list[HeadCount]]:
        rows, heads = [], []
        for activity in self.project.activities.all():
            kinds = self.project.counting_kinds
            if (
                activity.cancelled_at
                or activity.count_unit not in self.project.counting_units
                or (kinds and activity.kind.code not in kinds)
            ):
                continue
            head = next((h for h in activity.head_counts.all() if h.voided_at is None), None)
            heads += [head] if head else []
            if head and head.mode == "instead":
                continue
            live = [row for row in activity.attendances.all() if row.voided_at is None]
            for person in {row.person_id for row in live}:
                of_person = [row for row in live if row.person_id == person]
                rows += of_person if person is None else [row for row in of_person if row.is_counted]
        return rows, heads


def _value(row: Attendance, dimension: str) -> str:
    return row.age_band if dimension == "age" else getattr(row, dimension)


def _of_person(rows: list[Attendance], dimension: str) -> str:
    """First stated, else first derived, else not stated; undated activities come last."""
    rows = sorted(rows, key=lambda row: (row.activity.starts_on or date.max, row.observed_at, row.pk))
    stated = [row for row in rows if _value(row, dimension) != "not_stated"]
    if dimension == "category":
        stated.sort(key=lambda row: row.category_is_derived)
    return _value(stated[0], dimension) if stated else "not_stated"
