"""What does not add up is found, named with its records, and nothing else is."""

import json
import re
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actions.head_counts import set_head_count
from grants.models import Indicator
from reports.contradictions import CODES, contradictions
from reports.contradictions.titles import TITLES
from tests.factories import ALMATY

ROOT = Path(__file__).resolve().parents[2]
LATER = date(2026, 1, 10)


def found(project, code=None) -> dict[str, list[tuple[str, ...]]]:
    """The records of each finding, by code."""
    result: dict[str, list[tuple[str, ...]]] = {}
    for one in contradictions(project=project, today=LATER):
        result.setdefault(one.code, []).append(one.records)
    return result if code is None else result.get(code, [])


@pytest.fixture
def project(make):
    return make.project(ref="P1", starts_on=date(2025, 5, 8), ends_on=date(2025, 10, 31))


def test_the_documents_explain_every_code():
    documented = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", (ROOT / "docs" / "contradictions.md").read_text(), re.M))
    assert documented == {code: severity.value for code, severity in CODES.items()}


def test_every_code_has_a_title():
    assert set(CODES) == set(TITLES)


def test_an_empty_project_has_nothing_to_say(project):
    assert found(project) == {}


def test_activities_outside_the_contract_and_without_a_date(make, project):
    make.activity(project, ref="P1-1", starts_on=date(2025, 11, 6))
    make.activity(project, ref="P1-2", starts_on=date(2025, 10, 30), ends_on=date(2025, 11, 1))
    make.activity(project, ref="P1-3", starts_on=date(2025, 10, 31))
    make.activity(project, ref="P1-4", starts_on=None)
    assert found(project, "outside_contract") == [("P1-2", "P1-1")]
    assert found(project, "no_date") == [("P1-4",)]


def test_same_time_and_place_but_not_another_hour(make, project):
    for ref, hour, venue in (
        ("P1-1", 10, "«Мөлдір бұлақ» орталығы"),
        ("P1-2", 10, "Мөлдір бұлақ облыстық орталығы"),
        ("P1-3", 12, "«Мөлдір бұлақ» орталығы"),
        ("P1-4", 10, "Кітапхана"),
    ):
        make.activity(project, ref=ref, venue=venue, starts_at=time(hour))
    assert found(project, "same_time_and_place") == [("P1-1", "P1-2")]


def test_one_grantee_at_the_same_time_in_two_projects(make, project):
    make.activity(project, ref="P1-1", venue="Кітапхана", starts_at=time(10))
    other = make.project(ref="P8")  # of the same grantee
    for ref, hour, venue in (("P8-1", 10, "кітапхана"), ("P8-2", 12, "Кітапхана"), ("P8-3", 10, "Мектеп")):
        make.activity(other, ref=ref, venue=venue, starts_at=time(hour))
    assert found(project, "same_time_and_place") == [("P1-1", "P8-1")]
    assert found(other, "same_time_and_place") == [("P8-1", "P1-1")]


def test_another_grantee_on_the_same_day_at_the_same_place(make, project):
    make.activity(project, ref="P1-1", venue="«Мөлдір бұлақ» орталығы")
    other = make.project(ref="P9", grantee=make.grantee(name="«Басқа» қоры"))
    make.activity(other, ref="P9-1", venue="Мөлдір бұлақ облыстық орталығы", starts_at=time(15))
    make.activity(other, ref="P9-2", venue="Кітапхана")
    make.activity(make.project(ref="P8"), ref="P8-1", venue="«Мөлдір бұлақ» орталығы")
    stranger = make.other_organisation()
    stranger.activity(stranger.project(ref="P7"), ref="P7-1", venue="«Мөлдір бұлақ» орталығы")
    assert found(project, "same_place_other_grantee") == [("P1-1", "P9-1")]


def test_the_age_denies_the_category(make, project):
    lecture = make.activity(project, ref="P1-1")
    for age, statuses in (
        (36, ("youth",)),
        (35, ("youth",)),
        (18, ("children",)),
        (49, ("elderly_50_plus",)),
        (52, ()),
    ):
        make.attendance(lecture, age=age, statuses=statuses)
    findings = [one for one in contradictions(project=project, today=LATER) if one.code == "category_against_age"]
    assert [(one.records, re.findall(r"\d+", str(one.message))[0]) for one in findings] == [(("P1-1",), "1")] * 3


