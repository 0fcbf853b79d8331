"""Whether the holder of a phone has shown that they are in the hall: by a link, by digits, or a moment ago."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from events.limits import GUESSES_AT_ADDRESS, GUESSES_OF_PHONE, refuse_beyond
from events.models import Activity
from events.phones import Phone
from events.presence_codes import STAMP_SECONDS, are_digits_good, is_stamp_good, is_token_good, stamp_for
from grants.throttle import network_of
from rules.errors import AppError

# Keeps the stamp while the page is reloaded or its language changes; goes to this activity's pages only.
COOKIE = "here"


class Proof:
    """What this request proves. `stamp`: to be carried by the form; empty while nothing is proved or wanted."""

    def __init__(self, request: HttpRequest, activity: Activity, phone: Phone) -> None:
        self._request, self._activity, self._phone = request, activity, phone
        self.stamp = self._found() if activity.wants_presence_code else ""

    @property
    def is_missing(self) -> bool:
        """Whether the page must ask for the code on the screen."""
        return self._activity.wants_presence_code and not self.stamp

    def read_digits(self) -> None:
        """Take the six digits that were typed. Does nothing when nothing more is wanted.

        Raises AppError presence_missing, presence_wrong, too_many_guesses.
        """
        if not self.is_missing:
            return
        typed = self._request.POST.get("presence_code", "").strip()
        if not typed:
            raise AppError("presence_missing", 422)
        guesses = [
            (GUESSES_OF_PHONE, (self._phone.id.hex,)),
            (GUESSES_AT_ADDRESS, (network_of(self._request), str(self._activity.pk))),
        ]
        for limit, who in guesses:
            refuse_beyond(limit, *who, code="too_many_guesses")
        if not are_digits_good(self._activity, typed, timezone.now()):
            raise AppError("presence_wrong", 422)
        for limit, who in guesses:
            limit.take_back(*who)
        self.stamp = stamp_for(self._activity, self._phone)

    def save_to(self, response: HttpResponse) -> None:
        """Let the browser keep the stamp for as long as it is good."""
        if self.stamp:
            response.set_cookie(
                COOKIE,
                self.stamp,
                max_age=STAMP_SECONDS,
                path=reverse("events:check_in", args=[self._activity.public_code]),
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )

    def _found(self) -> str:
        request, activity = self._request, self._activity
        for stamp in (request.POST.get("presence", ""), request.COOKIES.get(COOKIE, "")):
            if stamp and is_stamp_good(activity, self._phone, stamp):
                return stamp
        shown = request.GET.get("p", "")
        return stamp_for(activity, self._phone) if is_token_good(activity, shown, timezone.now()) else ""
