"""How a report is frozen, of a project or of many: files, then rows, together and once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse

from grants.actions.audit import record_audit
from grants.models import Membership, Organisation, Project, User
from grants.permissions import may_issue
from reports.catalogue import FORMS
from reports.dataset.canonical import dataset_sha256
from reports.forms import Wording
from reports.forms.issued import Issued
from reports.models import IssuedFile, IssuedReport
from reports.models.issued import issued_path
from reports.queries.issued import next_number, sha256_of
from reports.report_files import report_filename
from rules.errors import AppError

Progress = Callable[[int, int], None]
Write = Callable[[Wording, str, BinaryIO, Progress], None]
_TRIES = 3


@dataclass(frozen=True)
class Frozen:
    """What is issued, but for its number and its files. `project` None: of many. `values`: the row's dataset, texts,
    rules, findings and more; `write`: a file of it in a wording and a format; `origin`: where its page will be found,
    such as https://outreach.example.kz."""

    organisation: Organisation
    project: Project | None
    form: str
    edition: str
    language: str
    origin: str
    on: date
    values: dict[str, Any]
    write: Write


class _NumberTakenError(Exception):
    """Another report of this form was issued meanwhile."""


def issued_under(organisation: Organisation, code: str) -> IssuedReport | None:
    """What this organisation has issued under a verification code."""
    return IssuedReport.objects.of(organisation).filter(verify_code=code).first()


def freeze(what: Frozen, *, code: str, by: User, progress: Progress) -> IssuedReport:
    """Issue it under a verification code; what was issued under it before is that report. The active language is the
    report's. Raises AppError not_allowed where `by` may not issue by now, try_again where others were faster again and
    again."""
    _refuse_stranger(what.organisation, by)
    for _attempt in range(_TRIES):
        try:
            return _freeze_once(what, code=code, by=by, progress=progress)
        except _NumberTakenError:
            continue
        except IntegrityError:
            # Whoever was faster issued this very code, or this number.
            if found := issued_under(what.organisation, code):
                return found
    raise AppError("try_again", 409)


def _refuse_stranger(organisation: Organisation, by: User) -> None:
    """Between the press and the work somebody's role may have been taken back."""
    membership = Membership.objects.filter(user=by, user__is_active=True, organisation=organisation).first()
    if membership is None or not may_issue(membership):
        raise AppError("not_allowed", 403)


def _freeze_once(what: Frozen, *, code: str, by: User, progress: Progress) -> IssuedReport:
    """The files are written first, for they hold the number; the rows follow in one short transaction, under a lock."""
    report = _report(what, code=code, by=by)
    with TemporaryDirectory() as folder:
        files = _written(report, what, Path(folder), progress)
        stored: list[IssuedFile] = []
        try:
            for path in files:
                stored.append(_stored(report, path))
            with transaction.atomic():
                _lock(what)
                if _next_number(what) != report.number:
                    raise _NumberTakenError
                report.save()
                for one in stored:
                    one.save()
                about = {"form": what.form, "number": report.number, "sha256": report.dataset_sha256}
                record_audit(what.organisation, by, "report.issue", report, **about)
        except BaseException:
            for one in stored:
                default_storage.delete(str(one.file.name))
            raise
    _tidy(stored)
    return report


def _lock(what: Frozen) -> None:
    """Whoever numbers reports of the same project, or of the organisation as a whole, waits."""
    if what.project:
        Project.objects.select_for_update().get(pk=what.project.pk)
    else:
        Organisation.objects.select_for_update().get(pk=what.organisation.pk)


def _next_number(what: Frozen) -> int:
    return next_number(organisation=what.organisation, project=what.project, form=what.form)


def _report(what: Frozen, *, code: str, by: User) -> IssuedReport:
    return IssuedReport(
        organisation=what.organisation,
        issuer=what.organisation.name,
        project=what.project,
        form=what.form,
        edition=what.edition,
        language=what.language,
        number=_next_number(what),
        verify_code=code,
        dataset_sha256=dataset_sha256(what.values["dataset"]),
        issued_by=by,
        **what.values,
    )


def _written(report: IssuedReport, what: Frozen, folder: Path, progress: Progress) -> list[Path]:
    """Every format of the form, in a folder of this run alone."""
    address = f"{what.origin}{reverse('reports:verify', args=[report.verify_code])}"
    issued = Issued(report.number, what.on, report.issuer, address, sha256=report.dataset_sha256)
    wording = Wording(what.edition, report.rules["forms"], what.language, issued=issued)
    formats = FORMS[what.form].formats
    paths = []
    for place, file_format in enumerate(formats):

        def tell(done: int, of: int, place: int = place) -> None:
            progress(100 * place + 100 * done // max(of, 1), 100 * len(formats))

        name = report_filename(report.project, what.form, report.number, what.language, file_format=file_format)
        with (folder / name).open("wb") as file:
            what.write(wording, file_format, file, tell)
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
