"""Absolute addresses for paper: what a printed QR code must hold."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from events.models import Activity


def public_link(request: HttpRequest, path: str) -> str:
    """The address a phone can open: under PUBLIC_URL where it is set, otherwise under the address of this request."""
    if settings.PUBLIC_URL:
        return f"{settings.PUBLIC_URL}{path}"
    return request.build_absolute_uri(path)


def check_in_link(request: HttpRequest, activity: Activity) -> str:
    """The link that an activity's poster carries."""
    return public_link(request, reverse("events:check_in", args=[activity.public_code]))
