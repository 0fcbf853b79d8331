"""TikTok, YouTube and other places for videos."""

from __future__ import annotations

import re

from rules.post_keys.addresses import Address
from rules.post_keys.found import NUMBER, PROFILE, Found
from rules.post_keys.uploads import tiktok_id_time


def tiktok(address: Address) -> Found | None:
    """Videos and photos (both numbered alike), short links, profiles."""
    match address.parts:
        case (name, "video" | "photo" as what, number, *_) if name.startswith("@") and NUMBER.fullmatch(number):
            return _tiktok_post(f"{name}/{what}/{number}", number, what)
        case ("v" | "video", page) | ("embed" | "player" | "share" | "i18n", *_, page) if NUMBER.fullmatch(
            page.removesuffix(".html")
        ):
            number = page.removesuffix(".html")
            return _tiktok_post(f"@/video/{number}", number, "video")
        case ("t", code, *_):
            return Found(f"short/{code}", "other", f"https://www.tiktok.com/t/{code}/", ("short_link",))
        case (name, "live", *_) if name.startswith("@"):
            # The address of whatever is on the air, not of one stream.
            url = f"https://www.tiktok.com/{name.lower()}/live"
            return Found(f"live/{name[1:].lower()}", "live_stream", url, PROFILE)
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
        case ("live", code, *_):
            return _youtube_video(code, is_live=True)
        case ("shorts" | "embed" | "v" | "e" | "watch", code, *_) if code != "videoseries":
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
            code = address.get("v")
            return _youtube_video(code) if code else Found("home", "profile", "https://www.youtube.com/", PROFILE)
    return None


def youtube_short_host(address: Address) -> Found | None:
    """youtu.be/CODE."""
    return _youtube_video(address.parts[0]) if address.parts else None


def youtube_studio(address: Address) -> Found | None:
    """studio.youtube.com/video/CODE/edit: the author's own view of a video."""
    match address.parts:
        case ("video", code, *_):
            found = _youtube_video(code)
            return Found(found.key, found.kind, found.url, (*found.warnings, "owner_only_folder"))
    return None


def _youtube_video(code: str, *, is_live: bool = False) -> Found:
    # Of a mail whose "=" was written "=3D".
    if re.fullmatch(r"3D[A-Za-z0-9_-]{11}", code):
        code = code[2:]
    whole = re.fullmatch(r"[A-Za-z0-9_-]{11}", code)
    url = f"https://www.youtube.com/{'live/' if is_live else 'watch?v='}{code}"
    return Found(code, "live_stream" if is_live else "video", url, () if whole else ("cut_code",))


_RUTUBE_CODE = re.compile(r"[0-9a-f]{32}")


def rutube(address: Address) -> Found | None:
    """Videos, shorts, live and embedded ones share one code; channels."""
    match address.parts:
        case ("live", "video", code, *_) if _RUTUBE_CODE.fullmatch(code):
            return Found(code, "live_stream", f"https://rutube.ru/live/video/{code}/")
        case ("video", "private", code, *_) if _RUTUBE_CODE.fullmatch(code):
            return Found(code, "video", address.url(), () if address.get("p") else ("owner_only_folder",))
        case ("video" | "shorts", code, *_) | ("play", "embed", code, *_):
            whole = _RUTUBE_CODE.fullmatch(code)
            return Found(code, "video", f"https://rutube.ru/video/{code}/", () if whole else ("cut_code",))
        case ("channel" | "u" as what, name, *_):
            return Found(f"profile/{what}/{name}", "profile", f"https://rutube.ru/{what}/{name}/", PROFILE)
        case ():
            return Found("home", "profile", "https://rutube.ru/", PROFILE)
    return None


def vimeo(address: Address) -> Found | None:
    """Videos by their number; a closed one has a second code that opens it."""
    match address.parts:
        case (number,) | ("video", number) | (number, _) | ("channels", _, number) if NUMBER.fullmatch(number):
            return Found(number, "video", address.url())
        case (name,):
            return Found(f"profile/{name.lower()}", "profile", f"https://vimeo.com/{name.lower()}", PROFILE)
    return None
