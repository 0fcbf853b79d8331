"""The whole import: read, check, compare, and bring in all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO

from django.conf import settings
from django.db import IntegrityError, transaction

from events.models import Activity, Attendance, Person
from grants.actions.audit import record_audit
from grants.models import AuditEntry, Measure, Organisation, User
from grants.planning import tables_grew
from media_log.models import Mention, Post
from outreach.desk.workbook.apply import Writer
from outreach.desk.workbook.checks import check_book
from outreach.desk.workbook.draft import ADDED, CHANGED, Draft, Tally
from outreach.desk.workbook.faults import Finding, Findings
from outreach.desk.workbook.known import load_known
from outreach.desk.workbook.plan_activities import plan_activities, tally_activities
from outreach.desk.workbook.plan_attendance import plan_attendance
from outreach.desk.workbook.plan_grants import plan_indicators, plan_measures, plan_projects
from outreach.desk.workbook.plan_head_counts import plan_head_counts
from outreach.desk.workbook.plan_materials import plan_materials
from outreach.desk.workbook.plan_publications import plan_publications
from outreach.desk.workbook.progress import Report, Steps
from outreach.desk.workbook.reader import Book, read_book
from rules.errors import AppError

VERB = "workbook.import"


@dataclass
class Outcome:
    """What an import found and did. With faults nothing is applied and the tally says nothing."""

    dry_run: bool
    applied: bool = False
    tally: Tally = field(default_factory=Tally)
    faults: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)


def check_workbook(organisation: Organisation, file: IO[bytes], size: int, *, report: Report | None = None) -> Outcome:
    """What an import would do. Writes nothing."""
    steps, findings = Steps(report), Findings()
    book = read_book(file, size, settings.WORKBOOK_MAX_BYTES, findings, steps)
    check_book(book, findings)
    steps.next()
    draft = _draft(organisation, book, findings, steps)
    return _outcome(draft, dry_run=True)


def import_workbook(
    organisation: Organisation,
    file: IO[bytes],
    size: int,
    *,
    by: User | None,
    report: Report | None = None,
    subject: str = "workbook",
) -> Outcome:
    """Bring a workbook in: all of it or, with any fault, nothing.

    `subject` names the act in the trail. Raises AppError try_again when somebody wrote the same rows at that moment.
    """
    steps, findings = Steps(report), Findings()
    book = read_book(file, size, settings.WORKBOOK_MAX_BYTES, findings, steps)
    check_book(book, findings)
    steps.next()
    try:
        with transaction.atomic():
            return _import(organisation, book, findings, steps, by, subject)
    except IntegrityError as error:
        raise AppError("try_again", 409) from error


def _import(
    organisation: Organisation, book: Book, findings: Findings, steps: Steps, by: User | None, subject: str
) -> Outcome:
    # Two imports of one organisation go one after the other: the second compares with what the first has written.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    draft = _draft(organisation, book, findings, steps)
    if findings.faults:
        return _outcome(draft, dry_run=False)
    if draft.tally.total(ADDED) + draft.tally.total(CHANGED):
        Writer(draft.known, by, steps).write(draft.writes)
        tables_grew(Measure, Activity, Person, Attendance, Post, Mention)
        record_audit(organisation, by, VERB, subject, sheets=draft.tally.sheets())
    steps.next()
    outcome = _outcome(draft, dry_run=False)
    outcome.applied = True
    return outcome


def imported_before(organisation: Organisation, subject: str) -> dict[str, dict[str, int]] | None:
    """The counts of an import that is in the trail already: its worker died after the work was done."""
    entry = AuditEntry.objects.of(organisation).filter(verb=VERB, subject=subject).first()
    return entry.details["sheets"] if entry else None


def _draft(organisation: Organisation, book: Book, findings: Findings, steps: Steps) -> Draft:
    draft = Draft(book, load_known(organisation), findings)
    plan_projects(draft)
    plan_measures(draft)
    plan_indicators(draft)
    steps.next()
    plan_activities(draft)
    steps.next()
    plan_attendance(draft, steps)
    steps.next()
    plan_head_counts(draft)
    tally_activities(draft)
    plan_materials(draft)
    plan_publications(draft)
    draft.tell_missing_sheets()
    steps.next()
    return draft


def _outcome(draft: Draft, *, dry_run: bool) -> Outcome:
    order = {sheet.title: place for place, sheet in enumerate(draft.book.sheets.values(), start=1)}

    def place(finding: Finding) -> tuple[int, int, str]:
        return order.get(finding.sheet, 0), finding.row or 0, finding.column

    findings = draft.findings
    outcome = Outcome(dry_run, faults=sorted(findings.faults, key=place), warnings=sorted(findings.warnings, key=place))
    if not findings.faults:
        outcome.tally = draft.tally
    return outcome
