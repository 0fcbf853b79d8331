"""Which host is which platform."""

from __future__ import annotations

from rules.post_keys import clouds, facebook, instagram, networks, podcasts, videos
from rules.post_keys.found import Recogniser

_YANDEX = " ".join(f"disk.yandex.{country}" for country in ("ru", "kz", "com", "by", "uz", "com.tr"))


def _hosts() -> dict[str, tuple[str, Recogniser]]:
    table: list[tuple[str, Recogniser, str]] = [
        ("instagram", instagram.instagram, "instagram.com instagr.am ddinstagram.com kkinstagram.com"),
        ("threads", instagram.threads, "threads.net threads.com"),
        ("tiktok", videos.tiktok, "tiktok.com vxtiktok.com"),
        ("tiktok", videos.tiktok_short, "vm.tiktok.com vt.tiktok.com"),
        ("youtube", videos.youtube, "youtube.com youtube-nocookie.com"),
        ("youtube", videos.youtube_short_host, "youtu.be"),
        ("youtube", videos.youtube_studio, "studio.youtube.com"),
        ("rutube", videos.rutube, "rutube.ru"),
        ("vimeo", videos.vimeo, "vimeo.com player.vimeo.com"),
        ("facebook", facebook.facebook, "facebook.com fb.com"),
        ("facebook", facebook.facebook_watch, "fb.watch"),
        ("telegram", networks.telegram, "t.me telegram.me telegram.dog"),
        ("telegram", networks.telegram_web, "web.telegram.org"),
        ("whatsapp", networks.whatsapp, "whatsapp.com"),
        ("whatsapp", networks.whatsapp_chat, "chat.whatsapp.com wa.me api.whatsapp.com"),
        ("vk", networks.vk, "vk.com vk.ru vkvideo.ru"),
        ("ok", networks.ok, "ok.ru odnoklassniki.ru"),
        ("x", networks.x, "x.com twitter.com fxtwitter.com vxtwitter.com fixupx.com fixvx.com"),
        ("linkedin", networks.linkedin, "linkedin.com kz.linkedin.com ru.linkedin.com"),
        ("dzen", networks.dzen, "dzen.ru zen.yandex.ru zen.yandex.com zen.yandex.kz"),
        ("spotify", podcasts.spotify, "open.spotify.com"),
        ("apple_podcasts", podcasts.apple, "podcasts.apple.com"),
        ("castbox", podcasts.castbox, "castbox.fm"),
        ("yandex_music", podcasts.yandex, "music.yandex.ru music.yandex.kz music.yandex.com music.yandex.by"),
        ("soundcloud", podcasts.soundcloud, "soundcloud.com"),
        ("google_drive", clouds.google_drive, "drive.google.com docs.google.com"),
        ("google_photos", clouds.google_photos, "photos.google.com photos.app.goo.gl"),
        ("yandex_disk", clouds.yandex_disk, f"{_YANDEX} disk.360.yandex.ru disk.360.yandex.kz yadi.sk"),
        ("mail_cloud", clouds.mail_cloud, "cloud.mail.ru"),
        ("onedrive", clouds.onedrive, "1drv.ms onedrive.live.com"),
        ("dropbox", clouds.dropbox, "dropbox.com"),
    ]
    return {host: (platform, recognise) for platform, recognise, hosts in table for host in hosts.split()}


PLATFORM_HOSTS = _hosts()
# Every code that a link can have.
PLATFORMS = frozenset(platform for platform, _ in PLATFORM_HOSTS.values()) | {"site"}
