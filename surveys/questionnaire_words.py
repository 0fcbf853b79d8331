"""Words for what is wrong with a draft (rules.questionnaires.checks) or a file (rules.questionnaires.documents)."""

from __future__ import annotations

import re

from django.utils.text import Truncator
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from rules.questionnaires.checks import DraftFault
from rules.questionnaires.definition import (
    DATE,
    LONG_TEXT,
    MULTIPLE,
    NUMBER,
    RANKING,
    SCALE,
    SCORE,
    SECTION,
    SHORT_TEXT,
    SINGLE,
    Definition,
    Question,
    Words,
)
from rules.questionnaires.documents import DocumentFault

# Each language in its own words, whatever language the page is in.
LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
_INDEXED = re.compile(r"(\w+)\[(\d+)\]")


def here(words: Words) -> str:
    """A text in the reader's language."""
    return words.in_language((get_language() or "kk")[:2])


def type_name(type: str) -> str:
    """What a type of question is called."""
    names = {
        SINGLE: _("One answer"),
        MULTIPLE: _("Several answers"),
        SCALE: _("Scale in words"),
        SCORE: _("From 0 to 10"),
        NUMBER: pgettext("type of question", "Number"),
        DATE: pgettext("type of question", "Date"),
        SHORT_TEXT: _("Short text"),
        LONG_TEXT: _("Long text"),
        RANKING: _("Ranking"),
        SECTION: _("Section heading"),
    }
    return names[type]


def ready_words_name(name: str) -> str:
    """What a set of ready answers is called (rules.questionnaires.ready_words)."""
    names = {
        "satisfaction": pgettext("ready answers", "satisfied"),
        "quality": pgettext("ready answers", "good"),
        "agreement": pgettext("ready answers", "agree"),
        "usefulness": pgettext("ready answers", "useful"),
        "frequency": pgettext("ready answers", "often"),
        "yes_no": pgettext("ready answers", "yes, no"),
        "unsure": pgettext("ready answers", "yes, no, hard to say"),
    }
    return names[name]


def question_name(definition: Definition, question: Question) -> str:
    """ "3. What did you like?" as lists and rules name it."""
    text = Truncator(here(question.text)).chars(60)
    if not question.is_answered or question.code not in definition.by_code:
        return text or type_name(question.type)
    number = definition.answered.index(question) + 1
    return f"{number}. {text or type_name(question.type)}"


def language_name(code: str) -> str:
    """The language, as in "missing in Russian"."""
    names = {"kk": _("in Kazakh"), "ru": _("in Russian"), "en": _("in English")}
    return names.get(code, "")


def draft_fault_words(fault: DraftFault, definition: Definition) -> str:
    """What is wrong in a draft, and what to do; where it is, is said beside it."""
    return _draft_words()[fault.code] % {
        **fault.params,
        "what": _field_words(fault, definition),
        "language": language_name(fault.language),
        "on": _number_words(definition, str(fault.params.get("question", ""))),
    }


def place_words(fault: DraftFault, definition: Definition) -> str:
    """Where it is: "Question 3"; "" for the questionnaire itself."""
    return _number_words(definition, fault.question) if fault.question else ""


def document_fault_words(fault: DocumentFault) -> str:
    """What is wrong in a file, with its place in words."""
    words = _document_words()[fault.code] % dict(fault.params)
    place = document_place(fault.path)
    return f"{place}: {words}" if place else words


def document_place(path: str) -> str:
    """ "questions[2].options[0].text.ru" as "question 3, option 1, text, in Russian"."""
    names = {
        "questions": pgettext("place in a file", "question %(number)s"),
        "options": pgettext("place in a file", "option %(number)s"),
        "conditions": pgettext("place in a file", "rule %(number)s"),
    }
    parts = []
    for part in path.split(".") if path else []:
        indexed = _INDEXED.fullmatch(part)
        if indexed and indexed[1] in names:
            parts.append(names[indexed[1]] % {"number": int(indexed[2]) + 1})
        else:
            parts.append(language_name(part) or f"“{part}”")
    return ", ".join(parts)


def _number_words(definition: Definition, code: str) -> str:
    question = definition.by_code.get(code)
    if question is None:
        return code
    if not question.is_answered:
        return _("Section “%(title)s”") % {"title": here(question.text) or code}
    return _("Question %(number)s") % {"number": definition.answered.index(question) + 1}


