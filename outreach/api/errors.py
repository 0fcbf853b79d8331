"""Every refusal of the API is `{code, detail}`; programs branch on the code, people read the detail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from events.actions.told import InvalidInputError
from outreach.errors import message_for, message_of
from rules.errors import AppError


class ErrorOut(Schema):
    """A refusal. `fields`: what is wrong with which field, for the code "invalid"."""

    code: str
    detail: str
    fields: dict[str, list[str]] | None = None


class InvalidFields(Exception):  # noqa: N818  (a refusal that names its fields)
    """The input is well-formed but wrong: field name to messages."""

    def __init__(self, fields: dict[str, list[str]]) -> None:
        super().__init__(fields)
        self.fields = fields


def refusal(code: str, status: int, **more: Any) -> HttpResponse:
    """An answer of one of the API's own codes (refusals.py)."""
    return JsonResponse({"code": code, "detail": message_for(code), **more}, status=status)


def handle_errors(api: NinjaAPI) -> None:
    """Give every kind of failure the one shape. What is not listed here is a bug and stays one."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        AppError: _app_error,
        InvalidFields: lambda request, error: _invalid(error.fields),
        ValidationError: lambda request, error: _invalid(_fields(error.errors)),
        AuthenticationError: lambda request, error: refusal("not_signed_in", 401),
        Http404: lambda request, error: refusal("not_found", 404),
        # The only one that ninja raises by itself: a body that is no JSON.
        HttpError: lambda request, error: refusal("malformed", error.status_code),
    }
    for failure, handler in handlers.items():
        api.add_exception_handler(failure, handler)


def _app_error(request: HttpRequest, error: AppError) -> HttpResponse:
    if isinstance(error, InvalidInputError):
        return _invalid(error.fields)
    return JsonResponse({"code": error.code, "detail": message_of(error)}, status=error.status)


def _invalid(fields: dict[str, list[str]]) -> HttpResponse:
    return refusal("invalid", 422, fields=fields)


def _fields(errors: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Messages by field: ("body", "given", "links", 2) is links.2, ("query", "limit") is limit."""
    fields: dict[str, list[str]] = {}
    for error in errors:
        place = [str(part) for part in error.get("loc", ())]
        names = place[2:] if place[:1] == ["body"] else place[1:]
        fields.setdefault(".".join(names) or "body", []).append(str(error.get("msg", "")))
    return fields
