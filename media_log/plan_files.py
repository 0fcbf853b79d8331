"""The content plan as a file: a table for Excel and Word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import BinaryIO

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grants.models import Project
from media_log.labels import PLATFORM_LABELS
from media_log.queries.planned import LineState, PlanLine, counts_of
from media_log.writers.docx import write_docx
from media_log.writers.parts import Document, Progress, Section, Table
from media_log.writers.pdf import write_pdf
from media_log.writers.xlsx import write_xlsx

Writer = Callable[[Document, BinaryIO, Progress], None]
_OFFICE = "application/vnd.openxmlformats-officedocument."
# Ending -> content type and writer.
ENDINGS: dict[str, tuple[str, Writer]] = {
    "xlsx": (f"{_OFFICE}spreadsheetml.sheet", write_xlsx),
    "docx": (f"{_OFFICE}wordprocessingml.document", write_docx),
    "pdf": ("application/pdf", write_pdf),
}


def state_words(state: LineState) -> str:
    """Where a line stands, in a word."""
    words = {
        LineState.DONE: pgettext("plan", "published"),
        LineState.DUE: pgettext("plan", "ahead"),
        LineState.OVERDUE: pgettext("plan", "overdue"),
        LineState.DROPPED: pgettext("plan", "dropped"),
    }
    return words[state]


def plan_document(project: Project, lines: Sequence[PlanLine], *, month: date | None) -> Document:
    """The lines of a month, or (None) of the whole plan, in the language in force."""
    counts = counts_of(lines)
    period = capfirst(date_format(month, "YEAR_MONTH_FORMAT")) if month else _("The whole project")
    columns = [
        (_("№"), 5),
        (_("Date"), 12),
        (_("Activity"), 34),
        (_("Platform"), 14),
        (_("Kind"), 14),
        (_("About what"), 44),
        (_("State"), 14),
        (_("Responsible"), 18),
    ]
    rows = [_row(number, one) for number, one in enumerate(lines, 1)]
    table = Table([name for name, _width in columns], [width for _name, width in columns], rows)
    sums = _("Planned: %(planned)s. Published: %(done)s, ahead: %(due)s, overdue: %(overdue)s, dropped: %(dropped)s.")
    figures = {"planned": counts.planned, **vars(counts)}
    section = Section(_("Content plan"), "", [sums % figures], table=table)
    return document_of(_("Content plan"), [f"{project.ref} · {project.title}", period], [section], is_landscape=True)


def document_of(
    title: str, lines: Sequence[str], sections: Sequence[Section], *, is_landscape: bool = False
) -> Document:
    """A document in the language in force, made now."""
    page = _("page %(page)s of %(pages)s")
    return Document(
        title=title,
        lines=lines,
        sections=sections,
        made=_("Made on %(day)s") % {"day": date_format(timezone.localtime(), "SHORT_DATETIME_FORMAT")},
        language=(translation.get_language() or "kk")[:2],
        page_of=lambda number, pages: page % {"page": number, "pages": pages},
        is_landscape=is_landscape,
    )


def _row(number: int, one: PlanLine) -> list[object]:
    line = one.line
    return [
        number,
        line.planned_on,
        line.activity.title if line.activity else "",
        str(PLATFORM_LABELS.get(line.platform, line.platform)),
        str(line.get_kind_display()),
        line.title,
        state_words(one.state),
        # To be filled in by hand: who writes it.
        "",
    ]
