"""What is published without a link, in the words of the form that asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from media_log.labels import Label
from media_log.models import Post, PostKind


@dataclass(frozen=True)
class Sort:
    """One sort of publication without a link: where it stands (a platform), what it is (a kind), and how its fields are
    called. `lasts`: it is up for several days."""

    code: str
    platform: str
    kind: PostKind
    label: Label
    outlet: Label
    audience: Label
    lasts: bool = False


_VIEWERS, _LISTENERS, _SHOWN = _("Viewers"), _("Listeners"), _("Showings, or people who passed by")

SORTS = (
    Sort("tv_story", "tv", PostKind.TV_STORY, _("TV story"), _("TV channel"), _VIEWERS),
    Sort("radio", "radio", PostKind.RADIO, _("Radio broadcast"), _("Radio station"), _LISTENERS),
    Sort(
        "print",
        "newspaper",
        PostKind.PRINT,
        _("Article in a newspaper or magazine"),
        _("Newspaper or magazine"),
        _("Copies printed, or readers"),
    ),
    Sort(
        "outdoor_ad",
        "outdoor",
        PostKind.OUTDOOR_AD,
        _("Billboard or poster in the street"),
        _("Address or place"),
        _SHOWN,
        True,
    ),
    Sort("led_screen", "outdoor", PostKind.LED_SCREEN, _("LED screen"), _("Address of the screen"), _SHOWN, True),
    Sort("banner", "outdoor", PostKind.BANNER, _("Banner"), _("Address or place"), _SHOWN, True),
    Sort(
        "banner_online",
        "online_ad",
        PostKind.BANNER,
        _("Banner on a website"),
        _("Website or page"),
        _("Showings, or people reached"),
        True,
    ),
    Sort(
        "targeted_ad",
        "online_ad",
        PostKind.TARGETED_AD,
        _("Targeted advertising"),
        _("Page or account it ran from"),
        _("Showings, or people reached"),
        True,
    ),
    Sort("podcast", "elsewhere", PostKind.PODCAST, _("Podcast"), _("Podcast or channel"), _LISTENERS),
    Sort("live_stream", "elsewhere", PostKind.LIVE_STREAM, _("Live stream"), _("Page or channel"), _VIEWERS),
    Sort("story", "elsewhere", PostKind.STORY, _("Story that is gone by now"), _("Page or account"), _VIEWERS),
    Sort("other", "elsewhere", PostKind.OTHER, _("Something else"), _("Where it was"), _("Who saw it")),
)
SORTS_BY_CODE = {sort.code: sort for sort in SORTS}


def sort_of(post: Post) -> Sort:
    """The sort that a publication without a link is of; the nearest one where a table said something unusual."""
    exact = (sort for sort in SORTS if (sort.platform, sort.kind) == (post.platform, post.kind))
    near = (sort for sort in SORTS if sort.platform == post.platform)
    return next(exact, None) or next(near, SORTS_BY_CODE["other"])
