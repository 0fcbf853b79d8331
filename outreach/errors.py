"""One handler for every refusal: `{code, detail}` for programs, a friendly page for people."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from rules.errors import AppError

# What happened, that nothing was lost, what to do. One line per code; `%(name)s` is filled from the error's params.
MESSAGES = {
    "not_allowed": _("Your role does not allow this. Ask the owner of the organisation to change it."),
    "activity_cancelled": _("This activity was cancelled, so nobody can be counted at it."),
    "act_of_another_session": _("This form belongs to another activity. Open the activity's link once more."),
    "person_of_another_organisation": _("This code is not from your organisation."),
    "already_voided": _(
        "Somebody has already undone or corrected this entry. Open the list again to see it."
    ),
    "reason_missing": _("Please write a reason: it stays beside the entry."),
    "try_again": _("Two people changed the same thing at once. Nothing was lost: please try again."),
    "head_count_value_unknown": _("The head count names a group that does not exist."),
    "head_count_negative": _("A head count cannot be below zero."),
    "head_count_parts": _(
        "The parts add up to %(sum)s, more than the total of %(total)s. Correct one of them."
    ),
    "job_failed": _(
        "This could not be finished. Nothing was changed. Please try again; if it happens twice, tell us."
    ),
}


def message_of(error: AppError) -> str:
    """The words for a person, in the language of the request."""
    return message_for(error.code, error.params)


def message_for(code: str, params: dict[str, object] | None = None) -> str:
    """The words for a code; an unknown code still says something true."""
    text = str(MESSAGES.get(code, _t("This could not be done. Nothing was lost.")))
    return text % params if params else text


class ErrorHandler:
    """Middleware that turns an AppError raised by a view into an answer with its status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an AppError; let everything else be a bug."""
        if not isinstance(error, AppError):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse({"code": error.code, "detail": message_of(error)}, status=error.status)
        context = {"message": message_of(error), "code": error.code}
        return render(request, "errors/refused.html", context, status=error.status)
