"""Questionnaires as members find, read, copy, publish and exchange them."""

import json
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import Role
from surveys.actions.questionnaires import publish_draft, retire_questionnaire
from surveys.models import Questionnaire, QuestionnaireVersion
from tests.conftest import signed_in
from tests.rules.questionnaires.drafts import draft as drafted
from tests.rules.questionnaires.drafts import question
from tests.surveys.test_questionnaires import made


@pytest.fixture
def organiser(organiser):
    organiser.cookies["django_language"] = "en"
    return organiser


@pytest.fixture
def library(db):
    return Questionnaire.objects.get(code="interethnic_opinion", organisation=None)


@pytest.fixture
def draft(make):
    return made(make, drafted(question("q1"), question("q2")))


def text_of(answer):
    return answer.content.decode()


def act_of(page):
    return re.search(r'name="act" value="([^"]+)"', text_of(page)).group(1)


def test_the_list_has_ones_own_the_library_and_the_retired_in_constant_queries(make, organiser, draft):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = organiser.get("/questionnaires/")
        return page, len(captured)

    page, few = queries()
    assert [row.draft for row in page.context["own"]] == [draft]
    assert len(page.context["library"]) == 5
    publish_draft(draft, revision=1, by=None)
    for _time in range(3):
        made(make, drafted(question("q1")))
    retire_questionnaire(draft.questionnaire, is_retired=True, by=None)
    page, many = queries()
    assert (len(page.context["own"]), [row.published for row in page.context["retired"]]) == (3, [draft])
    assert many == few


def test_viewers_look_and_change_nothing(make, draft):
    viewer = signed_in(make.member(Role.VIEWER).user)
    path = f"/questionnaires/{draft.questionnaire_id}/"
    assert 'method="post" action="/questionnaires/' not in text_of(viewer.get(path))
    assert viewer.get("/questionnaires/").context["may_edit"] is False
    for rest in ("copy/", "new-version/", "retire/", "discard/", "publish/"):
        assert viewer.post(f"{path}{rest}").status_code == 403


def test_one_is_begun_with_a_title_in_any_language_and_once(make, organiser):
    page = organiser.get("/questionnaires/new/")
    sent = {"act": act_of(page), "kind": "expert", "title_ru": "Оценка"}
    begun = [organiser.post("/questionnaires/new/", sent) for _time in range(2)]
    found = Questionnaire.objects.of(make.organisation).get()
    assert {answer.url for answer in begun} == {f"/questionnaires/{found.pk}/edit/"}
    assert (found.kind, found.versions.get().definition.title.ru) == ("expert", "Оценка")


@pytest.mark.parametrize("wrong", [{}, {"kind": "expert"}, {"kind": "quiz", "title_kk": "x"}, {"title_kk": "x"}])
def test_without_a_title_or_a_kind_nothing_begins(make, organiser, wrong):
    page = organiser.post("/questionnaires/new/", wrong)
    assert page.status_code == 422
    assert not Questionnaire.objects.of(make.organisation).exists()


def test_the_library_is_read_previewed_and_copied_once(make, organiser, library):
    path = f"/questionnaires/{library.pk}/"
    page = organiser.get(path)
    assert "Қазақстан халқы Ассамблеясы туралы хабарыңыз бар ма?" in text_of(page)
    assert "Have you heard of the Assembly of the People of Kazakhstan?" in text_of(page)
    assert page.context["may_change"] is False
    for _time in range(2):
        copied = organiser.post(f"{path}copy/", {"act": act_of(page), "version": "1"})
    own = Questionnaire.objects.of(make.organisation).get()
    assert copied.url == f"/questionnaires/{own.pk}/edit/"
    assert own.versions.get().definition.questions == library.versions.get().definition.questions
    for rest in ("edit/", "publish/"):
        assert organiser.get(f"{path}{rest}").status_code == 404
    for rest in ("new-version/", "retire/", "discard/"):
        assert organiser.post(f"{path}{rest}").status_code == 404


@pytest.mark.parametrize(("language", "said"), [("kk", "Жасы"), ("ru", "Возраст"), ("en", "Age"), ("xx", "Age")])
def test_the_preview_is_the_participants_page_in_each_language(organiser, library, language, said):
    page = text_of(organiser.get(f"/questionnaires/{library.pk}/preview/", {"language": language}))
    assert f"</span> {said} " in page
    assert page.count('type="radio" name="q_q3"') == 7


