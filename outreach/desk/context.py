"""What base.html needs on every page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def desk(request: HttpRequest) -> dict[str, Any]:
    """The member's six places and which of them this page belongs to."""
    membership = getattr(request, "membership", None)
    return {
        "membership": membership,
        "organisation": getattr(request, "organisation", None),
        "LANGUAGE_CODE": getattr(request, "LANGUAGE_CODE", "kk"),
        "places": _places(request.path) if membership else [],
    }


def _places(path: str) -> list[dict[str, Any]]:
    places = [
        ("home", "desk:home", _("Home")),
        ("plan", "grants:projects", _("Plan")),
        ("activities", "events:activities", _("Activities")),
        ("surveys", "surveys:runs", _("Surveys")),
        ("media", "media_log:posts", _("Media")),
        ("reports", "reports:projects", _("Reports")),
    ]
    result = []
    for name, view, label in places:
        url = reverse(view)
        is_here = path == url if name == "home" else path.startswith(url)
        result.append({"icon": name, "url": url, "label": label, "is_here": is_here})
    return result
