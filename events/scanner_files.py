"""What the scanner app consists of: the files that its service worker keeps, and the version they make together."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

_FOLDER = "scanner"
SPRITE = "icons/sprite.svg"  # stands in the page itself: a browser may ask for a sprite past the service worker
DECODER = "scanner/decoder.js"
SERVICE_WORKER = "scanner/service_worker.js"
ICONS = {size: f"vendor/scanner-{size}.png" for size in (192, 512)}
READER, READER_WASM = "vendor/zxing_reader.js", "vendor/zxing_reader.wasm"
_OTHERS = ("css/tokens.css", "icons/outreach.svg", READER, READER_WASM, *ICONS.values())
# Served by views under the scanner's own address: browsers ask a page's service worker only about workers below it.
_BY_VIEWS = (DECODER, SERVICE_WORKER)


def file_names() -> list[str]:
    """The static files the app loads, by their plain names."""
    folder = settings.BASE_DIR / "static"
    own = sorted(str(path.relative_to(folder)) for path in (folder / _FOLDER).rglob("*") if path.is_file())
    return [*(name for name in own if name not in _BY_VIEWS), *_OTHERS]


def file_urls() -> list[str]:
    """Their addresses, with hashes where the storage gives them."""
    return [static(name) for name in file_names()]


def module_urls() -> list[str]:
    """The scripts the page is made of: asked for at once instead of one after another as they import each other."""
    return [static(name) for name in file_names() if name.startswith(_FOLDER) and name.endswith(".js")]


def content(name: str) -> bytes:
    """A file as it stands in the tree. Raises FileNotFoundError when `make setup` has not brought it."""
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"{name} is missing: run make setup")
    return Path(found).read_bytes()


def version(*pages: bytes) -> str:
    """Twelve characters that change when any of the files, their addresses or one of these pages changes."""
    digest = hashlib.sha256()
    for name in (*file_names(), *_BY_VIEWS):
        digest.update(content(name))
    for part in (*(url.encode() for url in file_urls()), *pages):
        digest.update(part)
    return digest.hexdigest()[:12]


def hash_of(name: str) -> str:
    """What stands behind ?v= of a file that a view serves."""
    return hashlib.sha256(content(name)).hexdigest()[:12]
