"""Signing in and out, and a new password for who has forgotten the old one."""

from __future__ import annotations

import logging
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordResetConfirmView
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from grants.forms.accounts import ForgottenForm, NewPasswordForm, SignInForm
from grants.models import User
from grants.signed_out import door, go_on
from grants.tasks import mail_password_link
from grants.throttle import WINDOW_SECONDS, Attempt
from grants.typed import Typed, typed_before
from grants.views.account import remember_language
from grants.views.flow import form_page

logger = logging.getLogger(__name__)


class SignIn(LoginView):
    """E-mail and password; `next` only to addresses of this site. What was typed into a form that came too late
    (grants.signed_out) is carried on through every answer."""

    template_name = "registration/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Who has signed in in another tab meanwhile goes on at once."""
        self.typed = typed_before(request.POST.get("typed", ""))
        if self.typed and request.user.is_authenticated:
            return go_on(request, self.typed)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """The try is counted before the password is looked at."""
        if self.typed and request.POST.get("language") in dict(settings.LANGUAGES):
            return self._in_language(self.typed, request.POST["language"])
        self.attempt = Attempt(request, request.POST.get("username", ""))
        if self.attempt.is_refused():
            return too_many(request, self.typed)
        return super().post(request, *args, **kwargs)

    def _in_language(self, typed: Typed, language: str) -> HttpResponse:
        """The same page in another language: the button at the top would leave what was typed behind."""
        translation.activate(language)
        self.request.LANGUAGE_CODE = language
        form = SignInForm(self.request, initial={"username": self.request.POST.get("username", "")})
        response = door(self.request, typed, form)
        remember_language(response, language)
        return response

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """In."""
        self.attempt.was_right()
        response = super().form_valid(form)
        return go_on(self.request, self.typed) if self.typed else response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The same page with words."""
        if self.typed:
            return door(self.request, self.typed, cast(SignInForm, form), status=422)
        return _unprocessable(super().form_invalid(form))


sign_in = SignIn.as_view()
sign_out = LogoutView.as_view()


def too_many(request: HttpRequest, typed: Typed | None = None) -> HttpResponse:
    """After too many tries: how long to wait, and what helps at once."""
    minutes = WINDOW_SECONDS // 60
    if typed:
        response = door(request, typed, status=429, minutes=minutes)
    else:
        response = render(request, "registration/too_many.html", {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(WINDOW_SECONDS)
    return response


def password_forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link by e-mail. The answer is the same, in words and in time, whether there is such a user or not."""
    form = ForgottenForm(request.POST or None)
    if not form.is_valid():
        return form_page(request, "registration/password_forgotten.html", form)
    email = form.cleaned_data["email"]
    if Attempt(request, email, scope="password").is_refused():
        return too_many(request)
    user_id = User.objects.filter(email__iexact=email, is_active=True).values_list("pk", flat=True).first()
    _mail_link(user_id or 0, request)
    return redirect("grants:password_sent")


def _mail_link(user_id: int, request: HttpRequest) -> None:
    origin = settings.PUBLIC_URL or request.build_absolute_uri("/")
    try:
        mail_password_link.delay(user_id, origin, get_language() or settings.LANGUAGE_CODE)
    except Exception:
        # No worker can be reached, so no mail leaves; the page says when to ask again.
        logger.exception("could not hand over a password mail")


def password_sent(request: HttpRequest) -> HttpResponse:
    """Look into your mail."""
    return render(request, "registration/password_sent.html")


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class NewPassword(PasswordResetConfirmView):
    """Behind the mailed link: choose a new password. A used or old link says so with 410."""

    template_name = "registration/password_new.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("grants:sign_in")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Kept; now sign in with it."""
        messages.success(self.request, _("Your new password is set. Sign in with it."))
        return super().form_valid(form)  # type: ignore[arg-type]

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """The same page with words."""
        return _unprocessable(super().form_invalid(form))  # type: ignore[arg-type]

    def render_to_response(self, context: dict[str, object], **kwargs: object) -> HttpResponse:
        """With its status."""
        response = super().render_to_response(context, **kwargs)
        if not self.validlink:
            response.status_code = 410
        return response


password_new = NewPassword.as_view()


def _unprocessable(response: HttpResponse) -> HttpResponse:
    response.status_code = 422
    return response