def _field_words(fault: DraftFault, definition: Definition) -> str:
    names = {
        "title": _("the title"),
        "intro": _("the words at the beginning"),
        "thanks": _("the words of thanks"),
        "text": _("its text"),
        "help": _("its help"),
        "low": _("the words at 0"),
        "high": _("the words at 10"),
    }
    question = definition.by_code.get(fault.question)
    if fault.option and question and fault.option in question.codes:
        return _("answer %(number)s") % {"number": question.codes.index(fault.option) + 1}
    return names.get(fault.field, "")


def _draft_words() -> dict[str, str]:
    return {
        "words_missing": _("%(what)s is missing %(language)s."),
        "no_questions": _("There is no question yet. Add one."),
        "no_satisfaction_question": _("Say from which scale satisfaction is counted."),
        "test_without_points": _("No right answer is marked, so nobody can get a point."),
        "too_few_options": _("At least two answers to choose from are needed."),
        "option_twice": _("%(what)s reads the same as another one %(language)s."),
        "scale_values": _(
            "The values of the scale must be 1 to %(most)s, each once. Add or remove an answer to mend it."
        ),
        "only_exclusive": _("Every answer excludes the others, so only one could be chosen."),
        "least_above_most": _("The least is above the most."),
        "most_too_large": _("More answers are allowed than there are: there are %(options)s."),
        "rule_on_missing": _("It is shown by an answer to a question that is not there any more. Change the rule."),
        "rule_on_itself": _("It is shown by its own answer. Change the rule."),
        "rule_on_later": _("It is shown by an answer to %(on)s, which comes later. Move it down or change the rule."),
        "rule_on_heading": _("It is shown by an answer to a heading, which nobody answers. Change the rule."),
        "rule_on_text": _("It is shown by an answer that people write themselves. Choose a question with answers."),
        "rule_without_answer": _("Choose for which answers to %(on)s it is shown, or remove the rule."),
        "rule_needs_number": _("“At least” and “at most” need a question that is answered by a number: not %(on)s."),
        "rule_without_number": _("Write the number for the rule on %(on)s."),
        "rule_on_lost_option": _("It is shown by an answer to %(on)s that is not there any more. Change the rule."),
        "never_shown": _("Nobody can ever see it: its rules contradict each other. Change or remove one."),
        "no_right_answer": _("Mark the right answer, or give it 0 points."),
        "two_right_answers": _("Only one answer can be chosen, so only one can be right."),
        "right_answers_exclude": _("The right answers cannot be chosen together."),
        "more_right_than_most": _("%(right)s answers are right, but fewer may be chosen."),
        "right_answer_impossible": _(
            "The right answer cannot be entered: look at the least, the most and the decimals."
        ),
    }


def _document_words() -> dict[str, str]:
    return {
        "not_utf8": _("The file is not in UTF-8. Save it as UTF-8 and send it again."),
        "not_json": _("this is no JSON: the fault is in line %(line)s, character %(column)s."),
        "not_json_at_all": _("The file cannot be read as JSON."),
        "file_too_large": _("The file is too large: at most %(most)s kB."),
        "unknown_kind": _("must be one of: %(kinds)s."),
        "not_an_object": _("here must be an object: {…}."),
        "not_a_list": _("here must be a list: […]."),
        "not_text": _("here must be text."),
        "not_yes_or_no": _("here must be true or false."),
        "not_a_number": _("here must be a number."),
        "not_a_number_between": _("here must be a whole number from %(least)s to %(most)s."),
        "not_a_code": _("“%(code)s” is no code: small Latin letters and digits, a question's begins with a letter."),
        "code_twice": _("the code “%(code)s” is there twice."),
        "too_long": _("too long: at most %(most)s letters."),
        "too_many": _("too many: at most %(most)s."),
        "unknown_language": _("the languages are kk, ru and en."),
        "unknown_type": _("there is no type “%(type)s”."),
        "unknown_operator": _("a rule says any_of, none_of, at_least or at_most."),
        "unknown_join": _("rules are joined by all or any."),
        "options_not_here": _("a question of this type has no options."),
    }
