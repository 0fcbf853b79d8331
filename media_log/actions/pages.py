"""Pages, channels and outlets that publish: found again by their link or name, made where they are new."""

from __future__ import annotations

import re

from grants.models import Organisation
from media_log.models import Page
from rules.names import fold_organisation
from rules.post_keys import inspect_link

_LONGEST_NAME = 200
# Joiners (200c, 200d) stay: some writing and pictures are made with them.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def find_or_make_page(organisation: Organisation, platform: str, text: str) -> Page | None:
    """The page that a name or a link means, made where nobody knows it yet. None for an empty text.

    A link to a profile or home page is known by its key whatever platform was named; a name is known in any spelling
    among the pages of its platform. Safe beside others who name the same page.
    """
    named = _shown(text)
    if not named:
        return None
    # A name with a full stop in it may look like a host: only what is written as a link is taken for one.
    link = inspect_link(named) if "/" in named or named.startswith("www.") else None
    if link and link.is_link and "profile" in link.warnings:
        shown = link.url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
        values = {"name": shown[:_LONGEST_NAME], "url": link.url}
        return _kept(organisation, link.platform, link.key, values)
    named = named[:_LONGEST_NAME]
    known = Page.objects.of(organisation).filter(platform=platform, name__iexact=named).order_by("pk").first()
    return known or _kept(
        organisation, platform, f"name:{fold_organisation(named) or named.casefold()}"[:400], {"name": named}
    )


def means_page(page: Page | None, text: str) -> bool:
    """Whether a name or a link means this page already. No query."""
    named = _shown(text)
    if page is None or not named:
        return page is None and not named
    keys = {inspect_link(named).key, f"name:{fold_organisation(named) or named.casefold()}"[:400]}
    return page.name.casefold() == named[:_LONGEST_NAME].casefold() or page.key in keys


def _shown(text: str) -> str:
    """One line without what cannot be seen or turns the writing round."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def _kept(organisation: Organisation, platform: str, key: str, values: dict[str, str]) -> Page:
    return Page.objects.get_or_create(organisation=organisation, platform=platform, key=key, defaults=values)[0]
