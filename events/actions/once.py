"""A form sent twice is one act: the trail knows what the first one did."""

from __future__ import annotations

import uuid

from grants.models import AuditEntry, Organisation, Project


def hold_project(project: Project) -> Project:
    """The project's row, held until the transaction ends, so that the same form sent twice at once comes in turn."""
    return (
        Project.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation").get(pk=project.pk)
    )


def was_done(organisation: Organisation, verb: str, act: uuid.UUID) -> bool:
    """Whether this form has done `verb` already. Ask while holding the project."""
    return AuditEntry.objects.of(organisation).filter(verb=verb, details__act=str(act)).exists()
