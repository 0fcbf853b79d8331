"""Questionnaires over the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import Role
from surveys.actions.questionnaires import new_draft, publish_draft
from surveys.models import Questionnaire
from tests.api.conftest import refused
from tests.rules.questionnaires.drafts import draft as drafted
from tests.rules.questionnaires.drafts import question
from tests.surveys.test_questionnaires import made


def test_ones_own_and_the_library_are_listed(program, make):
    made(make.other_organisation(), drafted())
    version = made(make, drafted(question("q1")))
    publish_draft(version, revision=1, by=None)
    new_draft(version.questionnaire, by=None)
    page = program.get("/questionnaires").json()
    assert page["total"] == 6
    assert page["items"][0] == {
        "id": version.questionnaire_id,
        "code": version.questionnaire.code,
        "kind": "opinion",
        "title": {"kk": "title kk", "ru": "title ru", "en": "title en"},
        "ready_made": False,
        "retired_at": None,
        "version": 1,
        "draft": 2,
    }
    assert all(item["ready_made"] for item in page["items"][1:])


def test_one_comes_with_its_document_by_version(program, make):
    version = made(make, drafted(question("q1")))
    publish_draft(version, revision=1, by=None)
    new_draft(version.questionnaire, by=None)
    path = f"/questionnaires/{version.questionnaire_id}"
    latest, draft = program.get(path).json(), program.get(path, version=2).json()
    assert (latest["number"], latest["document"], draft["number"], draft["published_at"]) == (
        1,
        version.document,
        2,
        None,
    )
    refused(program.get(path, version=3), 404, "not_found")
    refused(program.get(path, version=-1), 422, "invalid")


def test_the_library_is_for_all_and_anothers_own_for_nobody_else(program, make):
    library = Questionnaire.objects.get(code="interethnic_opinion")
    assert len(program.get(f"/questionnaires/{library.pk}").json()["document"]["questions"]) == 15
    foreign = made(make.other_organisation(), drafted())
    refused(program.get(f"/questionnaires/{foreign.questionnaire_id}"), 404, "not_found")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OWNER])
def test_every_member_may_read_them(program_of, role):
    assert program_of(role).get("/questionnaires").status_code == 200


def test_the_list_takes_as_many_queries_for_many_as_for_one(program, make):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert program.get("/questionnaires").status_code == 200
        return len(captured)

    made(make, drafted())
    queries()  # notes the day on which the token was used
    few = queries()
    for _time in range(3):
        made(make, drafted())
    assert queries() == few
