"""What somebody typed into a form of the desk, carried by the page itself while they sign in.

Nothing of it is kept on the server, in a session or in an address: it is in hidden fields of the answer to the form,
and comes back with them. Passwords and files cannot be carried.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.http import url_has_allowed_host_and_scheme

# Less than Django reads of one form, so that what was carried can also come back.
MOST_BYTES = 2_000_000
_OF_DJANGO = "csrfmiddlewaretoken"
_SECRET = re.compile("passw", re.IGNORECASE)
_WORDS = re.compile(r"\s|[^\x00-\x7f]")
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Typed:
    """A form as it was sent: where to, fields by name, names of files; whether a password was among the fields."""

    path: str
    fields: Pairs = field(default=(), repr=False)
    files: Pairs = field(default=(), repr=False)
    had_secrets: bool = False
    as_text: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        told = {"path": self.path, "fields": self.fields, "files": self.files, "had_secrets": self.had_secrets}
        object.__setattr__(self, "as_text", json.dumps(told, ensure_ascii=False))

    @property
    def is_too_much(self) -> bool:
        """More than a page can carry: it can only be shown, to be copied."""
        return len(self.as_text.encode("utf-8", "surrogatepass")) > MOST_BYTES

    @property
    def where(self) -> str:
        """The address, for a reader."""
        return unquote(self.path)

    @property
    def words(self) -> list[str]:
        """The values that somebody has written in words."""
        return [value for _name, value in self.fields if _WORDS.search(value.strip())]

    @property
    def others(self) -> list[tuple[str, str]]:
        """Every other value that is not empty: numbers, choices, what the page itself put in."""
        return [(name, value) for name, value in self.fields if value.strip() and not _WORDS.search(value.strip())]

    @property
    def file_fields(self) -> list[tuple[str, list[str]]]:
        """The fields in which files were chosen, with the names of these files."""
        found: dict[str, list[str]] = {}
        for name, file in self.files:
            found.setdefault(name, []).append(file)
        return list(found.items())


def is_secret(name: str) -> bool:
    """Whether a field of this name holds a password."""
    return bool(_SECRET.search(name))


def typed_in(request: HttpRequest) -> Typed:
    """What this request brings."""
    fields = [(name, value) for name, values in request.POST.lists() if name != _OF_DJANGO for value in values]
    files = [(name, file.name or "") for name, found in request.FILES.lists() for file in found]
    return Typed(
        path=request.get_full_path(),
        fields=tuple((name, value) for name, value in fields if not is_secret(name)),
        files=tuple(files),
        had_secrets=any(is_secret(name) for name, _value in fields),
    )


def typed_before(text: str) -> Typed | None:
    """What a page has carried; None for anything that no page of ours has written."""
    try:
        told = json.loads(text)
        typed = Typed(
            path=told["path"],
            fields=_pairs(told["fields"]),
            files=_pairs(told["files"]),
            had_secrets=bool(told["had_secrets"]),
        )
        typed.as_text.encode()  # halves of a character come from no form, and no page can show them
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    is_ours = isinstance(typed.path, str) and _is_address_for_members(typed.path)
    return (
        typed if is_ours and not any(is_secret(name) or name == _OF_DJANGO for name, _value in typed.fields) else None
    )


def _pairs(found: object) -> Pairs:
    pairs = tuple((name, value) for name, value in found)  # type: ignore[attr-defined]
    # No more than one form may bring: the page would take a minute to write, and could not be sent back.
    if len(pairs) > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or not all(
        isinstance(part, str) for pair in pairs for part in pair
    ):
        raise TypeError
    return pairs


def _is_address_for_members(path: str) -> bool:
    if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return False
    try:
        return is_for_members(resolve(unquote(urlsplit(path).path)))
    except (Resolver404, ValueError):
        return False


def is_for_members(match: ResolverMatch | None) -> bool:
    """Whether one has to sign in for what stands behind an address."""
    if match is None:
        return False
    if match.app_name == "admin":
        return match.url_name not in {"login", "logout"}
    return bool(getattr(match.func, "is_for_members", False))


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site has sent this form. A form whose token is wrong is only carried
    on when it does: another site's form must not become the member's own by a click. Who says nothing is not believed.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    if "Origin" in request.headers:
        return bool(CsrfViewMiddleware(lambda _request: None)._origin_verified(request))  # type: ignore[arg-type, attr-defined]
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return False
    # Like an origin: a page that anybody on the way can change (http) speaks for none of https.
    return (page.scheme, page.netloc) == (request.scheme, request.get_host())
