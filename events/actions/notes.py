"""Notes of a project: add, change, delete. Two people at one text lose nothing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from events.actions.once import hold_project, was_done
from events.models import ProjectNote
from grants.actions.audit import record_audit
from grants.models import AuditEntry, Organisation, User
from rules.errors import AppError


@transaction.atomic
def add_note(note: ProjectNote, *, act: uuid.UUID, by: User | None) -> None:
    """Keep a new note; `act` is the form's UUID: sent again it adds nothing."""
    held = hold_project(note.project)
    if was_done(held.organisation, "note.create", act):
        return
    note.save()
    record_audit(held.organisation, by, "note.create", note, act=str(act), kind=note.kind)


@transaction.atomic
def change_note(note: ProjectNote, values: Mapping[str, object], *, seen: datetime | None, by: User | None) -> None:
    """Set these fields of a note. `seen`: its `changed_at` when it was read for changing. The same once more changes
    nothing.

    Raises AppError note_changed_meanwhile (409) when it says something else by now, note_gone (409) when it was
    deleted.
    """
    held = ProjectNote.objects.select_for_update().filter(pk=note.pk).first()
    if held is None:
        raise AppError("note_gone", 409)
    if all(getattr(held, name) == value for name, value in values.items()):
        return
    if held.changed_at != seen:
        raise AppError("note_changed_meanwhile", 409)
    for name, value in values.items():
        setattr(held, name, value)
    held.save()
    record_audit(held.organisation, by, "note.change", held, kind=held.kind)


@transaction.atomic
def delete_note(note: ProjectNote, *, by: User | None, seen: datetime | None = None) -> None:
    """Delete a note; the trail says that it was there, and in which project. `seen`: its `changed_at` when it was read.
    Raises AppError note_changed_meanwhile (409) where somebody has written into it since."""
    held = ProjectNote.objects.select_for_update().filter(pk=note.pk).first()
    if held and seen and held.changed_at != seen:
        raise AppError("note_changed_meanwhile", 409)
    record_audit(note.organisation, by, "note.delete", note, kind=note.kind, project=note.project_id)
    note.delete()


def deleted_note(*, organisation: Organisation, pk: int) -> AuditEntry | None:
    """The entry of the trail about a note that was deleted; its details say kind and project."""
    subject = f"{ProjectNote._meta.label}:{pk}"
    return AuditEntry.objects.of(organisation).filter(verb="note.delete", subject=subject).first()


def last_change(note: ProjectNote) -> AuditEntry | None:
    """Who wrote the note as it stands, and when."""
    subject, verbs = f"{note._meta.label}:{note.pk}", ("note.create", "note.change")
    entries = AuditEntry.objects.of(note.organisation).filter(subject=subject, verb__in=verbs)
    return entries.select_related("actor").order_by("-pk").first()
