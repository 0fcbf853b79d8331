"""What survey tests share: a run, a phone that answers it, sheets sent without a phone."""

import re

import pytest
from django.test import Client

from surveys.actions.responses import submit_response
from surveys.actions.runs import open_satisfaction_run
from surveys.marks import mark_of, pair_for
from surveys.models import ResponseSource, WaveName
from surveys.passes import Pass, pass_for_nobody

GOOD = {"q_overall": "5", "q_useful": "4", "q_comment": "Рақмет!"}


class Answerer:
    """A participant's phone with one survey open on it."""

    def __init__(self, wave, client=None):
        self.client, self.wave, self.path = client or Client(), wave, f"/s/{wave.public_code}/"

    def form(self):
        """Open the page; returns the hidden fields as a browser would send them."""
        page = self.client.get(self.path)
        found = re.search(r'name="pass" value="([^"]+)"', page.content.decode())
        return {"pass": found.group(1)} if found else {}

    def send(self, **answers):
        return self.client.post(self.path, {**self.form(), **(answers or GOOD)})


def pass_of_respondents(wave, *respondents) -> Pass:
    """A pass as the page of these respondents ("phone:1", "person:7") would carry it."""
    plain = pass_for_nobody(wave, ResponseSource.PHONE)
    return Pass(
        plain.wave,
        plain.version,
        plain.sheet,
        plain.begun_at,
        plain.source,
        tuple(mark_of(wave, respondent) for respondent in respondents),
        pair_for(wave=wave, respondents=respondents),
    )


def same_pass(one: str, other: str) -> bool:
    """Whether two signed passes say the same; when each was signed may differ."""
    return one.partition(":")[0] == other.partition(":")[0]


def send_sheet(wave, *respondents, passed=None, language="kk", **answers):
    """Submit answers (by question code) for these respondents, as the server would."""
    definition = wave.run.version.definition
    full = {question.code: answers.get(question.code) for question in definition.answered}
    return submit_response(
        wave,
        passed=passed or pass_of_respondents(wave, *respondents),
        definition=definition,
        answers=full,
        language=language,
    )


def door(run, name=WaveName.ONLY):
    """The run's door of this name."""
    return run.waves.select_related("run__organisation", "run__version").get(name=name)


@pytest.fixture
def run(make):
    """An open satisfaction survey of one activity."""
    return open_satisfaction_run(make.activity(), by=None)


@pytest.fixture
def wave(run):
    """Its door."""
    return door(run)


@pytest.fixture
def answerer(wave):
    return Answerer(wave)
