"""A participant's browser that registers ahead of the day."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

FORM = {"consent": "on", "gender": "female", "age": "19", "statuses": ["youth"], "act": "register"}


def ahead(make, *, days: int = 7, **fields):
    """An activity in some days that takes registrations."""
    fields = {"starts_on": timezone.localdate() + timedelta(days), "takes_registrations": True, **fields}
    return make.activity(**fields)


class Visitor:
    """Opens a registration link (of an activity or a series) and presses its buttons."""

    def __init__(self, offer, *, keeps_cookies: bool = True):
        self.client = Client(enforce_csrf_checks=True)
        self.client.cookies["django_language"] = "en"
        self.keeps_cookies = keeps_cookies
        self.at(offer)

    def at(self, offer) -> "Visitor":
        self.code = offer.public_code
        return self

    def path(self, name: str = "register") -> str:
        return reverse(f"events:{name}", args=[self.code])

    def get(self, name: str = "register", follow: bool = False, **query):
        response = self.client.get(self.path(name), query, follow=follow)
        if not self.keeps_cookies:
            self.client.cookies.clear()
        return response

    def mark(self, **query) -> str:
        page = self.get(**query).content.decode()
        return re.search(r'name="phone_mark" value="([^"]+)"', page).group(1)

    def send(self, mark: str, follow: bool = False, **fields):
        body = {key: value for key, value in {**FORM, "phone_mark": mark, **fields}.items() if value is not None}
        response = self.client.post(self.path(), body, follow=follow)
        if not self.keeps_cookies:
            self.client.cookies.clear()
        return response

    def register(self, follow: bool = False, **fields):
        return self.send(self.mark(), follow=follow, **fields)

    def place(self) -> str:
        """What the person's own page says."""
        return self.get("registered").content.decode()

    def cancel(self, activity=None, follow: bool = True):
        query = f"?activity={activity.public_code}" if activity else ""
        self.client.get(reverse("events:personal", args=["X"]))
        token = self.client.cookies["csrftoken"].value
        return self.client.post(self.path("register_cancel") + query, {"csrfmiddlewaretoken": token}, follow=follow)
