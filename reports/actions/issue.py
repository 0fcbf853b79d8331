"""Issuing a project's report: dataset, texts, rules and files are stored once, together, and never change."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import translation

from grants import jobs
from grants.models import Edition, Job, JobState, Organisation, Project, User
from reports.actions.freezing import Frozen, Progress, freeze, issued_under
from reports.catalogue import FORMS
from reports.dataset import ReportData
from reports.export import write_form
from reports.forms import Wording
from reports.models import IssuedReport
from reports.queries.drafts import draft_data
from reports.queries.findings import open_findings
from reports.queries.issued import REPORT_ISSUE, latest_interim
from reports.queries.moment import one_moment
from reports.queries.periods import reporting_period
from rules.errors import AppError
from rules.plan_progress import Period


@dataclass(frozen=True)
class Wish:
    """Which report is issued. `origin`: where its page will be found, such as https://outreach.example.kz."""

    form: str
    edition: str
    language: str
    period: Period
    origin: str


def ask_to_issue(project: Project, wish: Wish, *, act: uuid.UUID, by: User) -> Job:
    """Ask for a report to be issued; the same `act` with the same wish again is the same work, whether it is done or
    not. After a failure it is new work.

    Raises AppError findings_open while something is neither mended nor accepted, no_such_form for a form that is not
    issued, period_upside_down.
    """
    days = [day.isoformat() if day else "" for day in (wish.period.starts_on, wish.period.ends_on)]
    wished = {"form": wish.form, "edition": wish.edition, "language": wish.language}
    subject = ":".join(map(str, (project.pk, *wished.values(), *days)))
    if asked := asked_before(project.organisation, act, subject):
        return asked
    form = FORMS.get(wish.form)
    if form is None or not form.can_be_issued or not form.is_of_project:
        raise AppError("no_such_form", 422)
    reporting_period(project=project, form=wish.form, asked=wish.period)
    _refuse_open(project)
    params = {"act": str(act), "project": project.pk, "ref": project.ref, "first": days[0], "last": days[1], **wished}
    params["origin"] = wish.origin
    with transaction.atomic():
        # The same press sent twice waits here for the other one, which may be done by now.
        Project.objects.select_for_update().get(pk=project.pk)
        return asked_before(project.organisation, act, subject) or jobs.ask(
            organisation=project.organisation, kind=REPORT_ISSUE, subject=subject, by=by, params=params
        )


def issue(project: Project, wish: Wish, *, code: str, by: User, progress: Progress) -> IssuedReport:
    """Issue a report under a verification code. Safe to repeat: a code is issued once, and a run that was killed leaves
    no row. Raises AppError findings_open, not_allowed where `by` may not issue by now."""
    found = issued_under(project.organisation, code)
    if found:
        return found
    with translation.override(wish.language):
        with one_moment():
            _refuse_open(project)
            data = draft_data(project=project, language=wish.language, period=wish.period, form=wish.form)
        return freeze(_frozen(project, wish, data), code=code, by=by, progress=progress)


def asked_before(organisation: Organisation, act: uuid.UUID, subject: str) -> Job | None:
    """The work of issuing this that the act has asked for already, whether it is done or not; none that failed."""
    asked = Job.objects.of(organisation).filter(kind=REPORT_ISSUE, subject=subject, params__act=str(act))
    return asked.exclude(state=JobState.FAILED).first()


def _refuse_open(project: Project) -> None:
    number = len(open_findings(project))
    if number:
        raise AppError("findings_open", 422, number=number)


def _frozen(project: Project, wish: Wish, data: ReportData) -> Frozen:
    def write(wording: Wording, file_format: str, file: BinaryIO, tell: Progress) -> None:
        write_form(wish.form, data, wording, file_format, file, tell, organisation=project.organisation)

    return Frozen(
        organisation=project.organisation,
        project=project,
        form=wish.form,
        edition=wish.edition,
        language=wish.language,
        origin=wish.origin,
        on=data.made_at.date(),
        values=_values(project, wish, data),
        write=write,
    )


def _values(project: Project, wish: Wish, data: ReportData) -> dict[str, Any]:
    edition = Edition.objects.get(code=wish.edition)
    rule = data.statistics
    return {
        "dataset": data.model_dump(mode="json"),
        "texts": data.texts,
        "rules": {
            "forms": edition.forms,
            "basis": rule.basis,
            "rule": rule.rule.model_dump(),
            "precedence": rule.precedence.model_dump(),
        },
        "findings": [one.model_dump(mode="json") for one in data.findings],
        "since": latest_interim(project=project) if wish.form == "final" else None,
    }
