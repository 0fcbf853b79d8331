"""The words of an activity's check-in poster, in Kazakh, Russian or both."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.formats import time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.models import Activity
from events.posters import PosterSpec
from rules.dates import dates_in_words

# The choice in the address -> the languages on the sheet.
POSTER_LANGUAGES = {"both": ("kk", "ru"), "kk": ("kk",), "ru": ("ru",)}


def activity_poster(activity: Activity, *, link: str, languages: tuple[str, ...]) -> PosterSpec:
    """What the poster says; a missing date, time or place simply has no line."""
    return PosterSpec(
        title=activity.title,
        link=link,
        heading=_each_once(capfirst(getattr(activity.kind, f"name_{code}")) for code in languages),
        lines=poster_lines(activity, languages),
        call=tuple(dict.fromkeys(_call(activity, code) for code in languages)),
        organisation=activity.project.grantee.name,
        languages=languages,
    )


def poster_lines(activity: Activity, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Date in words of each language, time, venue, address."""
    first, last = activity.starts_on, activity.ends_on
    days = _each_once(dates_in_words(first, last, code) for code in languages) if first else ""
    time = time_format(activity.starts_at, "H:i") if activity.starts_at else ""
    address = ", ".join(part for part in (activity.town, activity.address) if part)
    return tuple(line for line in (days, time, activity.venue, address) if line)


def _call(activity: Activity, language: str) -> str:
    with translation.override(language):
        if activity.wants_presence_code:
            return _("To be counted, scan the code on the screen in the hall")
        return _("Scan with your phone's camera to be counted")


def _each_once(texts: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(texts))
