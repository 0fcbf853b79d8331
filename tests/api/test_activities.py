"""Activities over the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Activity
from grants.models import AuditEntry, Role
from tests.api.conftest import refused


def new(project, **fields):
    return {"project": project.ref, "kind": "lecture", "title": "Дәріс", **fields}


def test_activities_are_listed_by_date_with_their_counts(program, make):
    project = make.project(ref="P1")
    second = make.activity(project, ref="P1-2", starts_on="2025-09-20")
    make.activity(project, ref="P1-1", starts_on="2025-09-10")
    make.activity(make.project(ref="P2"), ref="P2-1", starts_on="2025-09-12")
    make.attendance(second)
    page = program.get("/activities", project="P1").json()
    assert [item["ref"] for item in page["items"]] == ["P1-1", "P1-2"]
    assert page["items"][1]["count"] == {
        "total": 1,
        "unit": "people",
        "scanned": 1,
        "identified": 1,
        "head_count": None,
        "mode": None,
        "reported": None,
    }
    assert (page["total"], page["items"][1]["kind"], page["items"][1]["publications"]) == (2, "seminar", 0)


def test_days_choose_every_activity_that_touches_them(program, make):
    project = make.project()
    make.activity(project, ref="long", starts_on="2025-09-01", ends_on="2025-09-15")
    make.activity(project, ref="after", starts_on="2025-09-16")
    make.activity(project, ref="undated", starts_on=None)
    found = program.get("/activities", from_day="2025-09-10", to_day="2025-09-15").json()
    assert [item["ref"] for item in found["items"]] == ["long"]


def test_a_new_activity_gets_the_next_ref_and_a_session(program, make):
    project = make.project(ref="P1")
    make.measure(project, "1.1")
    answer = program.post(
        "/activities",
        new(project, measure="1.1", starts_on="2025-09-10", starts_at="10:00", venue="Кітапхана", languages=["kk"]),
    )
    assert answer.status_code == 201
    found = answer.json()
    assert (found["ref"], found["measure"], found["starts_at"], found["languages"]) == (
        "P1-01",
        "1.1",
        "10:00:00",
        ["kk"],
    )
    made = Activity.objects.get()
    assert (made.sessions.count(), made.created_by) == (1, program.membership.user)
    assert AuditEntry.objects.filter(verb="activity.create").count() == 1


def test_a_change_touches_only_what_was_sent(program, make):
    activity = make.activity(ref="P1-1", town="Тараз", outcome="")
    answer = program.patch("/activities/P1-1", {"outcome": "Қарар қабылданды", "starts_on": "2025-09-11"})
    assert (answer.status_code, answer.json()["outcome"]) == (200, "Қарар қабылданды")
    activity.refresh_from_db()
    assert (activity.town, activity.starts_on.isoformat(), activity.title) == (
        "Тараз",
        "2025-09-11",
        "«Саналы отбасы» " + activity.title.rsplit(" ", 1)[-1],
    )
    assert program.patch("/activities/P1-1", {}).status_code == 200
    assert program.patch("/activities/P1-1", {"expected_number": None, "ends_on": None}).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": None}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"title": "\ud800"}, "title"),
        ({"title": "я" * 501}, "title"),
        ({"kind": "nothing"}, "kind"),
        ({"kind": 5}, "kind"),
        ({"measure": "9.9"}, "measure"),
        ({"ref": "new"}, "ref"),
        ({"ref": "a b"}, "ref"),
        ({"ref": "x" * 41}, "ref"),
        ({"starts_on": "tomorrow"}, "starts_on"),
        ({"starts_on": 20250910}, "starts_on"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
        ({"starts_on": "2025-09-10", "ends_on": "2025-09-09"}, "__all__"),
        ({"ends_on": "2025-09-09"}, "starts_on"),
        ({"starts_at": "25:00"}, "starts_at"),
        ({"expected_number": -1}, "expected_number"),
        ({"expected_number": 10**40}, "expected_number"),
        ({"expected_number": 1.5}, "expected_number"),
        ({"format": "by post"}, "format"),
        ({"languages": ["xx"]}, "languages"),
        ({"languages": "kk"}, "languages"),
    ],
)
def test_wrong_fields_are_named_and_nothing_is_made(program, make, wrong, field):
    answer = program.post("/activities", {**new(make.project()), **wrong})
    assert field in refused(answer, 422, "invalid"), answer.json()
    assert not Activity.objects.exists()


def test_a_taken_ref_is_refused(program, make):
    activity = make.activity(ref="P1-1")
    assert "ref" in refused(program.post("/activities", new(activity.project, ref="P1-1")), 422, "invalid")
    assert Activity.objects.count() == 1


def test_only_editors_write_and_everyone_reads(program_of, make):
    activity = make.activity(ref="P1-1")
    for role in (Role.VIEWER, Role.STAFF):
        program = program_of(role)
        assert program.get("/activities/P1-1").status_code == 200
        refused(program.post("/activities", new(activity.project)), 403, "not_allowed")
        refused(program.patch("/activities/P1-1", {"title": "x"}), 403, "not_allowed")
    assert Activity.objects.get().title == activity.title


def test_another_organisations_things_are_404(program, make):
    other = make.other_organisation()
    foreign = other.activity(other.project(ref="FOREIGN-P"), ref="FOREIGN")
    refused(program.get("/activities/FOREIGN"), 404, "not_found")
    refused(program.patch("/activities/FOREIGN", {"title": "x"}), 404, "not_found")
    refused(program.get("/activities", project=foreign.project.ref), 404, "not_found")
    refused(program.post("/activities", new(foreign.project)), 404, "not_found")
    assert program.get("/activities").json()["total"] == 0


def test_the_list_takes_as_many_queries_for_many_as_for_one(program, make):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert program.get("/activities").status_code == 200
        return len(captured)

    activity = make.activity()
    queries()
    few = queries()
    for _ in range(4):
        make.attendance(make.activity(activity.project))
    assert queries() == few
