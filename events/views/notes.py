"""The notes of a project that reports ask for: one page, and a form for each note."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from events.actions.notes import add_note, change_note, delete_note, deleted_note, last_change
from events.forms.notes import NoteForm
from events.models import NoteKind, ProjectNote
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit, may_view
from grants.views.projects import project_or_404
from rules.errors import AppError

_ADD = {
    NoteKind.GOAL: gettext_lazy("Write the goal"),
    NoteKind.RESULT: gettext_lazy("Add a result"),
    NoteKind.RISK: gettext_lazy("Add a risk"),
    NoteKind.SUCCESS_STORY: gettext_lazy("Add a success story"),
    NoteKind.RECOMMENDATION: gettext_lazy("Add a recommendation"),
}
_CHANGE = {
    NoteKind.GOAL: gettext_lazy("Change the goal"),
    NoteKind.RESULT: gettext_lazy("Change the result"),
    NoteKind.RISK: gettext_lazy("Change the risk"),
    NoteKind.SUCCESS_STORY: gettext_lazy("Change the success story"),
    NoteKind.RECOMMENDATION: gettext_lazy("Change the recommendation"),
}
_HEADINGS = {
    NoteKind.GOAL: gettext_lazy("Goal"),
    NoteKind.RESULT: gettext_lazy("Results"),
    NoteKind.RISK: gettext_lazy("Risks"),
    NoteKind.SUCCESS_STORY: gettext_lazy("Success stories"),
    NoteKind.RECOMMENDATION: gettext_lazy("Recommendations"),
}


@require_safe
@member_view(may_view)
def notes(request: MemberRequest, ref: str) -> HttpResponse:
    """Every note of a project, in the order of the forms."""
    project = project_or_404(request, ref)
    found = list(ProjectNote.objects.filter(project=project).select_related("activity").order_by("pk"))
    sections = [
        {"kind": kind, "heading": _HEADINGS[kind], "add": _ADD[kind], "notes": [n for n in found if n.kind == kind]}
        for kind in NoteKind
    ]
    context = {"project": project, "sections": sections, "may_edit": may_edit(request.membership)}
    return render(request, "events/notes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def note_new(request: MemberRequest, ref: str, kind: str) -> HttpResponse:
    """Add a note of a kind."""
    project = project_or_404(request, ref)
    note = _new(project, kind)
    form = NoteForm(request.POST or None, note=note)
    if not form.is_valid():
        return _form(request, form, _ADD[NoteKind(kind)])
    for name, value in form.values().items():
        setattr(note, name, value)
    add_note(note, act=form.act(), by=request.user)
    messages.success(request, _("Added."))
    return redirect("events:notes", ref)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def note_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a note. Who was slower than somebody else is shown both texts, and loses neither."""
    note = ProjectNote.objects.of(request.organisation).select_related("project__organisation").filter(pk=pk).first()
    if note is None:
        return _gone(request, pk)
    form = NoteForm(request.POST or None, note=note)
    if not form.is_valid():
        return _form(request, form, _CHANGE[NoteKind(note.kind)], note)
    try:
        change_note(note, form.values(), seen=form.seen_at(), by=request.user)
    except AppError as refused:
        if refused.code == "note_gone":
            return _gone(request, pk)
        return _both(request, pk)
    messages.success(request, _("Saved."))
    return redirect("events:notes", note.project.ref)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def note_delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask once more and delete."""
    found = ProjectNote.objects.of(request.organisation).select_related("organisation", "project")
    note = get_object_or_404(found, pk=pk)
    is_changed = False
    if request.method == "POST":
        try:
            delete_note(note, by=request.user, seen=_moment(request.POST.get("seen", "")))
        except AppError:
            # Somebody has written into it while the question stood: it is asked again, with their words.
            is_changed = True
        else:
            messages.success(request, _("Deleted."))
            return redirect("events:notes", note.project.ref)
    context = {"note": note, "project": note.project, "is_changed": is_changed, "seen": note.changed_at.isoformat()}
    return render(request, "events/note_delete.html", context, status=409 if is_changed else 200)


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _both(request: MemberRequest, pk: int) -> HttpResponse:
    """The form with what was typed, beside what somebody else has written meanwhile."""
    theirs = ProjectNote.objects.of(request.organisation).select_related("project__organisation", "activity").get(pk=pk)
    # Having seen the other text, the next "Save" is meant.
    form = NoteForm({**request.POST.dict(), "seen": theirs.changed_at.isoformat()}, note=theirs)
    context = {"theirs": theirs, "their_change": last_change(theirs)}
    return _form(request, form, _CHANGE[NoteKind(theirs.kind)], theirs, status=409, **context)


def _gone(request: MemberRequest, pk: int) -> HttpResponse:
    """A note that somebody deleted meanwhile: what was typed can be kept as a new one."""
    entry = deleted_note(organisation=request.organisation, pk=pk)
    project = entry and Project.objects.of(request.organisation).filter(pk=entry.details["project"]).first()
    if entry is None or not project:
        raise Http404
    if request.method != "POST":
        return redirect("events:notes", project.ref)
    kind = entry.details["kind"]
    form = NoteForm(request.POST, note=_new(project, kind))
    action = reverse("events:note_new", args=[project.ref, kind])
    return _form(request, form, _ADD[NoteKind(kind)], status=409, is_gone=True, action=action)


def _new(project: Project, kind: str) -> ProjectNote:
    if kind not in NoteKind.values:
        raise Http404
    return ProjectNote(organisation=project.organisation, project=project, kind=kind)


def _form(
    request: MemberRequest, form: NoteForm, title: Any, note: ProjectNote | None = None, status: int = 0, **more: Any
) -> HttpResponse:
    context = {"form": form, "title": title, "note": note, "project": form.note.project, **more}
    status = status or (422 if form.errors else 200)
    return render(request, "events/note_form.html", context, status=status)
