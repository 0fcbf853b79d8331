"""What stands at two grantees is found, also when they are two organisations, and only by who may read both."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import Organisation, Project, Role
from reports.actions.readers import allow_reading, take_back
from reports.contradictions import contradictions
from reports.models import ReadingGrant
from reports.queries.across import SAME_PLACE, SAME_POST, across_grantees
from tests.conftest import signed_in

WORKBOOK = Path(__file__).resolve().parents[2] / "reference" / "taraz-2025.xlsx"


def found(organisation) -> list[tuple]:
    return [(one.code, tuple(side.ref for side in one.sides)) for one in across_grantees(organisation=organisation)]


@pytest.fixture
def two(make):
    """Two organisations with an activity at the same place and day, and a third that would like to read both."""
    other, reader = make.other_organisation(), make.other_organisation()
    places = (make, "A", "«Мөлдір бұлақ» орталығы", 20), (other, "B", "Мөлдір бұлақ облыстық орталығы", 21)
    for one, ref, venue, day in places:
        project = one.project(ref=ref)
        held = one.activity(project, ref=f"{ref}-1", venue=venue)
        one.activity(project, ref=f"{ref}-2", venue=venue, starts_on=date(2025, 9, day))
        one.mention(one.post("same"), held)
        one.mention(one.post(f"own-{ref}"), held)
    return make, other, reader


def allow(factory, reader) -> None:
    allow_reading(reader.organisation, Project.objects.of(factory.organisation), by=factory.member(Role.OWNER).user)


def test_two_organisations_are_compared_by_who_reads_both(two):
    make, other, reader = two
    assert found(make.organisation) == found(other.organisation) == found(reader.organisation) == []
    allow(make, reader)
    assert found(reader.organisation) == []
    allow(other, reader)
    assert found(reader.organisation) == [(SAME_PLACE, ("A-1", "B-1")), (SAME_POST, ("A-1", "B-1"))]
    assert found(make.organisation) == []
    page = signed_in(reader.member(Role.VIEWER).user).get("/reports/grantees/between/").content.decode()
    assert page.count("B-1") == 2
    take_back(ReadingGrant.objects.of(other.organisation).get(), by=other.member(Role.OWNER).user)
    assert found(reader.organisation) == []


def test_one_grantee_written_down_twice_is_one(two):
    make, other, reader = two
    other.organisation.grantees.update(name=make.organisation.grantees.get().name.upper())
    allow(make, reader)
    allow(other, reader)
    assert found(reader.organisation) == []


def test_three_queries_whatever_there_is(make):
    for _one in range(3):
        project = make.project(grantee=make.grantee(name=f"«{_one}» қоры"))
        make.mention(make.post(), make.activity(project))
    with CaptureQueriesContext(connection) as queries:
        assert len(found(make.organisation)) == 3
    assert len(queries) == 3


def test_the_reference_workbook_on_28_august_also_as_two_organisations(make):
    """P2-46 and P3-52: two grantees, one place and day; in the end P3's grantee is an organisation of its own."""
    call_command("import_workbook", str(WORKBOOK), organisation="Тараз", verbosity=0)
    operator = Organisation.objects.get(name="Тараз")
    together = [one for one in across_grantees(organisation=operator) if one.code == SAME_PLACE]
    assert [(one.day, tuple(side.ref for side in one.sides)) for one in together] == [
        (date(2025, 8, 28), ("P2-46", "P3-52"))
    ]
    alone = make.organisation
    third = Project.objects.get(organisation=operator, ref="P3")
    third.grantee.organisation = alone
    third.grantee.save()
    third.activities.update(organisation=alone)
    Project.objects.filter(pk=third.pk).update(organisation=alone)
    third.refresh_from_db()
    assert [one for one in across_grantees(organisation=operator) if one.code == SAME_PLACE] == []
    allow_reading(operator, [third], by=make.member(Role.OWNER).user)
    again = [one for one in across_grantees(organisation=operator) if one.code == SAME_PLACE]
    assert [tuple(side.ref for side in one.sides) for one in again] == [("P2-46", "P3-52")]
    second = Project.objects.get(organisation=operator, ref="P2")
    told = [one.records for one in contradictions(project=second) if one.code == SAME_PLACE]
    assert told == [("P2-46", "P3-52")]
    # The grantee reads nobody else's projects, so its own check names nobody else's.
    assert SAME_PLACE not in {one.code for one in contradictions(project=third)}
