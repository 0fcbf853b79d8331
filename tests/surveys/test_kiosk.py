"""A tablet that many people answer on."""

import re
import uuid

import pytest
from django.test import Client

from surveys.actions.runs import close_run, stop_wave
from surveys.models import Answered, Mode, Response, SurveyKind
from tests.surveys.conftest import Answerer, door
from tests.surveys.every_type import FORM, run_with_every_type

CODE = "kiosk0123456789abcdef0123456789"
JSON = {"accept": "application/json"}


def switched_on(run):
    run.kiosk_code = CODE
    run.save(update_fields=["kiosk_code"])
    return run


@pytest.fixture
def tablet(make, client):
    switched_on(run_with_every_type(make))
    return client


def pass_on(page) -> str:
    return re.search(r'name="pass" value="([^"]+)"', page.content.decode()).group(1)


def test_one_after_the_other_answers_on_it(tablet):
    for _person in range(2):
        page = tablet.get(f"/k/{CODE}/")
        sent = tablet.post(f"/k/{CODE}/only/", {**FORM, "pass": pass_on(page)})
        assert sent.url == f"/k/{CODE}/only/thanks/"
        assert f'content="6;url=/k/{CODE}/only/"' in tablet.get(sent.url).content.decode()
    assert list(Response.objects.values_list("source", flat=True)) == ["kiosk", "kiosk"]
    # It remembers nobody: no mark, no cookie of a phone.
    assert (Answered.objects.count(), "phone" in tablet.cookies) == (0, False)


def test_the_same_sheet_sent_twice_is_stored_once(tablet):
    form = {**FORM, "pass": pass_on(tablet.get(f"/k/{CODE}/only/"))}
    assert tablet.post(f"/k/{CODE}/only/", form).status_code == 302
    assert tablet.post(f"/k/{CODE}/only/", form).url == f"/k/{CODE}/only/thanks/"
    assert Response.objects.count() == 1


def test_without_a_network_one_pass_serves_many_sheets_each_once(tablet):
    form = {**FORM, "pass": pass_on(tablet.get(f"/k/{CODE}/only/"))}
    sheets = [str(uuid.uuid4()) for _ in range(3)]
    told = [tablet.post(f"/k/{CODE}/only/", {**form, "sheet": one}, headers=JSON).json() for one in (*sheets, *sheets)]
    assert [answer["status"] for answer in told] == ["new"] * 3 + ["already"] * 3
    assert {str(pk) for pk in Response.objects.values_list("pk", flat=True)} == set(sheets)
    assert tablet.post(f"/k/{CODE}/only/", {**form, "sheet": "x"}, headers=JSON).json()["status"] == "stale"


def test_it_is_told_nothing_of_a_sheet_of_another_survey(tablet, make):
    form = {**FORM, "pass": pass_on(tablet.get(f"/k/{CODE}/only/"))}
    Answerer(door(run_with_every_type(make))).send(**FORM)
    told = tablet.post(f"/k/{CODE}/only/", {**form, "sheet": str(Response.objects.get().pk)}, headers=JSON).json()
    assert told == {"status": "already", "go": f"/k/{CODE}/only/thanks/?again=1"}


def test_a_phones_pass_cannot_number_its_sheets(tablet, make):
    wave = Response._meta.get_field("run").related_model.objects.get().waves.get()
    phone = Client()
    form = {**FORM, "pass": pass_on(phone.get(f"/s/{wave.public_code}/"))}
    for _time in range(2):
        phone.post(f"/s/{wave.public_code}/", {**form, "sheet": str(uuid.uuid4())})
    assert Response.objects.count() == 1


def test_it_is_asked_for_a_new_pass_after_each_person(tablet):
    told = tablet.get(f"/k/{CODE}/only/", headers=JSON).json()
    assert (told["status"], set(told)) == ("open", {"status", "version", "pass"})


def test_it_is_404_until_it_is_switched_on_and_when_it_is_off_again(make, client):
    run = run_with_every_type(make)
    for path in (f"/k/{CODE}/", f"/k/{CODE}/only/", f"/k/{CODE}/only/thanks/", "/k/%00/", "/k/None/"):
        assert client.get(path).status_code == 404
    switched_on(run)
    assert client.get(f"/k/{CODE}/").status_code == 200
    assert client.get(f"/k/{CODE}/pre/").status_code == 404
    run.kiosk_code = None
    run.save()
    assert client.post(f"/k/{CODE}/only/", FORM).status_code == 404


def test_what_waited_on_it_is_taken_after_it_was_switched_off(tablet):
    passed = pass_on(tablet.get(f"/k/{CODE}/"))
    run = Response._meta.get_field("run").related_model.objects.get()
    wave = run.waves.get()
    close_run(run, by=None)
    form = {**FORM, "pass": passed, "sheet": str(uuid.uuid4())}
    assert tablet.post(f"/k/{CODE}/only/", form, headers=JSON).status_code == 404
    told = tablet.post(f"/s/{wave.public_code}/", form, headers=JSON).json()
    assert (told["status"], Response.objects.get().source) == ("new", "kiosk")


def test_a_test_asks_at_the_start_which_door_or_takes_the_open_one(make, client):
    run = switched_on(run_with_every_type(make, mode=Mode.CONFIDENTIAL, kind=SurveyKind.TEST))
    page = client.get(f"/k/{CODE}/")
    paths = [row["path"] for row in page.context["doors"]]
    assert paths == [f"/k/{CODE}/pre/", f"/k/{CODE}/post/"]
    assert client.post(paths[1], {**FORM, "pass": pass_on(client.get(paths[1]))}).status_code == 302
    assert Response.objects.get().wave == "post"
    stop_wave(door(run, "pre"), by=None)
    assert f'action="/k/{CODE}/post/"' in client.get(f"/k/{CODE}/").content.decode()
    assert client.get(f"/k/{CODE}/pre/").status_code == 410
    stop_wave(door(run, "post"), by=None)
    assert client.get(f"/k/{CODE}/").status_code == 410
