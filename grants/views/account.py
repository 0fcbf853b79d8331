"""One's own account: name, language, password, organisations, API tokens."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from grants.access import MemberRequest, SignedInRequest, member_view, signed_in_view
from grants.actions.accounts import change_account, make_token, revoke_token
from grants.forms.accounts import AccountForm, ChangePasswordForm, TokenForm
from grants.models import ApiToken
from grants.permissions import may_edit, may_make_tokens, may_manage_members
from grants.queries import memberships_of_user, tokens_seen_by
from grants.views.flow import form_page


@signed_in_view
def account(request: SignedInRequest) -> HttpResponse:
    """Name and language; from here to everything else that is one's own."""
    user = request.user
    language = user.language or translation.get_language()
    form = AccountForm(request.POST or None, initial={"name": user.name, "language": language})
    if form.is_valid():
        change_account(user, name=form.cleaned_data["name"], language=form.cleaned_data["language"])
        with translation.override(user.language):
            messages.success(request, _("Saved."))
        response = redirect("grants:account")
        remember_language(response, user.language)
        return response
    context = {
        "memberships": memberships_of_user(user_id=user.pk),
        "may_manage": request.membership and may_manage_members(request.membership),
        "may_make_tokens": request.membership and may_make_tokens(request.membership),
        "may_edit": request.membership and may_edit(request.membership),
    }
    return form_page(request, "grants/account.html", form, **context)


def remember_language(response: HttpResponse, language: str) -> None:
    """This browser's choice, which wins over the user's; so a choice made on the account page is made here too."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )


@sensitive_post_parameters()
@never_cache
@signed_in_view
def password_change(request: SignedInRequest) -> HttpResponse:
    """The old password and a new one. Other browsers are signed out by it."""
    form = ChangePasswordForm(request.user, request.POST or None)
    if form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, _("Your new password is set. Other browsers have been signed out."))
        return redirect("grants:account")
    return form_page(request, "registration/password_change.html", form)


@never_cache
@member_view(may_make_tokens)
def tokens(request: MemberRequest) -> HttpResponse:
    """API tokens: one's own, for an owner everybody's. A new one is shown on the answer to its form, only there."""
    form = TokenForm(request.POST or None)
    if form.is_valid():
        new = make_token(request.organisation, name=form.cleaned_data["name"], by=request.user)
        return render(request, "grants/token_made.html", {"token": new.token, "secret": new.secret}, status=201)
    return form_page(request, "grants/tokens.html", form, tokens=tokens_seen_by(membership=request.membership))


@require_POST
@member_view(may_make_tokens)
def token_revoke(request: MemberRequest, pk: int) -> HttpResponse:
    """Make a token dead: one's own, or anybody's for an owner."""
    seen = [token.pk for token in tokens_seen_by(membership=request.membership)]
    token = get_object_or_404(ApiToken.objects.of(request.organisation).filter(pk__in=seen), pk=pk)
    revoke_token(token, by=request.user)
    messages.success(request, _("The token works no more."))
    return redirect("grants:tokens")
