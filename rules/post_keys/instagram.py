"""Instagram, and Threads, which numbers its posts alike."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import quote, unquote

from rules.post_keys.addresses import Address
from rules.post_keys.found import NUMBER, PROFILE, Found
from rules.post_keys.uploads import INSTAGRAM_CODE_LENGTH, instagram_code_time, instagram_id_time

# A post of a closed account carries a key of 28 letters after its code.
_CLOSED_CODE_LENGTH = 39


def instagram(address: Address) -> Found | None:
    """Posts, reels, stories, profiles. /p/ and /reel/ with the same code are one post."""
    parts = _shown_after_login(address.parts, address.get("next"))
    if len(parts) > 2 and parts[0] not in {"p", "reel", "reels", "tv", "stories", "share"}:
        parts = parts[1:] if parts[1] in {"p", "reel", "reels", "tv"} else parts
    match parts:
        case ("share", *_, code) if len(parts) > 1:
            return Found(f"share/{code}", "other", address.url(), ("short_link",))
        case ("p" | "reel" | "reels" | "tv" as what, code, *_) if what != "reels" or code != "audio":
            return _instagram_post(what, code)
        case ("stories", "highlights", number, *_):
            return Found(f"highlights/{number}", "story", f"https://www.instagram.com/stories/highlights/{number}/")
        case ("stories", name, number, *_) if NUMBER.fullmatch(number):
            url = f"https://www.instagram.com/stories/{name.lower()}/{number}/"
            return Found(f"story/{number}", "story", url, uploaded_at=instagram_id_time(int(number)))
        case () | ("p" | "reel" | "reels" | "tv" | "stories",):
            return Found("home", "profile", "https://www.instagram.com/", PROFILE)
        case (name,) | (name, "reels" | "tagged" | "live" | "channel"):
            return Found(f"profile/{name.lower()}", "profile", f"https://www.instagram.com/{name.lower()}/", PROFILE)
        case ("s", code, *_) if number := _highlight(code):
            return Found(f"highlights/{number}", "story", f"https://www.instagram.com/stories/highlights/{number}/")
    return None


def _shown_after_login(parts: tuple[str, ...], shown: str) -> tuple[str, ...]:
    """What a visitor without an account copies: /accounts/login/?next=/p/CODE/."""
    if parts[:2] != ("accounts", "login") or not shown:
        return parts
    path = unquote(shown).split("?", 1)[0].rpartition("instagram.com/")[2]
    return tuple(quote(part, safe="@+") for part in path.split("/") if part)


def _highlight(code: str) -> str:
    """The number in a shared highlight's code: base64 of "highlight:123"."""
    try:
        text = base64.urlsafe_b64decode(f"{code}{'=' * (-len(code) % 4)}").decode()
    except (binascii.Error, ValueError):
        return ""
    found = re.fullmatch(r"highlight:([0-9]{1,25})", text)
    return found[1] if found else ""


def _instagram_post(what: str, code: str) -> Found:
    kind, word = {"p": ("post", "p"), "tv": ("video", "tv")}.get(what, ("reel", "reel"))
    key = code[:INSTAGRAM_CODE_LENGTH] if len(code) == _CLOSED_CODE_LENGTH else code
    whole = len(key) == INSTAGRAM_CODE_LENGTH and "%" not in code
    return Found(
        key,
        kind,
        f"https://www.instagram.com/{word}/{code}/",
        () if whole else ("cut_code",),
        instagram_code_time(key),
    )


def threads(address: Address) -> Found | None:
    """Posts and profiles."""
    match address.parts:
        case (_, "post", code, *_) | ("t", code, *_):
            return Found(code, "post", f"https://www.threads.com/t/{code}")
        case (name, *rest) if name.startswith("@") or not rest:
            return Found(f"profile/{name.lower()}", "profile", f"https://www.threads.com/{name.lower()}", PROFILE)
    return None
