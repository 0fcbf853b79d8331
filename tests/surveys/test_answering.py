"""The survey on a participant's phone, as a browser without scripts sees it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from events.actions.codes import issue_code
from surveys.actions.runs import close_run, stop_wave
from surveys.models import Response
from surveys.passes import Pass, pass_for_nobody
from tests.surveys.conftest import GOOD, Answerer, same_pass


def test_the_page_asks_three_questions_and_thanks_after_sending(answerer):
    page = answerer.client.get(answerer.path).content.decode()
    assert page.count('type="radio"') == 10
    assert "Іс-шараға жалпы қаншалықты қанағаттандыңыз?" in page
    sent = answerer.send()
    assert sent.status_code == 302
    assert sent.url == f"{answerer.path}thanks/"
    assert answerer.client.get(sent.url).status_code == 200
    response = Response.objects.get()
    assert response.answers == {"overall": "5", "useful": "4", "comment": "Рақмет!"}
    assert (response.rating, response.language, response.source) == (5, "kk", "phone")


def test_the_questions_come_in_the_readers_language(answerer):
    answerer.client.cookies["django_language"] = "ru"
    assert "Насколько Вы довольны мероприятием в целом?" in answerer.client.get(answerer.path).content.decode()
    answerer.send()
    assert Response.objects.get().language == "ru"


def test_missing_answers_are_named_and_the_others_are_kept(answerer):
    page = answerer.send(q_useful="2", q_comment="Жақсы болды")
    assert page.status_code == 422
    text = page.content.decode()
    assert text.count('href="#question-overall"') == 1
    assert list(page.context["filled"].faults) == ["overall"]
    assert "Жақсы болды" in text
    assert 'name="q_useful" value="2" checked' in text
    assert Response.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"q_overall": "6"}, "unknown_option"),
        ({"q_overall": "x" * 5000}, "unknown_option"),
        ({"q_overall": ["1", "2"]}, "only_one"),
        ({"q_comment": "а" * 5001}, "too_long"),
        ({"q_comment": "а" * 100_000}, "too_long"),
    ],
)
def test_answers_that_cannot_be_are_refused_kindly(answerer, wrong, code):
    page = answerer.send(**{**GOOD, **wrong})
    assert page.status_code == 422
    assert [fault.code for fault in page.context["filled"].faults.values()] == [code]
    assert Response.objects.count() == 0


def test_a_hundred_thousand_letters_are_all_there_to_be_shortened(answerer):
    answerer.client.cookies["django_language"] = "en"
    page = answerer.send(**{**GOOD, "q_comment": "ә" * 100_000}).content.decode()
    assert "ә" * 100_000 in page
    assert "Please shorten it to 5,000 letters; it has 100,000 now. Nothing was lost." in page.replace("\xa0", ",")


def test_the_longest_text_is_taken_and_what_no_text_consists_of_is_left_out(answerer):
    assert answerer.send(**{**GOOD, "q_comment": "ә" * 4998 + "\x00\x1fб"}).status_code == 302
    assert Response.objects.get().answers["comment"] == "ә" * 4998 + "б"


def test_the_same_phone_answers_once_also_with_the_back_button(answerer):
    form = answerer.form()
    answerer.client.post(answerer.path, {**form, **GOOD})
    again = answerer.client.post(answerer.path, {**form, **GOOD, "q_overall": "1"})
    assert (again.status_code, again.url) == (302, f"{answerer.path}thanks/?again=1")
    assert answerer.client.get(again.url).context["again"] is True
    assert answerer.client.get(answerer.path).context["again"] is True
    assert Response.objects.count() == 1
    # Whoever has found the page cannot try out what its holder said: after one wrong guess every answer is the same.
    tried = answerer.client.post(answerer.path, {**form, **GOOD})
    assert (tried.status_code, tried.url) == (302, again.url)


def test_a_browser_without_cookies_answers_once_too(answerer):
    form = answerer.form()
    for _time in range(2):
        assert Client().post(answerer.path, {**form, **GOOD}).status_code == 302
    assert Response.objects.count() == 1


def test_a_changed_or_missing_pass_stores_nothing_and_keeps_the_answers(answerer):
    for wrong in ({}, {"pass": "x:y"}, {"pass": "\x00"}, {"pass": answerer.form()["pass"] + "x"}):
        page = answerer.client.post(answerer.path, {**wrong, **GOOD})
        assert page.status_code == 400
        assert "Рақмет!" in page.content.decode()
    assert Response.objects.count() == 0


def test_a_form_from_another_site_is_refused(answerer):
    form = answerer.form()
    page = answerer.client.post(answerer.path, {**form, **GOOD}, headers={"origin": "https://evil.example"})
    assert page.status_code == 403
    assert Response.objects.count() == 0


def test_a_person_counted_at_the_activity_answers_once_with_two_phones(run, wave, make):
    person = make.person()
    code = issue_code(person)
    make.attendance(run.activity, person=person)

    def phone_of_the_person():
        client = Client()
        answerer = Answerer(wave, client)
        answerer.form()
        remember(client, code)
        return answerer

    first, second = phone_of_the_person(), phone_of_the_person()
    assert first.send().status_code == 302
    assert second.client.get(second.path).context["again"] is True
    assert Response.objects.count() == 1


def remember(client, code):
    """Make this browser the holder of a personal code, as check-in would."""
    from django.http import HttpResponse
    from django.test import RequestFactory

    from events.phones import COOKIE, phone_of

    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = client.cookies[COOKIE].value
    phone, response = phone_of(request), HttpResponse()
    phone.remember(code)
    phone.save_to(response)
    client.cookies[COOKIE] = response.cookies[COOKIE].value


def test_an_unknown_survey_is_404(wave, client):
    for code in ("22222222", "x", "a" * 400, "%00"):
        assert client.get(f"/s/{code}/").status_code == 404
        assert client.post(f"/s/{code}/").status_code == 404
        assert client.get(f"/s/{code}/thanks/").status_code == 404
    assert client.get(f"/s/{wave.public_code.lower()}/").status_code == 200


def test_a_closed_survey_takes_what_was_begun_before_and_nothing_else(run, wave):
    began, late = Answerer(wave), Answerer(wave)
    form = began.form()
    close_run(run, by=None)
    assert late.client.get(late.path).status_code == 410
    assert late.client.post(late.path, GOOD).status_code == 410
    # Its holder loads the page again and finishes what the phone has kept.
    assert began.client.get(began.path).status_code == 410
    page = began.client.post(began.path, {**form, "q_overall": "4", "resume": "1"})
    assert (page.status_code, same_pass(page.context["pass"], form["pass"])) == (200, True)
    assert 'name="q_overall" value="4" checked' in page.content.decode()
    assert began.client.post(began.path, {**form, **GOOD}).url == f"{began.path}thanks/"
    assert began.client.post(began.path, {**form, **GOOD}).url == f"{began.path}thanks/"
    assert Response.objects.count() == 1


def test_who_begins_after_the_door_was_stopped_cannot_resume(wave):
    stop_wave(wave, by=None)
    plain = pass_for_nobody(wave, "phone")
    later = Pass(**{**plain.__dict__, "begun_at": timezone.now() + timedelta(seconds=5)}).signed()
    client = Client()
    assert client.post(f"/s/{wave.public_code}/", {"pass": later, "resume": "1"}).status_code == 410
    assert client.post(f"/s/{wave.public_code}/", {"pass": later, **GOOD}).status_code == 410


def test_personal_pages_are_kept_by_no_cache(answerer):
    page = answerer.client.get(answerer.path)
    assert page.headers["Cache-Control"] == "no-store, private"


def test_the_next_of_a_family_answers_with_the_same_phone_after_not_me(answerer):
    assert "not-me" not in answerer.send().content.decode()
    again = answerer.client.get(answerer.path).content.decode()
    assert f'action="{answerer.path}not-me/"' in again
    forgot = answerer.client.post(f"{answerer.path}not-me/")
    assert (forgot.status_code, forgot.url) == (302, answerer.path)
    assert answerer.send(**{**GOOD, "q_overall": "2"}).url == f"{answerer.path}thanks/"
    assert Response.objects.count() == 2
    assert Client().post("/s/22222222/not-me/").status_code == 404
