"""Podcasts: an episode is a publication, a show is a page."""

from __future__ import annotations

import re

from rules.post_keys.addresses import Address
from rules.post_keys.found import NUMBER, PROFILE, Found

_CODE = re.compile(r"[A-Za-z0-9]{10,40}")
_ID = re.compile(r"(?:.*-)?id([0-9]{1,20})")


def spotify(address: Address) -> Found | None:
    """Episodes, whichever language stands before them (/intl-ru/); shows."""
    parts = address.parts[1:] if address.parts[:1] and address.parts[0].startswith("intl-") else address.parts
    match parts:
        case ("embed", *rest):
            parts = tuple(rest)
    match parts:
        case ("episode", code, *_) if _CODE.fullmatch(code):
            return Found(code, "podcast", f"https://open.spotify.com/episode/{code}")
        case ("show" | "artist" | "user" as what, name, *_):
            return Found(f"profile/{what}/{name}", "profile", f"https://open.spotify.com/{what}/{name}", PROFILE)
        case ():
            return Found("home", "profile", "https://open.spotify.com/", PROFILE)
    return None


def apple(address: Address) -> Found | None:
    """…/podcast/name/id123?i=456: the episode's number alone says which."""
    show = _ID.fullmatch(address.parts[-1]) if address.parts else None
    if show is None:
        return None
    page = f"https://podcasts.apple.com/podcast/id{show[1]}"
    episode = address.get("i")
    if NUMBER.fullmatch(episode):
        return Found(episode, "podcast", f"{page}?i={episode}")
    return Found(f"profile/{show[1]}", "profile", page, PROFILE)


def castbox(address: Address) -> Found | None:
    """/episode/name-id12-id345 and /vb/345 are one episode."""
    match address.parts:
        case ("episode", name, *_) if found := _ID.fullmatch(name):
            return Found(found[1], "podcast", f"https://castbox.fm/episode/id{found[1]}")
        case ("vb", number, *_) if NUMBER.fullmatch(number):
            return Found(number, "podcast", f"https://castbox.fm/episode/id{number}")
        case ("channel", name, *_) if found := _ID.fullmatch(name):
            return Found(f"profile/{found[1]}", "profile", f"https://castbox.fm/channel/id{found[1]}", PROFILE)
    return None


def yandex(address: Address) -> Found | None:
    """/album/1/track/2: a show and its episode."""
    match address.parts:
        case ("album", _, "track", number, *_) | ("track", number, *_) if NUMBER.fullmatch(number):
            return Found(number, "podcast", f"https://music.yandex.ru/track/{number}")
        case ("album", number, *_) if NUMBER.fullmatch(number):
            return Found(f"profile/{number}", "profile", f"https://music.yandex.ru/album/{number}", PROFILE)
    return None


def soundcloud(address: Address) -> Found | None:
    """/name/track."""
    match address.parts:
        case (name, track) if track not in {"tracks", "sets", "albums", "popular-tracks", "reposts"}:
            path = f"{name.lower()}/{track.lower()}"
            return Found(path, "podcast", f"https://soundcloud.com/{path}")
        case (name, *_):
            return Found(f"profile/{name.lower()}", "profile", f"https://soundcloud.com/{name.lower()}", PROFILE)
    return None
