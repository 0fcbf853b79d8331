"""Questionnaires: made, copied, changed, published, retired; as files; the ready-made ones."""

import csv
import json
import threading
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.utils import translation

from grants.models import AuditEntry
from rules.errors import AppError
from rules.questionnaires.checks import faults_of
from rules.questionnaires.definition import SINGLE, Definition, Words
from rules.questionnaires.documents import DocumentError
from rules.questionnaires.editing import add_question, remove_question
from surveys.actions.questionnaires import (
    change_draft,
    copy_questionnaire,
    discard_draft,
    first_definition,
    make_questionnaire,
    new_draft,
    publish_draft,
    retire_questionnaire,
)
from surveys.models import Questionnaire, QuestionnaireVersion
from surveys.queries.questionnaires import people_asked, questionnaires_of, row_of, used_codes
from surveys.questionnaire_files import file_of, read_file
from surveys.questionnaire_words import document_fault_words, draft_fault_words
from tests.rules.questionnaires.drafts import draft as drafted
from tests.rules.questionnaires.drafts import question, words
from tests.surveys.conftest import door, send_sheet

PUBLISHED = Path(__file__).parents[2] / "reference" / "opinion_survey_as_published.csv"


@pytest.fixture
def library(db):
    """The ready-made satisfaction questionnaire."""
    return QuestionnaireVersion.objects.get(questionnaire__code="satisfaction", questionnaire__organisation=None)


@pytest.fixture
def draft(make):
    """A draft of one's own with two complete questions."""
    return made(make, drafted(question("q1"), question("q2")))


def made(make, definition, kind="opinion"):
    return make_questionnaire(make.organisation, kind=kind, definition=definition, act=uuid.uuid4(), by=None)


def refused(code):
    return pytest.raises(AppError, match=f"^{code}$")


def test_a_questionnaire_is_made_once_however_often_it_is_sent(make):
    act = uuid.uuid4()
    for _time in range(2):
        found = make_questionnaire(make.organisation, kind="test", definition=drafted(), act=act, by=None)
    assert (Questionnaire.objects.of(make.organisation).count(), found.number, found.published_at) == (1, 1, None)


def test_a_new_satisfaction_questionnaire_begins_with_what_it_is_counted_from():
    definition = first_definition(kind="satisfaction", title=words("t"))
    assert (definition.satisfaction, definition.by_code["q1"].options[0].text.ru) == ("q1", "Очень доволен(льна)")
    codes = {fault.code for fault in faults_of(definition, kind="satisfaction")}
    assert codes == {"words_missing"}
    assert first_definition(kind="opinion", title=words("t")).questions == ()


def test_a_copy_of_the_library_is_a_draft_of_ones_own_with_the_same_codes(make, library):
    copied = copy_questionnaire(library, organisation=make.organisation, act=uuid.uuid4(), by=None)
    assert (copied.questionnaire.organisation, copied.published_at) == (make.organisation, None)
    assert copied.definition.questions == library.definition.questions
    # People who answer read the title: only a copy of one's own says that it is one.
    assert copied.definition.title == library.definition.title
    again = copy_questionnaire(copied, organisation=make.organisation, act=uuid.uuid4(), by=None)
    assert again.definition.title.kk == "Іс-шараға қанағаттану (көшірме)"
    assert faults_of(copied.definition, kind=copied.questionnaire.kind) == []


def test_a_second_editors_change_overwrites_nothing(draft):
    mine = replace(draft.definition, title=words("mine"))
    assert change_draft(draft, revision=1, definition=mine).revision == 2
    with refused("draft_changed"):
        change_draft(draft, revision=1, definition=replace(mine, title=words("theirs")))
    assert QuestionnaireVersion.objects.get(pk=draft.pk).definition.title == words("mine")
    # The same again changes nothing, so nobody else's page grows old by it.
    assert change_draft(draft, revision=2, definition=mine).revision == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_is_refused(make):
    draft = made(make, drafted(question("q1")))
    answers, start = [], threading.Barrier(2)

    def change(title):
        try:
            start.wait()
            change_draft(draft, revision=1, definition=replace(draft.definition, title=words(title)))
            answers.append("kept")
        except AppError as error:
            answers.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=change, args=[title]) for title in ("a", "b")]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(answers) == ["draft_changed", "kept"]


