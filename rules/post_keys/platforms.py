"""Platforms: which host is which, and how each writes the address of a post."""

from __future__ import annotations

import re

from rules.post_keys.addresses import Address
from rules.post_keys.clouds import google_drive, yandex_disk
from rules.post_keys.facebook import facebook, facebook_watch
from rules.post_keys.found import NUMBER, PROFILE, Found, Recogniser
from rules.post_keys.uploads import (
    INSTAGRAM_CODE_LENGTH,
    instagram_code_time,
    instagram_id_time,
    tiktok_id_time,
)


def instagram(address: Address) -> Found | None:
    """Posts, reels, stories, profiles. /p/ and /reel/ with the same code are one post."""
    parts = address.parts
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
        case (name,) | (name, "reels" | "tagged"):
            return Found(f"profile/{name.lower()}", "profile", f"https://www.instagram.com/{name.lower()}/", PROFILE)
    return None


def _instagram_post(what: str, code: str) -> Found:
    kind, word = {"p": ("post", "p"), "tv": ("video", "tv")}.get(what, ("reel", "reel"))
    whole = len(code) == INSTAGRAM_CODE_LENGTH and "%" not in code
    return Found(
        code,
        kind,
        f"https://www.instagram.com/{word}/{code}/",
        () if whole else ("cut_code",),
        instagram_code_time(code),
    )


def tiktok(address: Address) -> Found | None:
    """Videos and photos (both numbered alike), short links, profiles."""
    match address.parts:
        case (name, "video" | "photo" as what, number, *_) if name.startswith("@") and NUMBER.fullmatch(number):
            return _tiktok_post(f"{name}/{what}/{number}", number, what)
        case ("v", page) | ("embed" | "player", *_, page) if NUMBER.fullmatch(page.removesuffix(".html")):
            number = page.removesuffix(".html")
            return _tiktok_post(f"@/video/{number}", number, "video")
        case ("t", code, *_):
            return Found(f"short/{code}", "other", f"https://www.tiktok.com/t/{code}/", ("short_link",))
        case (name, *rest) if name.startswith("@") and not rest:
            return Found(f"profile/{name[1:].lower()}", "profile", f"https://www.tiktok.com/{name.lower()}", PROFILE)
        case ():
            return Found("home", "profile", "https://www.tiktok.com/", PROFILE)
    return None


def _tiktok_post(path: str, number: str, what: str) -> Found:
    kind = "video" if what == "video" else "post"
    uploaded_at = tiktok_id_time(number)
    return Found(number, kind, f"https://www.tiktok.com/{path}", () if uploaded_at else ("cut_code",), uploaded_at)


def tiktok_short(address: Address) -> Found | None:
    """vm.tiktok.com/… and vt.tiktok.com/…: only the network knows which video."""
    if not address.parts:
        return None
    code = address.parts[0]
    return Found(f"short/{code}", "other", f"https://{address.host}/{code}/", ("short_link",))


def youtube(address: Address) -> Found | None:
    """watch, shorts, live, embed and youtu.be are one video; channels, playlists, community posts."""
    match address.parts:
        case ("watch", *_) if address.get("v"):
            return _youtube_video(address.get("v"))
        case ("shorts" | "live" | "embed" | "v" | "e" | "watch", code, *_) if code != "videoseries":
            return _youtube_video(code)
        case ("post", code, *_):
            return Found(f"post/{code}", "post", f"https://www.youtube.com/post/{code}")
        case ("playlist", *_) if address.get("list"):
            code = address.get("list")
            return Found(f"list/{code}", "other", f"https://www.youtube.com/playlist?list={code}")
        case ("channel" | "c" | "user" as what, name, *_):
            return Found(f"profile/{what}/{name}", "profile", f"https://www.youtube.com/{what}/{name}", PROFILE)
        case (name, *_) if name.startswith("@"):
            return Found(f"profile/{name.lower()}", "profile", f"https://www.youtube.com/{name.lower()}", PROFILE)
        case ():
            return Found("home", "profile", "https://www.youtube.com/", PROFILE)
    return None


def youtube_short_host(address: Address) -> Found | None:
    """youtu.be/CODE."""
    return _youtube_video(address.parts[0]) if address.parts else None


def _youtube_video(code: str) -> Found:
    whole = re.fullmatch(r"[A-Za-z0-9_-]{11}", code)
    return Found(code, "video", f"https://www.youtube.com/watch?v={code}", () if whole else ("cut_code",))


