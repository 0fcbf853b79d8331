"""The list of publications as a file: texts that are no formulas, each number with the day it was read."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO, StringIO
from itertools import chain
from typing import Any, cast

from django.db.models import Prefetch, QuerySet
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from media_log.labels import PLATFORM_LABELS
from media_log.models import Mention, Post
from media_log.overview_forms import PAID_LABELS
from media_log.queries.chosen import NO, UNKNOWN, YES
from rules.spreadsheets import safe_cell

# A workbook is made while somebody waits; CSV flows and may be of any length.
MOST_ROWS_XLSX = 10_000
_CHUNK = 1000
_WIDTHS = (6, 12, 36, 12, 14, 16, 40, 46, 28, 11, 12, 11, 12, 11, 12, 11, 12, 16, 14)


def headings() -> list[str]:
    """The columns."""
    read_on = _("read on")
    numbers = (_("Followers"), _("Views"), _("Likes"), _("Reach"))
    return [
        _("No."),
        _("Project"),
        _("Activity"),
        _("Date"),
        _("Platform"),
        _("Kind"),
        _("Title"),
        _("Link"),
        _("Page"),
        *chain.from_iterable((number, read_on) for number in numbers),
        _("Language"),
        _("Paid or free"),
    ]


def rows_of(posts: QuerySet[Post]) -> Iterator[list[Any]]:
    """A row per post, each once, however many activities mention it. Two queries per 1,000 posts."""
    mentions = Mention.objects.select_related("activity__project", "project")
    found = posts.select_related("page").prefetch_related(Prefetch("mentions", mentions))
    for number, post in enumerate(found.iterator(chunk_size=_CHUNK), start=1):
        yield [number, *_row(post)]


def _row(post: Post) -> list[Any]:
    mentions = list(post.mentions.all())
    projects = dict.fromkeys((one.activity.project if one.activity else one.project).ref for one in mentions)
    activities = dict.fromkeys(f"{one.activity.ref} · {one.activity.title}" for one in mentions if one.activity)
    paid = {True: YES, False: NO, None: UNKNOWN}[post.is_paid]
    return [
        "; ".join(projects),
        "; ".join(activities),
        post.made_on,
        str(PLATFORM_LABELS.get(post.platform, post.platform)),
        str(post.get_kind_display()),
        post.title,
        post.url,
        post.page.name if post.page else "",
        post.page_followers,
        post.followers_read_on,
        post.views,
        post.views_read_on,
        post.likes,
        post.likes_read_on,
        post.reach,
        post.reach_read_on,
        capfirst(str(post.get_language_display())) if post.language else "",
        str(PAID_LABELS[paid]) if post.is_paid is not None else "",
    ]


def csv_parts(posts: QuerySet[Post]) -> Iterator[bytes]:
    """The list as CSV that spreadsheets in this country open: UTF-8 with its mark, semicolons. Part by part."""
    # Asked now: the answer flows when its request is over.
    return _in_language(get_language() or "", _csv_parts(posts))


def _in_language(language: str, parts: Iterator[bytes]) -> Iterator[bytes]:
    with override(language):
        yield from parts


def _csv_parts(posts: QuerySet[Post]) -> Iterator[bytes]:
    text = StringIO("\ufeff", newline="")
    text.seek(1)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(heading) for heading in headings()])
    for row in rows_of(posts):
        writer.writerow([value.isoformat() if isinstance(value, date) else safe_cell(value) for value in row])
        if row[0] % _CHUNK == 0:
            yield _taken(text)
    yield _taken(text)


def _taken(text: StringIO) -> bytes:
    part = text.getvalue()
    text.seek(0)
    text.truncate()
    return part.encode()


def posts_xlsx(posts: QuerySet[Post], *, heading: Sequence[str]) -> bytes:
    """The list as an Excel workbook; `heading`: what it is limited to, in words."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(_("Publications")[:31])
    for place, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A4"
    sheet.append([_styled(sheet, " · ".join([_("Publications"), *heading]), font=Font(bold=True, size=14))])
    sheet.append([])
    head = {
        "font": Font(bold=True),
        "fill": PatternFill("solid", fgColor="E3F1EF"),
        "alignment": Alignment(wrap_text=True),
    }
    sheet.append([_styled(sheet, text, **head) for text in headings()])
    for row in rows_of(posts):
        sheet.append([_dated(sheet, value) if isinstance(value, date) else safe_cell(value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _styled(sheet: Any, value: object, **styles: Any) -> Any:
    cell = WriteOnlyCell(sheet, value=cast(Any, safe_cell(value)))
    for name, style in styles.items():
        setattr(cell, name, style)
    return cell


def _dated(sheet: Any, day: date) -> Any:
    cell = WriteOnlyCell(sheet, value=cast(Any, day))
    cell.number_format = "DD.MM.YYYY"
    return cell
