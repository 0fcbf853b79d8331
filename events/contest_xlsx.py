"""The entries of a contest as an Excel workbook. Names only where there is consent: others are not stored at all."""

from __future__ import annotations

from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from events.models import Contest
from events.queries.contests import entries_of
from rules.spreadsheets import safe_cell

_WIDTHS = (8, 40, 24, 30, 10, 30, 22, 10, 30, 14)


def entries_xlsx(contest: Contest) -> bytes:
    """One row for each entry, withdrawn ones marked."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = pgettext("contest", "Entries")[:31]
    sheet.append([safe_cell(contest.activity.title)])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([])
    headings = [
        _("No."),
        _("Title of the work"),
        _("Nomination"),
        _("Author"),
        _("Age"),
        _("School or organisation"),
        _("Consent to the name"),
        _("Place"),
        _("Diploma or prize"),
        _("Withdrawn"),
    ]
    sheet.append(headings)
    for cell in sheet[3]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E3F1EF")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for line in entries_of(contest=contest):
        entry = line.entry
        row = [
            entry.number,
            entry.title,
            entry.nomination.title if entry.nomination else "",
            entry.author_name,
            entry.author_age,
            entry.from_where,
            str(entry.get_name_consent_display()),
            entry.place,
            entry.prize,
            _("withdrawn") if entry.withdrawn_at else "",
        ]
        sheet.append([safe_cell(value) for value in row])
    for place, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A4"
    file = BytesIO()
    book.save(file)
    return file.getvalue()
