"""An activity's poster: preview, PDF, PNG."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from events.actions.activities import note_poster
from events.activity_poster import POSTER_LANGUAGES, activity_poster
from events.links import check_in_link
from events.models import Activity
from events.posters import PosterSpec, poster_pdf, poster_png
from grants.access import MemberRequest, member_view
from grants.permissions import may_check_in, may_view


@require_safe
@member_view(may_view)
def poster(request: MemberRequest, ref: str) -> HttpResponse:
    """The poster as it will be printed, its languages to choose, its files to take."""
    activity = _activity(request, ref)
    context = {
        "activity": activity,
        "language": _language(request),
        "link": check_in_link(request, activity),
        "may_check_in": may_check_in(request.membership),
    }
    return render(request, "events/poster.html", context)


@require_safe
@member_view(may_view)
def poster_pdf_file(request: MemberRequest, ref: str) -> HttpResponse:
    """The poster to print."""
    return _file(request, ref, poster_pdf, "pdf", "application/pdf")


@require_safe
@member_view(may_view)
def poster_png_file(request: MemberRequest, ref: str) -> HttpResponse:
    """The poster as a picture, to send or to show on a screen."""
    return _file(request, ref, poster_png, "png", "image/png")


def _activity(request: MemberRequest, ref: str) -> Activity:
    found = Activity.objects.of(request.organisation).select_related("kind", "project__grantee")
    return get_object_or_404(found, ref=ref)


def _language(request: MemberRequest) -> str:
    wished = request.GET.get("language", "")
    return wished if wished in POSTER_LANGUAGES else "both"


def _file(
    request: MemberRequest, ref: str, draw: Callable[[PosterSpec], bytes], ending: str, content_type: str
) -> HttpResponse:
    """Shown in the page; with ?download=1 taken away under its name, which is noted: the poster has been made."""
    activity = _activity(request, ref)
    languages = POSTER_LANGUAGES[_language(request)]
    spec = activity_poster(activity, link=check_in_link(request, activity), languages=languages)
    taken = bool(request.GET.get("download"))
    if taken:
        note_poster(activity, by=request.user)
    disposition = content_disposition_header(taken, f"{ref}-poster.{ending}") or "inline"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-cache"}
    return HttpResponse(draw(spec), content_type=content_type, headers=headers)
