"""Plan against actual: of a measure, and of the whole project with the deviation and why."""

from __future__ import annotations

from decimal import Decimal

from grants.labels import INDICATOR_UNIT_LABELS
from grants.wording import unit_code
from reports.blocks import Cell, Table, Value
from reports.dataset import ReportData
from reports.dataset.model import FigureEntry, MeasureEntry
from reports.forms.words import figure, label, plain, say
from rules.indicators import INDICATOR_CODES

# Findings whose accepted reason explains a deviation.
_OF_PLAN = frozenset({"plan_not_met", "plan_over_half"})


def measure_plan(measure: MeasureEntry, language: str) -> list[Table]:
    """A table of a measure's figures; none where it has none."""
    if not measure.figures:
        return []
    return [
        Table(
            head=[heads(language, "indicator", "unit", "plan", "actual", "percent")],
            rows=[plan_row(one, language) for one in measure.figures],
            widths=(44, 16, 12, 12, 16),
            caption=say(language, "plan_caption", number=measure.number),
            code=f"plan:{measure.number}",
        )
    ]


def plan_match(data: ReportData, language: str) -> list[Table]:
    """All figures: of the measures in their order, then of the project."""
    rows = [
        _with_deviation(one, measure.number, _reason(data, f"{data.project.ref} {measure.number}"), language)
        for task in data.tasks
        for measure in task.measures
        for one in measure.figures
    ]
    whole, reason = say(language, "whole_project"), _reason(data, data.project.ref)
    rows += [_with_deviation(one, whole, reason, language) for one in data.figures]
    if not rows:
        return []
    head = heads(language, "number", "indicator", "unit", "plan", "actual", "percent", "deviation", "reason")
    caption = say(language, "plan_match_caption")
    return [Table([head], rows, widths=(9, 28, 12, 11, 11, 12, 11, 26), caption=caption, code="plan_match")]


def figure_in_words(one: FigureEntry, language: str) -> str:
    """«Қатысушылар: 1 709 адам (жоспар – 500)»."""
    known = one.actual is not None
    actual = f"{figure(one.actual)} {unit_of(one, language)}".rstrip() if known else _unknown(one, language)
    return say(language, "figure", label=one.label.of(language), actual=actual, plan=figure(one.plan))


def unit_of(one: FigureEntry, language: str) -> str:
    """Its unit; the usual ones in the language of the form, the contract's own word as it is."""
    code = unit_code(one.unit)
    return label(INDICATOR_UNIT_LABELS, code, language) if code else one.unit


def heads(language: str, *keys: str) -> list[Cell]:
    """Headings of a table that no form prescribes."""
    return [Cell(say(language, key), is_bold=True) for key in keys]


def plan_row(one: FigureEntry, language: str) -> list[Value | Cell]:
    """A figure's name, unit, plan, actual and percent."""
    actual: Value = _unknown(one, language) if one.actual is None else plain(one.actual)
    return [one.label.of(language), unit_of(one, language), plain(one.plan), actual, plain(one.percent)]


def _unknown(one: FigureEntry, language: str) -> str:
    """Nobody has told what the program counts, or it cannot count it."""
    return say(language, "no_figure" if one.code in INDICATOR_CODES else "by_hand")


def _with_deviation(one: FigureEntry, number: str, reason: str, language: str) -> list[Value | Cell]:
    deviation: Decimal | None = None if one.actual is None else one.actual - one.plan
    return [number, *plan_row(one, language), plain(deviation), reason if deviation else ""]


def _reason(data: ReportData, record: str) -> str:
    """Why the figures of this measure or project are others than planned, as it was accepted."""
    accepted = (one for one in data.findings if one.reason and one.code in _OF_PLAN and record in one.records)
    return "; ".join(dict.fromkeys(one.reason for one in accepted))
