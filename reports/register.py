"""The register of attendance as a file: read in one moment, written line by line, however many people there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from grants.models import Project
from reports.catalogue import PDF
from reports.dataset import ReportData, report_data
from reports.forms import Wording
from reports.forms.attendance import register_document
from reports.queries.moment import one_moment
from reports.queries.register import empty_register, fill_register
from reports.writers.registry import WRITERS
from rules.errors import AppError
from rules.plan_progress import Period

ATTENDANCE = "attendance"
# Lines that a PDF may have: more than 300 pages nobody prints, and they are held in memory until the last one is there.
MOST_ON_PAPER = 10_000


def write_register(
    project: Project,
    period: Period,
    wording: Wording,
    file_format: str,
    file: BinaryIO,
    progress: Callable[[int, int], None],
    *,
    with_names: bool,
) -> ReportData:
    """Write the register in the active language; returns the dataset that its activities are from.

    Raises AppError register_too_long where it would be a PDF of more than MOST_ON_PAPER lines: nothing was written.
    """
    with empty_register() as register:
        with one_moment():
            data = report_data(project=project, period=period)
            fill_register(register, data.activities(), with_names=with_names)
        if file_format == PDF and register.length > MOST_ON_PAPER:
            raise AppError("register_too_long", 422, lines=register.length, most=MOST_ON_PAPER)
        WRITERS[file_format](register_document(data, wording, register.lines), file, progress)
    return data
