"""The files of a run's results, made of the same figures as its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from rules.questionnaires.definition import DATE, MULTIPLE, NUMBER, TEXTS
from rules.survey_maths.counting import QuestionResult, choices_of
from surveys.export_columns import (
    DECLINED_NUMBER,
    NO_ANSWER_NUMBER,
    NOT_SHOWN_NUMBER,
    Cell,
    Column,
    code_columns,
    in_codes,
    in_numbers,
    in_words,
    word_columns,
)
from surveys.models import ResponseSource, Run, WaveName
from surveys.option_words import option_words
from surveys.queries.answer_rows import DAY, LANGUAGE, SOURCE, AnswerRow, AnswerRows, answer_rows, pairs_among
from surveys.queries.public_results import SafeResults, safe_results
from surveys.queries.remarks import remarks_of
from surveys.queries.results import RunResults, run_results
from surveys.queries.sheets import Filters, door_names
from surveys.writers.csv import write_csv
from surveys.writers.spss import write_spss
from surveys.writers.tables import Progress, ResultSheet, ResultTable, Sheet, SurveyWorkbook, Variable
from surveys.writers.xlsx import write_workbook

XLSX, CSV, SPSS = "xlsx", "csv", "zip"
ENDINGS = (XLSX, CSV, SPSS)
_TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
    SPSS: "application/zip",
}


# What stands beside the answers: the row's attribute, its heading.
Side = list[tuple[str, str]]


@dataclass(frozen=True)
class ExportFile:
    """A file as it goes out."""

    name: str
    content_type: str
    content: bytes


def export_file(*, run: Run, ending: str, with_names: bool, progress: Progress) -> ExportFile:
    """The file with this ending, in the reader's language. Figures are read door by door, then the sheets once."""
    language = (get_language() or "kk")[:2]
    doors = [run_results(run=run, filters=Filters(door=door)) for door in door_names(run)]
    found = answer_rows(run=run, with_names=with_names)
    side = _side_columns(run, found)
    file = BytesIO()
    if ending == XLSX:
        write_workbook(_workbook(run, doors, found, side, language), file, progress)
    elif ending == CSV:
        columns = code_columns(doors[-1].questions)
        headings = [*(label for _name, label in side), *(column.name for column in columns)]
        rows = ([*_side(side, row), *(in_codes(one, row.answers) for one in columns)] for row in found.rows)
        write_csv(headings, rows, file, progress, len(found.rows))
    else:
        columns = code_columns(doors[-1].questions)
        rows = ([*_side(side, row), *(in_numbers(one, row.answers) for one in columns)] for row in found.rows)
        write_spss(_variables(side, found, columns, language), rows, file, progress, len(found.rows))
    return ExportFile(f"survey-{run.pk}.{ending}", _TYPES[ending], file.getvalue())


def _workbook(run: Run, doors: list[RunResults], found: AnswerRows, side: Side, language: str) -> SurveyWorkbook:
    questions = doors[-1].questions
    columns = word_columns(questions)
    remarks = remarks_of(doors[-1])
    return SurveyWorkbook(
        results=tuple(_result_sheet(run, results, language, several=len(doors) > 1) for results in doors),
        remarks=Sheet(
            name=_("Comments"),
            headings=[_("Question"), _("in Kazakh"), _("in Russian")],
            widths=[60, 80, 80],
            rows=[[one.question.text.in_language(language), one.kk, one.ru] for one in remarks if one.is_for_all],
            size=len(remarks),
        ),
        code_book=_code_book(questions, language),
        answers=Sheet(
            name=_("Answers"),
            headings=[*(label for _name, label in side), *(one.question.text.in_language(language) for one in columns)],
            widths=[*(12 for _heading in side), *(24 for _column in columns)],
            rows=(
                [*_side(side, row), *(in_words(one, row.answers, language) for one in columns)] for row in found.rows
            ),
            size=len(found.rows),
            lines=(_("For your own work. Do not publish single sheets: people could be recognised by their answers."),),
        ),
    )


