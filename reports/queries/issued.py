"""Issued reports: those of a project, the one behind a code, the one a file belongs to."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import BinaryIO, cast

from django.db.models import Max
from django.db.models.fields.json import KT
from django.utils.functional import Promise

from grants.models import Organisation, Project
from reports.catalogue import FORMS, LANGUAGE_NAMES
from reports.models import IssuedFile, IssuedReport
from rules.errors import AppError

REPORT_ISSUE = "report_issue"
_PART = 64 * 1024
_CODE = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class NamedReport:
    """An issued report as pages name it."""

    report: IssuedReport
    name: str | Promise
    language: str


def named(report: IssuedReport) -> NamedReport:
    """With the words of its form and language."""
    return NamedReport(report, FORMS[report.form].name, LANGUAGE_NAMES[report.language])


def issued_reports(*, organisation: Organisation, project: Project | None) -> list[NamedReport]:
    """Those of a project, or (None) of no single one, with their files, the latest first. Two queries."""
    found = IssuedReport.objects.of(organisation).filter(project=project)
    return [named(one) for one in found.defer("dataset", "texts", "rules").prefetch_related("files")]


def latest_interim(*, project: Project) -> IssuedReport | None:
    """The project's latest issued interim report."""
    return IssuedReport.objects.of(project.organisation).filter(project=project, form="interim").first()


def next_number(*, organisation: Organisation, project: Project | None, form: str) -> int:
    """The number that the next issued report of this form has: of this project, or (None) of the organisation."""
    issued = IssuedReport.objects.of(organisation).filter(project=project, form=form)
    return (issued.aggregate(last=Max("number"))["last"] or 0) + 1


def report_of_code(code: str) -> IssuedReport | None:
    """What a QR code leads to, whoever asks; None: no such report. `told_ref`, `told_title` and `told_grantee`:
    as the report has them, whatever the project is called today."""
    if not _CODE.fullmatch(code):
        return None
    found = IssuedReport.objects.filter(verify_code=code).defer("dataset", "texts", "rules", "findings")
    told = {f"told_{name}": KT(f"dataset__project__{name}") for name in ("ref", "title", "grantee")}
    found = found.annotate(**told).select_related("project__grantee")
    return found.prefetch_related("files").first()


def file_of_hash(sha256: str) -> IssuedFile | None:
    """The issued file with exactly these bytes, whoever asks; None: there is none."""
    found = IssuedFile.objects.filter(sha256=sha256).order_by("pk")
    return found.select_related("report__project__grantee").first()


def opened(file: IssuedFile) -> BinaryIO:
    """The bytes that were issued. Raises AppError issued_file_damaged where the store has lost or changed them."""
    try:
        content = cast("BinaryIO", file.file.open("rb"))
        sha256 = sha256_of(content)
    except OSError:
        sha256 = ""
    if sha256 != file.sha256:
        file.file.close()
        raise AppError("issued_file_damaged", 410)
    content.seek(0)
    return content


def sha256_of(file: BinaryIO) -> str:
    """Of everything in a file, read in parts."""
    digest = hashlib.sha256()
    while part := file.read(_PART):
        digest.update(part)
    return digest.hexdigest()
