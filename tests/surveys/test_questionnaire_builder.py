"""The builder through its page, without JavaScript: each button is a form that is sent."""

import re

import pytest

from grants.models import Role
from rules.questionnaires.definition import Condition
from surveys.actions.questionnaires import change_draft, new_draft, publish_draft
from surveys.models import QuestionnaireVersion
from tests.conftest import signed_in
from tests.rules.questionnaires.drafts import draft as drafted
from tests.rules.questionnaires.drafts import options, question, words
from tests.surveys.builder_page import Builder
from tests.surveys.conftest import door, send_sheet
from tests.surveys.test_questionnaires import made


@pytest.fixture
def builder(make, organiser):
    return Builder(organiser, made(make, drafted(question("q1"), question("q2"))))


def order(builder):
    return [one.code for one in builder.definition.questions]


def test_the_page_lists_the_questions_and_opens_one(builder):
    assert builder.text.count('value="open:q') == 2
    builder.press("open:q2")
    assert builder.answer.url == f"{builder.path}?card=q2#card-q2"
    assert builder.fields()["text-kk"] == ["question q2 kk"]
    assert builder.fields()["option"] == ["1", "2"]


@pytest.mark.parametrize(
    "act", ["save", "open:q2", "add:date", "up", "down", "copy", "option_add", "preview:ru", "x:y:z"]
)
def test_every_button_keeps_what_was_typed(builder, act):
    builder.press("open:q1").press(act, text__ru="Что Вам понравилось?", **{"option-2-en": " Nothing "})
    found = builder.definition.by_code["q1"]
    assert (found.text.ru, found.options[1].text.en) == ("Что Вам понравилось?", "Nothing")
    assert found.text.kk == "question q1 kk"


@pytest.mark.parametrize(
    "type",
    ["single", "multiple", "scale", "score", "number", "date", "short_text", "long_text", "ranking", "section"],
)
def test_a_question_of_each_type_is_added_and_opened_behind_the_open_one(builder, type):
    builder.press("open:q1").press(f"add:{type}")
    assert order(builder) == ["q1", "q3", "q2"]
    assert builder.definition.by_code["q3"].type == type
    assert builder.fields()["card"] == ["q3"]
    before = builder.definition
    builder.press("save")
    assert builder.definition == before
    assert builder.answer.url == f"{builder.path}#card-q3"


def test_questions_are_moved_copied_and_removed(builder):
    builder.press("open:q1").press("down")
    assert order(builder) == ["q2", "q1"]
    builder.press("up").press("copy")
    assert order(builder) == ["q1", "q3", "q2"]
    builder.press("remove")
    assert order(builder) == ["q1", "q2"]
    assert builder.fields()["card"] == [""]


def test_answers_are_added_moved_removed_and_get_ready_words(builder):
    builder.press("open:q1").press("option_add")
    assert builder.answer.url.endswith("?card=q1&field=option-3-kk#id_option-3-kk")
    assert re.search(r'name="option-3-kk"[^>]*autofocus', builder.text)
    builder.press("option_up:3")
    assert builder.definition.by_code["q1"].codes == ("1", "3", "2")
    builder.press("option_down:1")
    assert builder.definition.by_code["q1"].codes == ("3", "1", "2")
    builder.press("option_remove:3").press("words:yes_no")
    assert [one.text.ru for one in builder.definition.by_code["q1"].options] == ["Да", "Нет"]


def test_a_type_is_changed_with_the_answers_kept(builder):
    builder.press("open:q1").press("stay", type="multiple")
    builder.press("save", most="1", exclusive__2="on")
    found = builder.definition.by_code["q1"]
    assert (found.type, found.most, [one.is_exclusive for one in found.options]) == ("multiple", 1, [False, True])
    assert found.options[0].text == words("option 1")


def test_numbers_ticks_and_help(builder):
    builder.press("open:q2").press("add:number")
    builder.press(
        "save", minimum="1.5", maximum="10", decimals="1", is_required="on", may_decline="on", help__kk="Көмек"
    )
    found = builder.definition.by_code["q3"]
    assert (str(found.minimum), str(found.maximum), found.decimals) == ("1.5", "10", 1)
    assert (found.is_required, found.may_decline, found.help.kk) == (True, True, "Көмек")


def test_what_cannot_be_read_is_said_and_nothing_typed_is_lost(builder):
    builder.press("open:q2").press("add:number")
    builder.press("save", minimum="бес", text__kk="Неше рет?")
    assert builder.page.status_code == 422
    assert builder.fields()["minimum"] == ["бес"]
    assert builder.fields()["text-kk"] == ["Неше рет?"]
    assert builder.definition.by_code["q3"].text.kk == ""
    builder.press("save", minimum="5")
    assert builder.definition.by_code["q3"].text.kk == "Неше рет?"


