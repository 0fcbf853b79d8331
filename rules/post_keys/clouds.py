"""Folders and files in the clouds: evidence only as long as others can open them."""

from __future__ import annotations

from rules.post_keys.addresses import Address
from rules.post_keys.found import PROFILE, Found

_OWNER_ONLY = ("owner_only_folder",)


def google_drive(address: Address) -> Found | None:
    """Files, folders, documents, forms: the long id is the key. /u/0/ is the owner's own view of it."""
    parts = address.parts[2:] if address.parts[:1] == ("a",) else address.parts
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


def google_photos(address: Address) -> Found | None:
    """Albums that were shared; anything else there is the owner's own view."""
    match address.parts:
        case (code,) if address.host == "photos.app.goo.gl":
            return Found(f"short/{code}", "file", f"https://photos.app.goo.gl/{code}")
        case ("share", code, *_):
            return Found(f"share/{code}", "file", address.url())
    return Found(address.path()[1:] or "home", "file", address.url(), _OWNER_ONLY)


def mail_cloud(address: Address) -> Found | None:
    """cloud.mail.ru/public/AB/CD; /home/ is the owner's own view."""
    match address.parts:
        case ("public", *path) if path:
            return Found("/".join(path), "file", f"https://cloud.mail.ru/public/{'/'.join(path)}")
    return Found(address.path()[1:] or "home", "file", address.url(), _OWNER_ONLY)


def onedrive(address: Address) -> Found | None:
    """Shared files by their short link; the owner's own view has no key that opens it for others."""
    if address.host == "1drv.ms" and address.parts:
        return Found(address.path()[1:], "file", f"https://1drv.ms{address.path()}")
    opens = any(address.get(name) for name in ("authkey", "redeem", "resid"))
    return Found(f"{address.path()[1:]}{address.tail()}", "file", address.url(), () if opens else _OWNER_ONLY)


_DROPBOX_NOISE = frozenset({"dl", "st", "e", "raw"})


def dropbox(address: Address) -> Found | None:
    """Shared files and folders by their code, whatever they are named; /home is the owner's own view."""
    match address.parts:
        case ("s" | "sh" as what, code, *_) | ("scl", "fi" | "fo" as what, code, *_):
            return Found(f"{what}/{code}", "file", address.url(drop=_DROPBOX_NOISE))
        case ("home", *_) | ("personal", *_) | ():
            return Found(address.path()[1:] or "home", "file", address.url(drop=_DROPBOX_NOISE), _OWNER_ONLY)
    return None