def test_what_no_document_can_hold_is_not_kept(draft):
    with pytest.raises(DocumentError, match="too_long"):
        change_draft(draft, revision=1, definition=replace(draft.definition, title=Words(kk="ә" * 2001)))


def test_only_a_complete_draft_is_published_and_then_frozen(make):
    lacking = made(make, drafted(replace(question("q1"), text=Words(kk="тек қазақша"))))
    with refused("draft_has_faults"):
        publish_draft(lacking, revision=1, by=None)
    whole = change_draft(lacking, revision=1, definition=drafted(question("q1")))
    published = publish_draft(whole, revision=2, by=None)
    assert published.published_at
    assert publish_draft(whole, revision=2, by=None).published_at == published.published_at
    with refused("version_is_published"):
        change_draft(published, revision=2, definition=drafted(question("q2")))
    with refused("version_is_published"):
        discard_draft(published, revision=2, by=None)
    assert AuditEntry.objects.filter(verb="questionnaire.publish").count() == 1


def test_there_is_one_draft_and_it_begins_with_what_is_published(draft):
    publish_draft(draft, revision=1, by=None)
    second = new_draft(draft.questionnaire, by=None)
    assert (second.number, second.document, second.published_at) == (2, draft.document, None)
    assert new_draft(draft.questionnaire, by=None) == second
    discard_draft(second, revision=1, by=None)
    assert Questionnaire.objects.get(pk=draft.questionnaire_id).versions.count() == 1


def test_a_questionnaire_that_was_never_published_goes_with_its_draft(draft):
    discard_draft(draft, revision=1, by=None)
    assert not Questionnaire.objects.filter(pk=draft.questionnaire_id).exists()
    with refused("draft_changed"):
        discard_draft(draft, revision=1, by=None)


def test_codes_of_published_versions_are_not_used_for_anything_else(draft):
    publish_draft(draft, revision=1, by=None)
    second = new_draft(draft.questionnaire, by=None)
    change_draft(second, revision=1, definition=remove_question(second.definition, "q2"))
    second.refresh_from_db()
    used = used_codes(questionnaire=draft.questionnaire)
    assert add_question(second.definition, SINGLE, used=used)[1] == "q3"


def test_a_retired_questionnaire_is_not_changed_until_it_is_brought_back(draft):
    publish_draft(draft, revision=1, by=None)
    for _time in range(2):
        retire_questionnaire(draft.questionnaire, is_retired=True, by=None)
    retired = Questionnaire.objects.get(pk=draft.questionnaire_id)
    with refused("questionnaire_retired"):
        new_draft(retired, by=None)
    retire_questionnaire(retired, is_retired=False, by=None)
    retired.refresh_from_db()
    assert new_draft(retired, by=None).number == 2
    assert AuditEntry.objects.filter(verb="questionnaire.retire").count() == 1


def test_nobody_changes_the_library(library):
    with refused("not_allowed"):
        new_draft(library.questionnaire, by=None)
    with refused("not_allowed"):
        retire_questionnaire(library.questionnaire, is_retired=True, by=None)
    library.questionnaire.refresh_from_db()
    assert (library.questionnaire.versions.count(), library.questionnaire.retired_at) == (1, None)


def test_people_who_were_asked_are_counted_by_the_questions_of_their_version(run, library):
    send_sheet(door(run), "phone:1", overall="5", useful="4")
    send_sheet(door(run), "phone:2", overall="5")
    second = QuestionnaireVersion.objects.create(
        questionnaire=library.questionnaire, number=2, document=library.document
    )
    second.document = {**library.document, "questions": library.document["questions"][:1]}
    second.save()
    run.responses.filter(answers__useful=None).update(version=second)
    assert people_asked(questionnaire=library.questionnaire) == {"overall": 2, "useful": 1, "comment": 1}