def telegram(address: Address) -> Found | None:
    """Posts of public channels (also in the /s/ view), stories, private chats, channels."""
    parts = address.parts[1:] if address.parts[:1] == ("s",) and len(address.parts) > 1 else address.parts
    match parts:
        case ("c", chat, *_, number) if len(parts) > 2 and NUMBER.fullmatch(number):
            return Found(f"c/{chat}/{number}", "post", f"https://t.me/c/{chat}/{number}", ("owner_only_folder",))
        case (channel, "s", number, *_) if NUMBER.fullmatch(number):
            name = channel.lower()
            return Found(f"{name}/s/{number}", "story", f"https://t.me/{name}/s/{number}")
        case (channel, *_, number) if len(parts) > 1 and NUMBER.fullmatch(number):
            name = channel.lower()
            return Found(f"{name}/{number}", "post", f"https://t.me/{name}/{number}")
        case ("joinchat", code, *_):
            return Found(f"profile/+{code}", "profile", f"https://t.me/+{code}", PROFILE)
        case (name,):
            # Names of channels have no capitals, codes of invitations do.
            name = name if name.startswith("+") else name.lower()
            return Found(f"profile/{name}", "profile", f"https://t.me/{name}", PROFILE)
    return None


_VK_THING = re.compile(r"(wall|video|clip|photo|story|topic|podcast|doc)(-?[0-9]{1,20}_[0-9]{1,20})")
_VK_KINDS = {"video": "video", "clip": "reel", "story": "story", "doc": "file"}


def vk(address: Address) -> Found | None:
    """Wall posts, videos, clips (a clip is a video), photos, articles; also those opened over a page (?w=, ?z=)."""
    for place in (address.get("w"), address.get("z"), *address.parts[-1:]):
        thing = _VK_THING.match(place)
        if thing:
            what, number = thing.groups()
            word = "video" if what == "clip" else what
            return Found(f"{word}{number}", _VK_KINDS.get(what, "post"), f"https://vk.com/{what}{number}")
    match address.parts:
        case (name,) if name.startswith("@"):
            return Found(name.lower(), "article", f"https://vk.com/{name.lower()}")
        case (name,):
            return Found(f"profile/{name.lower()}", "profile", f"https://vk.com/{name.lower()}", PROFILE)
    return None


def threads(address: Address) -> Found | None:
    """Posts and profiles."""
    match address.parts:
        case (_, "post", code, *_) | ("t", code, *_):
            return Found(code, "post", f"https://www.threads.com/t/{code}")
        case (name,):
            return Found(f"profile/{name.lower()}", "profile", f"https://www.threads.com/{name.lower()}", PROFILE)
    return None


def x(address: Address) -> Found | None:
    """Posts by their number, whoever's name stands before it; profiles."""
    match address.parts:
        case (*_, "status" | "statuses", number) | (*_, "status" | "statuses", number, "photo" | "video", _) if (
            NUMBER.fullmatch(number)
        ):
            return Found(number, "post", f"https://x.com/i/status/{number}")
        case (name,):
            return Found(f"profile/{name.lower()}", "profile", f"https://x.com/{name.lower()}", PROFILE)
    return None


def _hosts() -> dict[str, tuple[str, Recogniser]]:
    table: list[tuple[str, Recogniser, str]] = [
        ("instagram", instagram, "instagram.com instagr.am"),
        ("tiktok", tiktok, "tiktok.com"),
        ("tiktok", tiktok_short, "vm.tiktok.com vt.tiktok.com"),
        ("youtube", youtube, "youtube.com youtube-nocookie.com"),
        ("youtube", youtube_short_host, "youtu.be"),
        ("facebook", facebook, "facebook.com fb.com"),
        ("facebook", facebook_watch, "fb.watch"),
        ("telegram", telegram, "t.me telegram.me telegram.dog"),
        ("vk", vk, "vk.com vk.ru vkvideo.ru"),
        ("threads", threads, "threads.net threads.com"),
        ("x", x, "x.com twitter.com"),
        ("google_drive", google_drive, "drive.google.com docs.google.com"),
        (
            "yandex_disk",
            yandex_disk,
            "disk.yandex.ru disk.yandex.kz disk.yandex.com disk.yandex.by disk.yandex.uz yadi.sk",
        ),
    ]
    return {host: (platform, recognise) for platform, recognise, hosts in table for host in hosts.split()}


PLATFORM_HOSTS = _hosts()
