"""How a body is read."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

from rules.errors import AppError


class ObjectParser(Parser):
    """Bodies are JSON objects; whatever else comes is malformed (ninja answers any exception here with 400)."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Raises ValueError for what is no JSON object, RecursionError for one without end."""
        return _object(request.body)


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The body, for what is read by hand (events/scan_items.py). Raises AppError malformed."""
    return _read(request.body)


def large_body_of(request: HttpRequest, *, most_bytes: int) -> dict[str, Any]:
    """The same of a body that may be larger than Django lets others be. Raises AppError malformed."""
    raw = request.read(most_bytes + 1)
    if len(raw) > most_bytes:
        raise AppError("malformed", 400)
    return _read(raw)


def _read(raw: bytes) -> dict[str, Any]:
    try:
        return _object(raw)
    except (ValueError, RecursionError):
        raise AppError("malformed", 400) from None


def _object(raw: bytes) -> dict[str, Any]:
    body = json.loads(raw, parse_constant=_refuse)
    if not isinstance(body, dict):
        raise ValueError("a JSON object is expected")
    return body


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
