"""Issuing a report: dataset, texts, rules and files are stored once, together, and never change."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from grants import jobs
from grants.actions.audit import record_audit
from grants.models import Edition, Job, Project, User
from reports.catalogue import FORMS
from reports.dataset import ReportData
from reports.dataset.canonical import dataset_sha256
from reports.export import write_form
from reports.forms import Wording
from reports.forms.issued import Issued
from reports.models import IssuedFile, IssuedReport
from reports.models.issued import issued_path
from reports.queries.drafts import draft_data
from reports.queries.findings import open_findings
from reports.queries.issued import REPORT_ISSUE, latest_interim, next_number, sha256_of
from reports.queries.moment import one_moment
from reports.queries.periods import reporting_period
from reports.report_files import report_filename
from rules.errors import AppError
from rules.plan_progress import Period

Progress = Callable[[int, int], None]
_TRIES = 3


@dataclass(frozen=True)
class Wish:
    """Which report is issued. `origin`: where its page will be found, such as https://outreach.example.kz."""

    form: str
    edition: str
    language: str
    period: Period
    origin: str


class _NumberTakenError(Exception):
    """Another report of this form was issued meanwhile."""


def ask_to_issue(project: Project, wish: Wish, *, act: uuid.UUID, by: User) -> Job:
    """Ask for a report to be issued; the same `act` again is the same work, whether it is done or not.

    Raises AppError findings_open while something is neither mended nor accepted, no_such_form for a form that is not
    issued, period_upside_down.
    """
    asked = Job.objects.of(project.organisation).filter(kind=REPORT_ISSUE, params__act=str(act)).first()
    if asked:
        return asked
    form = FORMS.get(wish.form)
    if form is None or not form.can_be_issued or not form.is_of_project:
        raise AppError("no_such_form", 422)
    reporting_period(project=project, form=wish.form, asked=wish.period)
    _refuse_open(project)
    days = [day.isoformat() if day else "" for day in (wish.period.starts_on, wish.period.ends_on)]
    wished = {"form": wish.form, "edition": wish.edition, "language": wish.language}
    return jobs.ask(
        organisation=project.organisation,
        kind=REPORT_ISSUE,
        subject=":".join(map(str, (project.pk, *wished.values(), *days))),
        by=by,
        params={
            "act": str(act),
            "project": project.pk,
            "ref": project.ref,
            "first": days[0],
            "last": days[1],
            "origin": wish.origin,
            **wished,
        },
    )


def issue(project: Project, wish: Wish, *, code: str, by: User, progress: Progress) -> IssuedReport:
    """Issue a report under a verification code. Safe to repeat: a code is issued once, and a run that was killed leaves
    no row. Raises AppError findings_open."""
    found = _issued_under(project, code)
    if found:
        return found
    with translation.override(wish.language):
        with one_moment():
            _refuse_open(project)
            data = draft_data(project=project, language=wish.language, period=wish.period, form=wish.form)
        for _attempt in range(_TRIES):
            try:
                return _issue_once(project, wish, data, code=code, by=by, progress=progress)
            except _NumberTakenError:
                continue
            except IntegrityError:
                # Whoever was faster issued this very code, or this number.
                if found := _issued_under(project, code):
                    return found
    raise AppError("try_again", 409)


def _refuse_open(project: Project) -> None:
    number = len(open_findings(project))
    if number:
        raise AppError("findings_open", 422, number=number)


def _issued_under(project: Project, code: str) -> IssuedReport | None:
    return IssuedReport.objects.of(project.organisation).filter(verify_code=code).first()


def _issue_once(
    project: Project, wish: Wish, data: ReportData, *, code: str, by: User, progress: Progress
) -> IssuedReport:
    """The files are written first, for they hold the number; the rows follow in one short transaction, under a lock."""
    report = _report(project, wish, data, code=code, by=by)
    with TemporaryDirectory() as folder:
        files = _written(report, wish, data, Path(folder), progress)
        stored: list[IssuedFile] = []
        try:
            for path in files:
                stored.append(_stored(report, path))
            with transaction.atomic():
                Project.objects.select_for_update().get(pk=project.pk)
                if next_number(project=project, form=wish.form) != report.number:
                    raise _NumberTakenError
                report.save()
                for one in stored:
                    one.save()
                about = {"form": wish.form, "number": report.number, "sha256": report.dataset_sha256}
                record_audit(project.organisation, by, "report.issue", report, **about)
        except BaseException:
            for one in stored:
                default_storage.delete(str(one.file.name))
            raise
    _tidy(stored)
    return report


def _report(project: Project, wish: Wish, data: ReportData, *, code: str, by: User) -> IssuedReport:
    edition = Edition.objects.get(code=wish.edition)
    dataset = data.model_dump(mode="json")
    rule = data.statistics
    return IssuedReport(
        organisation=project.organisation,
        project=project,
        form=wish.form,
        edition=wish.edition,
        language=wish.language,
        number=next_number(project=project, form=wish.form),
        verify_code=code,
        dataset=dataset,
        dataset_sha256=dataset_sha256(dataset),
        texts=data.texts,
        rules={
            "forms": edition.forms,
            "basis": rule.basis,
            "rule": rule.rule.model_dump(),
            "precedence": rule.precedence.model_dump(),
        },
        findings=[one.model_dump(mode="json") for one in data.findings],
        since=latest_interim(project=project) if wish.form == "final" else None,
        issued_by=by,
    )


def _written(report: IssuedReport, wish: Wish, data: ReportData, folder: Path, progress: Progress) -> list[Path]:
    """Every format of the form, in a folder of this run alone."""
    address = f"{wish.origin}{reverse('reports:verify', args=[report.verify_code])}"
    issued = Issued(report.number, data.made_at.date(), report.organisation.name, address, sha256=report.dataset_sha256)
    wording = Wording(wish.edition, report.rules["forms"], wish.language, issued=issued)
    formats = FORMS[wish.form].formats
    paths = []
    for place, file_format in enumerate(formats):

        def tell(done: int, of: int, place: int = place) -> None:
            progress(100 * place + 100 * done // max(of, 1), 100 * len(formats))

        name = report_filename(report.project, wish.form, report.number, wish.language, file_format=file_format)
        with (folder / name).open("wb") as file:
            own = report.organisation
            write_form(wish.form, data, wording, file_format, file, tell, organisation=own)
        paths.append(folder / name)
    return paths


def _stored(report: IssuedReport, path: Path) -> IssuedFile:
    with path.open("rb") as content:
        sha256 = sha256_of(content)
        content.seek(0)
        one = IssuedFile(report=report, format=path.suffix[1:], sha256=sha256, size=path.stat().st_size)
        one.file.save(path.name, File(content), save=False)
    return one


def _tidy(stored: list[IssuedFile]) -> None:
    """Files of runs of this code that were killed before they could write a row."""
    kept = {one.file.name for one in stored}
    folder = Path(issued_path(stored[0], "")).as_posix()
    for name in default_storage.listdir(folder)[1]:
        if f"{folder}/{name}" not in kept:
            default_storage.delete(f"{folder}/{name}")
