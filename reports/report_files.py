"""Files of forms: their names and how they are sent."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from grants.models import Project
from reports.catalogue import DOCX, PDF, XLSX

_OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    DOCX: f"{_OFFICE}.wordprocessingml.document",
    XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    PDF: "application/pdf",
}


def report_filename(project: Project | None, form: str, *parts: object, file_format: str) -> str:
    """Letters and digits that every system can store: final-P2-2025-kk.docx. `project` None: of no single one."""
    ref = [project.ref] if project and re.fullmatch(r"[A-Za-z0-9_-]+", project.ref) else []
    return "-".join(map(str, [form, *ref, *parts])) + f".{file_format}"


def as_download(content: bytes, filename: str, file_format: str) -> HttpResponse:
    """A file to take away, which nobody else's browser keeps."""
    headers = {
        "Content-Disposition": content_disposition_header(True, filename) or "attachment",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=CONTENT_TYPES[file_format], headers=headers)
