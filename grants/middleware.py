"""Which organisation and which language a request speaks for."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from grants.models import Membership

SESSION_KEY = "organisation"
GetResponse = Callable[[HttpRequest], HttpResponse]


def organisation(get_response: GetResponse) -> GetResponse:
    """Set request.organisation and request.membership: the chosen organisation, or the member's first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _has_token(request):
            # A cookie must not stand in for a token, nor cost a question to the database beside it.
            request.user = AnonymousUser()
        membership = chosen_membership(request)
        request.membership = membership  # type: ignore[attr-defined]
        request.organisation = membership.organisation if membership else None  # type: ignore[attr-defined]
        response = get_response(request)
        if request.user.is_authenticated:
            # Whatever a member sees is for that member: no proxy keeps it, and a browser asks again.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware


def chosen_membership(request: HttpRequest) -> Membership | None:
    """Where this user works in this browser."""
    if not request.user.is_authenticated:
        return None
    memberships = (
        Membership.objects.filter(user=request.user)
        .select_related("organisation", "user")
        .order_by("organisation__name")
    )
    chosen = request.session.get(SESSION_KEY)
    return next((m for m in memberships if m.organisation_id == chosen), None) or next(iter(memberships), None)


def _has_token(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/") and request.headers.get("Authorization", "").startswith("Bearer ")


def language(get_response: GetResponse) -> GetResponse:
    """Kazakh, unless this browser or this user chose otherwise. A phone's own setting is not a choice made here:
    phones are sold set to Russian or English, and the page offers its three languages at the top."""
    known = {code for code, _name in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponse:
        wished = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or getattr(request.user, "language", "")
        code = wished if wished in known else settings.LANGUAGE_CODE
        translation.activate(code)
        request.LANGUAGE_CODE = code
        response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response

    return middleware
