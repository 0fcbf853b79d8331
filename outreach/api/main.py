"""The API put together."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Router

from outreach.api import (
    activities,
    attendances,
    check_ins,
    devices,
    projects,
    publications,
    questionnaires,
    rescue,
    roster,
    survey_responses,
    surveys,
)
from outreach.api.auth import SessionAuth, TokenAuth
from outreach.api.errors import handle_errors
from outreach.api.reading import ObjectParser

api = NinjaAPI(
    title="Outreach",
    version="1",
    description="Projects, activities, attendances, publications and statistics of one organisation. Errors are "
    "`{code, detail}`; branch on the code.",
    urls_namespace="api",
    parser=ObjectParser(),
    auth=[TokenAuth(), SessionAuth()],
)
handle_errors(api)

# Any other address, whatever the method.
rest_of_it = Router()


@rest_of_it.api_operation(
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    "/{path:rest}",
    auth=None,
    include_in_schema=False,
)
def nothing(request: HttpRequest, rest: str) -> None:
    """404 in the API's own shape."""
    raise Http404


# Addresses are tried in turn: first the one that somebody at a door waits for.
for part in (
    check_ins,
    devices,
    roster,
    rescue,
    projects,
    activities,
    attendances,
    publications,
    survey_responses,
    surveys,
    questionnaires,
):
    api.add_router("", part.router)
api.add_router("", rest_of_it)
