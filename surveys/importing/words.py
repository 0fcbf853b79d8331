"""Words about files of answers: why one cannot be read, why a value cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FILE_WORDS: dict[str, str | Promise] = {
    "file_empty": _("The file is empty: nothing stands in it. Choose the file once more."),
    "file_too_big": _("The file is larger than %(limit)s MB. Divide it into several files."),
    "file_unpacks_too_big": _("The file unpacks to far too much data. Save the table anew and send it."),
    "file_not_table": _("This is not a table. Download the answers as CSV or Excel workbook (.xlsx) and send that."),
    "file_not_xlsx": _("This is not an Excel workbook (.xlsx). Save the table as .xlsx or CSV and send that."),
    "file_csv": _("This is not an Excel workbook (.xlsx). Save the table as .xlsx or CSV and send that."),
    "file_old_xls": _("This is an old Excel file (.xls). Open it and save it as Excel workbook (.xlsx) or CSV."),
    "file_macros": _("The workbook holds macros. Save it as Excel workbook (.xlsx) without macros."),
    "file_encrypted": _("The workbook is locked by a password. Save a copy without a password and send that."),
    "file_damaged": _("The workbook is damaged and cannot be read. Open it, save it anew and send it again."),
    "cell_without_end": _(
        "In row %(row)s a cell does not end: a quotation mark is not closed. Save the table anew as CSV or .xlsx."
    ),
    "too_many_rows": _("The file has more than %(limit)s rows. Divide it into several files."),
    "too_many_columns": _("The file has more than %(limit)s columns. Leave those with answers only."),
}


def file_words(code: str, params: Mapping[str, object]) -> str:
    """Why a file cannot be read and what to do."""
    return str(FILE_WORDS[code]) % dict(params)
