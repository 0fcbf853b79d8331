"""One line of the trail per act."""

from django.db import models

from grants.models import AuditEntry, Organisation, User


def record_audit(
    organisation: Organisation, actor: User | None, verb: str, subject: models.Model | str, **details: object
) -> AuditEntry:
    """Note that `actor` (None: a program) did `verb`, such as "attendance.void".

    `details` must be JSON-able and free of personal data.
    """
    name = subject if isinstance(subject, str) else f"{subject._meta.label}:{subject.pk}"
    return AuditEntry.objects.create(
        organisation=organisation, actor=actor, verb=verb, subject=name[:200], details=details
    )
