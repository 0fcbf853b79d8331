"""A file's summary in words: for the terminal, and for the page that asks for decisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rules.questionnaires.sheets import Fault
from surveys.words import fault_words


def lines_of(summary: dict[str, Any], *, dry_run: bool) -> Iterator[str]:
    """What the command prints."""
    for column in summary["columns"]:
        yield from _column_lines(column)
    for code, letters in summary["twice"].items():
        yield _("Columns %(columns)s are all taken for %(question)s. Leave one.") % {
            "columns": ", ".join(letters),
            "question": code,
        }
    for code, found in summary["left_out"].items():
        yield left_out_words(code, found)
    if summary["blank"]["times"]:
        yield blank_words(summary["blank"])
    if not summary["ready"]:
        yield _("Nothing was brought in: something waits for a decision. Write it into a mapping file.")
        return
    yield outcome_words(summary, dry_run=dry_run)


def outcome_words(summary: dict[str, Any], *, dry_run: bool) -> str:
    """How many sheets came, or would come, in."""
    particulars = {
        "added": summary["added"],
        "already": summary["already"],
        "repeated": summary["repeated"]["times"],
    }
    words = (
        _("Would come in: %(added)s sheets; in already: %(already)s; people who have a sheet: %(repeated)s.")
        if dry_run
        else _("Came in: %(added)s sheets; in already: %(already)s; people who have a sheet: %(repeated)s.")
    )
    return words % particulars


def left_out_words(question: str, found: dict[str, Any]) -> str:
    """Answers that the questionnaire's own rules leave out."""
    words = ngettext(
        "%(question)s: %(n)s answer is left out, for this question is not shown to who answered so (rows %(rows)s).",
        "%(question)s: %(n)s answers are left out, for this question is not shown to who answered so (rows %(rows)s).",
        found["times"],
    )
    return words % {"question": question, "n": found["times"], "rows": rows_words(found)}


def blank_words(found: dict[str, Any]) -> str:
    """Rows that hold no answer."""
    words = ngettext(
        "%(n)s row holds no answer and is left out (row %(rows)s).",
        "%(n)s rows hold no answer and are left out (rows %(rows)s).",
        found["times"],
    )
    return words % {"n": found["times"], "rows": rows_words(found)}


def rows_words(found: dict[str, Any]) -> str:
    """The rows' numbers; the first of them where they are many."""
    rows = ", ".join(str(row) for row in found["rows"])
    return f"{rows} …" if found["times"] > len(found["rows"]) else rows


def why_words(unmatched: dict[str, Any]) -> str:
    """Why a value cannot be taken."""
    if unmatched["fault"] == "unknown_option":
        return _("None of the answers reads so.")
    return fault_words(Fault(unmatched["fault"], unmatched["params"]))


def _column_lines(column: dict[str, Any]) -> Iterator[str]:
    name = f"{column['letter']} ({column['heading']})" if column["heading"] else column["letter"]
    if column["question"] is None:
        yield _("%(column)s: which question is this? Name it, or leave the column out.") % {"column": name}
    elif column["question"] == "":
        yield _("%(column)s: left out.") % {"column": name}
    else:
        yield _("%(column)s → %(question)s: %(taken)s answers, %(empty)s empty.") % {
            "column": name,
            "question": column["question"],
            "taken": column["taken"],
            "empty": column["empty"],
        }
    for found in column["unmatched"]:
        yield f"  “{found['value']}” · {why_words(found)} · {_('rows')} {rows_words(found)}"
    more = column["unmatched_values"] - len(column["unmatched"])
    if more:
        yield ngettext("  and %(n)s more value", "  and %(n)s more values", more) % {"n": more}
