"""Words about numbers: what they are called, why one cannot be taken, why a table cannot be read."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from media_log.labels import Label

NUMBER_LABELS: dict[str, Label] = {
    "views": _("Views"),
    "likes": _("Likes"),
    "reach": _("Reach"),
    "page_followers": _("Followers of the page"),
}
# CountError's codes.
COUNT_WORDS: dict[str, Label] = {
    "not_a_count": _("Write a number, such as 12 500 or 1,2 тыс."),
    "negative_count": _("This cannot be below zero."),
    "part_of_one": _("Write a whole number. Thousands are written as 1200 or 1,2 тыс."),
    "count_too_large": _("This number is too large to be right. Check its zeros."),
}
FILE_WORDS: dict[str, Label] = {
    "file_empty": _("The file is empty. Choose the table once more."),
    "file_too_big": _("The file is larger than %(limit)s MB. Divide it into several files."),
    "file_unpacks_too_big": _("The file unpacks to far too much data. Save the table anew and send it."),
    "file_not_xlsx": _("This is not an Excel workbook (.xlsx). In Excel choose Save as → Excel workbook (.xlsx)."),
    "file_old_xls": _("This is an old Excel file (.xls). Open it and save it as Excel workbook (.xlsx)."),
    "file_csv": _("This is a text file (CSV), not a workbook. Open it in Excel and save it as .xlsx."),
    "file_macros": _("The workbook holds macros. Save it as Excel workbook (.xlsx) without macros."),
    "file_encrypted": _("The workbook is locked by a password. Save a copy without a password and send that."),
    "file_damaged": _("The workbook is damaged and cannot be read. Open it, save it anew and send it again."),
    "too_many_rows": _("The file has more than %(limit)s rows. Divide it into several files."),
    "no_headings": _(
        "No sheet has the headings of the table: Link, and at least one of Views, Likes, Reach, Followers. "
        "Download the table and fill that."
    ),
}
# Why a row of a table is left out.
ROW_WORDS: dict[str, Label] = {
    **COUNT_WORDS,
    "formula": _("A formula stands here. Write the number itself."),
    "not_a_link": _("This is not a link."),
    "unknown_post": _("No publication with this link is in the log. Add the link first, then send the table again."),
    "unknown_number": _("There is no publication with this number in the log."),
    "nothing_named": _("The row names no publication: its link is empty."),
    "bad_day": _("Write the day as 22.05.2025."),
    "future_day": _("This day has not come yet. Numbers are read today or were read before."),
    "early_day": _("Check the year of this day."),
    "same_again": _("Row %(row)s is about the same publication and day. Leave one of them."),
    "followers_differ": _("Row %(row)s gives the same page other followers on this day. Leave one of them."),
}


def file_words(code: str, params: Mapping[str, object]) -> str:
    """Why a file cannot be read and what to do."""
    return str(FILE_WORDS[code]) % dict(params)


def row_words(code: str, params: Mapping[str, object]) -> str:
    """Why a row is left out and what to do."""
    words = str(ROW_WORDS[code])
    return words % dict(params) if params else words
