"""A link for one respondent who was asked by name."""

import pytest
from django.utils import timezone

from surveys.actions.runs import close_run
from surveys.models import Mode, Response, SurveyKind
from surveys.views import sheet_pages
from tests.surveys.conftest import Answerer, door
from tests.surveys.every_type import FORM, KEPT, run_with_every_type

NAME = "Сарапшы Әсел"


class Invited(Answerer):
    """The browser of whom a personal link was made for."""

    def __init__(self, wave, link):
        super().__init__(wave)
        self.path = f"/s/{wave.public_code}/p/{link.code}/"


@pytest.fixture
def named(make):
    return run_with_every_type(make, mode=Mode.NAMED, kind=SurveyKind.EXPERT)


def test_the_link_counts_once_whichever_browser_opens_it(named):
    link = named.personal_links.create(name=NAME)
    invited = Invited(door(named), link)
    form = invited.form()
    sent = invited.client.post(invited.path, {**form, **FORM, "name": NAME, "name_agreed": "on"})
    assert sent.url == f"/s/{door(named).public_code}/thanks/"
    response = Response.objects.get()
    assert (response.answers, response.name, response.source) == (KEPT, NAME, "personal")
    again = Invited(door(named), link)
    page = again.client.get(again.path)
    assert (page.context["again"], page.context["may_be_another"]) == (True, False)
    assert again.client.post(again.path, {**form, **FORM}).url.endswith("/thanks/")
    other = {**FORM, "q_comment": "Басқа сөз"}
    assert again.client.post(again.path, {**form, **other}).url.endswith("/thanks/?again=1")
    assert Response.objects.count() == 1


def test_its_name_is_offered_where_names_are_asked_and_nowhere_else(named, make):
    invited = Invited(door(named), named.personal_links.create(name=NAME))
    assert f'name="name" value="{NAME}"' in invited.client.get(invited.path).content.decode()
    assert NAME not in invited.client.get(f"/s/{door(named).public_code}/").content.decode()
    other = run_with_every_type(make, mode=Mode.CONFIDENTIAL)
    quiet = Invited(door(other), other.personal_links.create(name=NAME))
    assert NAME not in quiet.client.get(quiet.path).content.decode()


def test_a_link_of_another_survey_or_of_nobody_is_404(named, make):
    other = run_with_every_type(make)
    link = other.personal_links.create(name=NAME)
    for code in (link.code, "0" * 32, "x" * 400, "%00"):
        page = named.waves.get().public_code
        invited = Answerer(door(named))
        assert invited.client.get(f"/s/{page}/p/{code}/").status_code == 404
        assert invited.client.post(f"/s/{page}/p/{code}/", FORM).status_code == 404


def test_a_link_that_was_taken_back_says_so_and_takes_nothing(named):
    link = named.personal_links.create(name=NAME)
    invited = Invited(door(named), link)
    form = invited.form()
    link.revoked_at = timezone.now()
    link.save()
    page = invited.client.get(invited.path)
    assert (page.status_code, NAME in page.content.decode()) == (410, False)
    assert invited.client.post(invited.path, {**form, **FORM}).status_code == 410
    assert Response.objects.count() == 0


def test_what_was_begun_by_a_link_before_the_closing_counts(named):
    invited = Invited(door(named), named.personal_links.create(name=NAME))
    form = invited.form()
    close_run(named, by=None)
    assert invited.client.get(invited.path).status_code == 410
    assert invited.client.post(invited.path, {**form, **FORM}).status_code == 302
    assert Response.objects.count() == 1


def test_no_page_of_a_personal_link_is_kept_in_the_servers_memory(named, monkeypatch):
    kept = {}
    monkeypatch.setattr(sheet_pages, "_keep", kept.__setitem__)
    invited = Invited(door(named), named.personal_links.create(name=NAME))
    assert NAME in invited.client.get(invited.path).content.decode()
    assert kept == {}
    Answerer(door(named)).form()
    assert len(kept) == 1
    assert NAME not in repr(kept)
