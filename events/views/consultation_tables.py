"""The register across activities: its tables, the entries behind a figure, the Excel file, the list of subjects."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.actions.subjects import add_subject, merge_subjects, offer_subject, rename_subject
from events.consultation_files import ask_for_register, register_filename, register_now
from events.forms.consultation_tables import MergeForm, RegisterFilterForm, SubjectForm
from events.models import Channel, ClientUnit, Subject
from events.participant_pages import keep_private, participant_page
from events.queries.consultations import (
    RegisterFilter,
    entries_found,
    months_of,
    register_tables,
    subjects_with_numbers,
)
from events.refusals import words_of
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in, may_edit
from rules.errors import AppError

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@member_view(may_check_in)
def consultation_tables(request: MemberRequest) -> HttpResponse:
    """The month, subject and specialist tables; staff see those of one activity."""
    form = _filter(request)
    is_valid = form.is_valid()
    chosen = form.chosen() if is_valid else RegisterFilter()
    _refuse_beyond_own(request, chosen if is_valid else None)
    form.offer_months(months_of(organisation=request.organisation))
    context: dict[str, Any] = {"form": form, "chosen": chosen, "may_edit": may_edit(request.membership)}
    if is_valid:
        context |= {
            "tables": register_tables(organisation=request.organisation, chosen=chosen),
            "activity": form.cleaned_data["activity"],
            "channels": dict(Channel.choices),
            "units": dict(ClientUnit.choices),
        }
    return participant_page(request, "events/consultation_tables.html", context, 200 if is_valid else 422)


@require_safe
@member_view(may_check_in)
def consultation_entries(request: MemberRequest) -> HttpResponse:
    """The entries behind a figure, each with its way to correct or undo it."""
    form = _filter(request)
    if not form.is_valid():
        raise AppError("no_such_figure", 404)
    chosen = form.chosen()
    _refuse_beyond_own(request, chosen)
    found = entries_found(organisation=request.organisation, chosen=chosen).select_related(
        "subject",
        "attendance__activity",
        "attendance__collected_by",
        "attendance__voided_by",
        "attendance__replaced_by",
    )
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "limits": _in_words(request, form, chosen),
        "query": chosen.query,
    }
    return participant_page(request, "events/consultation_entries.html", context)


@require_POST
@member_view(may_edit)
def consultation_export(request: MemberRequest) -> HttpResponse:
    """The register as an Excel file: at once, or as long work where it is large."""
    form = _filter(request)
    if not form.is_valid():
        raise AppError("no_such_figure", 404)
    chosen, language = form.chosen(), "ru" if get_language() == "ru" else "kk"
    content = register_now(organisation=request.organisation, chosen=chosen, language=language)
    if content is None:
        asked = ask_for_register(organisation=request.organisation, chosen=chosen, language=language, by=request.user)
        return redirect("desk:job", asked.pk)
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{register_filename(chosen)}"'
    return keep_private(response)


def _filter(request: MemberRequest) -> RegisterFilterForm:
    return RegisterFilterForm(request.GET, organisation=request.organisation)


def _refuse_beyond_own(request: MemberRequest, chosen: RegisterFilter | None) -> None:
    """Who only counts at activities sees the register of one activity at a time."""
    if not may_edit(request.membership) and (chosen is None or chosen.activity is None):
        raise AppError("not_allowed", 403)


def _in_words(request: MemberRequest, form: RegisterFilterForm, chosen: RegisterFilter) -> list[str]:
    """What the list is limited to."""
    data = form.cleaned_data
    words = [str(data[name]) for name in ("project", "activity") if data[name]]
    if chosen.channel:
        words.append(str(Channel(chosen.channel).label))
    if chosen.unit:
        words.append(str(ClientUnit(chosen.unit).label))
    if chosen.subject is not None:
        subject = Subject.objects.of(request.organisation).filter(pk=chosen.subject).first()
        words.append(subject.name if subject else _("subject not stated"))
    if chosen.specialist is not None:
        words.append(chosen.specialist or _("specialist not stated"))
    return words


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def subjects(request: MemberRequest) -> HttpResponse:
    """The organisation's list of subjects, each with its entries; add one."""
    form = SubjectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_subject(request.organisation, name=form.cleaned_data["name"], by=request.user)
        except AppError as refused:
            form.add_error("name", words_of(refused))
        else:
            messages.success(request, _("“%(name)s” is on the list.") % {"name": added.name})
            return redirect("events:subjects")
    context = {"form": form, "subjects": subjects_with_numbers(organisation=request.organisation)}
    return render(request, "events/subjects.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def subject(request: MemberRequest, pk: int) -> HttpResponse:
    """Rename a subject, offer it no longer, merge it into another one."""
    found = get_object_or_404(Subject.objects.of(request.organisation).select_related("organisation"), pk=pk)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act in {"retire", "offer"}:
        offer_subject(found, offered=act == "offer", by=request.user)
        messages.success(request, _("The changes are saved."))
        return redirect("events:subjects")
    name = SubjectForm(request.POST if act == "rename" else None, initial={"name": found.name})
    merge = MergeForm(request.POST if act == "merge" else None, subject=found)
    if act == "rename" and name.is_valid():
        try:
            rename_subject(found, name=name.cleaned_data["name"], by=request.user)
        except AppError as refused:
            found.refresh_from_db()
            name.add_error("name", words_of(refused))
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("events:subjects")
    if act == "merge" and merge.is_valid():
        moved = merge_subjects(kept=merge.cleaned_data["into"], merged=found, by=request.user)
        words = ngettext("%(n)s entry has the other subject now.", "%(n)s entries have the other subject now.", moved)
        messages.success(request, words % {"n": moved})
        return redirect("events:subjects")
    entries = entries_found(organisation=request.organisation, chosen=RegisterFilter(subject=found.pk)).count()
    context = {"subject": found, "name": name, "merge": merge, "entries": entries}
    return render(request, "events/subject.html", context, status=422 if request.method == "POST" else 200)
