"""Which column holds which question's answers, by what stands above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rules.questionnaires.definition import LANGUAGES, Definition
from rules.survey_files.mapping import FileMapping, MappingError, folded

Cells = tuple[str, ...]
Numbered = tuple[int, Cells]
HEADINGS_WITHIN = 10
_NUMBERING = re.compile(r"^(?:№\s*)?\d{1,3}\s*[.)]\s*")
_TAIL = " .:?!*…"
# Who and when: never brought in, so never stored.
_WHO_AND_WHEN = {
    "отметка времени", "timestamp", "уақыт белгісі", "время создания", "дата", "date", "start", "end", "submitdate",
    "email", "e-mail", "email address", "адрес электронной почты", "электронная почта", "электрондық пошта",
    "электрондық пошта мекенжайы", "username", "имя пользователя", "пайдаланушы аты", "имя", "фио", "name", "full name",
    "аты-жөні", "аты-жөніңіз", "тегі, аты", "respondent", "респондент", "id", "№", "#", "n", "п/п", "№ п/п",
    "score", "баллы", "ұпай", "total score",
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A file as rows that hold anything, each with its number in the file; all cells are trimmed text."""

    rows: tuple[Numbered, ...]


@dataclass(frozen=True)
class Column:
    """A column of the file. `question` as in ColumnMapping; `is_by_heading`: the program proposes it."""

    index: int
    letter: str
    heading: str
    question: str | None
    is_by_heading: bool = False


@dataclass(frozen=True)
class Layout:
    """Where headings and answers are."""

    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[Numbered, ...]


def lay_out(definition: Definition, table: Table, mapping: FileMapping) -> Layout:
    """Find the headings (several rows of them are possible) and propose a question for each column.

    Where nothing is known the first filled row is taken for the headings. Raises MappingError where the mapping speaks
    of a column or a question that is not there.
    """
    known = _questions_by_words(definition)
    header = _header_row(table.rows, known, mapping)
    first = mapping.first_row or _first_answers(table.rows, header, known)
    heads = next((cells for number, cells in table.rows if number == header), ())
    rows = tuple((number, cells) for number, cells in table.rows if number >= first and number > header)
    width = max((len(cells) for _, cells in (*rows, (0, heads))), default=0)
    columns = tuple(_columns(heads, width, rows, known, mapping))
    _check(definition, columns, mapping)
    return Layout(header, columns, rows)


def letter_of(index: int) -> str:
    """A column's letters, as spreadsheets name it: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def plain_heading(text: str) -> str:
    """A heading as it is compared: without its number and the signs at its end."""
    return _NUMBERING.sub("", folded(text)).rstrip(_TAIL)


def _check(definition: Definition, columns: Sequence[Column], mapping: FileMapping) -> None:
    there = {folded(name) for one in columns for name in (one.letter, one.heading)}
    named = [*mapping.columns, *([mapping.key] if mapping.key else [])]
    for name in named:
        if folded(name) not in there:
            raise MappingError(f"the file has no column “{name}”")
    asked = {question.code for question in definition.answered}
    for one in columns:
        if one.question and one.question not in asked:
            raise MappingError(f"columns.{one.letter}: the questionnaire has no question “{one.question}”")


def _questions_by_words(definition: Definition) -> dict[str, str]:
    """Codes by code and by text in every language; a text that two questions share means neither."""
    found: dict[str, str] = {}
    twice = set()
    for question in definition.answered:
        for language in LANGUAGES:
            text = plain_heading(getattr(question.text, language))
            if text and found.setdefault(text, question.code) != question.code:
                twice.add(text)
    found = {text: code for text, code in found.items() if text not in twice}
    return found | {question.code: question.code for question in definition.answered}


def _header_row(rows: Sequence[Numbered], known: dict[str, str], mapping: FileMapping) -> int:
    if mapping.header_row:
        return mapping.header_row
    best, most = (rows[0][0] if rows else 1), 0
    for number, cells in rows[:HEADINGS_WITHIN]:
        found = len({known[head] for cell in cells if (head := plain_heading(cell)) in known})
        if found > most:
            best, most = number, found
    return best


def _first_answers(rows: Sequence[Numbered], header: int, known: dict[str, str]) -> int:
    """The first row below the headings that is not another row of headings (codes above, questions below)."""
    for number, cells in rows:
        if number <= header:
            continue
        filled = [plain_heading(cell) for cell in cells if cell]
        if 2 * sum(head in known for head in filled) <= len(filled):
            return number
    return header + 1


def _columns(
    heads: Cells, width: int, rows: Sequence[Numbered], known: dict[str, str], mapping: FileMapping
) -> list[Column]:
    columns: list[Column] = []
    taken: set[str] = set()
    for index in range(width):
        heading = heads[index] if index < len(heads) else ""
        letter = letter_of(index)
        decided = mapping.of(letter, heading)
        question = decided.question if decided else None
        by_heading = question is None
        if question is None:
            question = _proposed(heading, known, taken, any(len(cells) > index and cells[index] for _, cells in rows))
        if mapping.is_key(letter, heading):
            question, by_heading = "", False
        taken.add(question or "")
        columns.append(Column(index, letter, heading, question, by_heading))
    return columns


def _proposed(heading: str, known: dict[str, str], taken: set[str], has_answers: bool) -> str | None:
    plain = plain_heading(heading)
    if plain in known and known[plain] not in taken:
        return known[plain]
    if plain in _WHO_AND_WHEN or not has_answers:
        return ""
    return None
