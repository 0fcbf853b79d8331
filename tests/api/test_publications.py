"""Publications over the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import Role
from media_log.models import Post
from tests.api.conftest import refused
from tests.media_log.test_actions import paste


def test_every_link_is_answered_for_itself(program, make):
    earlier, activity = make.activity(), make.activity()
    paste(earlier, "https://youtu.be/g3NsPIWIWcg")
    links = ["https://www.instagram.com/p/DOaczEiF-/?igsh=1", "youtu.be/g3NsPIWIWcg", "сілтеме емес"]
    answer = program.post("/publications", {"activity": activity.ref, "links": links}).json()
    assert answer["added"] == 2
    assert [(item["given"], item["outcome"]) for item in answer["items"]] == [
        (links[0], "added"),
        (links[1], "shared"),
        (links[2], "not_a_link"),
    ]
    first, second, third = answer["items"]
    assert (first["key"], first["warnings"]) == ("instagram:DOaczEiF-", ["cut_code"])
    assert second["elsewhere"] == [earlier.ref]
    assert third["url"] == ""


def test_a_text_with_links_in_it_will_do_and_a_project_as_a_whole_too(program, make):
    project = make.project()
    body = {"project": project.ref, "links": "1) https://a.kz/1 2) https://a.kz/1"}
    answer = program.post("/publications", body).json()
    assert [item["outcome"] for item in answer["items"]] == ["added", "repeated"]
    (item,) = program.get("/publications", project=project.ref).json()["items"]
    assert item["mentions"] == [{"project": project.ref, "activity": None}]


def test_the_list_holds_each_post_once_with_all_its_mentions(program, make):
    first, second = make.activity(), make.activity()
    paste(first, "https://www.instagram.com/p/DG2lAQstlEP/ https://a.kz/1")
    paste(second, "https://www.instagram.com/p/DG2lAQstlEP/")
    page = program.get("/publications").json()
    assert [item["key"] for item in page["items"]] == ["site:a.kz/1", "instagram:DG2lAQstlEP"]
    post = page["items"][1]
    assert post["uploaded_at"] == "2025-03-06T09:25:24Z"
    assert [mention["activity"] for mention in post["mentions"]] == [first.ref, second.ref]
    assert program.get("/publications", activity=second.ref).json()["total"] == 1


@pytest.mark.parametrize(
    "body",
    [
        {"links": "https://a.kz/1"},
        {"activity": "A", "project": "P", "links": "https://a.kz/1"},
        {"activity": "A"},
        {"activity": "A", "links": ""},
        {"activity": "A", "links": []},
        {"activity": "A", "links": [1]},
        {"activity": "A", "links": ["https://a.kz/1"] * 501},
        {"activity": "A", "links": {"a": "b"}},
        {"activity": "A", "links": "\x00https://a.kz/1"},
        {"activity": ["A"], "links": "https://a.kz/1"},
    ],
)
def test_wrong_bodies_are_refused(program, make, body):
    make.activity(ref="A")
    refused(program.post("/publications", body), 422, "invalid")
    assert not Post.objects.exists()


def test_a_text_without_links_is_refused_with_its_own_code(program, make):
    refused(program.post("/publications", {"activity": make.activity().ref, "links": "жоқ"}), 422, "no_links")


def test_roles_and_other_organisations(program_of, make):
    activity = make.activity()
    for role in (Role.VIEWER, Role.STAFF):
        body = {"activity": activity.ref, "links": "https://a.kz/1"}
        refused(program_of(role).post("/publications", body), 403, "not_allowed")
    other = make.other_organisation()
    foreign = other.activity(other.project(ref="FOREIGN-P"), ref="FOREIGN")
    paste(foreign, "https://a.kz/1")
    program = program_of(Role.OWNER)
    assert program.get("/publications").json()["total"] == 0
    refused(program.get("/publications", activity="FOREIGN"), 404, "not_found")
    refused(program.get("/publications", project=foreign.project.ref), 404, "not_found")
    refused(program.post("/publications", {"activity": "FOREIGN", "links": "https://a.kz/2"}), 404, "not_found")


def test_the_list_takes_as_many_queries_for_many_as_for_one(program, make):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert program.get("/publications").status_code == 200
        return len(captured)

    activity = make.activity()
    paste(activity, "https://a.kz/1")
    queries()
    few = queries()
    paste(activity, " ".join(f"https://a.kz/{number}" for number in range(20)))
    assert queries() == few
