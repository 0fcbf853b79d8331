"""A trial of a template: with two of everything, and with nothing. It finds what shows only when it is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.word_templates.rendering import fill_in
from reports.word_templates.schema import GROUP, LIST, Variable, variables_of
from rules.errors import AppError

# Letters that are something else to XML and to templates.
_MOST_LETTERS = 5_000_000
_WORDS = "Ә & <Б> {{ x }}"


def try_out(content: bytes, form: str) -> None:
    """Raises AppError template_breaks where a file of Word cannot be made of it."""
    for items in (2, 0):
        try:
            fill_in(content, example(variables_of(form), items), mark="!", letters=_MOST_LETTERS)
        except AppError:
            raise
        except Exception as error:
            # Word files fail in as many ways as there are programs that write them; all of them are one answer here.
            raise AppError("template_breaks", 422) from error


def example(variables: Sequence[Variable], items: int) -> dict[str, Any]:
    """Values of the right shape: every list has so many items; without items, every text is empty."""
    return {one.name: _value(one, items) for one in variables}


def _value(one: Variable, items: int) -> Any:
    if one.kind == LIST:
        return [example(one.parts, items) for _ in range(items)]
    if one.kind == GROUP:
        return example(one.parts, items)
    return _WORDS if items else ""
