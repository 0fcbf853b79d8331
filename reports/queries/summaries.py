"""What the page of the operator's summary says: its projects, its texts, its files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from grants.models import Edition, Job, Organisation, Project
from reports.catalogue import EDITIONS, LANGUAGE_NAMES, LANGUAGES
from reports.forms import Wording
from reports.forms.summary import SLOTS
from reports.forms.summary.words import sections
from reports.models import IssuedReport, OperatorText
from reports.queries.centre import REPORT_FILE, is_long_work
from reports.queries.grantees import last_issued
from reports.queries.readable import readable_projects
from rules.errors import AppError

# A summary of more projects is not made while somebody waits.
MOST_PROJECTS_AT_ONCE = 3
_RECENT = 5
_SUBJECT = "summary:"


@dataclass(frozen=True)
class SummaryLine:
    """A project that a summary can have, with its last issued final report (None: there is none)."""

    project: Project
    issued: IssuedReport | None

    @property
    def language_name(self) -> str:
        """The issued report's language, as it calls itself."""
        return LANGUAGE_NAMES[self.issued.language] if self.issued else ""


def summary_lines(*, organisation: Organisation) -> list[SummaryLine]:
    """Every readable project, by grantee. Two queries."""
    listed = list(readable_projects(organisation))
    issued = last_issued([one.pk for one in listed], form="final")
    return [SummaryLine(one, issued.get(one.pk)) for one in listed]


def chosen_projects(*, organisation: Organisation, numbers: Iterable[int]) -> list[Project]:
    """The readable projects with these numbers, by grantee. Raises AppError summary_projects_gone where one of them
    cannot be read (any more)."""
    wanted = set(numbers)
    found = list(readable_projects(organisation).filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise AppError("summary_projects_gone", 422)
    return found


def without_final_report(projects: Iterable[Project]) -> list[Project]:
    """Those of the projects that have no issued final report. One query."""
    listed = list(projects)
    issued = last_issued([one.pk for one in listed], form="final")
    return [one for one in listed if one.pk not in issued]


def is_long_summary(projects: Sequence[Project]) -> bool:
    """Whether the summary of these projects takes longer than a person waits for a page."""
    if len(projects) > MOST_PROJECTS_AT_ONCE:
        return True
    return any(is_long_work(project=one, form="final") for one in projects)


def summary_subject(projects: Iterable[Project], *shape: str) -> str:
    """What tells apart the work for one summary from that for another: its projects and its shape."""
    numbers = ",".join(sorted(str(one.pk) for one in projects))
    return _SUBJECT + ":".join([hashlib.sha256(numbers.encode()).hexdigest(), *shape])


def recent_summaries(*, organisation: Organisation) -> list[Job]:
    """The latest drafts of summaries that a worker makes or has made. One query."""
    made = Job.objects.of(organisation).filter(kind=REPORT_FILE, subject__startswith=_SUBJECT)
    return list(made[:_RECENT])


def operator_texts(*, organisation: Organisation) -> dict[tuple[str, str], OperatorText | None]:
    """What the organisation wrote at each place of its summary: (slot, language) -> text. One query."""
    rows = OperatorText.objects.of(organisation).select_related("changed_by")
    found = {(one.slot, one.language): one for one in rows}
    return {(slot, language): found.get((slot, language)) for slot in SLOTS for language in LANGUAGES}


def across_kept(report: IssuedReport) -> list[dict[str, Any]]:
    """What stood between the grantees when a summary was issued; its days as days."""
    return [{**one, "day": date.fromisoformat(one["day"]) if one["day"] else None} for one in report.findings]


def text_headings(language: str) -> dict[str, str]:
    """Slot -> the heading above it in the newest edition. One query."""
    newest = Edition.objects.get(code=EDITIONS[-1])
    found = {one.place: one.heading for one in sections(Wording(newest.code, newest.forms, language))}
    return {slot: found[slot] for slot in SLOTS}
