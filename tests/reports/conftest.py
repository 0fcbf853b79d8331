"""Worlds that several tests of the reports look at."""

from datetime import datetime
from pathlib import Path

import pytest

from events.actions.head_counts import set_head_count
from grants.models import Project
from tests.factories import ALMATY

REFERENCE = Path(__file__).resolve().parents[2] / "reference"


@pytest.fixture
def mixed(make) -> Project:
    """A project with every sort of entry: 5 visits by 3 identified people and 2 others, and two head counts.

    Attendances 12: five scanned rows, 4 "in addition", 3 "instead" (which hides one more scanned row).
    """
    project = make.project(ref="M1", contract_number="36", contract_date="2025-05-08")
    lecture = make.activity(project, ref="M1-01", kind="lecture", title="=1+1 «Дәріс»")
    families = make.activity(project, ref="M1-02", kind="consultation", count_unit="families")
    replaced = make.activity(project, ref="M1-03")
    respondents = make.activity(project, ref="M1-04", count_unit="respondents", kind="opinion_survey")
    aigul, berik, saule = make.person(name="Айгүл Сапарова"), make.person(), make.person()
    make.attendance(lecture, person=aigul, gender="female", age=19, statuses=("youth", "unemployed"))
    make.attendance(lecture, person=berik, gender="male", age=52, statuses=())
    make.attendance(lecture, person=None, gender="not_stated", age=None, statuses=())
    make.attendance(lecture, person=make.person(external_key=""), gender="male", age=9, statuses=())
    make.attendance(families, person=aigul, gender="female", age=19, statuses=("youth",))
    make.attendance(replaced, person=saule)
    make.attendance(respondents, person=saule)
    set_head_count(
        families,
        mode="in_addition",
        basis="tally",
        total=4,
        parts={"gender": {"male": 1, "female": 2}, "age": {"17-22": 4}},
        by=None,
    )
    set_head_count(replaced, mode="instead", basis="paper", total=3, parts={"gender": {"male": 3}}, by=None)
    cancelled = make.activity(
        project,
        ref="M1-05",
        cancelled_at=datetime(2025, 9, 1, tzinfo=ALMATY),
        cancel_reason="карантин",
    )
    set_head_count(cancelled, mode="instead", basis="paper", total=50, by=None)
    return project


# What the tables of `mixed` say.
MIXED_JSON = {
    "project": "M1",
    "edition": "2025",
    "rule": "attendances",
    "total": 12,
    "attendances": 12,
    "people": 2,
    "gender": {"male": 6, "female": 4, "not_stated": 2},
    "category": {
        "children": 1,
        "youth": 1,
        "civil_servants": 0,
        "budget_workers": 0,
        "persons_with_disability": 0,
        "elderly_50_plus": 1,
        "unemployed": 1,
        "ngo_representatives": 0,
        "business": 0,
        "other": 0,
        "not_stated": 8,
    },
    "age": {
        "13-16": 0,
        "17-22": 6,
        "23-27": 0,
        "28-32": 0,
        "33-45": 0,
        "46-58": 1,
        "59+": 0,
        "outside": 1,
        "not_stated": 4,
    },
}
