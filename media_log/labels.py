"""Words for what is known about links and posts."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Label = str | Promise

# Names of companies are the same in every language.
PLATFORM_LABELS: dict[str, Label] = {
    "instagram": "Instagram",
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "facebook": "Facebook",
    "telegram": "Telegram",
    "vk": "VK",
    "threads": "Threads",
    "x": "X",
    "google_drive": "Google Drive",
    "yandex_disk": "Yandex Disk",
    "google_photos": "Google Photos",
    "mail_cloud": _("Mail.ru Cloud"),
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "whatsapp": "WhatsApp",
    "ok": "OK.ru",
    "linkedin": "LinkedIn",
    "dzen": _("Dzen"),
    "rutube": "Rutube",
    "vimeo": "Vimeo",
    "spotify": "Spotify",
    "apple_podcasts": "Apple Podcasts",
    "castbox": "Castbox",
    "yandex_music": _("Yandex Music"),
    "soundcloud": "SoundCloud",
    "site": _("Website"),
    "tv": _("Television"),
    "radio": _("Radio"),
    "newspaper": _("Newspaper"),
    "outdoor": _("In the street"),
    "online_ad": _("Advertising online"),
    "elsewhere": _("Elsewhere"),
}
WARNING_LABELS: dict[str, Label] = {
    "cut_code": _("The code in the link looks cut. Open it and check."),
    "profile": _("This is a profile or a home page, not a post."),
    "owner_only_folder": _("Only the owner can open this folder."),
    "short_link": _("A shortened link: which post it leads to cannot be checked."),
    "spaces_inside": _("There were spaces inside the link. They were taken out: check that it opens."),
    "before_activity": _("Made before the activity: an announcement, or a wrong link?"),
    "late": _("Made more than 30 days after the activity."),
    "outside_contract": _("Made outside the contract's period."),
    "shared": _("The same post stands at several activities, and nobody says why."),
    "gone": _("The link does not open any more."),
    "no_date": _("Nobody says when it was published."),
    "not_a_link": _("This is not a link."),
}
