"""A form sent twice is one act: the trail knows what the first one did."""

from __future__ import annotations

import uuid

from grants.actions.audit import record_audit
from grants.models import AuditEntry, Organisation, Project, User


def hold_project(project: Project) -> Project:
    """The project's row, held until the transaction ends, so that the same form sent twice at once comes in turn."""
    return (
        Project.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation").get(pk=project.pk)
    )


def was_done(organisation: Organisation, verb: str, act: uuid.UUID) -> bool:
    """Whether this form has done `verb` already. Ask while holding the project."""
    return done_before(organisation, verb, act) is not None


def done_before(organisation: Organisation, verb: str, act: uuid.UUID) -> AuditEntry | None:
    """The line of the trail that tells of the act. Ask while holding a row that the second sender waits for."""
    return AuditEntry.objects.of(organisation).filter(verb=verb, details__act=str(act)).first()


def note_done(organisation: Organisation, by: User | None, verb: str, act: uuid.UUID, **details: object) -> None:
    """Write the line of an act that is about several rows; `details` as in `record_audit`."""
    record_audit(organisation, by, verb, f"act:{act}", act=str(act), **details)
