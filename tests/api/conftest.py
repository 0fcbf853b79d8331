"""A program that talks to the API."""

import json

import pytest
from django.test import Client

from grants.actions.accounts import make_token
from grants.models import Role


class Program:
    """A client with a token."""

    def __init__(self, membership):
        self.membership = membership
        token = make_token(membership.organisation, name="CRM", by=membership.user)
        self.headers = {"authorization": f"Bearer {token.secret}"}
        self.token = token
        self.client = Client()

    def get(self, path, **params):
        return self.client.get(f"/api/v1{path}", params, headers=self.headers)

    def send(self, method, path, body):
        data = body if isinstance(body, (str, bytes)) else json.dumps(body)
        return self.client.generic(
            method, f"/api/v1{path}", data, content_type="application/json", headers=self.headers
        )

    def post(self, path, body):
        return self.send("POST", path, body)

    def patch(self, path, body):
        return self.send("PATCH", path, body)


@pytest.fixture
def program_of(make):
    """`program_of("viewer")`: a program acting with this role in make.organisation."""
    return lambda role: Program(make.member(role))


@pytest.fixture
def program(program_of):
    """A program of an organiser."""
    return program_of(Role.ORGANISER)


def refused(answer, status, code):
    """Check the one shape of every refusal."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"].startswith("application/json")
    body = answer.json()
    assert body["code"] == code
    assert isinstance(body["detail"], str)
    assert body["detail"]
    return body.get("fields", {})
