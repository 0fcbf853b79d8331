"""What somebody is answered who sends a form after the log-in has ended: nothing that was typed is lost."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from grants.forms.accounts import SignInForm
from grants.middleware import chosen_membership
from grants.typed import Typed, is_for_members, typed_in

# Says for whom a script's page was made; a form says it by its token, which changes when somebody signs in.
MADE_FOR = "X-Signed-In-As"


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Pages send to the door, which leads back; a form is answered by a door that carries on what was typed."""
    if is_by_script(request):
        return told_to_script()
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    return door(request, typed_in(request))


def is_by_script(request: HttpRequest) -> bool:
    """Whether a script of a page asks, and the page stays where it is."""
    if request.headers.get("HX-Request"):
        return True
    accepted = request.headers.get("Accept", "")
    return request.method not in {"GET", "HEAD"} and bool(accepted) and "text/html" not in accepted


def told_to_script() -> HttpResponse:
    """401 with words; static/js/signed_out.js shows them in its page."""
    words = _("You are not signed in any more. Sign in in another tab: what you typed stays here.")
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=401)


def is_made_for_another(request: HttpRequest) -> bool:
    """Whether somebody else has signed in since a script's page was made."""
    made_for = request.headers.get(MADE_FOR)
    return made_for is not None and made_for != str(request.user.pk)


@sensitive_variables("typed")
def door(
    request: HttpRequest, typed: Typed, form: SignInForm | None = None, *, status: int = 401, minutes: int = 0
) -> HttpResponse:
    """The page to sign in, with what was typed in it. `minutes`: how long to wait after too many tries."""
    is_second_try = request.path == reverse(settings.LOGIN_URL)
    context = {
        "form": form or SignInForm(request),
        "typed": typed,
        "minutes": minutes,
        "has_no_cookies": is_second_try and settings.CSRF_COOKIE_NAME not in request.COOKIES,
    }
    return _unkept(render(request, "registration/sign_in.html", context, status=status))


@sensitive_variables("typed")
def go_on(request: HttpRequest, typed: Typed, *, status: int = 200) -> HttpResponse:
    """Signed in: what was typed, where it would be saved and in whose name. Nothing is saved before the button."""
    membership = chosen_membership(request)
    request.membership = membership  # type: ignore[attr-defined]
    request.organisation = membership.organisation if membership else None  # type: ignore[attr-defined]
    return _unkept(render(request, "registration/go_on.html", {"typed": typed}, status=status))


def typed_and_refused(request: HttpRequest) -> Typed | None:
    """What a signed-in member typed into a form that is being refused; None where there is nothing to keep."""
    if request.method != "POST" or not is_for_members(request.resolver_match):
        return None
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return None
    typed = typed_in(request)
    return typed if typed.words or typed.others or typed.files else None


def _unkept(response: HttpResponse) -> HttpResponse:
    """No browser and no proxy keeps it."""
    response.headers["Cache-Control"] = "private, no-store"
    return response
