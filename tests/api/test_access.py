"""Who may talk to the API, and how it refuses."""

import pytest
from django.test import Client

from grants.actions.accounts import revoke_token
from grants.models import Membership, Role
from tests.api.conftest import Program, refused


def test_without_a_sign_in_nothing_is_told(client, make):
    make.project(ref="P1")
    for path in ("/me", "/projects", "/projects/P1", "/activities", "/attendances?activity=x", "/publications"):
        refused(client.get(f"/api/v1{path}"), 401, "not_signed_in")
    refused(client.post("/api/v1/activities", "{", content_type="application/json"), 401, "not_signed_in")


def test_a_token_acts_with_its_makers_role_in_its_organisation(program_of, make):
    program = program_of(Role.VIEWER)
    assert program.get("/me").json() == {
        "organisation": make.organisation.name,
        "role": "viewer",
        "user": program.membership.user.email,
    }
    Membership.objects.filter(pk=program.membership.pk).update(role=Role.ORGANISER)
    assert program.get("/me").json()["role"] == "organiser"


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer", "Bearer \x7f\x00", "Basic abc", "Bearer " + "x" * 5000])
def test_a_dead_or_broken_token_is_refused_even_beside_a_good_cookie(organiser, header):
    answer = organiser.get("/api/v1/me", headers={"authorization": header})
    if header.startswith("Bearer "):
        refused(answer, 401, "not_signed_in")
    else:
        assert answer.status_code in {200, 401}


def test_a_revoked_token_is_dead(program):
    revoke_token(program.token.token, by=program.membership.user)
    refused(program.get("/me"), 401, "not_signed_in")


def test_a_signed_in_browser_reads_and_writes_only_with_the_csrf_token(make):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make.member(Role.ORGANISER).user)
    activity = make.activity()
    assert browser.get("/api/v1/projects").status_code == 200
    body = {"activity": activity.ref, "links": "https://egemen.kz/a"}
    send = {"path": "/api/v1/publications", "data": body, "content_type": "application/json"}
    refused(browser.post(**send), 403, "csrf_failed")
    browser.get("/api/v1/docs")
    token = browser.cookies["csrftoken"].value
    assert browser.post(**send, headers={"x-csrftoken": token}).status_code == 200


def test_a_token_needs_no_csrf(make):
    program = Program(make.member(Role.ORGANISER))
    program.client = Client(enforce_csrf_checks=True)
    activity = make.activity()
    answer = program.post("/publications", {"activity": activity.ref, "links": "https://egemen.kz/a"})
    assert answer.status_code == 200


def test_a_user_without_an_organisation_is_told_so(make):
    browser = Client()
    browser.force_login(make.user())
    refused(browser.get("/api/v1/me"), 403, "no_organisation")


def test_unknown_addresses_and_methods_are_refused_in_the_same_shape(program):
    refused(program.get("/nothing"), 404, "not_found")
    refused(program.get("/projects/"), 404, "not_found")
    refused(program.get("/attendances/not-a-uuid/void"), 404, "not_found")
    refused(program.send("DELETE", "/projects", ""), 405, "method_not_allowed")
    assert program.send("DELETE", "/projects", "").headers["Allow"] == "GET"
    refused(Client().get("/api/v1/nothing"), 404, "not_found")


def test_the_description_and_its_page_load_nothing_from_elsewhere(client):
    schema = client.get("/api/v1/openapi.json").json()
    assert {
        "/api/v1/projects",
        "/api/v1/projects/{ref}/statistics",
        "/api/v1/activities",
        "/api/v1/activities/{ref}",
        "/api/v1/attendances",
        "/api/v1/attendances/{number}/void",
        "/api/v1/publications",
    } <= set(schema["paths"])
    page = client.get("/api/v1/docs").content.decode()
    assert "http://" not in page
    assert "https://" not in page
    assert "/static/ninja/swagger-ui-bundle.js" in page
    assert client.get("/api/v1/", follow=True).status_code == 200
