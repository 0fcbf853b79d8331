"""Files that come in parts: what static/js/evidence_upload.js speaks with. Everything is answered in JSON."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events.actions.evidence import Kept
from events.actions.evidence_uploads import PART_AT_MOST, add_part, begin_upload, finish_upload, give_up_upload
from events.forms.evidence_uploads import UploadForm
from events.models import Evidence, EvidenceUpload
from events.refusals import words_of
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit
from rules.errors import AppError

View = Callable[..., HttpResponse]


def told_in_json(view: View) -> View:
    """Refusals as {code, detail} with their status: a script reads them."""

    @wraps(view)
    def answering(*args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except AppError as refused:
            return JsonResponse({"code": refused.code, "detail": words_of(refused)}, status=refused.status)

    return answering


@require_POST
@never_cache
@member_view(may_edit)
@told_in_json
def upload_begin(request: MemberRequest) -> HttpResponse:
    """Announce a file; what is here of it already, where it was announced before."""
    form = UploadForm(request.POST)
    if not form.is_valid():
        raise AppError("upload_unclear", 422)
    place = form.place(request.organisation)
    if place is None:
        raise AppError("no_such_upload", 404)
    project, activity = place
    begun = begin_upload(project=project, activity=activity, coming=form.coming(), told=form.told(), by=request.user)
    return JsonResponse(_state(begun), status=201)


@require_http_methods(["GET", "PUT", "DELETE"])
@never_cache
@member_view(may_edit)
@told_in_json
def upload(request: MemberRequest, number: uuid.UUID) -> HttpResponse:
    """How much is here; one more part, which begins at the byte that Upload-Offset names; or forget it."""
    found = _upload_of(request, number)
    if request.method == "DELETE":
        give_up_upload(found)
        return JsonResponse({})
    if request.method == "GET":
        return JsonResponse(_state(found))
    offset = request.headers.get("Upload-Offset", "")
    if not (offset.isascii() and offset.isdigit()) or _length_of(request) > PART_AT_MOST:
        raise AppError("upload_part_size", 422)
    part = request.body
    after = add_part(found, offset=int(offset[:18]), part=part)
    went_on = after.received == int(offset[:18]) + len(part)
    # 409: not there. The script goes on at `received`, whoever has brought the bytes before it.
    return JsonResponse(_state(after), status=200 if went_on else 409)


def _length_of(request: MemberRequest) -> int:
    """What the request says of its body: too much is refused unread."""
    return int(request.META.get("CONTENT_LENGTH") or 0)


@require_POST
@never_cache
@member_view(may_edit)
@told_in_json
def upload_finish(request: MemberRequest, number: uuid.UUID) -> HttpResponse:
    """Make it a document; again, the same document."""
    kept = finish_upload(_upload_of(request, number), by=request.user)
    return JsonResponse({"evidence": _evidence(kept.evidence), "is_new": kept.is_new, "notice": _notice(kept)})


def _upload_of(request: MemberRequest, number: uuid.UUID) -> EvidenceUpload:
    found = EvidenceUpload.objects.of(request.organisation).select_related(
        "project__organisation", "activity__project__organisation", "evidence__appendix", "evidence__organisation"
    )
    one = found.filter(number=number).first()
    if one is None:
        raise AppError("no_such_upload", 404)
    return one


def _state(upload: EvidenceUpload) -> dict[str, Any]:
    return {
        "number": str(upload.number),
        "size": upload.size,
        "received": upload.received,
        "part": PART_AT_MOST,
        "is_finished": upload.finished_at is not None,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "number": str(evidence.number),
        "place": f"{evidence.appendix.number}.{evidence.place}",
        "name": evidence.name,
        "file": reverse("events:evidence_file", args=[evidence.number]),
        "preview": reverse("events:evidence_preview", args=[evidence.number]) if evidence.preview else "",
    }


def _notice(kept: Kept) -> str:
    """What to know of a file that is not quite new; usually nothing."""
    if not kept.is_new:
        return _("This file was here already, so it was not kept twice.")
    if kept.same_elsewhere:
        places = ", ".join(str((same.activity or same.project).ref) for same in kept.same_elsewhere[:3])
        return _("The same file also stands at %(places)s.") % {"places": places}
    return ""
