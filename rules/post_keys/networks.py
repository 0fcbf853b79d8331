"""Telegram, WhatsApp, VK, X and other networks."""

from __future__ import annotations

import re
from urllib.parse import unquote

from rules.post_keys.addresses import Address
from rules.post_keys.found import NUMBER, PROFILE, Found


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


def telegram_web(address: Address) -> Found | None:
    """What the reader's own window shows: nobody else gets there by it."""
    place = f"{address.path()[1:]}{address.tail()}"
    return Found(f"web/{place}", "other", address.url(), ("owner_only_folder",))


def whatsapp(address: Address) -> Found | None:
    """Posts of channels, channels."""
    match address.parts:
        case ("channel", code, number, *_) if NUMBER.fullmatch(number):
            return Found(f"{code}/{number}", "post", f"https://whatsapp.com/channel/{code}/{number}")
        case ("channel", code, *_):
            return Found(f"profile/{code}", "profile", f"https://whatsapp.com/channel/{code}", PROFILE)
    return None


def whatsapp_chat(address: Address) -> Found | None:
    """Invitations into a group, a person's number."""
    return Found(f"chat/{address.host}{address.path()}", "profile", address.url(), PROFILE)


_VK_THING = re.compile(r"(wall|video|clip|photo|story|topic|podcast|doc|album|live)(-?[0-9]{1,20}_[0-9]{1,20})")
_VK_OWNER = re.compile(r"-?[0-9]{1,20}")
_VK_KINDS = {"video": "video", "clip": "reel", "story": "story", "doc": "file", "podcast": "podcast", "album": "other"}


def vk(address: Address) -> Found | None:
    """Wall posts, videos, clips (a clip is a video), photos, articles; also those opened over a page (?w=, ?z=)."""
    for place in (address.get("w"), address.get("z"), *address.parts[-1:]):
        thing = _VK_THING.match(place)
        if thing:
            what, number = thing.groups()
            word = "video" if what == "clip" else what
            return Found(f"{word}{number}", _VK_KINDS.get(what, "post"), f"https://vk.com/{what}{number}")
    match address.parts:
        case ("video_ext.php",) if _VK_OWNER.fullmatch(address.get("oid")) and NUMBER.fullmatch(address.get("id")):
            number = f"{address.get('oid')}_{address.get('id')}"
            return Found(f"video{number}", "video", f"https://vk.com/video{number}")
        case (name,) if name.startswith("@") and "-" in name:
            return Found(name.lower(), "article", f"https://vk.com/{name.lower()}")
        case (name,):
            return Found(f"profile/{name.lower()}", "profile", f"https://vk.com/{name.lower()}", PROFILE)
    return None


def x(address: Address) -> Found | None:
    """Posts by their number, whoever's name stands before it; profiles."""
    match address.parts:
        case (_, "status" | "statuses", number, *_) | (_, "web", "status", number, *_) if NUMBER.fullmatch(number):
            return Found(number, "post", f"https://x.com/i/status/{number}")
        case ("i", "broadcasts" | "spaces" as what, code, *_):
            return Found(f"{what}/{code}", "live_stream", f"https://x.com/i/{what}/{code}")
        case (name,) | (name, "media" | "with_replies" | "highlights"):
            return Found(f"profile/{name.lower()}", "profile", f"https://x.com/{name.lower()}", PROFILE)
    return None


def ok(address: Address) -> Found | None:
    """Topics of groups and people, videos, live streams, pages."""
    match address.parts:
        case ("video" | "videoembed", number, *_) if NUMBER.fullmatch(number):
            return Found(f"video/{number}", "video", f"https://ok.ru/video/{number}")
        case ("live", number, *_) if NUMBER.fullmatch(number):
            return Found(f"video/{number}", "live_stream", f"https://ok.ru/live/{number}")
        case (*_, "topic" | "statuses" | "note" as what, number) if NUMBER.fullmatch(number):
            return Found(f"topic/{number}", "post", _ok_post(address.parts, what, number))
        case ("profile" | "group" as what, name, *rest) if not rest:
            return Found(f"profile/{what}/{name}", "profile", f"https://ok.ru/{what}/{name}", PROFILE)
        case (name,):
            return Found(f"profile/{name.lower()}", "profile", f"https://ok.ru/{name.lower()}", PROFILE)
    return None


def _ok_post(parts: tuple[str, ...], what: str, number: str) -> str:
    owner = "/".join(parts[: parts.index(what)])
    return f"https://ok.ru/{owner}/{what}/{number}" if owner else f"https://ok.ru/{what}/{number}"


_LINKEDIN_URN = re.compile(r"(?:.*[-:])?(activity|share|ugcPost)[-:]([0-9]{8,25})(?:-.*)?")


def linkedin(address: Address) -> Found | None:
    """/posts/name_words-activity-123-x and /feed/update/urn:li:activity:123 are one post; articles, pages."""
    match address.parts:
        case ("posts", text, *_) | ("feed", "update", text, *_) if found := _LINKEDIN_URN.fullmatch(unquote(text)):
            what, number = found.groups()
            url = f"https://www.linkedin.com/feed/update/urn%3Ali%3A{what}%3A{number}"
            return Found(f"{what}/{number}", "post", url)
        case ("pulse", text, *_):
            return Found(f"pulse/{text}", "article", f"https://www.linkedin.com/pulse/{text}")
        case ("in" | "company" | "school" as what, name, *_):
            path = f"{what}/{name.lower()}"
            return Found(f"profile/{path}", "profile", f"https://www.linkedin.com/{path}", PROFILE)
    return None


_DZEN_KINDS = {"a": "article", "b": "post", "shorts": "reel", "watch": "video"}


def dzen(address: Address) -> Found | None:
    """Articles, short posts, videos, channels."""
    match address.parts:
        case ("video", "watch", code, *_) | ("shorts", code, *_):
            what = "watch" if address.parts[0] == "video" else "shorts"
            path = f"video/watch/{code}" if what == "watch" else f"shorts/{code}"
            return Found(f"video/{code}", _DZEN_KINDS[what], f"https://dzen.ru/{path}")
        case ("a" | "b" as what, code, *_):
            return Found(f"{what}/{code}", _DZEN_KINDS[what], f"https://dzen.ru/{what}/{code}")
        case ("id", code):
            return Found(f"profile/id/{code}", "profile", f"https://dzen.ru/id/{code}", PROFILE)
        case (name,):
            return Found(f"profile/{name.lower()}", "profile", f"https://dzen.ru/{name.lower()}", PROFILE)
        case ():
            return Found("home", "profile", "https://dzen.ru/", PROFILE)
    return None
