"""A laid-out file as answer sheets, by the same rules as a sheet from a phone, and all that waits for a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rules.questionnaires.conditions import Value
from rules.questionnaires.definition import LANGUAGES, MULTIPLE, Definition
from rules.questionnaires.sheets import Fault, read_sheet
from rules.questionnaires.typed import as_gathered
from rules.survey_files.headings import Cells, Column, Layout
from rules.survey_files.mapping import ColumnMapping, FileMapping, folded, value_key
from rules.survey_files.values import ValueReader

UNKNOWN_VALUE = Fault("unknown_option")


@dataclass
class Unmatched:
    """A value that cannot be taken as it is: why, and in which rows of the file."""

    value: str
    fault: Fault
    rows: list[int] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Its name in a mapping."""
        return value_key(self.value)


@dataclass
class ColumnReading:
    """One column: `meanings` from a value to (what it was taken for, how often)."""

    column: Column
    numbers: str = ""
    taken: int = 0
    empty: int = 0
    meanings: dict[str, tuple[tuple[str, ...], int]] = field(default_factory=dict)
    unmatched: dict[str, Unmatched] = field(default_factory=dict)

    def waits(self, value: str, fault: Fault, row: int) -> None:
        """Note a value that cannot be taken."""
        found = self.unmatched.setdefault(value, Unmatched(value, fault))
        if not found.rows or found.rows[-1] != row:
            found.rows.append(row)


@dataclass(frozen=True)
class FileSheet:
    """One row: `content` is the whole of it, also what is not brought in, with how often the same row came before: it
    names the row wherever the file is sent again. `key` tells the person apart, folded; "" for nobody."""

    row: int
    content: str
    key: str
    answers: Mapping[str, Value]


@dataclass
class Reading:
    """A file as understood so far. `twice`: questions that two columns claim; `left_out`: answers to questions that the
    questionnaire's rules do not show to that person, by question; `blank`: rows without any answer."""

    layout: Layout
    columns: list[ColumnReading]
    sheets: list[FileSheet] = field(default_factory=list)
    twice: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, list[int]] = field(default_factory=dict)
    blank: list[int] = field(default_factory=list)
    language: str = ""

    @property
    def undecided(self) -> list[Column]:
        """Columns of which nobody has said what they are."""
        return [one.column for one in self.columns if one.column.question is None]

    @property
    def waiting(self) -> int:
        """How many different values cannot be taken yet."""
        return sum(len(one.unmatched) for one in self.columns)

    @property
    def is_ready(self) -> bool:
        """Whether it can be brought in."""
        return bool(self.sheets) and not self.undecided and not self.waiting and not self.twice


def read_file(definition: Definition, layout: Layout, mapping: FileMapping) -> Reading:
    """Read every row."""
    definition = as_gathered(definition)
    reading = Reading(layout, [ColumnReading(column) for column in layout.columns])
    _note_twice(definition, reading)
    readers = _readers(definition, reading, mapping)
    key = next((one.index for one in layout.columns if mapping.is_key(one.letter, one.heading)), None)
    seen: Counter[str] = Counter()
    for number, cells in layout.rows:
        content = _content(layout.columns, cells)
        seen[content] += 1
        answers = _answers(definition, reading, readers, number, cells)
        if answers is None:
            reading.blank.append(number)
            continue
        person = folded(_cell(cells, key)) if key is not None else ""
        reading.sheets.append(FileSheet(number, f"{content}\x1e{seen[content]}", person, answers))
    reading.language = mapping.language or _language(definition, reading)
    return reading


def _note_twice(definition: Definition, reading: Reading) -> None:
    """Only a question with several answers may be spread over columns."""
    letters: dict[str, list[str]] = {}
    for one in reading.columns:
        if one.column.question:
            letters.setdefault(one.column.question, []).append(one.column.letter)
    asked = definition.by_code
    reading.twice = {code: found for code, found in letters.items() if len(found) > 1 and asked[code].type != MULTIPLE}


def _readers(definition: Definition, reading: Reading, mapping: FileMapping) -> list[tuple[ColumnReading, ValueReader]]:
    readers = []
    for one in reading.columns:
        if not one.column.question:
            continue
        decided = mapping.of(one.column.letter, one.column.heading) or ColumnMapping()
        seen = {_cell(cells, one.column.index) for _, cells in reading.layout.rows} - {""}
        reader = ValueReader(definition.by_code[one.column.question], decided, seen)
        one.numbers = reader.numbers
        readers.append((one, reader))
    return readers


def _answers(
    definition: Definition,
    reading: Reading,
    readers: Sequence[tuple[ColumnReading, ValueReader]],
    number: int,
    cells: Cells,
) -> dict[str, Value] | None:
    """The row's sheet; None where the row answers nothing."""
    given: dict[str, list[str]] = {}
    said: dict[str, tuple[ColumnReading, ValueReader, str]] = {}
    for one, reader in readers:
        cell = _cell(cells, one.column.index)
        understood = reader.read(cell)
        if not cell:
            one.empty += 1
            continue
        for piece in understood.unknown:
            one.waits(piece, UNKNOWN_VALUE, number)
        one.taken += not understood.unknown
        meaning, times = one.meanings.get(cell, (understood.values, 0))
        one.meanings[cell] = (meaning, times + 1)
        given.setdefault(reader.question.code, []).extend(understood.values)
        said[reader.question.code] = (one, reader, cell)
    if not said:
        return None
    sheet = read_sheet(definition, given)
    for code, fault in sheet.faults.items():
        one, reader, cell = said[code]
        if reader.decided(cell) != ():
            one.waits(cell, fault, number)
            one.taken -= 1
    for code in given.keys() - sheet.answers.keys():
        if given[code]:
            reading.left_out.setdefault(code, []).append(number)
    return sheet.answers


def _content(columns: Sequence[Column], cells: Cells) -> str:
    """The whole row by headings, empty cells left out: a question added to the form later changes no older row."""
    pairs = ((one.heading or one.letter, _cell(cells, one.index)) for one in columns)
    return "\x1e".join(f"{heading}\x1f{cell}" for heading, cell in sorted(pairs) if cell)


def _cell(cells: Cells, index: int) -> str:
    return cells[index] if index < len(cells) else ""


def _language(definition: Definition, reading: Reading) -> str:
    """The language most of whose words stand in the file; the questionnaire's first where there are none."""
    found: Counter[str] = Counter()
    for one in reading.columns:
        question = definition.by_code.get(one.column.question or "")
        for value, (codes, times) in one.meanings.items():
            options = [question.option(code) for code in codes] if question else []
            for language in LANGUAGES:
                if any(option and folded(getattr(option.text, language)) in folded(value) for option in options):
                    found[language] += times
        if question:
            for language in LANGUAGES:
                found[language] += folded(getattr(question.text, language)) == folded(one.column.heading)
    best = max(definition.languages, key=lambda language: found[language])
    return best if found else definition.languages[0]
