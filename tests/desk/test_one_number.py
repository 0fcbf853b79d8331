"""One number everywhere: whatever happens to an activity, no two pages, lists or programs count it differently."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from events.actions.activities import cancel_activity, restore_activity
from events.actions.attendance import correct_attendance, void_attendance
from events.actions.head_counts import set_head_count, void_head_count
from events.facts import Facts
from grants.actions.accounts import make_token
from grants.models import Indicator, Role
from tests.conftest import signed_in


class Everywhere:
    """Reads the numbers of a project and its activities wherever they are shown."""

    def __init__(self, make, project):
        member = make.member(Role.ORGANISER)
        self.project = project
        self.client = signed_in(member.user)
        self.client.cookies["django_language"] = "en"
        token = make_token(make.organisation, name="CRM", by=member.user)
        self.headers = {"authorization": f"Bearer {token.secret}"}

    def of(self, activity) -> set[int]:
        """The number of one activity, wherever it stands. One member when all agree."""
        page = self.client.get(f"/activities/{activity.ref}/")
        shown = re.search(r'big-number">([^<]*)<', page.content.decode())
        numbers = {self._api(f"/activities/{activity.ref}")["count"]["total"], page.context["page"].head.count.total}
        if shown:
            numbers.add(int(shown.group(1).replace("\xa0", "")))
        for when in ("upcoming", "past"):
            for month in self.client.get("/activities/", {"when": when}).context["months"]:
                numbers |= {count.total for row, count in month.rows if row == activity}
        home = self.client.get("/").context
        numbers |= {count.total for row, count in home["rows"] if row == activity}
        named = self.client.get("/needs/people/").content.decode()
        assert (f"/activities/{activity.ref}/" in named) == ("people" in page.context["page"].lacks)
        return numbers

    def of_project(self) -> set[int]:
        """The project's total by its rule, wherever it stands; every table's columns add up to it."""
        ref = self.project.ref
        figures = self.client.get(f"/projects/{ref}/statistics/").context["figures"]
        printed = StringIO()
        call_command("statistics", project=ref, json=True, stdout=printed)
        told, listed = json.loads(printed.getvalue()), self.client.get("/reports/").context["lines"]
        records = self.client.get(f"/projects/{ref}/statistics/records/", {"table": "gender", "value": "total"})
        bars = [bar for glance in self.client.get("/").context["glances"] for bar in glance.bars]
        assert told == self._api(f"/projects/{ref}/statistics")
        return {
            figures.total,
            told["total"],
            *(sum(told[table].values()) for table in ("gender", "category", "age")),
            *(line.totals.total for line in listed if line.project == self.project),
            records.context["found"].total,
            *(int(bar.actual) for bar in bars if bar.indicator.code == "participants"),
        }

    def _api(self, path):
        return Client().get(f"/api/v1{path}", headers=self.headers).json()


@pytest.fixture
def project(make):
    found = make.project(ref="P9", starts_on=timezone.localdate() - timedelta(30), ends_on=timezone.localdate())
    Indicator.objects.create(project=found, code="participants", plan=Decimal(100), unit="people")
    return found


@pytest.fixture
def everywhere(make, project):
    return Everywhere(make, project)


@pytest.fixture
def activities(make, project):
    """Today's, one of two sessions, and one in respondents, which enters no table."""
    day = timezone.localdate()
    return (
        make.activity(project, starts_on=day),
        make.activity(project, starts_on=day - timedelta(3), sessions=2),
        make.activity(project, starts_on=day - timedelta(2), count_unit="respondents"),
    )


def test_every_page_and_program_says_the_same_number_after_everything_that_can_happen(make, everywhere, activities):
    today, two_days, asked = activities

    def agree(of_today, of_two_days, of_asked, of_project):
        assert [everywhere.of(one) for one in activities] == [{of_today}, {of_two_days}, {of_asked}]
        assert everywhere.of_project() == {of_project}

    agree(0, 0, 0, 0)
    person = make.person()
    both = [make.attendance(two_days, session=one, person=person).attendance for one in two_days.sessions.all()]
    first = make.attendance(today, person=person).attendance
    make.attendance(today, person=None, gender="not_stated", age=None, statuses=())
    make.attendance(asked)
    agree(2, 1, 1, 3)
    # The first session's row is undone: the second one counts the person now.
    void_attendance(both[0], reason="mistake", by=None)
    agree(2, 1, 1, 3)
    corrected = correct_attendance(first, facts=Facts("male", 52), reason="age", by=None)
    agree(2, 1, 1, 3)
    set_head_count(today, mode="in_addition", basis="tally", total=7, parts={"gender": {"male": 3}}, by=None)
    agree(9, 1, 1, 10)
    set_head_count(today, mode="instead", basis="tally", total=7, by=None)
    void_attendance(corrected, reason="twice", by=None)
    agree(7, 1, 1, 8)
    # Somebody wrote that nobody came to what two people had checked in at: zero everywhere, and home asks for people.
    nobody = set_head_count(two_days, mode="instead", basis="tally", total=0, by=None)
    agree(7, 0, 1, 7)
    void_head_count(nobody, reason="a slip", by=None)
    agree(7, 1, 1, 8)
    void_attendance(both[1], reason="mistake", by=None)
    agree(7, 0, 1, 7)


def test_a_cancelled_activity_shows_no_number_and_enters_none(make, everywhere, activities):
    today, two_days, _asked = activities
    make.attendance(today)
    make.attendance(two_days)
    cancel_activity(today, reason="snow", by=None)
    assert everywhere.of_project() == {1}
    assert "big-number" not in everywhere.client.get(f"/activities/{today.ref}/").content.decode()
    restore_activity(today, by=None)
    assert everywhere.of(today) == {1}
    assert everywhere.of_project() == {2}


def test_the_door_calls_its_number_checked_in_for_a_head_count_may_stand_beside_it(make, everywhere, activities):
    today = activities[0]
    make.attendance(today)
    set_head_count(today, mode="in_addition", basis="tally", total=7, by=None)
    page = everywhere.client.get("/check-in/", {"activity": today.ref}, follow=True).content.decode()
    assert re.search(r'big-number">1</span><br><span class="small muted">Checked in<', page)
