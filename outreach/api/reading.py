"""How a body is read."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser


class ObjectParser(Parser):
    """Bodies are JSON objects; whatever else comes is malformed (ninja answers any exception here with 400)."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Raises ValueError for what is no JSON object, RecursionError for one without end."""
        body = json.loads(request.body, parse_constant=_refuse)
        if not isinstance(body, dict):
            raise ValueError("a JSON object is expected")
        return body


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
