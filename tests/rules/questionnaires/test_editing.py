"""Verbs on a draft."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.questionnaires.checks import faults_of
from rules.questionnaires.definition import LONG_TEXT, MULTIPLE, SCALE, SCORE, SECTION, SINGLE, TYPES, Condition, Words
from rules.questionnaires.editing import (
    UsedCodes,
    add_condition,
    add_option,
    add_question,
    change_type,
    copy_question,
    move_option,
    move_question,
    put_question,
    remove_condition,
    remove_option,
    remove_question,
    set_languages,
    use_ready_words,
)
from tests.rules.questionnaires.drafts import draft, question, random_drafts, shown_if, words

NONE = UsedCodes()


def order(definition):
    return [one.code for one in definition.questions]


def test_a_new_question_comes_behind_another_with_the_next_free_code():
    first, code = add_question(draft(question("q1"), question("q2")), SINGLE, used=NONE, after="q1")
    assert (code, order(first)) == ("q3", ["q1", "q3", "q2"])
    second, code = add_question(first, LONG_TEXT, used=NONE)
    assert (code, order(second)) == ("q4", ["q1", "q3", "q2", "q4"])


def test_a_code_that_a_published_version_used_is_never_used_again():
    used = UsedCodes.of([draft(question("q1"), question("q7", codes=("1", "4")), question("overall"))])
    left = draft(question("q1"))
    assert add_question(left, SINGLE, used=used)[1] == "q8"
    assert copy_question(left, "q1", used=used)[1] == "q8"
    assert add_option(question("q7"), used=used)[1] == "5"
    assert add_option(question("q1"), used=used)[1] == "3"


@pytest.mark.parametrize("type", TYPES)
def test_every_type_lacks_nothing_but_its_words(type):
    definition, code = add_question(draft(), type, used=NONE)
    codes = {fault.code for fault in faults_of(definition, kind="opinion")}
    assert code == "q1"
    assert codes == {"words_missing"} | ({"no_questions"} if type == SECTION else set())


def test_a_scale_comes_with_words_in_three_languages():
    definition, code = add_question(draft(), SCALE, used=NONE)
    options = definition.by_code[code].options
    assert [(option.code, option.value) for option in options] == [("5", 5), ("4", 4), ("3", 3), ("2", 2), ("1", 1)]
    assert options[0].text == Words("Өте жақсы", "Очень хорошо", "Very good")
    scored, code = add_question(draft(), SCORE, used=NONE)
    assert scored.by_code[code].low.ru == "Самая низкая оценка"


def test_questions_move_within_the_list_and_are_removed():
    three = draft(question("a"), question("b"), question("c"), satisfaction="b")
    assert order(move_question(three, "b", -1)) == ["b", "a", "c"]
    assert order(move_question(three, "a", -1)) == ["a", "b", "c"]
    assert order(move_question(three, "c", 1)) == ["a", "b", "c"]
    assert move_question(three, "gone", 1) == three
    without = remove_question(three, "b")
    assert (order(without), without.satisfaction) == (["a", "c"], "")


def test_a_question_that_was_removed_meanwhile_comes_back_when_it_is_saved():
    changed = replace(question("q1"), text=words("changed"))
    assert put_question(draft(question("q1"), question("q2")), changed).by_code["q1"] == changed
    assert order(put_question(draft(question("q2")), changed)) == ["q2", "q1"]


def test_a_copy_is_the_same_question_under_its_own_code():
    copied, code = copy_question(draft(question("q1", MULTIPLE), question("q2")), "q1", used=NONE)
    assert order(copied) == ["q1", "q3", "q2"]
    assert replace(copied.by_code[code], code="q1") == copied.by_code["q1"]
    assert copy_question(copied, "gone", used=NONE) == (copied, "")


def test_options_keep_their_codes_and_a_scale_its_values():
    definition, code = add_question(draft(), SCALE, used=NONE)
    scale = remove_option(definition.by_code[code], "3")
    assert [(option.code, option.value) for option in scale.options] == [("5", 4), ("4", 3), ("2", 2), ("1", 1)]
    scale, added = add_option(scale, used=NONE)
    assert (added, [option.value for option in scale.options]) == ("6", [5, 4, 3, 2, 1])
    scale = move_option(scale, "6", -4)
    assert [(option.code, option.value) for option in scale.options][:2] == [("6", 5), ("5", 4)]
    assert add_option(question("q1", LONG_TEXT), used=NONE)[1] == ""


def test_ready_words_keep_the_codes():
    yes_no = use_ready_words(question("q1"), "unsure", used=NONE)
    assert [(option.code, option.text.ru) for option in yes_no.options] == [
        ("1", "Да"),
        ("2", "Нет"),
        ("3", "Затрудняюсь ответить"),
    ]
    assert use_ready_words(question("q1"), "quality", used=NONE) == question("q1")
    assert use_ready_words(question("q1", LONG_TEXT), "yes_no", used=NONE) == question("q1", LONG_TEXT)


def test_a_type_changes_only_where_nothing_is_lost():
    single = question("q1", codes=("a", "b"))
    assert change_type(single, MULTIPLE).options == single.options
    assert [option.value for option in change_type(single, SCALE).options] == [2, 1]
    assert change_type(single, LONG_TEXT) == single
    assert change_type(question("q1", LONG_TEXT), "short_text").type == "short_text"


def test_rules_are_added_and_removed():
    one = add_condition(question("q3"), question("q1"))
    two = add_condition(one, question("q2", "number"))
    assert two.show_if.conditions == (Condition("q1", "any_of", ()), Condition("q2", "at_least", ()))
    assert remove_condition(two, 0).show_if == shown_if(("q2", "at_least", ()))
    assert remove_condition(one, 0).show_if is None
    assert remove_condition(question("q3"), 0).show_if is None


def test_languages_are_never_none():
    assert set_languages(draft(), {"en", "kk", "xx"}).languages == ("kk", "en")
    assert set_languages(draft(), ()).languages == ("kk", "ru", "en")


@given(random_drafts(), st.sampled_from(TYPES), st.integers(-3, 3))
def test_codes_stay_unlike_whatever_is_done(definition, type, by):
    used = UsedCodes.of([definition])
    added, code = add_question(definition, type, used=used)
    assert code not in used.questions
    assert len(set(order(added))) == len(definition.questions) + 1
    for one in definition.questions:
        assert sorted(order(move_question(definition, one.code, by))) == sorted(order(definition))
        more, option = add_option(one, used=used)
        assert len(set(more.codes)) == len(more.codes)
        assert not option or option not in one.codes
