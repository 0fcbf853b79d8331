"""Folders and files in the clouds: evidence only as long as others can open them."""

from __future__ import annotations

from rules.post_keys.addresses import Address
from rules.post_keys.found import PROFILE, Found

_OWNER_ONLY = ("owner_only_folder",)


def google_drive(address: Address) -> Found | None:
    """Files, folders, documents, forms: the long id is the key. /u/0/ is the owner's own view of it."""
    parts = address.parts
    own_view = "u" in parts[:3]
    if own_view:
        place = parts.index("u")
        parts = (*parts[:place], *parts[place + 2 :])
    code = address.get("id") if parts[:1] in {("open",), ("uc",), ("folderview",), ("thumbnail",)} else ""
    match parts:
        case ("file" | "document" | "spreadsheets" | "presentation" | "forms" | "drawings", "d", "e", found, *_):
            code = found
        case (_, "d", found, *_) | ("drive", "folders", found, *_):
            code = found
        case () | ("drive", *_):
            return Found("home", "file", "https://drive.google.com/drive/my-drive", _OWNER_ONLY)
    if not code:
        return None
    return Found(code, "file", address.url(drop=_DRIVE_NOISE), _OWNER_ONLY if own_view else ())


_DRIVE_NOISE = frozenset({"usp", "ouid", "rtpof", "sd", "pli", "authuser", "edit_requested", "resourcekey"})


def yandex_disk(address: Address) -> Found | None:
    """Public folders and files by their code, whichever country's host; /client/ is the owner's own view."""
    match address.parts:
        case ("client", *_):
            return Found(address.path()[1:], "file", f"https://disk.yandex.ru{address.path()}", _OWNER_ONLY)
        case ("d" | "i" | "a" as what, code, *rest):
            path = "/".join((what, code, *rest))
            return Found(path, "file", f"https://disk.yandex.ru/{path}")
        case ("public", *_) if address.get("hash"):
            return Found(
                f"public/{address.get('hash')}", "file", f"https://disk.yandex.ru/public?hash={address.get('hash')}"
            )
        case ():
            return Found("home", "profile", "https://disk.yandex.ru/", PROFILE)
    return None
