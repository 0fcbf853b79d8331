"""What an answer needs on its way out, and what it can do without. Everybody at a door waits for one of these."""

from __future__ import annotations

from csp.constants import HEADER as CONTENT_POLICY
from csp.middleware import CSPMiddleware
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.http.response import HttpResponse
from django.middleware.gzip import GZipMiddleware

# What fits into one packet of a network with all its headers arrives no sooner when it is shorter.
ONE_PACKET = 1_000


class GZip(GZipMiddleware):
    """Django's, for what is worth it: a scan's answer costs more time to compress than it saves."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave small answers as they are, and files: pictures, films and workbooks are packed already."""
        if isinstance(response, FileResponse) or (
            isinstance(response, HttpResponse) and len(response.content) < ONE_PACKET
        ):
            return response
        return super().process_response(request, response)


class ContentPolicy(CSPMiddleware):
    """The pages' policy from the settings. JSON is no page: opened as one it may do nothing, whatever the settings say,
    so that its policy need not be put together for every scan."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set the header."""
        if response.headers.get("Content-Type", "").startswith("application/json"):
            response.headers[CONTENT_POLICY] = "default-src 'none'; frame-ancestors 'none'"
            return response
        return super().process_response(request, response)