def _result_sheet(run: Run, results: RunResults, language: str, *, several: bool) -> ResultSheet:
    safe = safe_results(results)
    label = str(WaveName(results.filters.door).label)
    return ResultSheet(
        name=f"{_('Results')} – {label}"[:31] if several else _("Results"),
        lines=(
            f"{run.version.definition.title.in_language(language)} · {run.about}",
            _("Sheets: %(n)s") % {"n": results.n},
            _("Shares are of those who were shown the question and answered it. From, to: the interval by Wilson."),
        ),
        headings=(_("Answer"), _("People"), "%", pgettext("interval", "from"), pgettext("interval", "to")),
        tables=tuple(
            _table(one, safe, language) for one in results.questions if one.question.type not in (*TEXTS, DATE)
        ),
    )


def _table(one: QuestionResult, safe: SafeResults, language: str) -> ResultTable:
    title = one.question.text.in_language(language)
    if one not in safe.questions:
        return ResultTable(title, _("Fewer than 10 people answered: nothing is shown."))
    note = _("Answers: %(base)s, without an answer: %(empty)s, preferred not to say: %(declined)s") % {
        "base": one.base,
        "empty": one.no_answer,
        "declined": one.declined,
    }
    if one.summary:
        note += "; " + _("mean %(mean)s, median %(median)s") % {
            "mean": one.summary.printed_mean,
            "median": one.summary.printed_median,
        }
    rows = tuple(
        (option_words(option.option, language), option.count, option.share, option.low, option.high)
        for option in one.options
    )
    total = (_("Total"), one.base, one.whole) if one.whole is not None else None
    return ResultTable(title, note, rows, total)


def _code_book(questions: tuple[QuestionResult, ...], language: str) -> Sheet:
    rows: list[list[object]] = []
    for column in code_columns(questions):
        question = column.question
        text = question.text.in_language(language)
        if column.option:
            rows.append(
                [column.name, text, question.type, column.option.code, column.option.text.in_language(language)]
            )
        elif options := choices_of(question):
            rows += [[column.name, text, question.type, one.code, one.text.in_language(language)] for one in options]
        else:
            rows.append([column.name, text, question.type, "", ""])
    headings = [_("Variable"), _("Question"), _("Type"), _("Code"), _("Answer")]
    return Sheet(_("Code book"), headings, [16, 60, 12, 12, 40], rows, len(rows))


def _variables(side: Side, found: AnswerRows, columns: list[Column], language: str) -> list[Variable]:
    return [Variable(f"s_{name}", "A200", label) for name, label in side] + [
        _variable(column, found, language) for column in columns
    ]


def _variable(column: Column, found: AnswerRows, language: str) -> Variable:
    question = column.question
    label = question.text.in_language(language)
    if question.type in (*TEXTS, DATE):
        longest = max((len(str(in_numbers(column, row.answers)).encode()) for row in found.rows), default=1)
        return Variable(column.name, f"A{max(longest, 1)}", label)
    missing = {
        DECLINED_NUMBER: _("preferred not to say"),
        NO_ANSWER_NUMBER: _("no answer"),
        NOT_SHOWN_NUMBER: _("not shown"),
    }
    if question.type == NUMBER:
        return Variable(column.name, f"F16.{question.decimals}", label, missing, tuple(missing))
    values = {
        column.numbers[one.code]: one.text.in_language(language) for one in choices_of(question) if column.numbers
    }
    if column.option:
        label = f"{label}: {column.option.text.in_language(language)}"
        values = {0: _("no"), 1: _("yes")} if question.type == MULTIPLE else {0: _("not ranked")}
    return Variable(column.name, "F8.0", label, {**values, **missing}, tuple(missing))


def _side_columns(run: Run, found: AnswerRows) -> Side:
    """What stands beside the answers: only what tells nobody's sheet from another's."""
    columns = [("door", _("Before or after"))] if len(door_names(run)) > 1 else []
    if pairs_among(found.rows):
        columns.append(("pair", _("Pair")))
    if found.has_names:
        columns.append(("name", pgettext("person", "Name")))
    labels = {LANGUAGE: _("Language"), SOURCE: _("How it came in"), DAY: _("Day")}
    return columns + [(one, labels[one]) for one in found.circumstances]


def _side(side: Side, row: AnswerRow) -> Iterator[Cell]:
    for name, _label in side:
        value = getattr(row, name)
        yield str(ResponseSource(value).label) if name == SOURCE else value
