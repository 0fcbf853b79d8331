"""A project's tables laid out as its edition's form has them: headings letter by letter, columns in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from events.labels import DIMENSION_LABELS, LABELS
from grants.models import Edition
from reports.queries.statistics import ProjectStatistics
from rules.codes import DIMENSIONS
from rules.tables import EXTRA_VALUES, TOTAL


@dataclass(frozen=True)
class FormColumn:
    """One column: the form's heading, its figure; `note` explains it to a reader of a language without a form."""

    code: str
    heading: str
    note: str
    count: int
    in_group: bool = False
    is_extra: bool = False

    @property
    def is_printed(self) -> bool:
        """The form's own columns always; the extra last ones only when they are not zero."""
        return not self.is_extra or self.count > 0


@dataclass(frozen=True)
class FormTable:
    """One of the three tables: a row of figures under headings, some of them below a common one."""

    dimension: str
    heading: str
    note: str
    group_heading: str
    columns: tuple[FormColumn, ...]

    @property
    def before_group(self) -> list[FormColumn]:
        """Columns with a heading of their own, left of the group."""
        return [column for column in self.columns if not column.in_group and not column.is_extra]

    @property
    def group(self) -> list[FormColumn]:
        """Columns below the common heading."""
        return [column for column in self.columns if column.in_group]

    @property
    def extra(self) -> list[FormColumn]:
        """What the form has no column for."""
        return [column for column in self.columns if column.is_extra]

    @property
    def printed(self) -> list[FormColumn]:
        """The columns of a printed or exported table."""
        return [column for column in self.columns if column.is_printed]


def form_language(language: str) -> str:
    """Forms exist in Kazakh and Russian; everybody else gets the Kazakh one."""
    return "ru" if language == "ru" else "kk"


def form_tables(*, edition: Edition, statistics: ProjectStatistics, language: str) -> list[FormTable]:
    """The three tables in the form of `edition`, for a reader of `language`."""
    return [_table(name, edition.forms["tables"][name], statistics, language) for name in DIMENSIONS]


def _table(name: str, form: dict[str, Any], statistics: ProjectStatistics, language: str) -> FormTable:
    wording = form_language(language)
    needs_note = wording != language
    figures = {TOTAL: statistics.total, **statistics.tables[name]}
    labels = {TOTAL: _("All participants"), **LABELS[name]}

    def columns(entries: list[dict[str, str]], *, in_group: bool) -> Iterator[FormColumn]:
        for entry in entries:
            code = entry["code"]
            note = str(labels[code]) if needs_note else ""
            yield FormColumn(code, entry[wording], note, figures[code], in_group)

    group = form["group"] or {"heading": {wording: ""}, "columns": []}
    extra = [value for value in EXTRA_VALUES if value in figures]
    return FormTable(
        dimension=name,
        heading=form["heading"][wording],
        note=str(DIMENSION_LABELS[name]) if needs_note else "",
        group_heading=group["heading"][wording],
        columns=(
            *columns(form["columns"], in_group=False),
            *columns(group["columns"], in_group=True),
            *(FormColumn(value, str(labels[value]), "", figures[value], is_extra=True) for value in extra),
        ),
    )
