"""The web as this installation asks it, by its settings."""

from __future__ import annotations

from django.conf import settings

from media_log.checker import Web

# What robots.txt files may name us by.
ROBOT = "OutreachLinkCheck"


def installations_web() -> Web:
    """The network, with the product and the installation named in every question."""
    about = f"; +{settings.PUBLIC_URL}" if settings.PUBLIC_URL else ""
    return Web(agent=f"{ROBOT}/1.0 (link check of Outreach{about})")
