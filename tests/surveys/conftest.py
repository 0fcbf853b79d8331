"""What survey tests share: a run, a phone that answers it."""

import re

import pytest
from django.test import Client

from surveys.actions import open_satisfaction_run

GOOD = {"overall": "5", "useful": "4", "comment": "Рақмет!"}


class Answerer:
    """A participant's phone with one survey open on it."""

    def __init__(self, run, client=None):
        self.client, self.run, self.path = client or Client(), run, f"/s/{run.public_code}/"

    def form(self):
        """Open the page; returns the hidden field as a browser would send it."""
        page = self.client.get(self.path)
        found = re.search(r'name="phone_mark" value="([^"]+)"', page.content.decode())
        return {"phone_mark": found.group(1)} if found else {}

    def send(self, **answers):
        return self.client.post(self.path, {**self.form(), **(answers or GOOD)})


@pytest.fixture
def run(make):
    """An open satisfaction survey of one activity."""
    return open_satisfaction_run(make.activity(), by=None)


@pytest.fixture
def answerer(run):
    return Answerer(run)
