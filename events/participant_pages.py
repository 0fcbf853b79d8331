"""What all pages on a participant's own phone share: no caches, no leaking addresses, words instead of faults."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Activity, Series
from events.models.activities import CODE_ALPHABET
from events.phones import forget
from rules.errors import AppError

_CODE = re.compile(rf"[{CODE_ALPHABET}]{{8}}")


def participant_page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page about one person: kept by no cache, its address told to no other site."""
    return keep_private(render(request, template, context, status=status))


def keep_private(response: HttpResponse) -> HttpResponse:
    """The headers of everything personal."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def activity_of_code(code: str) -> Activity | None:
    """The activity of a poster's link, in capitals or not."""
    if not _CODE.fullmatch(code.upper()):
        return None
    found = Activity.objects.select_related("organisation", "project__grantee", "kind")
    return found.filter(public_code=code.upper()).first()


def series_of_code(code: str) -> Series | None:
    """The series of a registration link, in capitals or not."""
    if not _CODE.fullmatch(code.upper()):
        return None
    found = Series.objects.select_related("organisation", "project__grantee")
    return found.filter(public_code=code.upper()).first()


def unknown_link(request: HttpRequest) -> HttpResponse:
    """404 for somebody who mistyped a poster's link."""
    return participant_notice(
        request,
        kind="warn",
        title=_("There is no such activity"),
        text=_("The link may be incomplete. Scan the poster once more or ask the organiser."),
        status=404,
    )


def cancelled(request: HttpRequest, activity: Activity) -> HttpResponse:
    """409: nobody can be counted at it."""
    return participant_notice(
        request,
        kind="warn",
        title=_("This activity was cancelled"),
        text=_("Nobody is counted at it. Ask the organiser when the next one is."),
        activity=activity,
        status=409,
    )


def not_open_yet(request: HttpRequest, activity: Activity, opens_at: datetime) -> HttpResponse:
    """200: they came too early; says from when on they are counted."""
    local = timezone.localtime(opens_at)
    when = {"date": date_format(local, "SHORT_DATE_FORMAT"), "time": time_format(local, "H:i")}
    today = local.date() == timezone.localdate()
    title = _("Check-in opens at %(time)s") if today else _("Check-in opens on %(date)s at %(time)s")
    return participant_notice(
        request,
        kind="clock",
        title=title % when,
        text=_("You are not counted yet. Open this page once more then, or scan the poster again."),
        activity=activity,
        status=200,
        is_worth_trying=True,
    )


def closed(request: HttpRequest, activity: Activity) -> HttpResponse:
    """409: the organiser has closed check-in."""
    return participant_notice(
        request,
        kind="info",
        title=_("Check-in is closed"),
        text=_("The poster counts nobody any more. If you are here, please ask the staff: they can still count you."),
        activity=activity,
        status=409,
    )


def participant_notice(
    request: HttpRequest,
    *,
    kind: str,
    title: str,
    text: str,
    status: int,
    activity: Activity | None = None,
    is_worth_trying: bool = False,
) -> HttpResponse:
    """A page that only says something; `is_worth_trying`: with a button that loads it once more."""
    context = {"kind": kind, "title": title, "text": text, "activity": activity, "is_worth_trying": is_worth_trying}
    return participant_page(request, "events/participant_notice.html", context, status)


def begin_anew(page: str, code: str) -> HttpResponse:
    """Forget who this phone belongs to, and the phone; the next person begins at this page of the link."""
    response = keep_private(redirect(page, code))
    forget(response)
    return response


def refuse_other_sites(request: HttpRequest) -> None:
    """Raises AppError form_from_elsewhere when a browser says that another site sent this form.

    The poster's form works without cookies, so Django's token cannot guard it; its signed hidden field and this do.
    """
    origin = request.headers.get("Origin")
    if not origin:
        return
    try:
        own = urlsplit(origin).netloc == request.get_host()
    except ValueError:  # no address at all
        own = False
    # A browser that hides its origin still says whether the form came from this site.
    hidden_but_own = origin == "null" and request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not own and not hidden_but_own:
        raise AppError("form_from_elsewhere", 403)


def page_language() -> str:
    """The language the words of consent were read in."""
    return (get_language() or "kk")[:2]
