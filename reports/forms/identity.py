"""The lines at the head of a report: whose it is."""

from __future__ import annotations

from collections.abc import Sequence

from reports.dataset import ReportData
from reports.forms.words import money


def identity_values(data: ReportData, fields: Sequence[str], language: str) -> list[str]:
    """The values of these fields of the project, in their order; "" where nothing is known."""
    return [_value(data, field, language) for field in fields]


def _value(data: ReportData, field: str, language: str) -> str:
    if field == "amount":
        return money(data.project.amount, language)
    return str(getattr(data.project, field))