def test_what_is_not_stated_names_its_activities_also_in_head_counts(make, project):
    lecture, seminar, whole = (make.activity(project, ref=f"P1-{n}", starts_on=date(2025, 9, n)) for n in (1, 2, 3))
    make.attendance(lecture, gender="not_stated", age=9, statuses=("children",))
    set_head_count(seminar, mode="instead", basis="tally", total=5, parts={"gender": {"male": 2}}, by=None)
    make.attendance(whole)
    told = [
        (one.code, one.records)
        for one in contradictions(project=project, today=LATER)
        if one.code in {"not_stated", "outside_bands"}
    ]
    assert sorted(told) == [
        ("not_stated", ("P1-1", "P1-2")),
        ("not_stated", ("P1-2",)),
        ("not_stated", ("P1-2",)),
        ("outside_bands", ("P1-1",)),
    ]


def test_other_numbers_and_mixed_units(make, project):
    lecture = make.activity(project, ref="P1-1", reported_count=3)
    right = make.activity(project, ref="P1-2", reported_count=1)
    families = make.activity(project, ref="P1-3", kind="consultation", count_unit="families")
    for activity in (lecture, right, families, families):
        make.attendance(activity)
    assert found(project, "reported_differs") == [("P1-1",)]
    assert found(project, "unit_mixed") == [("P1-3",)]
    project.counting_units = ["people"]
    assert found(project, "unit_mixed") == []


def test_posts_that_serve_twice_until_a_reason_is_given(make, project):
    one, two = (make.activity(project, ref=f"P1-{n}") for n in (1, 2))
    post = make.post(made_on=date(2025, 9, 11))
    make.mention(post, one)
    second = make.mention(post, two)
    assert found(project, "shared_post") == [("P1-1", "P1-2")]
    second.reason = "екеуінің ортақ есебі"
    second.save()
    assert found(project, "shared_post") == []


def test_posts_before_late_outside_and_of_a_later_month(make, project):
    days = {"P1-1": date(2025, 9, 9), "P1-2": date(2025, 10, 20), "P1-3": date(2025, 11, 1), "P1-4": date(2025, 10, 8)}
    for ref, day in days.items():
        make.mention(make.post(made_on=day), make.activity(project, ref=ref))
    told = found(project)
    assert told["early_posts"] == [("P1-1",)]
    assert told["late_posts"] == [("P1-2", "P1-3"), ("P1-4",)]
    assert told["posts_outside_contract"] == [("P1-3",)]


def test_what_was_on_the_air_needs_a_document(make, project):
    activity = make.activity(project, ref="P1-1")
    for kind in ("tv_story", "led_screen", "article"):
        make.mention(make.post(kind=kind, made_on=date(2025, 9, 11)), activity)
    unproved = [one for one in contradictions(project=project, today=LATER) if one.code == "unproved_posts"]
    assert [(one.records, "P1-1 (2)" in str(one.message)) for one in unproved] == [(("P1-1",), True)]


def test_the_plan_and_what_an_activity_lacks(make, project):
    measure = make.measure(project)
    make.activity(project, ref="P1-1", measure=measure)
    Indicator.objects.create(project=project, measure=measure, code="activities", plan=2)
    Indicator.objects.create(project=project, code="activities", plan="0.5")
    told = found(project)
    assert told["plan_not_met"] == [("P1 1.1",)]
    assert told["plan_over_half"] == [("P1",)]
    for code in ("no_people", "no_survey", "no_speaker", "no_publication", "no_evidence"):
        assert told[code] == [("P1-1",)], code


def test_a_cancelled_activity_is_not_looked_at(make, project):
    make.activity(
        project,
        starts_on=date(2026, 5, 1),
        cancelled_at=datetime(2025, 9, 1, tzinfo=ALMATY),
        cancel_reason="карантин",
    )
    assert found(project) == {}


def test_the_number_of_queries_does_not_depend_on_how_much_there_is(make, project):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            contradictions(project=project, today=LATER)
        return len(queries)

    def fill(number: int) -> None:
        for _one in range(number):
            activity = make.activity(project)
            make.attendance(activity, gender="not_stated")
            make.mention(make.post(made_on=date(2025, 9, 1)), activity)

    fill(1)
    few = asked()
    fill(6)
    assert asked() == few


def test_the_command_prints_json_alone(make, project):
    make.activity(project, ref="P1-1", starts_on=date(2025, 11, 6))
    out = StringIO()
    call_command("contradictions", project="P1", json=True, stdout=out)
    outside = [one for one in json.loads(out.getvalue()) if one["code"] == "outside_contract"]
    assert [(one["severity"], one["records"]) for one in outside] == [("error", ["P1-1"])]
    assert "P1-1" in outside[0]["message"]
