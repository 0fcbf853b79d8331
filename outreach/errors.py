"""One handler for every refusal: `{code, detail}` for programs, a friendly page for people."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from events.refusals import MESSAGES as EVENTS_MESSAGES
from grants.refusals import MESSAGES as GRANTS_MESSAGES
from grants.signed_out import door, go_on, is_by_script, told_to_script, typed_and_refused
from grants.typed import is_for_members, is_from_here, typed_before, typed_in
from media_log.refusals import MESSAGES as MEDIA_LOG_MESSAGES
from outreach.api.refusals import MESSAGES as API_MESSAGES
from reports.refusals import MESSAGES as REPORTS_MESSAGES
from rules.errors import AppError
from surveys.refusals import MESSAGES as SURVEYS_MESSAGES

# What happened, that nothing was lost, what to do. One line per code; `%(name)s` is filled from the error's params.
MESSAGES = {
    **GRANTS_MESSAGES,
    **EVENTS_MESSAGES,
    **SURVEYS_MESSAGES,
    **MEDIA_LOG_MESSAGES,
    **REPORTS_MESSAGES,
    **API_MESSAGES,
    "form_too_old": _(
        "This form was open for too long, or your browser keeps no cookies. Nothing was saved. "
        "Go back, load the page again and send it once more."
    ),
    "unreadable": _(
        "What was sent could not be read, or it was too much at once. Nothing was saved. "
        "Go back: what you typed should still be there. Copy it before you send it in smaller parts."
    ),
    "only_by_button": _("This address only works by the button on its page. Nothing was changed."),
    "not_allowed": _("Your role does not allow this. Ask the owner of the organisation to change it."),
    "person_of_another_organisation": _("This code is not from your organisation."),
    "reason_missing": _("Please write a reason: it stays beside the entry."),
    "try_again": _("Two people changed the same thing at once. Nothing was lost: please try again."),
    "head_count_value_unknown": _("The head count names a group that does not exist."),
    "head_count_negative": _("A head count cannot be below zero."),
    "head_count_parts": _("The parts add up to %(sum)s, more than the total of %(total)s. Correct one of them."),
    "no_such_list": _("There is no such list. Choose the file on the page of the activity's list."),
    "no_such_figure": _("There is no such figure. Open it from the statistics of the project."),
    "workbook_has_faults": _(
        "The workbook has faults, so nothing was brought in. Correct them and send the file again."
    ),
    "workbook_not_ready": _("The workbook is still being checked. Wait until its page shows what would change."),
    "workbook_gone": _("The file is no longer kept, so nothing was brought in. Please send it once more."),
    "job_failed": _("This could not be finished. Nothing was changed. Please try again; if it happens twice, tell us."),
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
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        code = "method_not_allowed" if _is_api(request) else "only_by_button"
        refused = _answer(request, AppError(code, 405))
        refused.headers["Allow"] = response.headers["Allow"]
        return refused

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an AppError; let everything else be a bug. Nothing of ours has an address with a NUL, but PostgreSQL
        cannot even be asked for it."""
        if isinstance(error, (ValueError, DataError)) and "\0" in request.path_info and not _is_api(request):
            return not_found(request, Http404())
        return _answer(request, error) if isinstance(error, AppError) else None


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the body is too big, torn or in another encoding than UTF-8. Django's own page has no words, and breaks
    when it reads such a body a second time."""
    if not hasattr(request, "organisation"):  # refused before anybody was looked at: a forged Host
        return HttpResponseBadRequest("Bad Request (400)", content_type="text/plain")
    return _answer(request, AppError("malformed" if _is_api(request) else "unreadable", 400))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without Django's token, usually one that was open since before the last sign-in. What a page of ours
    has sent is carried on, and done once its reader has seen it and pressed the button; another site's is not."""
    if _is_api(request):
        return _answer(request, AppError("csrf_failed", 403))
    if is_from_here(request):
        is_late = is_for_members(request.resolver_match)
        if is_late and is_by_script(request):
            return told_to_script()
        # The door itself may have become too old: somebody has signed in or out in another tab.
        typed = typed_in(request) if is_late else typed_before(request.POST.get("typed", ""))
        if typed:
            return go_on(request, typed, status=403) if request.user.is_authenticated else door(request, typed)
    return _answer(request, AppError("form_too_old", 403))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404. Who has changed the organisation while typing still has the words."""
    return render(request, "404.html", {"typed": typed_and_refused(request)}, status=404)


# A member meets these without having done anything wrong on the page: what was typed is shown, and may be sent again.
_AFTER_TYPING = {"not_allowed", "try_again"}


def _answer(request: HttpRequest, error: AppError) -> HttpResponse:
    if _is_api(request):
        return _as_json(error)
    typed = typed_and_refused(request) if error.code in _AFTER_TYPING else None
    context = {"message": message_of(error), "code": error.code, "typed": typed}
    return render(request, "errors/refused.html", context, status=error.status)


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _as_json(error: AppError) -> JsonResponse:
    return JsonResponse({"code": error.code, "detail": message_of(error)}, status=error.status)