def test_a_file_gives_the_same_questionnaire_again(make, library):
    content = json.dumps(file_of(library), ensure_ascii=False).encode("utf-8-sig")
    assert read_file(content) == ("satisfaction", library.definition)
    assert read_file(json.dumps(library.document).encode()) == ("satisfaction", library.definition)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"title": {}, "questions": [}', "this is no JSON: the fault is in line 1, character 29."),
        (b"\xff\xfe", "The file is not in UTF-8. Save it as UTF-8 and send it again."),
        (b"[" * 200_000, "The file cannot be read as JSON."),
        (b"x" * 1_000_001, "The file is too large: at most 1000 kB."),
        (b"[]", "here must be an object: {…}."),
        (b'{"kind": "quiz", "document": {}}', "“kind”: must be one of: satisfaction, test, opinion, expert."),
        (
            b'{"questions": [{"code": "q1", "type": "poll"}]}',
            "question 1, “type”: there is no type “poll”.",
        ),
        (
            b'{"questions": [{"code": "q1", "type": "single", "options": [{"code": "1", "text": {"ru": "\\ud800"}}]}]}',
            "question 1, option 1, “text”, in Russian: here must be text.",
        ),
    ],
)
def test_a_wrong_file_is_told_what_and_where(content, said):
    with pytest.raises(DocumentError) as refused:
        read_file(content)
    with translation.override("en"):
        assert document_fault_words(refused.value.fault) == said


def test_every_fault_has_words(make):
    import re

    import rules.questionnaires.checks as checks
    import rules.questionnaires.documents as documents
    import surveys.questionnaire_files as files
    from rules.questionnaires.checks import DraftFault
    from rules.questionnaires.documents import DocumentFault

    def source(module):
        return Path(module.__file__).read_text()

    definition = drafted(question("q1"))
    params = {"most": 1, "options": 2, "question": "q1", "right": 2}
    codes = re.findall(r'DraftFault\(\s*"(\w+)"', source(checks)) + re.findall(r'"(rule_\w+)"', source(checks))
    assert len(set(codes)) > 20
    assert all(draft_fault_words(DraftFault(code, params=params), definition) for code in codes)
    params = {"most": 1, "least": 0, "code": "x", "type": "x", "kinds": "x", "line": 1, "column": 1}
    codes = re.findall(r'DocumentFault\([^"]*(?:"[^"]*")?, "(\w+)"', source(documents) + source(files))
    assert len(set(codes)) > 15
    assert all(document_fault_words(DocumentFault("", code, params)) for code in codes)


def test_every_ready_made_questionnaire_lacks_nothing(db):
    ready = QuestionnaireVersion.objects.filter(questionnaire__organisation=None).select_related("questionnaire")
    assert {version.questionnaire.code for version in ready} == {
        "satisfaction",
        "project_satisfaction",
        "civic_knowledge",
        "expert_evaluation",
        "interethnic_opinion",
    }
    assert [(v.questionnaire.code, faults_of(v.definition, kind=v.questionnaire.kind)) for v in ready] == [
        (version.questionnaire.code, []) for version in ready
    ]


def test_the_opinion_survey_is_the_published_one_letter_by_letter(db):
    version = QuestionnaireVersion.objects.get(questionnaire__code="interethnic_opinion")
    with PUBLISHED.open(encoding="utf-8") as file:
        printed = [(f"q{row['question']}", row["text"], row["option"]) for row in csv.DictReader(file)]
    asked: list[tuple[str, str, str]] = []
    for one in version.definition.questions:
        assert (one.type, one.is_required, list(one.codes)) == (
            "single",
            False,
            [str(number) for number in range(1, len(one.codes) + 1)],
        )
        asked += [(one.code, one.text.kk, option.text.kk) for option in one.options]
    assert asked == printed
    assert len(version.definition.questions) == 15


def test_the_knowledge_test_can_be_passed(db):
    definition = QuestionnaireVersion.objects.get(questionnaire__code="civic_knowledge").definition
    assert sum(one.points for one in definition.answered if one.is_tested) == 8


def test_lists_show_ones_own_and_the_library_and_nobody_elses(make, draft, library):
    made(make.other_organisation(), drafted())
    publish_draft(draft, revision=1, by=None)
    second = new_draft(draft.questionnaire, by=None)
    found = list(questionnaires_of(organisation=make.organisation))
    assert found[0] == draft.questionnaire
    assert len(found) == 6
    row = row_of(found[0])
    assert (row.published, row.draft, row.shown) == (draft, second, draft)


def test_an_empty_definition_is_a_document_too(make):
    assert made(make, Definition(Words(), ())).document == {
        "title": {},
        "languages": ["kk", "ru", "en"],
        "questions": [],
    }
