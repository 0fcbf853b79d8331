"""Public pages: whether a report is genuine, whether a file is. They name the report and nobody in it."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from grants.throttle import Limit, network_of
from reports.catalogue import FORMAT_NAMES
from reports.models import IssuedFile, IssuedReport
from reports.queries.issued import file_of_hash, named, report_of_code, sha256_of
from rules.errors import AppError

MOST_MEGABYTES = 100
TRIES = Limit("verify-file", 60, 600)


class VerifyForm(forms.Form):
    """A file to compare. It is read and not kept."""

    use_required_attribute = False

    file = forms.FileField(label=_("Word, Excel or PDF file"), allow_empty_file=True)

    def clean_file(self) -> object:
        """Of a size that a report can have."""
        file = self.cleaned_data["file"]
        if file.size > MOST_MEGABYTES * 1024 * 1024:
            raise ValidationError(_("This file is larger than any report: at most %(n)s MB.") % {"n": MOST_MEGABYTES})
        return file


@dataclass(frozen=True)
class Verdict:
    """What became of comparing a file: which issued file has these bytes (None: none), and whether it belongs to the
    report of the page."""

    sha256: str
    file: IssuedFile | None = None
    is_of_page: bool = True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """The page of a code, or none in particular; by POST a file is compared with what was issued."""
    report = report_of_code(code) if code else None
    form, verdict = VerifyForm(), None
    status = 200 if report or not code else 404
    if request.method == "POST":
        form = VerifyForm(request.POST, request.FILES)
        _refuse_too_many(request)
        if form.is_valid():
            verdict = _compared(form, report)
        else:
            status = 422
    context = {
        "report": named(report) if report else None,
        "files": [(one, FORMAT_NAMES[one.format]) for one in report.files.all()] if report else [],
        "is_unknown": bool(code) and report is None,
        "form": form,
        "verdict": verdict,
        "found": named(verdict.file.report) if verdict and verdict.file else None,
    }
    return render(request, "reports/verify.html", context, status=status)


def _compared(form: VerifyForm, report: IssuedReport | None) -> Verdict:
    sha256 = sha256_of(form.cleaned_data["file"])
    file = file_of_hash(sha256)
    return Verdict(sha256, file, is_of_page=file is not None and (report is None or file.report_id == report.pk))


def _refuse_too_many(request: HttpRequest) -> None:
    wait = TRIES.count(network_of(request))
    if wait:
        raise AppError("too_many_files", 429, minutes=max(1, round(wait / 60)))
