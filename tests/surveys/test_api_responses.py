"""Sheets that programs send: read by the same rules, each once."""

import json
import uuid

import pytest

from grants.actions.accounts import make_token
from grants.models import Role
from surveys.actions.runs import close_run, open_run, stop_wave
from surveys.models import Response
from tests.surveys.questionnaires import GENDER, KNOWS, option, question, version

SOURCES = question("sources", "multiple", [option("tv"), option("net")])
COUNT = question("count", "number", minimum="1", maximum="10")
WHY = question(
    "why", "short_text", show_if={"conditions": [{"question": "gender", "operator": "any_of", "values": ["male"]}]}
)


@pytest.fixture
def run(make):
    asked = version(make, {**GENDER, "required": True}, SOURCES, COUNT, WHY)
    return open_run(version=asked, project=make.project(), by=None)


@pytest.fixture
def send(client, make):
    """POST as a program of this organisation."""
    secret = make_token(make.organisation, name="x", by=make.member(Role.ORGANISER).user).secret

    def post(survey, answers=None, **more):
        body = {"id": str(uuid.uuid4()), "answers": answers or {}, **more}
        client.cookies["django_language"] = "en"
        headers = {"authorization": f"Bearer {secret}"}
        path = f"/api/v1/surveys/{survey}/responses"
        return client.post(path, json.dumps(body), content_type="application/json", headers=headers)

    return post


def test_a_sheet_is_stored_once_under_its_id(run, send):
    number = str(uuid.uuid4())
    answers = {"gender": "male", "sources": ["net", "tv"], "count": 7, "why": "сөз"}
    first = send(run.pk, answers, id=number, language="ru")
    assert (first.status_code, first.json()) == (201, {"id": number, "status": "new", "left_out": []})
    again = send(run.waves.get().public_code, {"gender": "female"}, id=number)
    assert (again.status_code, again.json()["status"]) == (200, "already")
    sheet = Response.objects.get()
    assert sheet.answers == {"gender": "male", "sources": ["tv", "net"], "count": "7", "why": "сөз"}
    assert (str(sheet.pk), sheet.source, sheet.language) == (number, "api", "ru")


def test_faults_are_told_by_question_and_nothing_is_stored(run, send):
    answer = send(run.pk, {"gender": "robot", "sources": ["radio"], "count": 11.5})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert set(answer.json()["fields"]) == {"gender", "sources", "count"}
    assert send(run.pk, {}).json()["fields"]["gender"] == ["Please answer this question."]
    assert send(run.pk, {"gender": "male", "nothing": "1"}).json()["fields"] == {"nothing": ["unknown"]}
    assert send(run.pk, {"gender": "male"}, id="1").status_code == 422
    assert send(run.pk, {"gender": "male"}, id=None).json()["fields"] == {"id": ["missing"]}
    assert not Response.objects.exists()


def test_what_is_not_asked_of_them_is_left_out_and_said(run, send):
    answer = send(run.pk, {"gender": "female", "why": "сөз", "count": None})
    assert (answer.status_code, answer.json()["left_out"]) == (201, ["why"])
    assert Response.objects.get().answers == {"gender": "female", "sources": None, "count": None}


def test_of_a_test_the_door_is_named_and_a_code_pairs(make, send):
    test_run = open_run(version=version(make, KNOWS, kind="test"), project=make.project(), by=None)
    assert send(test_run.pk, {"knows": "right"}).json()["code"] == "no_such_door"
    assert send(test_run.pk, {"knows": "wrong"}, wave="pre", code="Алма").status_code == 201
    assert send(test_run.waves.get(name="post").public_code, {"knows": "right"}, code="алма ").status_code == 201
    pre, post = Response.objects.order_by("-wave")
    assert pre.pair == post.pair is not None
    assert send(test_run.pk, {"knows": "wrong"}, wave="pre", code="АЛМА").json()["code"] == "code_typed_before"
    assert send(test_run.pk, {"knows": "wrong"}, wave="only").status_code == 404


def test_stopped_closed_and_foreign_surveys_take_nothing(make, run, send):
    stop_wave(run.waves.get(), by=None)
    assert send(run.pk, {"gender": "male"}).json()["code"] == "survey_closed"
    close_run(run, by=None)
    assert send(run.pk, {"gender": "male"}).status_code == 410
    other = make.other_organisation()
    foreign = open_run(version=version(other, GENDER), project=other.project(), by=None)
    for name in (foreign.pk, foreign.waves.get().public_code, "0", "x"):
        assert send(name, {"gender": "male"}).status_code == 404
    assert not Response.objects.exists()


def test_an_id_of_another_survey_is_refused(make, run, send):
    number = str(uuid.uuid4())
    send(run.pk, {"gender": "male"}, id=number)
    other = open_run(version=version(make, GENDER), project=run.project, by=None)
    assert send(other.pk, {"gender": "male"}, id=number).json()["code"] == "sheet_elsewhere"
    assert Response.objects.count() == 1
