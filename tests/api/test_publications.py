"""Publications over the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import Role
from media_log.actions import find_or_make_page
from media_log.actions.projection import refresh_posts
from media_log.models import PageReading, Post, Reading
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
    assert item["mentions"] == [{"project": project.ref, "activity": None, "reason": ""}]


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


def test_kind_and_reason_are_said_of_all_links_and_the_list_says_what_is_known(program, make):
    early = make.activity(starts_on="2025-09-20")
    post = "https://www.instagram.com/p/DOsfpZwiFnY/"
    program.post("/publications", {"activity": early.ref, "links": [post]})
    (item,) = program.get("/publications").json()["items"]
    assert (item["warnings"], item["made_on"], item["title"], item["page"]) == (
        ["before_activity"],
        "2025-09-17",
        "",
        None,
    )
    body = {"activity": early.ref, "links": post, "kind": "infographic", "reason": " хабарландыру "}
    program.post("/publications", body)
    kept = Post.objects.get()
    page = find_or_make_page(make.organisation, "instagram", "https://www.instagram.com/taraz_ngo/")
    Post.objects.filter(pk=kept.pk).update(page=page, is_paid=False, language="kk", title="Семинар")
    PageReading.objects.create(page=page, read_on="2025-10-01", followers=21_000)
    Reading.objects.create(post=kept, read_on="2025-10-02", views=900)
    refresh_posts([kept.pk])
    (item,) = program.get("/publications").json()["items"]
    assert (item["kind"], item["warnings"], item["mentions"][0]["reason"]) == ("infographic", [], "хабарландыру")
    assert (item["title"], item["is_paid"], item["language"]) == ("Семинар", False, "kk")
    assert item["page"] == {"name": "instagram.com/taraz_ngo", "url": "https://www.instagram.com/taraz_ngo/"}
    assert item["numbers"] == {
        "views": {"value": 900, "read_on": "2025-10-02"},
        "likes": {"value": None, "read_on": None},
        "reach": {"value": None, "read_on": None},
        "page_followers": {"value": 21_000, "read_on": "2025-10-01"},
    }


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
        {"activity": "A", "links": "https://a.kz/1", "kind": "x"},
        {"activity": "A", "links": "https://a.kz/1", "reason": "а" * 301},
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
