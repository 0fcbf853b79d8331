"""Gaps in plan, links and answers; statuses and sessions that cannot be."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.actions.head_counts import set_head_count
from events.models import Session
from grants.models import Indicator
from reports.contradictions import contradictions
from reports.models import NarrativeText
from surveys.actions.runs import open_run
from surveys.models import Response
from tests.surveys.opinion import fill
from tests.surveys.questionnaires import KNOWS, version

LATER = date(2026, 1, 10)


@pytest.fixture
def project(make):
    return make.project(ref="P1", starts_on=date(2025, 5, 8), ends_on=date(2025, 10, 31))


def told(project, code, today=LATER) -> list[tuple[tuple[str, ...], list[str]]]:
    """Records and the figures in the English words of each finding of a code."""
    found = [one for one in contradictions(project=project, today=today) if one.code == code]
    with translation.override("en"):
        return [(one.records, re.findall(r"(?<![\w-])\d[\d/–]*", str(one.message))) for one in found]


def head_count(activity, total):
    set_head_count(activity, mode="instead", basis="tally", total=total, parts={}, by=None)


def test_a_child_as_civil_servant_is_unlikely_and_a_student_is_not(make, project):
    one, two = (make.activity(project, ref=f"P1-{n}", starts_on=date(2025, 9, n)) for n in (1, 2))
    make.attendance(one, age=15, statuses=("civil_servants", "youth"))
    make.attendance(two, age=17, statuses=("civil_servants",))
    make.attendance(two, age=18, statuses=("civil_servants",))
    make.attendance(two, age=19, statuses=("youth",))
    assert told(project, "unlikely_status") == [(("P1-1", "P1-2"), ["2", "15–17"])]


def test_sessions_on_other_days(make, project):
    course = make.activity(project, ref="P1-1", ends_on=date(2025, 9, 12))
    for number, day in ((2, 12), (3, 13), (4, 9)):
        Session.objects.create(activity=course, number=number, held_on=date(2025, 9, day))
    make.activity(project, ref="P1-2")
    (found,) = [one for one in contradictions(project=project, today=LATER) if one.code == "session_outside_days"]
    assert (found.records, found.figures) == (("P1-1",), (date(2025, 9, 9), date(2025, 9, 13)))


def test_online_and_nothing_leads_there(make, project):
    for number, fields in enumerate(
        ({"format": "online"}, {"format": "mixed"}, {"kind": "live_stream"}, {}, {"format": "online"}), start=1
    ):
        make.activity(project, ref=f"P1-{number}", **fields)
    make.mention(make.post(), project.activities.get(ref="P1-2"))
    make.mention(make.post(kind="tv_story", platform="tv", url=""), project.activities.get(ref="P1-5"))
    assert [refs for refs, _ in told(project, "no_link")] == [("P1-1", "P1-3", "P1-5")]


def test_measures_without_activities_once_the_project_has_begun(make, project):
    full, *_empty = (make.measure(project, number) for number in ("1.1", "1.2", "2.1"))
    make.activity(project, measure=full)
    make.activity(project, measure=_empty[0], cancelled_at="2025-09-01T10:00+05:00", cancel_reason="карантин")
    assert [refs for refs, _ in told(project, "no_activity")] == [("P1 1.2", "P1 2.1")]
    assert told(project, "no_activity", today=date(2025, 5, 7)) == []


def test_a_plan_in_people_over_activities_counted_in_respondents(make, project):
    measure = make.measure(project)
    survey = make.activity(project, ref="P1-1", measure=measure, count_unit="respondents")
    Indicator.objects.create(project=project, measure=measure, code="participants", plan=300)
    Indicator.objects.create(project=project, measure=measure, code="respondents", plan=300)
    assert told(project, "plan_unit") == []
    head_count(survey, 310)
    assert told(project, "plan_unit") == [(("P1 1.1", "P1-1"), ["1", "1", "300"])]
    with translation.override("ru"):
        found = contradictions(project=project, today=LATER)
        [message] = [str(one.message) for one in found if one.code == "plan_unit"]
    assert "респондентов" in message
    assert re.findall(r"[a-z]{3,}", message) == []
    families = make.activity(project, measure=measure, count_unit="families")
    head_count(families, 2)
    project.counting_units = ["people"]
    project.save()
    assert told(project, "plan_unit") == []  # in the right unit, though the project does not count it


def test_respondents_and_their_sheets(make, project):
    survey = make.activity(project, ref="P1-1", kind="opinion_survey", count_unit="respondents")
    run = open_run(version=version(make), project=project, by=None)
    fill(run, [{}] * 3)
    assert told(project, "respondents_differ") == []
    head_count(survey, 4)
    assert told(project, "respondents_differ") == [(("P1-1",), ["4", "3"])]
    fill(run, [{}])
    assert told(project, "respondents_differ") == []


def test_before_and_after_by_too_few(make, project):
    training = make.activity(project, ref="P1-1", kind="training")
    head_count(training, 10)
    run = open_run(version=version(make, KNOWS, kind="test"), project=project, activity=training, by=None)
    assert told(project, "few_pairs") == []
    for wave, people in (("pre", 4), ("post", 3)):
        for person in range(people):
            fill(run, [{}], wave=wave, pair=f"{person:064d}")
    assert Response.objects.count() == 7
    assert told(project, "few_pairs") == [(("P1-1",), ["3/10"])]
    fill(run, [{}], wave="post", pair=f"{3:064d}")
    assert told(project, "few_pairs") == []


def test_a_typed_share_that_no_number_of_people_gives(make, project):
    text = "Қатысушылардың 92,7 % (n = 27) тақырыпты түсінді, 92,6 % (n = 27) қолданады."
    NarrativeText.objects.create(
        organisation=project.organisation, project=project, slot="section:results", language="kk", text=text
    )
    (one,) = [one for one in contradictions(project=project, today=LATER) if one.code == "narrative_figure"]
    assert (one.records, one.figures) == (("P1",), (Decimal("92.7"), Decimal("92.6")))
    assert "92,7 % (n = 27)" in str(one.message)


def test_the_number_of_queries_stays(make, project):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            contradictions(project=project, today=LATER)
        return len(queries)

    def fill_up(number: int) -> None:
        for place in range(number):
            measure = make.measure(project, f"{project.measures.count() + 1}.1")
            make.measure(project, f"{project.measures.count() + 1}.1")
            Indicator.objects.create(project=project, measure=measure, code="participants", plan=3)
            activity = make.activity(project, format="online", measure=measure, count_unit="respondents")
            Session.objects.create(activity=activity, number=2, held_on=date(2025, 12, 1 + place))
            make.attendance(activity, age=12, statuses=("civil_servants",))

    fill_up(1)
    few = asked()
    fill_up(4)
    assert asked() == few
