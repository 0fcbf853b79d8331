"""The interim programme report: period, what was done by task, the table of activities, risks, appendices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from events.labels import LABELS
from reports.blocks import Block, Cell, Document, Paragraph, Table, Value
from reports.catalogue import places
from reports.dataset import ReportData
from reports.dataset.model import ActivityEntry, MeasureEntry
from reports.forms import Wording, form
from reports.forms.activities import activity_blocks, activity_name, number_of, place_of, speaker_of
from reports.forms.annex import appendix_row, explanations
from reports.forms.closing import signature_blocks
from reports.forms.headings import interim_form
from reports.forms.identity import identity_values
from reports.forms.tasks import ACTIVITIES, Spread, task_blocks
from reports.forms.words import days, figure, label, say
from rules.codes import DIMENSIONS

# A cell that reaches over more rows than this would not fit a page: each row then says it again.
_MOST_MERGED = 8
_WIDTHS = (5, 21, 11, 18, 10, 28, 14, 14, 11)


@form("interim")
def interim_document(data: ReportData, wording: Wording) -> Document:
    """The interim report of the dataset's period; an empty project gives one with empty tables."""
    written = interim_form(wording)
    return Document(
        title=written["title"],
        language=wording.language,
        blocks=list(_blocks(data, wording, written)),
        mark=wording.mark,
        form="interim",
        edition=wording.edition,
        subject=f"{data.project.ref} · {data.project.title}",
    )


def _blocks(data: ReportData, wording: Wording, written: dict[str, Any]) -> Iterator[Block]:
    yield Paragraph(written["title"], style="title", align="center")
    values = identity_values(data, places("interim_identity", wording.edition), wording.language)
    for line, value in zip(written["identity"], values, strict=True):
        yield Paragraph(f"{line} {value}".rstrip())
    for place, heading in zip(places("interim", wording.edition), written["sections"], strict=True):
        yield Paragraph(heading, style=_STYLES.get(place, "heading"))
        yield from _SECTIONS[place](data, written, wording.language)
    yield from explanations(data, wording.language)
    yield from signature_blocks(data, wording)


def _period(data: ReportData, written: dict[str, Any], language: str) -> Iterator[Block]:
    """The reporting period; where none was chosen, the project's."""
    first, last = data.from_day or data.project.starts_on, data.to_day or data.project.ends_on
    yield Paragraph(days(first, last, language))


def _activities(data: ReportData, written: dict[str, Any], language: str) -> Iterator[Block]:
    spread = Spread(data, {})
    for task, parts in spread.parts(ACTIVITIES):
        yield from task_blocks(task, parts, data, language)
    if others := spread.others(ACTIVITIES):
        yield Paragraph(say(language, "other_activities"), style="subheading")
        for one in others:
            yield from activity_blocks(one, data.texts, language)


def _activity_table(data: ReportData, written: dict[str, Any], language: str) -> Iterator[Block]:
    yield _table(written["activity_table"], list(_rows(data, language)), "activities", _WIDTHS)


def _risks(data: ReportData, written: dict[str, Any], language: str) -> Iterator[Block]:
    rows: list[Sequence[Value | Cell]] = [
        [": ".join(part for part in (one.title, one.text) if part), one.mitigation]
        for one in data.notes
        if one.kind == "risk"
    ]
    yield _table(written["risk_table"], rows, "risks", (50, 50))


def _appendices(data: ReportData, written: dict[str, Any], language: str) -> Iterator[Block]:
    rows: list[Sequence[Value | Cell]] = [appendix_row(one, language) for one in data.appendices]
    yield _table(written["appendix_table"], rows, "appendices", (16, 34, 50))


_SECTIONS: dict[str, Callable[[ReportData, dict[str, Any], str], Iterator[Block]]] = {
    "period": _period,
    "activities": _activities,
    "activity_table": _activity_table,
    "risks": _risks,
    "appendices": _appendices,
}
# Sentences that stand between sections, not above one.
_STYLES = {"activity_table": "body", "appendices": "body"}


def _table(headings: Sequence[str], rows: list[Sequence[Value | Cell]], code: str, widths: Sequence[float]) -> Table:
    """A table of the form; one without rows keeps an empty one to be written in."""
    head = [Cell(one, is_bold=True) for one in headings]
    return Table([head], rows or [[None] * len(headings)], widths=widths, code=code)


def _rows(data: ReportData, language: str) -> Iterator[Sequence[Value | Cell]]:
    """Every activity, numbered through, below its task."""
    number = 0
    for task in data.tasks:
        if any(measure.activities for measure in task.measures):
            yield [_across(say(language, "task", number=task.number, title=task.title))]
        for measure in task.measures:
            yield from _measure_rows(measure, number, language)
            number += len(measure.activities)
    if data.other_activities:
        yield [_across(say(language, "other_activities"))]
    for place, one in enumerate(data.other_activities, number + 1):
        yield [place, *_facts(one, language), None, None]


def _measure_rows(measure: MeasureEntry, before: int, language: str) -> Iterator[Sequence[Value | Cell]]:
    """A measure's activities; how far its plan is met and its appendix stand once, beside all of them."""
    size = len(measure.activities)
    common = fulfilment(measure, language), measure.appendix
    for place, one in enumerate(measure.activities):
        last: list[Value | Cell] = list(common)
        if 1 < size <= _MOST_MERGED:
            last = [] if place else [Cell(value, rows=size, align="center") for value in common]
        yield [before + place + 1, *_facts(one, language), *last]


def _facts(one: ActivityEntry, language: str) -> list[Value | Cell]:
    met = one.is_held or one.number
    return [
        activity_name(one, language) + (f" – {one.topic}" if one.topic and one.topic not in one.title else ""),
        days(one.starts_on, one.ends_on, language) or say(language, "no_date"),
        place_of(one),
        number_of(one, language) if met else say(language, "not_held"),
        categories_in_words(one.categories, language),
        "; ".join(speaker_of(who) for who in one.speakers),
    ]


def categories_in_words(categories: dict[str, int], language: str) -> str:
    """«Жастар – 18, Жұмыссыздар – 2», in the order of the form's columns; those not stated last."""
    named = [code for code in DIMENSIONS["category"] if categories.get(code)]
    return ", ".join(f"{label(LABELS['category'], code, language)} – {figure(categories[code])}" for code in named)


def fulfilment(measure: MeasureEntry, language: str) -> str:
    """Per figure the share of its plan: «Қатысушылар: 124 %»."""
    said = [f"{one.label.of(language)}: {figure(one.percent)} %" for one in measure.figures if one.percent is not None]
    return "; ".join(said)


def _across(text: str) -> Cell:
    return Cell(text, columns=len(_WIDTHS), is_bold=True)
