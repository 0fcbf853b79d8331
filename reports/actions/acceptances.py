"""Letting a finding stand with a written reason, and taking that back."""

from __future__ import annotations

import unicodedata
from datetime import date

from django.db import transaction

from grants.actions.audit import record_audit
from grants.models import Project, User
from reports.models import Acceptance
from reports.narrative.typed import normalised
from reports.queries.findings import judged_findings
from rules.errors import AppError

LEAST_REASON = 10
MOST_REASON = 1000


@transaction.atomic
def accept_finding(project: Project, *, key: str, reason: str, by: User, today: date | None = None) -> Acceptance:
    """Accept the finding that has this key now. Accepted already: it stays as it is, whoever presses again.

    Raises AppError reason_too_short (letters; spaces at the ends and signs that nobody sees are not counted) and
    finding_gone: nothing has this key any more, because it was mended or its figures are others.
    """
    reason = normalised(reason)
    if len(reason) > MOST_REASON or _seen(reason) < LEAST_REASON:
        raise AppError("reason_too_short", 422, least=LEAST_REASON, most=MOST_REASON)
    # Two at once wait here for each other; the unique constraint would refuse the second.
    Project.objects.select_for_update().get(pk=project.pk)
    found = {one.finding.key(): one for one in judged_findings(project=project, today=today)}
    if key not in found:
        raise AppError("finding_gone", 409)
    if accepted := found[key].acceptance:
        return accepted
    finding = found[key].finding
    acceptance = Acceptance.objects.create(
        organisation=project.organisation,
        project=project,
        code=finding.code,
        key=key,
        message=str(finding.message),
        reason=reason,
        accepted_by=by,
    )
    record_audit(project.organisation, by, "finding.accept", acceptance, code=finding.code, records=[*finding.records])
    return acceptance


@transaction.atomic
def withdraw_acceptance(acceptance: Acceptance, *, by: User) -> None:
    """The finding is open again; the trail keeps what was accepted and why. Withdrawn already: nothing happens."""
    locked = Acceptance.objects.select_for_update().filter(pk=acceptance.pk).first()
    if locked is None:
        return
    details = {"code": locked.code, "message": locked.message, "reason": locked.reason}
    record_audit(locked.organisation, by, "finding.withdraw", locked, **details)
    locked.delete()


def _seen(reason: str) -> int:
    """How many of its letters a reader sees."""
    return len("".join(one for one in reason if unicodedata.category(one) != "Cf").strip())
