"""Adding confirming documents: files and links, to an activity or to a project as a whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.actions.evidence import Kept, keep_file, keep_link
from events.forms.evidence import NewFilesForm, NewLinkForm, ToldForm
from events.models import Activity
from events.queries.evidence import Document, usual_types
from events.refusals import words_of
from events.views.evidence import activity_of, project_of
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit
from rules.errors import AppError
from rules.kinds import EVIDENCE_TYPES

# Of a contract as a whole, what is usual.
_GENERAL = ["report", "letter", "memorandum", "photo", "other"]


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def documents_add(request: MemberRequest, ref: str) -> HttpResponse:
    """Files for an activity."""
    activity = activity_of(request, ref)
    return _add_files(request, activity.project, activity)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def link_add(request: MemberRequest, ref: str) -> HttpResponse:
    """A link for an activity."""
    activity = activity_of(request, ref)
    return _add_link(request, activity.project, activity)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def project_documents_add(request: MemberRequest, ref: str) -> HttpResponse:
    """Files for a project as a whole."""
    return _add_files(request, project_of(request, ref), None)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def project_link_add(request: MemberRequest, ref: str) -> HttpResponse:
    """A link for a project as a whole."""
    return _add_link(request, project_of(request, ref), None)


def _add_files(request: MemberRequest, project: Project, activity: Activity | None) -> HttpResponse:
    form = NewFilesForm(request.POST or None, request.FILES or None, **_about(request, activity, "photo"))
    if request.method == "POST" and form.is_valid():
        kept = []
        for file in form.cleaned_data["files"]:
            try:
                told = form.told()
                kept.append(
                    keep_file(project=project, activity=activity, file=file, name=file.name, told=told, by=request.user)
                )
            except AppError as refused:
                form.add_error("files", f"{file.name}: {words_of(refused)}")
        _say(request, kept)
        if not form.errors:
            return redirect(_place(project, activity))
    return _page(request, project, activity, form, "files")


def _add_link(request: MemberRequest, project: Project, activity: Activity | None) -> HttpResponse:
    form = NewLinkForm(request.POST or None, **_about(request, activity, "links"))
    if request.method == "POST" and form.is_valid():
        link = form.cleaned_data["link"]
        try:
            kept = keep_link(project=project, activity=activity, link=link, told=form.told(), by=request.user)
        except AppError as refused:
            form.add_error("link", words_of(refused))
        else:
            _say(request, [kept])
            return redirect(_place(project, activity))
    return _page(request, project, activity, form, "link")


def _about(request: MemberRequest, activity: Activity | None, usually: str) -> dict[str, Any]:
    """What the form begins with: the type and the caption that the address names, the points of the activity."""
    asked = request.GET.get("type", "")
    usual = usual_types(activity) if activity else _GENERAL
    if usually not in usual:
        usual = [*usual, usually]
    return {
        "usual": usual,
        "points": list(activity.points.values_list("name", flat=True)) if activity else [],
        "initial": {
            "type": asked if asked in EVIDENCE_TYPES else usually,
            "caption": request.GET.get("caption", "")[:300],
        },
    }


def _page(
    request: MemberRequest, project: Project, activity: Activity | None, form: ToldForm, what: str
) -> HttpResponse:
    names = ("documents_add", "link_add") if activity else ("project_documents_add", "project_link_add")
    ref = activity.ref if activity else project.ref
    context = {
        "project": project,
        "activity": activity,
        "form": form,
        "what": what,
        "files_address": reverse(f"events:{names[0]}", args=[ref]),
        "link_address": reverse(f"events:{names[1]}", args=[ref]),
        "back": _place(project, activity),
    }
    return render(request, "events/documents_add.html", context, status=422 if form.errors else 200)


def _place(project: Project, activity: Activity | None) -> str:
    if activity:
        return reverse("events:activity_documents", args=[activity.ref])
    return reverse("events:project_documents", args=[project.ref])


def _say(request: MemberRequest, kept: list[Kept]) -> None:
    """What became of them: new ones with their numbers, those that were there, those that stand elsewhere too."""
    new = [one.evidence for one in kept if one.is_new]
    if new:
        words = ngettext("%(n)s document added: %(numbers)s.", "%(n)s documents added: %(numbers)s.", len(new))
        messages.success(request, words % {"n": len(new), "numbers": _numbers([Document(one).number for one in new])})
    known = [Document(one.evidence).number for one in kept if not one.is_new]
    if known:
        words = _("Here already, so nothing was kept twice: %(numbers)s.")
        messages.info(request, words % {"numbers": _numbers(known)})
    for one in kept:
        if one.is_new and one.same_elsewhere:
            places = ", ".join(sorted({str(same.activity or same.project) for same in one.same_elsewhere}))
            words = _("%(number)s: the same file is kept elsewhere too (%(places)s).")
            messages.warning(request, words % {"number": Document(one.evidence).number, "places": places})


def _numbers(numbers: list[str]) -> str:
    return ", ".join(numbers) if len(numbers) <= 3 else f"{numbers[0]}–{numbers[-1]}"
