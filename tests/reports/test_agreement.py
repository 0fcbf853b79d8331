"""A figure that stands in several places is the same in all of them, whatever happened in the project."""

import random
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from events.actions.attendance import void_attendance
from events.actions.head_counts import set_head_count
from events.models import Activity, Attendance
from grants.models import Indicator, Project
from reports.actions.texts import save_text
from reports.contradictions import contradictions
from reports.dataset import report_data
from reports.narrative.placeholders import escaped
from reports.narrative.texts import texts_for
from reports.queries.grantees import grantee_lines
from reports.queries.statistics import project_statistics
from rules.indicators import INDICATOR_CODES
from rules.plan_progress import Period
from tests.factories import ALMATY

KINDS = ("seminar", "lecture", "consultation", "opinion_survey", "flyer_action")
UNITS = ("people", "people", "families", "respondents", "consultations", "organisations")
DAYS = (None, date(2025, 6, 30), date(2025, 7, 1), date(2025, 9, 10), date(2027, 1, 1))


@pytest.fixture(params=range(4))
def project(make, request) -> Project:
    """A random project: undated, long, cancelled activities of every unit, voided visits, shared posts."""
    chance = random.Random(request.param)
    rule = {"counting_basis": chance.choice(("attendances", "unique_people"))}
    project = make.project(**rule, counting_units=chance.choice((["people", "families"], ["people"])))
    measures = [make.measure(project, number) for number in ("1.1", "2.1")]
    for measure in (None, *measures):
        for code in INDICATOR_CODES:
            Indicator.objects.create(project=project, measure=measure, code=code, plan=chance.choice((0, 5)))
    people = [None, *(make.person() for _ in range(3))]
    posts = [make.post(views=chance.choice((None, 0, 20_000))) for _ in range(6)]
    for place in range(6):
        first = chance.choice(DAYS)
        activity = make.activity(
            project,
            measure=chance.choice((None, *measures)),
            kind=chance.choice(KINDS),
            count_unit=chance.choice(UNITS),
            starts_on=first,
            ends_on=first + timedelta(days=40) if first and chance.random() < 0.3 else None,
        )
        for _ in range(chance.randint(0, 4)):
            make.attendance(activity, person=chance.choice(people), age=chance.choice((None, 8, 40)), statuses=())
        if chance.random() < 0.4:
            mode = chance.choice(("instead", "in_addition"))
            set_head_count(activity, mode=mode, basis="tally", total=chance.randint(0, 50), by=None)
        for row in Attendance.objects.filter(activity=activity)[: chance.randint(0, 1)]:
            void_attendance(row, reason="қате", by=None)
        for post in chance.sample(posts, 2):
            make.mention(post, activity)
        if place == 0 or chance.random() < 0.2:
            gone = {"cancelled_at": datetime(2025, 9, 1, tzinfo=ALMATY), "cancel_reason": "карантин"}
            Activity.objects.filter(pk=activity.pk).update(**gone)
    return project


def test_the_same_figure_everywhere(project):
    data = report_data(project=project)
    [line] = grantee_lines(organisation=project.organisation, today=timezone.localdate())
    figures = {one.code: one.actual for one in data.figures}
    total = project_statistics(project=project).total
    assert data.statistics.total == total == line.participants == figures["participants"]
    assert figures["unique_people"] == data.statistics.people
    assert figures["activities"] == line.activities == sum(one.is_held for one in data.activities())
    listed = {one.key: one.views for one in data.project_posts}
    listed |= {one.key: one.views for activity in data.activities() for one in activity.posts}
    assert data.posts == line.posts == figures["publications"] == len(listed)
    known = [views for views in listed.values() if views is not None]
    assert data.reach.views == figures["publication_views"] == (sum(known) if known else None)
    met = sum(one.number for one in data.activities() if one.unit in ("people", "families"))
    assert data.reach.direct == figures["people_reached"] == met
    for one in data.activities():
        assert sum(one.categories.values()) == one.number
    if project.counting_basis == "attendances":
        assert sum(one.number for one in data.activities() if not one.not_in_tables) == total
    halves = Period(None, date(2025, 6, 30)), Period(date(2025, 7, 1), None)
    first, second = ({one.ref for one in report_data(project=project, period=half).activities()} for half in halves)
    assert first | second == {one.ref for one in data.activities()}
    assert first & second == {one.ref for one in data.activities() if one.starts_on is None}


def test_ready_texts_taken_as_typed_contradict_nothing(project):
    data = report_data(project=project)
    for language in ("kk", "ru"):
        for slot, text in texts_for(data, {}, language).items():
            save_text(project, slot=slot, language=language, text=escaped(text), seen_revision=0, by=None)
    found = contradictions(project=project)
    assert [str(one.message) for one in found if one.code == "narrative_figure"] == []
    assert len({one.key() for one in found}) == len(found)
