"""The gate before every staff view."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from grants.models import Membership, Organisation, User
from grants.signed_out import ask_to_sign_in, is_made_for_another, told_to_script, typed_and_refused
from rules.errors import AppError

View = Callable[..., HttpResponse]


class MemberRequest(HttpRequest):
    """A request that has passed `member_view`: it has a user, a membership and that membership's organisation."""

    user: User
    organisation: Organisation
    membership: Membership


def member_view(question: Callable[[Membership], bool]) -> Callable[[View], View]:
    """Let in the members for whom `question` (grants.permissions) is true.

    Strangers are sent to sign in and come back, with what they typed (grants.signed_out); users without an organisation
    are told so; the rest get 403.
    """

    def decorate(view: View) -> View:
        @signed_in_view
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            membership = getattr(request, "membership", None)
            if membership is None:
                context = {"typed": typed_and_refused(request)}
                return render(request, "grants/no_organisation.html", context, status=403)
            if not question(membership):
                raise AppError("not_allowed", 403)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


class SignedInRequest(HttpRequest):
    """A request that has passed `signed_in_view`: it has a user, who may belong to no organisation yet."""

    user: User
    organisation: Organisation | None
    membership: Membership | None


def signed_in_view(view: View) -> View:
    """Let in everybody who has signed in; strangers are sent to sign in and come back, with what they typed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        if is_made_for_another(request):
            return told_to_script()
        return view(request, *args, **kwargs)

    return for_members(guarded)


def for_members(view: View) -> View:
    """Mark a view that answers strangers by asking them to sign in (grants.typed.is_for_members)."""
    view.is_for_members = True  # type: ignore[attr-defined]
    return view
