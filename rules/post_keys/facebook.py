"""Facebook: many addresses for one post."""

from __future__ import annotations

import re

from rules.post_keys.addresses import Address
from rules.post_keys.found import NUMBER, PROFILE, Found

_SITE = "https://www.facebook.com"
_POST_ID = re.compile(r"[0-9]{1,25}|pfbid[A-Za-z0-9]+")
_SHARED = {"v": "video", "r": "reel", "p": "post"}
# What says how the page was reached; the id of the page that posted it stays.
_PAGES = {"profile.php", "story.php", "permalink.php", "photo.php", "video.php", "photo", "watch", "groups", "events"}


def facebook(address: Address) -> Found | None:
    """Posts, videos (reel, watch, videos: one number), photos, groups, shares, profiles."""
    return _by_query(address) or _by_path(address)


def facebook_watch(address: Address) -> Found | None:
    """fb.watch/CODE: only the network knows which video."""
    if not address.parts:
        return None
    code = address.parts[0]
    return Found(f"watch/{code}", "video", f"https://fb.watch/{code}/", ("short_link",))


def _by_query(address: Address) -> Found | None:
    page = address.parts[0] if address.parts else ""
    if page in {"story.php", "permalink.php"} and _POST_ID.fullmatch(address.get("story_fbid")):
        return _post(address.get("id").lower() or "-", address.get("story_fbid"))
    if page in {"watch", "video.php"} and NUMBER.fullmatch(address.get("v")):
        return _video(address.get("v"), "live_stream" if "live" in address.parts else "video")
    if page in {"photo", "photo.php"} and NUMBER.fullmatch(address.get("fbid")):
        number = address.get("fbid")
        return Found(f"photo/{number}", "post", f"{_SITE}/photo/?fbid={number}")
    if page == "profile.php" and NUMBER.fullmatch(address.get("id")):
        return _profile(address.get("id"), f"profile.php?id={address.get('id')}")
    return None


def _by_path(address: Address) -> Found | None:
    parts = address.parts
    match parts:
        case ("reel" | "reels", number, *_) if NUMBER.fullmatch(number):
            return _video(number, "reel")
        case (_, "videos", *_, number) if NUMBER.fullmatch(number):
            return _video(number, "video")
        case (_, "photos", *_, number) if NUMBER.fullmatch(number):
            return Found(f"photo/{number}", "post", f"{_SITE}/photo/?fbid={number}")
        case ("groups", group, "posts" | "permalink", number, *_) if _POST_ID.fullmatch(number):
            name = group.lower()
            return Found(f"groups/{name}/{number}", "post", f"{_SITE}/groups/{name}/posts/{number}")
        case ("groups", group) if NUMBER.fullmatch(address.get("multi_permalinks")):
            name, number = group.lower(), address.get("multi_permalinks")
            return Found(f"groups/{name}/{number}", "post", f"{_SITE}/groups/{name}/posts/{number}")
        case ("groups", group) | ("groups", group, _):
            return Found(f"profile/groups/{group.lower()}", "profile", f"{_SITE}/groups/{group.lower()}", PROFILE)
        case ("events", number, *_) if NUMBER.fullmatch(number):
            return Found(f"events/{number}", "post", f"{_SITE}/events/{number}")
        case ("media", "set") if address.get("set"):
            return Found(f"set/{address.get('set')}", "post", f"{_SITE}/media/set/?set={address.get('set')}")
        case (owner, "posts", *_, number) if _POST_ID.fullmatch(number):
            return _post(owner.lower(), number)
        case ("share", *rest, code) if len(rest) < 2:
            word = rest[0] if rest else ""
            return Found(f"share/{code}", _SHARED.get(word, "other"), f"{_SITE}{address.path()}/", ("short_link",))
        case ("stories", *_, code) if len(parts) > 1:
            return Found(f"stories/{code}", "story", f"{_SITE}{address.path()}/")
        case ("people" | "pages", _, number, *_) if NUMBER.fullmatch(number):
            return _profile(number, f"profile.php?id={number}")
        case ():
            return Found("home", "profile", f"{_SITE}/", PROFILE)
        case ("pg", name, *_) | (name, "reels" | "videos" | "photos" | "about" | "posts" | "live") if (
            name not in _PAGES
        ):
            return _profile(name.lower(), name.lower())
        case (name,) if name not in _PAGES:
            return _profile(name.lower(), name.lower())
    return None


def _post(owner: str, number: str) -> Found:
    """story.php, permalink.php and /owner/posts/ name the same two things: who posted and which post."""
    if owner.isdigit() or owner == "-":
        return Found(f"{owner}/{number}", "post", f"{_SITE}/story.php?story_fbid={number}&id={owner}")
    return Found(f"{owner}/{number}", "post", f"{_SITE}/{owner}/posts/{number}")


def _video(number: str, kind: str) -> Found:
    path = {"reel": f"reel/{number}", "live_stream": f"watch/live/?v={number}"}.get(kind, f"watch/?v={number}")
    return Found(f"video/{number}", kind, f"{_SITE}/{path}")


def _profile(name: str, path: str) -> Found:
    return Found(f"profile/{name}", "profile", f"{_SITE}/{path}", PROFILE)