def test_two_thousand_letters_are_the_most(builder):
    builder.press("open:q1").press("save", text__kk="ә" * 100_000)
    assert builder.page.status_code == 422
    assert builder.fields()["text-kk"] == ["ә" * 100_000]


def test_a_rule_is_put_together_from_an_earlier_question(builder):
    builder.press("open:q2").press("rule_add", rule_on="q1")
    assert builder.definition.by_code["q2"].show_if.conditions == (Condition("q1", "any_of", ()),)
    assert "Choose for which answers to Question 1 it is shown" in builder.text
    builder.press("save", **{"rule-0-answer": ["2"], "rule-0-operator": "none_of"})
    assert builder.definition.by_code["q2"].show_if.conditions == (Condition("q1", "none_of", ("2",)),)
    assert "not shown to all" in builder.text
    builder.press("open:q2").press("rule_add", rule_on="q1")
    builder.press("save", join="any", **{"rule-1-answer": ["1", "2"]})
    assert builder.definition.by_code["q2"].show_if.join == "any"
    builder.press("open:q2").press("rule_remove:0").press("rule_remove:0")
    assert builder.definition.by_code["q2"].show_if is None


def test_a_rule_on_a_number_is_typed(builder):
    builder.press("open:q1").press("add:score").press("open:q2").press("rule_add", rule_on="q3")
    builder.press("save", **{"rule-0-number": " 7 ", "rule-0-operator": "at_most"})
    assert builder.definition.by_code["q2"].show_if.conditions == (Condition("q3", "at_most", ("7",)),)


def test_a_rule_on_an_answer_that_is_gone_is_kept_until_somebody_mends_it(builder):
    builder.press("open:q2").press("rule_add", rule_on="q1").press("save", **{"rule-0-answer": ["2"]})
    builder.press("open:q1").press("option_add").press("option_remove:2")
    assert "that is not there any more" in builder.text
    builder.press("open:q2").press("save")
    assert builder.definition.by_code["q2"].show_if.conditions == (Condition("q1", "any_of", ("2",)),)


def test_the_card_above_all_questions(builder):
    builder.press("open:-")
    assert builder.fields()["title-ru"] == ["title ru"]
    builder.press("save", title__kk="Жаңа атау", intro__ru="Здравствуйте!", languages=["kk", "ru"])
    found = builder.definition
    assert (found.title.kk, found.title.en, found.intro.ru) == ("Жаңа атау", "title en", "Здравствуйте!")
    assert found.languages == ("kk", "ru")
    assert builder.press("open:q1").fields().get("text-en") is None
    builder.press("save")
    assert builder.definition.by_code["q1"].text.en == "question q1 en"


def test_no_language_at_all_is_refused_and_the_rest_is_kept(builder):
    builder.press("open:-").press("save", languages=[], title__kk="Басқа")
    assert builder.page.status_code == 422
    assert builder.fields()["title-kk"] == ["Басқа"]


def test_each_lacking_thing_leads_to_its_field(builder):
    builder.press("open:q1").press("save", text__ru="")
    assert "Its text is missing in Russian." in builder.text
    act = re.search(r'value="(open:q1:[^"]+)"', builder.text).group(1)
    builder.press(act)
    assert builder.answer.url == f"{builder.path}?card=q1&field=text-ru#id_text-ru"
    assert re.search(r'name="text-ru"[^>]*autofocus', builder.text)
    assert builder.text.count("missing</span>") == 1


def test_a_second_editor_is_told_and_loses_nothing(builder):
    builder.press("open:q1")
    change_draft(builder.version, revision=1, definition=drafted(question("q1"), question("q9")))
    builder.press("up", text__kk="Менің сөзім")
    assert builder.page.status_code == 409
    assert builder.fields()["text-kk"] == ["Менің сөзім"]
    assert order(builder) == ["q1", "q9"]
    assert builder.definition.by_code["q1"].text.kk == "question q1 kk"
    builder.press("save")
    assert builder.definition.by_code["q1"].text.kk == "Менің сөзім"
    assert order(builder) == ["q1", "q9"]


def test_a_question_that_was_removed_meanwhile_comes_back_with_what_was_typed(builder):
    builder.press("open:q1")
    change_draft(builder.version, revision=1, definition=drafted(question("q2")))
    builder.press("save", text__kk="Қалсын", **{"option-2-ru": "да"})
    assert builder.page.status_code == 409
    assert "removed meanwhile" in builder.text
    builder.press("save")
    found = builder.definition.by_code["q1"]
    assert order(builder) == ["q2", "q1"]
    assert (found.text.kk, found.options[1].text.ru, found.codes) == ("Қалсын", "да", ("1", "2"))


