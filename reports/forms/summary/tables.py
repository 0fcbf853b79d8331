"""The tables of the summary: each column by its code, the total a sum of its own rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.blocks import Cell, Table, Value
from reports.dataset.model import ProjectEntry
from reports.dataset.summary import DirectionLine, PartnerLine, SummaryData
from reports.forms import Wording
from reports.forms.summary.words import columns, words
from reports.forms.words import days

# Columns that are added up beneath a table.
_SUMMED = frozenset({"grants", "amount", "saved", "used"})
_WIDTHS = {"number": 5, "grants": 10, "amount": 16, "saved": 16, "used": 16, "grant_type": 14, "contract": 16}


def directions(data: SummaryData, wording: Wording) -> Table:
    """Priority directions with the number and sum of their grants."""

    def cell(code: str, number: int, line: DirectionLine) -> Value:
        if code == "direction":
            return line.title or words(wording.language, "not_stated")
        return {"number": number, "grants": line.grants, "amount": _tenge(line.amount)}[code]

    heads = columns("directions", wording.edition, wording.language)
    rows = [[cell(code, number, line) for code in heads] for number, line in enumerate(data.directions(), 1)]
    return _table("directions", heads, rows, wording)


def grants(data: SummaryData, wording: Wording) -> Table:
    """The grants in the edition's columns."""
    heads = columns("grants", wording.edition, wording.language)
    rows = [
        [_of_grant(code, number, one.data.project, wording.language) for code in heads]
        for number, one in enumerate(data.projects, 1)
    ]
    return _table("grants", heads, rows, wording)


def partners(data: SummaryData, wording: Wording, *, foreign: bool) -> Table | None:
    """Kazakh or foreign partners; None where there are none."""
    heads = columns("partners", wording.edition, wording.language)
    rows = [
        [_of_partner(code, number, line) for code in heads]
        for number, line in enumerate(data.partners(foreign=foreign), 1)
    ]
    return _table("foreign_partners" if foreign else "partners", heads, rows, wording) if rows else None


def _of_grant(code: str, number: int, project: ProjectEntry, language: str) -> Value:
    values: dict[str, Value] = {
        "number": number,
        "field_of_law": project.field_of_law,
        "direction": project.priority_direction,
        "grant_type": project.grant_type,
        "grantee": project.grantee,
        "contract": contract(project, language),
        "amount": _tenge(project.amount),
        "saved": _tenge(project.saved_amount),
        "used": _tenge(project.used_amount),
    }
    return values[code]


def _tenge(amount: Decimal | None) -> Value:
    """5 500 000, 1 200,50: both places of tiyns or none."""
    is_whole = amount is not None and amount == amount.to_integral_value()
    return int(amount) if is_whole and amount is not None else amount


def contract(project: ProjectEntry, language: str) -> str:
    """«№ 36, 08.05.2025 жыл», whatever of it is known."""
    signed = days(project.contract_date, None, language)
    if project.contract_number and signed:
        return words(language, "number_and_day", number=project.contract_number, day=signed)
    return f"№ {project.contract_number}" if project.contract_number else signed


def _of_partner(code: str, number: int, line: PartnerLine) -> Value:
    partner = line.partner
    values: dict[str, Value] = {
        "number": number,
        "grantee": line.grantee,
        "project": line.project,
        "organisation": partner.name,
        "head_name": partner.head_name,
        "contact": partner.contact,
        "address": partner.address,
    }
    return values[code]


def _table(code: str, heads: dict[str, str], rows: list[list[Value]], wording: Wording) -> Table:
    summed: Sequence[bool] = [column in _SUMMED for column in heads]
    return Table(
        head=[[Cell(heading, is_bold=True) for heading in heads.values()]],
        rows=rows,
        widths=[_WIDTHS.get(column, 28) for column in heads],
        code=code,
        total=(words(wording.language, "total"), summed) if any(summed) else None,
    )
