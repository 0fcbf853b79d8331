"""The file of a document and its small picture: only for members, never from an address of the store."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from csp.constants import HEADER as CONTENT_POLICY
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from events.models import Evidence
from grants.access import MemberRequest, member_view
from grants.permissions import may_view
from rules.errors import AppError

# Pictures were made by us; everything else is somebody's file and is saved, not opened in our pages' place.
_SHOWN = "image/jpeg"


@require_safe
@member_view(may_view)  # type: ignore[arg-type]  # a file is streamed
def evidence_file(request: MemberRequest, number: uuid.UUID) -> HttpResponseBase:
    """The file as it is kept. Raises AppError evidence_gone."""
    evidence = _evidence_of(request, number)
    return _answer(request, evidence.file, evidence.media_type, evidence.name)


@require_safe
@member_view(may_view)  # type: ignore[arg-type]  # a file is streamed
def evidence_preview(request: MemberRequest, number: uuid.UUID) -> HttpResponseBase:
    """The small picture of a picture. Raises AppError evidence_gone."""
    evidence = _evidence_of(request, number)
    return _answer(request, evidence.preview, _SHOWN, f"{PurePath(evidence.name).stem}-480.jpg")


def _evidence_of(request: MemberRequest, number: uuid.UUID) -> Evidence:
    found = Evidence.objects.of(request.organisation).live().filter(number=number).first()
    if found is None:
        raise Http404
    return found


def _answer(request: MemberRequest, stored: FieldFile, media_type: str, name: str) -> HttpResponseBase:
    if not stored:
        raise Http404
    try:
        # Through us also from a far store: its own addresses would be open to whoever has them.
        file = stored.open("rb")
    except FileNotFoundError:
        raise AppError("evidence_gone", 410) from None
    response: HttpResponseBase
    if request.method == "HEAD":
        file.close()
        response = HttpResponse(content_type=media_type)
    else:
        response = FileResponse(file, content_type=media_type)
    is_saved = media_type != _SHOWN
    response.headers["Content-Disposition"] = content_disposition_header(is_saved, name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers[CONTENT_POLICY] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    return response
