"""A definition as JSON and back. The same document is stored by versions, exported, imported, and shipped as library.

Reading is strict about shape (a wrong type, a code twice) and lenient about what an unfinished draft may lack (words,
options): that is asked by `checks.faults_of` when it is to be published.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rules.questionnaires.definition import (
    ALL,
    ANY,
    LANGUAGES,
    OPERATORS,
    TYPES,
    WITH_OPTIONS,
    Condition,
    Definition,
    Option,
    Question,
    ShowIf,
    Words,
)

MOST_QUESTIONS = 100
MOST_OPTIONS = 60
MOST_CONDITIONS = 20
LONGEST_WORDS = 2000
_QUESTION_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_OPTION_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
# Written out: with an exponent a few letters would stand for a million digits.
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
# What JSON can hold and no database takes.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class DocumentFault:
    """What is wrong in a document, and where ("questions[2].options[0].code")."""

    path: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


class DocumentError(Exception):
    """A document that is no questionnaire."""

    def __init__(self, fault: DocumentFault) -> None:
        super().__init__(f"{fault.path}: {fault.code}")
        self.fault = fault


def definition_from(document: object) -> Definition:
    """Read a document. Raises DocumentError with the first fault and its place."""
    row = _object(document, "")
    listed = _list(row, "questions", "", most=MOST_QUESTIONS)
    questions = tuple(_question(item, f"questions[{place}]") for place, item in enumerate(listed))
    _once([question.code for question in questions], "questions")
    languages = _list(row, "languages", "", most=3, default=list(LANGUAGES))
    if not all(language in LANGUAGES for language in languages) or not languages:
        raise DocumentError(DocumentFault("languages", "unknown_language"))
    return Definition(
        title=_words(row, "title", ""),
        intro=_words(row, "intro", ""),
        thanks=_words(row, "thanks", ""),
        questions=questions,
        languages=tuple(language for language in LANGUAGES if language in languages),
        satisfaction=_text(row, "satisfaction", "", most=40),
    )


def document_of(definition: Definition) -> dict[str, Any]:
    """The document of a definition; what is empty or usual is left out. `definition_from` gives the same again."""
    document: dict[str, Any] = {"title": _words_out(definition.title)}
    for name in ("intro", "thanks"):
        if words := getattr(definition, name):
            document[name] = _words_out(words)
    document["languages"] = list(definition.languages)
    if definition.satisfaction:
        document["satisfaction"] = definition.satisfaction
    document["questions"] = [_question_out(question) for question in definition.questions]
    return document


def _question(item: object, path: str) -> Question:
    row = _object(item, path)
    kind = _text(row, "type", path, most=20)
    if kind not in TYPES:
        raise DocumentError(DocumentFault(f"{path}.type", "unknown_type", {"type": kind}))
    listed = _list(row, "options", path, most=MOST_OPTIONS)
    if listed and kind not in WITH_OPTIONS:
        raise DocumentError(DocumentFault(f"{path}.options", "options_not_here"))
    options = tuple(_option(one, f"{path}.options[{place}]") for place, one in enumerate(listed))
    _once([option.code for option in options], f"{path}.options")
    return Question(
        code=_code(row, path, _QUESTION_CODE),
        type=kind,
        text=_words(row, "text", path),
        help=_words(row, "help", path),
        is_required=_flag(row, "required", path),
        may_decline=_flag(row, "may_decline", path),
        options=options,
        show_if=_show_if(row.get("show_if"), f"{path}.show_if"),
        minimum=_decimal(row, "minimum", path),
        maximum=_decimal(row, "maximum", path),
        decimals=_whole(row, "decimals", path, least=0, most=3) or 0,
        most=_whole(row, "most", path, least=1, most=MOST_OPTIONS),
        low=_words(row, "low", path),
        high=_words(row, "high", path),
        points=1 if row.get("points") is None else _whole(row, "points", path, least=0, most=100) or 0,
        correct=_decimal(row, "correct", path),
    )


def _option(item: object, path: str) -> Option:
    row = _object(item, path)
    return Option(
        code=_code(row, path, _OPTION_CODE),
        text=_words(row, "text", path),
        value=_whole(row, "value", path, least=-100, most=100),
        is_correct=_flag(row, "correct", path),
        is_exclusive=_flag(row, "exclusive", path),
    )


def _show_if(item: object, path: str) -> ShowIf | None:
    if item is None:
        return None
    row = _object(item, path)
    join = _text(row, "join", path, most=3) or ALL
    if join not in {ALL, ANY}:
        raise DocumentError(DocumentFault(f"{path}.join", "unknown_join"))
    conditions = []
    for place, one in enumerate(_list(row, "conditions", path, most=MOST_CONDITIONS)):
        at = f"{path}.conditions[{place}]"
        condition = _object(one, at)
        operator = _text(condition, "operator", at, most=10)
        if operator not in OPERATORS:
            raise DocumentError(DocumentFault(f"{at}.operator", "unknown_operator"))
        values = _list(condition, "values", at, most=MOST_OPTIONS)
        if not all(isinstance(value, str) and len(value) <= 40 and not _UNSTORABLE.search(value) for value in values):
            raise DocumentError(DocumentFault(f"{at}.values", "not_text"))
        conditions.append(Condition(_code(condition, at, _QUESTION_CODE, "question"), operator, tuple(values)))
    return ShowIf(join, tuple(conditions)) if conditions else None


def _object(item: object, path: str) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise DocumentError(DocumentFault(path, "not_an_object"))
    return item


def _list(row: dict[str, Any], name: str, path: str, *, most: int, default: list[Any] | None = None) -> list[Any]:
    found = row.get(name)
    if found is None:
        return default or []
    if not isinstance(found, list):
        raise DocumentError(DocumentFault(_at(path, name), "not_a_list"))
    if len(found) > most:
        raise DocumentError(DocumentFault(_at(path, name), "too_many", {"most": most}))
    return found


def _text(row: dict[str, Any], name: str, path: str, *, most: int = LONGEST_WORDS) -> str:
    found = row.get(name)
    if found is None:
        return ""
    if not isinstance(found, str) or _UNSTORABLE.search(found):
        raise DocumentError(DocumentFault(_at(path, name), "not_text"))
    if len(found) > most:
        raise DocumentError(DocumentFault(_at(path, name), "too_long", {"most": most}))
    return found.strip()


def _code(row: dict[str, Any], path: str, pattern: re.Pattern[str], name: str = "code") -> str:
    found = _text(row, name, path, most=40)
    if not pattern.fullmatch(found):
        raise DocumentError(DocumentFault(_at(path, name), "not_a_code", {"code": found}))
    return found


def _words(row: dict[str, Any], name: str, path: str) -> Words:
    found = row.get(name)
    if found is None:
        return Words()
    words = _object(found, _at(path, name))
    if not all(language in LANGUAGES for language in words):
        raise DocumentError(DocumentFault(_at(path, name), "unknown_language"))
    return Words(**{language: _text(words, language, _at(path, name)) for language in LANGUAGES})


def _flag(row: dict[str, Any], name: str, path: str) -> bool:
    found = row.get(name)
    if found is None or isinstance(found, bool):
        return bool(found)
    raise DocumentError(DocumentFault(_at(path, name), "not_yes_or_no"))


def _whole(row: dict[str, Any], name: str, path: str, *, least: int, most: int) -> int | None:
    found = row.get(name)
    if found is None:
        return None
    if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
        raise DocumentError(DocumentFault(_at(path, name), "not_a_number_between", {"least": least, "most": most}))
    return found


def _decimal(row: dict[str, Any], name: str, path: str) -> Decimal | None:
    """A bound: a JSON number, or text where it must be exact."""
    found = row.get(name)
    if found is None or found == "":
        return None
    if isinstance(found, int | float | str) and not isinstance(found, bool):
        text = str(found).strip()
        if len(text) <= 20 and _NUMBER.fullmatch(text) and abs(number := Decimal(text)) < Decimal(10) ** 12:
            return number
    raise DocumentError(DocumentFault(_at(path, name), "not_a_number"))


def _once(codes: list[str], path: str) -> None:
    for code in codes:
        if codes.count(code) > 1:
            raise DocumentError(DocumentFault(path, "code_twice", {"code": code}))


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _words_out(words: Words) -> dict[str, str]:
    return {language: text for language in LANGUAGES if (text := getattr(words, language))}


def _question_out(question: Question) -> dict[str, Any]:
    row: dict[str, Any] = {"code": question.code, "type": question.type, "text": _words_out(question.text)}
    for name in ("help", "low", "high"):
        if words := getattr(question, name):
            row[name] = _words_out(words)
    row |= {"required": True} if question.is_required else {}
    row |= {"may_decline": True} if question.may_decline else {}
    for name in ("minimum", "maximum", "correct"):
        if (number := getattr(question, name)) is not None:
            row[name] = f"{number:f}"
    row |= {"decimals": question.decimals} if question.decimals else {}
    row |= {"most": question.most} if question.most else {}
    row |= {"points": question.points} if question.points != 1 else {}
    if question.options:
        row["options"] = [_option_out(option) for option in question.options]
    if question.show_if:
        conditions = [
            {"question": one.question, "operator": one.operator, "values": list(one.values)}
            for one in question.show_if.conditions
        ]
        row["show_if"] = {"join": question.show_if.join, "conditions": conditions}
    return row


def _option_out(option: Option) -> dict[str, Any]:
    row: dict[str, Any] = {"code": option.code, "text": _words_out(option.text)}
    row |= {"value": option.value} if option.value is not None else {}
    row |= {"correct": True} if option.is_correct else {}
    return row | ({"exclusive": True} if option.is_exclusive else {})
