"""What base.html needs on every page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import pgettext


def desk(request: HttpRequest) -> dict[str, Any]:
    """The member's six places and which of them this page belongs to."""
    membership = getattr(request, "membership", None)
    return {
        "membership": membership,
        "organisation": getattr(request, "organisation", None),
        "LANGUAGE_CODE": getattr(request, "LANGUAGE_CODE", "kk"),
        "places": _places(request) if membership else [],
    }


# Where a page belongs: its app's place, unless its name says otherwise.
_PLACE_OF_APP = {"events": "activities", "surveys": "surveys", "media_log": "media", "reports": "reports"}
_PLAN_PAGES = ("project", "task", "measure", "indicator", "grantee", "direction", "result")
_PLACE_OF_PAGE = {
    "desk:home": "home",
    "desk:activity": "activities",
    "desk:reach": "plan",
    **dict.fromkeys(
        ("desk:board", "desk:board_print", "desk:timeline", "desk:todo", "desk:board_measure", "desk:figure"), "plan"
    ),
    "desk:workbook_upload": "plan",
    "events:note_delete": "plan",
    "events:note_edit": "plan",
    "events:note_new": "plan",
    "events:notes": "plan",
    "events:organisations_in": "plan",
    "events:product_delete": "plan",
    "events:product_edit": "plan",
    "events:product_new": "plan",
    "events:products": "plan",
    "events:represented": "plan",
    "events:represented_edit": "plan",
    **{f"events:{page}": "plan" for page in ("partners", "partner", "partner_new", "partner_edit", "project_partners")},
    **{f"events:memorand{page}": "plan" for page in ("a", "um_new", "um_edit", "um_delete")},
    "surveys:activity_survey": "activities",
    "media_log:activity_posts": "activities",
    "reports:attendance_list": "activities",
}


def _places(request: HttpRequest) -> list[dict[str, Any]]:
    here = _place_of(request)
    # Words of the menu stand under an icon on a phone, a sixth of its width: translations may hold soft hyphens.
    places = [
        ("home", "desk:home", pgettext("menu", "Home")),
        ("plan", "grants:projects", pgettext("menu", "Plan")),
        ("activities", "events:activities", pgettext("menu", "Activities")),
        ("surveys", "surveys:runs", pgettext("menu", "Surveys")),
        ("media", "media_log:posts", pgettext("menu", "Media")),
        ("reports", "reports:projects", pgettext("menu", "Reports")),
    ]
    return [
        {"icon": name, "url": reverse(view), "label": label, "is_here": name == here} for name, view, label in places
    ]


def _place_of(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        return ""
    if match.app_name == "grants":
        return "plan" if (match.url_name or "").startswith(_PLAN_PAGES) else ""
    return _PLACE_OF_PAGE.get(match.view_name) or _PLACE_OF_APP.get(match.app_name, "")
