"""What does not add up in a project, and what of it was accepted with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone, translation

from grants.models import Organisation, Project
from reports.contradictions import Finding, contradictions
from reports.contradictions.titles import title_of
from reports.dataset.model import FindingEntry
from reports.models import Acceptance


@dataclass(frozen=True)
class JudgedFinding:
    """A finding as it is now. `acceptance`: its reason, where it was accepted with these very figures; `lapsed`: the
    newest acceptance of it with other figures or records, which counts no longer."""

    finding: Finding
    acceptance: Acceptance | None = None
    lapsed: Acceptance | None = None

    @property
    def is_open(self) -> bool:
        """Neither mended nor accepted."""
        return self.acceptance is None


@dataclass(frozen=True)
class FindingsPart:
    """The findings in a few lines: how many contradictions and gaps are open, how many were accepted, the first open
    ones with their titles."""

    errors: int
    warnings: int
    accepted: int
    first: list[tuple[str, Finding]]

    @property
    def open(self) -> int:
        """What still has to be mended or accepted."""
        return self.errors + self.warnings


def findings_part(project: Project, *, today: date | None = None, first: int = 3) -> FindingsPart:
    """What the report centre shows of the findings."""
    judged = judged_findings(project=project, today=today)
    left = [one.finding for one in judged if one.is_open]
    errors = sum(one.severity == "error" for one in left)
    shown = [(title_of(one.code), one) for one in left[:first]]
    return FindingsPart(errors, len(left) - errors, len(judged) - len(left), shown)


def judged_findings(
    *, project: Project, today: date | None = None, reader: Organisation | None = None
) -> list[JudgedFinding]:
    """Every finding of a project as of `today`, the contradictions before the gaps, each with its acceptance; for
    another organisation that reads the project (`reader`), what it may know. One query more than the checks."""
    return with_acceptances(contradictions(project=project, today=today, reader=reader), project)


def open_findings(project: Project, *, today: date | None = None, reader: Organisation | None = None) -> list[Finding]:
    """What still has to be mended or accepted before a report is issued."""
    judged = judged_findings(project=project, today=today, reader=reader)
    return [one.finding for one in judged if one.is_open]


def with_acceptances(findings: Iterable[Finding], project: Project) -> list[JudgedFinding]:
    """Findings in their order, each with what was written about it. One query."""
    listed = list(findings)
    given = list(Acceptance.objects.filter(project=project).select_related("accepted_by").order_by("pk"))
    valid = {one.key: one for one in given}
    keys = {one.key() for one in listed}
    lapsed = [one for one in given if one.key not in keys]
    alone = {code for code, number in Counter(one.code for one in listed).items() if number == 1}
    return [_judged(one, valid, lapsed, is_alone=one.code in alone) for one in listed]


def accepted_entries(*, project: Project, language: str, today: date | None = None) -> list[FindingEntry]:
    """The accepted findings for a report's annex, in its language ("kk", "ru"). A project in which nothing was accepted
    costs one query."""
    if not Acceptance.objects.filter(project=project).exists():
        return []
    with translation.override(language):
        judged = judged_findings(project=project, today=today)
        return [_entry(one.finding, one.acceptance) for one in judged if one.acceptance]


def _judged(
    finding: Finding, valid: dict[str, Acceptance], lapsed: list[Acceptance], *, is_alone: bool
) -> JudgedFinding:
    acceptance = valid.get(finding.key())
    if acceptance:
        return JudgedFinding(finding, acceptance)
    same = [one for one in lapsed if one.key.startswith(finding.same_key())]
    # Other records now: the only finding of its code is taken for the one that was accepted then.
    if not same and is_alone:
        same = [one for one in lapsed if one.code == finding.code]
    return JudgedFinding(finding, None, same[-1] if same else None)


def _entry(finding: Finding, acceptance: Acceptance) -> FindingEntry:
    return FindingEntry(
        code=finding.code,
        severity=finding.severity.value,
        message=str(finding.message),
        records=[*finding.records],
        reason=acceptance.reason,
        accepted_on=timezone.localdate(acceptance.accepted_at),
    )
