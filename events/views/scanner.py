"""The scanner app that a volunteer's phone runs: its one page, its service worker, its manifest. No data, no sign-in:
what the app may do comes from the device token that it gets from the API."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF, WASM_UNSAFE_EVAL
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events import scanner_files, scanner_words

View = Callable[[HttpRequest], HttpResponse]
_POLICY = {
    "script-src": [SELF, WASM_UNSAFE_EVAL],  # the reader of codes is WebAssembly
    "worker-src": [SELF],
    "connect-src": [SELF],
}


def _scanner_file(view: View) -> Callable[[HttpRequest], HttpResponseBase]:
    """One of the scanner's own addresses: its policy, and asked for again each time but sent only when it changed."""

    @require_safe
    @csp_update(_POLICY)
    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        response = view(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
        response.headers["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:24])
        return _unless_known(request, response)

    return wrapped


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    known = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return known if isinstance(known, HttpResponse) else response


@_scanner_file
def scanner(request: HttpRequest) -> HttpResponse:
    """The page. `?language=` shows it in that language, whatever the browser remembers."""
    wished = request.GET.get("language", "")
    code = wished if wished in dict(settings.LANGUAGES) else translation.get_language() or settings.LANGUAGE_CODE
    response = HttpResponse(_shell(code))
    response.headers["Content-Language"] = code
    return response


def _shell(code: str) -> str:
    """The page in one language: the same for everybody, so that a phone can keep it."""
    with translation.override(code):
        context = {
            "language": code,
            "config": _config(code),
            "modules": scanner_files.module_urls(),
            "sprite": _sprite(),
        }
        return render_to_string("scanner/app.html", context)


def _sprite() -> SafeString:
    symbols = scanner_files.content(scanner_files.SPRITE).decode()
    return mark_safe(symbols.replace('id="', 'id="icon-'))  # noqa: S308 (a file of ours)


def _config(code: str) -> dict[str, Any]:
    return {
        "language": code,
        "languages": [["kk", "Қазақша", "Қаз"], ["ru", "Русский", "Рус"], ["en", "English", "Eng"]],
        "scope": reverse("events:scanner"),
        "serviceWorker": reverse("events:scanner_worker"),
        "decoder": _decoder_url(),
        "reader": static(scanner_files.READER),
        "readerWasm": static(scanner_files.READER_WASM),
        "api": "/api/v1/",
        "timeZone": settings.TIME_ZONE,
        "words": scanner_words.words(),
        "choices": scanner_words.choices(),
    }


def _decoder_url() -> str:
    return f"{reverse('events:scanner_decoder')}?v={scanner_files.hash_of(scanner_files.DECODER)}"


@_scanner_file
def scanner_worker(request: HttpRequest) -> HttpResponse:
    """The service worker: what to keep, in which version, and the script that keeps it."""
    scope = reverse("events:scanner")
    shells = {code: _shell(code) for code, _name in settings.LANGUAGES}
    kept = {
        "version": scanner_files.version(*(shell.encode() for shell in shells.values())),
        "scope": scope,
        "language": settings.LANGUAGE_CODE,
        "shells": {code: f"{scope}?language={code}" for code in shells},
        "files": [*scanner_files.file_urls(), _decoder_url(), reverse("events:scanner_manifest")],
    }
    script = scanner_files.content(scanner_files.SERVICE_WORKER).decode()
    body = f"const KEPT = {json.dumps(kept)};\n{script}"
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")


@_scanner_file
def scanner_decoder(request: HttpRequest) -> HttpResponse:
    """The worker that reads codes in pictures. Under the scanner's address, or it would not load without a network."""
    response = HttpResponse(scanner_files.content(scanner_files.DECODER), content_type="text/javascript; charset=utf-8")
    if request.GET.get("v") == scanner_files.hash_of(scanner_files.DECODER):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@_scanner_file
def scanner_manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the scanner on its home screen."""
    manifest = {
        "name": f"Outreach · {_('Scanner')}",
        "short_name": _("Scanner"),
        "lang": translation.get_language(),
        "id": reverse("events:scanner"),
        "start_url": reverse("events:scanner"),
        "scope": reverse("events:scanner"),
        "display": "standalone",
        "orientation": "portrait",
        "background_color": "#0e1514",
        "theme_color": "#0e1514",
        "icons": [
            {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for size, name in scanner_files.ICONS.items()
            for purpose in ("any", "maskable")
        ],
    }
    return JsonResponse(manifest, content_type="application/manifest+json")
