"""Many activities as they would be made: their titles, and what is odd about a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from grants.models import Project


@dataclass(frozen=True)
class PreviewRow:
    """One row of the formset under the title its activity would get ("" where it is left out)."""

    form: Any
    title: str
    warnings: list[str]


@dataclass(frozen=True)
class Preview:
    """All rows, and how many would be made."""

    rows: list[PreviewRow]
    number: int


def preview_of(formset: Any, project: Project, title_of: Callable[[Any, int], str]) -> Preview:
    """`title_of(row, place)`: the title of a row that is the place-th (from 0) of those that are in."""
    times = Counter(_when(form) for form in formset if form.is_in)
    rows: list[PreviewRow] = []
    place = 0
    for form in formset:
        if not form.is_in:
            rows.append(PreviewRow(form, "", []))
            continue
        rows.append(PreviewRow(form, title_of(form, place), list(_warnings(form, project, times))))
        place += 1
    return Preview(rows, place)


def _warnings(form: Any, project: Project, times: Counter[Any]) -> Iterable[str]:
    day = _day(form)
    if day is None:
        if not form.is_bound:
            yield _("No day was found in this line: write it here.")
        return
    if (project.starts_on and day < project.starts_on) or (project.ends_on and day > project.ends_on):
        yield _("Outside the contract period")
    if times[_when(form)] > 1:
        yield _("Another one is on the same day at the same time and place.")


def _day(form: Any) -> date | None:
    """The day as it would be kept; None where there is none or it cannot be read."""
    value = form.cleaned_data.get("starts_on") if form.is_bound and form.is_valid() else form.initial.get("starts_on")
    return value if isinstance(value, date) else None


def _when(form: Any) -> tuple[Any, ...]:
    said = form.cleaned_data if form.is_bound and form.is_valid() else form.initial
    return tuple(said.get(name) or "" for name in ("starts_on", "starts_at", "venue"))