def test_a_new_version_leaves_the_published_one_as_it_is(organiser, draft):
    path = f"/questionnaires/{draft.questionnaire_id}/"
    publish_draft(draft, revision=1, by=None)
    for _time in range(2):
        assert organiser.post(f"{path}new-version/").url == f"{path}edit/"
    assert draft.questionnaire.versions.count() == 2
    assert organiser.get(path).context["version"] == draft
    assert organiser.get(path, {"version": "2"}).context["version"].published_at is None
    assert organiser.get(path, {"version": "3"}).status_code == 404
    assert organiser.get(path, {"version": "\x00"}).status_code == 404
    second = draft.questionnaire.versions.get(number=2)
    assert organiser.post(f"{path}discard/", {"revision": "7"}).status_code == 409
    assert organiser.post(f"{path}discard/", {"revision": second.revision}).url == path
    assert organiser.post(f"{path}discard/", {"revision": second.revision}).url == path
    assert list(draft.questionnaire.versions.all()) == [draft]


def test_throwing_away_the_only_draft_leads_to_the_list(organiser, draft):
    answer = organiser.post(f"/questionnaires/{draft.questionnaire_id}/discard/", {"revision": "1"})
    assert answer.url == "/questionnaires/"
    assert not Questionnaire.objects.filter(pk=draft.questionnaire_id).exists()


def test_retired_and_offered_again(organiser, draft):
    path = f"/questionnaires/{draft.questionnaire_id}/"
    publish_draft(draft, revision=1, by=None)
    organiser.post(f"{path}retire/", {"retired": "1"})
    assert "retired" in text_of(organiser.get(path))
    assert organiser.post(f"{path}new-version/").status_code == 409
    organiser.post(f"{path}retire/", {"retired": "0"})
    assert organiser.post(f"{path}new-version/").status_code == 302


def test_what_is_exported_is_brought_in_again(make, organiser, library):
    sent = organiser.get(f"/questionnaires/{library.pk}/export.json")
    assert sent.headers["Content-Disposition"] == 'attachment; filename="interethnic_opinion-1.json"'
    file = SimpleUploadedFile("survey.json", sent.content)
    act = uuid.uuid4()
    for _time in range(2):
        file.seek(0)
        answer = organiser.post("/questionnaires/import/", {"file": file, "act": act})
    own = Questionnaire.objects.of(make.organisation).get()
    assert answer.url == f"/questionnaires/{own.pk}/edit/"
    assert (own.kind, own.versions.get().definition) == ("opinion", library.versions.get().definition)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "this is no JSON: the fault is in line 1, character 2."),
        (
            json.dumps(
                {"title": {"kk": "Т"}, "questions": [{"code": "q1", "type": "single", "options": [{"code": 1}]}]}
            ),
            "question 1, option 1, “code”: here must be text.",
        ),
        ("", "Choose a file, or paste its text."),
    ],
)
def test_a_wrong_file_is_explained_and_kept_in_its_box(make, organiser, text, said):
    page = organiser.post("/questionnaires/import/", {"text": text})
    assert page.status_code == 422
    assert said in text_of(page)
    assert page.context["form"]["text"].value() == text
    assert not Questionnaire.objects.of(make.organisation).exists()


def test_another_organisations_questionnaire_is_not_there(make, draft):
    stranger = signed_in(make.other_organisation().member(Role.OWNER).user)
    path = f"/questionnaires/{draft.questionnaire_id}/"
    for rest in ("", "edit/", "preview/", "publish/", "export.json"):
        assert stranger.get(f"{path}{rest}").status_code == 404
    for rest in ("edit/", "publish/", "discard/", "copy/", "new-version/", "retire/"):
        assert stranger.post(f"{path}{rest}").status_code == 404
    assert QuestionnaireVersion.objects.get(pk=draft.pk).document == draft.document


def test_a_title_is_text_and_no_markup(make, organiser):
    version = made(make, drafted(question("q1")))
    version.document["title"] = {"kk": "<b>x</b>"}
    version.save()
    for path in ("", f"{version.questionnaire_id}/", f"{version.questionnaire_id}/edit/"):
        page = text_of(organiser.get(f"/questionnaires/{path}"))
        assert "<b>x</b>" not in page
        assert "&lt;b&gt;x&lt;/b&gt;" in page
        assert "style=" not in page
