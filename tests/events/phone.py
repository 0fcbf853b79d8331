"""A participant's browser for tests."""

import re

from django.test import Client
from django.urls import reverse

FORM = {"consent": "on", "gender": "female", "age": "19", "statuses": ["youth"], "act": "count"}


class Phone:
    """Opens a poster's link and presses its buttons; `keeps_cookies=False` for a browser that blocks them."""

    def __init__(self, activity, *, keeps_cookies: bool = True):
        self.client = Client(enforce_csrf_checks=True)
        self.activity = activity
        self.keeps_cookies = keeps_cookies

    def at(self, activity) -> "Phone":
        self.activity = activity
        return self

    @property
    def link(self) -> str:
        return reverse("events:check_in", args=[self.activity.public_code])

    def get(self, path: str = "", follow: bool = False):
        response = self.client.get(path or self.link, follow=follow)
        self._maybe_drop()
        return response

    def open(self) -> str:
        """The form's hidden field, as the page has it."""
        page = self.get().content.decode()
        return re.search(r'name="phone_mark" value="([^"]+)"', page).group(1)

    def send(self, mark: str, follow: bool = False, **fields):
        response = self.client.post(self.link, {**FORM, "phone_mark": mark, **fields}, follow=follow)
        self._maybe_drop()
        return response

    def check_in(self, follow: bool = False, **fields):
        return self.send(self.open(), follow=follow, **fields)

    def press(self, name: str):
        """A button of a page that Django's own token guards."""
        self.client.get(reverse("events:personal", args=["X"]))
        token = self.client.cookies["csrftoken"].value
        path = reverse(f"events:{name}", args=[self.activity.public_code])
        return self.client.post(path, {"csrfmiddlewaretoken": token})

    def counted_page(self):
        return self.client.get(reverse("desk:counted", args=[self.activity.public_code]))

    def _maybe_drop(self):
        if not self.keeps_cookies:
            self.client.cookies.clear()
