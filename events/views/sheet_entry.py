"""Typing a filled paper list into the ledger, row by row; its photographs beside it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.actions.sheet_photos import add_photo, delete_photo
from events.actions.sheets import Entered, RowOutcome, clear_row, enter_row, finish_sheet
from events.facts import Facts
from events.forms.sheets import RowForm, row_initial
from events.labels import STATUS_CHOICES
from events.models import Sheet, SheetPhoto
from events.participant_pages import page_language, participant_page
from events.queries.sheets import RowState, SheetRow, facts_before, next_empty, rows_of
from events.refusals import words_of
from events.sheet_entries import meant_by
from events.sheet_words import STATUS_KEYS
from events.views.sheets import sheet_of
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in, may_edit, may_see_people
from rules.errors import AppError


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_check_in)
def sheet_entry(request: MemberRequest, code: str) -> HttpResponse:
    """One row at a time: the next empty one, or the one asked for."""
    sheet = sheet_of(request, code)
    if request.method == "POST":
        return _acted(request, sheet)
    rows = _rows(request, sheet)
    wished = request.GET.get("row", "")
    number = int(wished) if wished.isascii() and wished.isdigit() and len(wished) < 6 else next_empty(rows)
    row = next((row for row in rows if row.number == number), None)
    form = RowForm(activity=sheet.activity, initial=_initial(sheet, row)) if row else None
    return _page(request, sheet, rows, row, form)


def _acted(request: MemberRequest, sheet: Sheet) -> HttpResponse:
    act = request.POST.get("act", "save")
    if act in {"finish", "go_on"}:
        finish_sheet(sheet, is_finished=act == "finish", by=request.user)
        return redirect("events:sheet_entry", sheet.code)
    rows = _rows(request, sheet)
    row = next((row for row in rows if str(row.number) == request.POST.get("row", "")), None)
    if row is None:
        raise AppError("not_on_sheet", 404, first=sheet.first_row, last=sheet.last_row)
    if act == "clear":
        clear_row(sheet, row=row.number, by=request.user)
        messages.success(request, _("Row %(row)s is empty again.") % {"row": row.number})
        return redirect(_address(sheet, row.number))
    return _saved(request, sheet, rows, row)


def _saved(request: MemberRequest, sheet: Sheet, rows: list[SheetRow], row: SheetRow) -> HttpResponse:
    form = RowForm(request.POST, activity=sheet.activity)
    if form.is_valid() and form.is_blank:
        return redirect(_address(sheet, next_empty(rows, row.number)))
    if form.is_valid():
        # A choice is about the name it was asked for; whoever wrote another one meanwhile is asked again.
        asked = request.POST.get("asked", "") == form.cleaned_data["who"]
        chosen = request.POST.get("choose", "") if asked else ""
        full = may_see_people(request.membership)
        meant = meant_by(form, sheet=sheet, row=row, chosen=chosen, full=full)
        if meant.choices:
            return _page(request, sheet, rows, row, form, {"choices": meant.choices}, 409)
        if meant.entry:
            try:
                entered = enter_row(sheet, row=row.number, entry=meant.entry, by=request.user, language=page_language())
            except AppError as refused:
                return _page(request, sheet, rows, row, form, {"refused": words_of(refused)}, refused.status)
            _say(request, row.number, entered)
            return redirect(_address(sheet, next_empty(_rows(request, sheet), row.number)))
    return _page(request, sheet, rows, row, form, {}, 422)


def _say(request: MemberRequest, row: int, entered: Entered) -> None:
    if entered.outcome is RowOutcome.ALREADY:
        since = time_format(localtime(entered.attendance.observed_at), "H:i")
        words = _("Row %(row)s: already counted since %(time)s, so not counted twice.")
        messages.warning(request, words % {"row": row, "time": since})
    elif entered.outcome is RowOutcome.CORRECTED:
        messages.success(request, _("Row %(row)s: corrected.") % {"row": row})
    else:
        messages.success(request, _("Row %(row)s: entered.") % {"row": row})


def _rows(request: MemberRequest, sheet: Sheet) -> list[SheetRow]:
    return rows_of(sheet, full=may_see_people(request.membership))


def _address(sheet: Sheet, row: int | None) -> str:
    address = reverse("events:sheet_entry", args=[sheet.code])
    return f"{address}?row={row}" if row else address


def _initial(sheet: Sheet, row: SheetRow) -> dict[str, Any]:
    known = row.attendance
    facts = Facts()
    if known and row.state is RowState.ENTERED:
        facts = Facts(known.gender, known.age, known.birth_year, known.status_codes)
    elif row.printed and not known:
        facts = facts_before(sheet=sheet, person=row.printed)
    return {**row_initial(facts), "row": row.number, "who": row.name or row.code}


def _page(
    request: MemberRequest,
    sheet: Sheet,
    rows: list[SheetRow],
    row: SheetRow | None,
    form: RowForm | None,
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    done = sum(one.state is not RowState.EMPTY for one in rows)
    context = {
        "sheet": sheet,
        "activity": sheet.activity,
        "rows": rows,
        "row": row,
        "form": form,
        "done": done,
        "left": len(rows) - done,
        "keys": [(key, STATUS_CHOICES[code]) for key, code in STATUS_KEYS.items()],
        "photos": [photo for photo in sheet.photos.all() if _may_see(request, photo)],
        "may_edit": may_edit(request.membership),
        **(more or {}),
    }
    return participant_page(request, "events/sheet_entry.html", context, status)


@require_POST
@member_view(may_check_in)
def sheet_photos(request: MemberRequest, code: str) -> HttpResponse:
    """Add photographs of a list, one or several at once."""
    sheet = sheet_of(request, code)
    files = request.FILES.getlist("photos")
    if not files:
        raise AppError("photo_missing", 422)
    for file in files:
        assert isinstance(file, UploadedFile)
        add_photo(sheet, file, size=file.size, by=request.user)
    messages.success(request, _("The photograph is kept with the list."))
    return redirect("events:sheet_entry", sheet.code)


@require_safe
@member_view(may_check_in)  # type: ignore[arg-type]  # a file is streamed: the one answer that is no HttpResponse
def sheet_photo(request: MemberRequest, pk: int) -> HttpResponseBase:
    """One photograph. Names stand on it: for those who may see people, and for who took it."""
    photo = get_object_or_404(SheetPhoto.objects.of(request.organisation), pk=pk)
    if not _may_see(request, photo):
        raise AppError("not_allowed", 403)
    try:
        file = photo.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/jpeg", filename=f"list-{photo.pk}.jpg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
@member_view(may_edit)
def sheet_photo_delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Delete a photograph for good."""
    found = SheetPhoto.objects.of(request.organisation).select_related("sheet__activity__organisation")
    photo = get_object_or_404(found, pk=pk)
    delete_photo(photo, by=request.user)
    messages.success(request, _("The photograph was deleted."))
    return redirect("events:sheet_entry", photo.sheet.code)


def _may_see(request: MemberRequest, photo: SheetPhoto) -> bool:
    return may_see_people(request.membership) or photo.added_by_id == request.user.pk