def test_a_button_pressed_twice_acts_once(builder):
    sent = {**builder.press("open:q1").fields(), "act": "add:date"}
    for _time in range(2):
        assert builder.client.post(builder.path, sent).status_code == 302
    assert order(builder) == ["q1", "q3", "q2"]


def test_a_made_up_form_breaks_nothing(builder):
    revision = str(builder.version.revision)
    for sent in (
        {},
        {"act": "\x00", "card": "\x00"},
        {"card": "НЕТ", "act": "save", "revision": revision, "text-kk": "x"},
        {"card": "q1", "act": "save", "revision": revision, "option": ["Ж", "1"] * 50, "type": "poll"},
        {
            "card": "q1",
            "act": "option_add",
            "revision": revision,
            "rule": ["q1"] * 50,
            "rule-0-answer": ["x" * 99] * 99,
        },
        {"card": "q2", "act": "rule_add", "rule_on": "nothing", "revision": revision, "type": "single"},
        {"card": "", "act": "add:nothing", "revision": revision},
    ):
        assert builder.client.post(builder.path, sent).status_code in {302, 409, 422}
    assert builder.client.get(f"{builder.path}?card=\x00&field=<script>").status_code == 200


def test_right_answers_and_points_of_a_test(make, organiser):
    builder = Builder(organiser, made(make, drafted(question("q1")), kind="test"))
    assert "Mark the right answer, or give it 0 points." in builder.text
    builder.press("open:q1").press("save", correct__2="on", points="3")
    found = builder.definition.by_code["q1"]
    assert ([one.is_correct for one in found.options], found.points) == ([False, True], 3)
    assert "can be published" in builder.text


def test_satisfaction_is_counted_from_a_scale_that_is_chosen(make, organiser):
    scale = question("q1", "scale", options=tuple(one for one in options("2", "1")))
    builder = Builder(organiser, made(make, drafted(scale), kind="satisfaction"))
    assert "Say from which scale satisfaction is counted." in builder.text
    builder.press("open:q1").press("save").press("open:-").press("save", satisfaction="q1")
    assert builder.definition.satisfaction == "q1"
    assert [one.value for one in builder.definition.by_code["q1"].options] == [2, 1]
    assert "can be published" in builder.text


def test_published_from_the_page_and_then_only_read(builder):
    builder.press("publish")
    path = f"/questionnaires/{builder.version.questionnaire_id}/publish/"
    assert builder.answer.url == path
    revision = re.search(r'name="revision" value="(\d+)"', builder.text).group(1)
    assert builder.client.post(path, {"revision": revision}).status_code == 302
    builder.version.refresh_from_db()
    assert builder.version.published_at
    assert builder.client.post(builder.path, {"act": "add:date"}).status_code == 302
    assert builder.client.get(builder.path).url == f"/questionnaires/{builder.version.questionnaire_id}/"
    assert order(builder) == ["q1", "q2"]


def test_an_incomplete_draft_is_not_published(builder):
    builder.press("open:q1").press("publish", text__ru="")
    assert "1 thing is still lacking" in builder.text
    revision = builder.version.revision + 1
    assert builder.client.post(builder.page.request["PATH_INFO"], {"revision": revision}).status_code == 422


def test_it_says_how_many_have_answered_a_question(make, organiser, run):
    from surveys.actions.runs import open_run

    version = made(make, drafted(question("q1"), question("q2")))
    publish_draft(version, revision=1, by=None)
    asked = open_run(version=QuestionnaireVersion.objects.get(pk=version.pk), project=run.project, by=None)
    send_sheet(door(asked), "phone:1", q1="1")
    send_sheet(door(asked), "phone:2", q1="2")
    builder = Builder(organiser, new_draft(version.questionnaire, by=None)).press("open:q1")
    assert builder.text.count("2 people have answered this") == 2
    builder.press("remove").press("open:q2").press("add:date")
    assert order(builder) == ["q2", "q3"]
    assert "have answered this" not in builder.text


def test_only_editors_build(make, builder):
    for role in (Role.VIEWER, Role.STAFF):
        client = signed_in(make.member(role).user)
        assert client.get(builder.path).status_code == 403
        assert client.post(builder.path, {"act": "add:date"}).status_code == 403
    stranger = signed_in(make.other_organisation().member(Role.OWNER).user)
    assert stranger.get(builder.path).status_code == 404
    assert stranger.post(builder.path, {"act": "add:date"}).status_code == 404


def test_the_library_has_no_builder(organiser):
    library = QuestionnaireVersion.objects.get(questionnaire__code="satisfaction")
    assert organiser.get(f"/questionnaires/{library.questionnaire_id}/edit/").status_code == 404
