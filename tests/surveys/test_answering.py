"""The survey on a participant's phone."""

import pytest
from django.test import Client
from django.utils import timezone

from events.actions.codes import issue_code
from events.phones import Phone
from surveys.actions.runs import close_run
from surveys.models import Response, Run
from surveys.offers import satisfaction_link
from tests.surveys.conftest import GOOD, Answerer


def test_the_page_asks_three_questions_and_thanks_after_sending(answerer):
    page = answerer.client.get(answerer.path).content.decode()
    assert page.count('type="radio"') == 10
    assert "Іс-шараға жалпы қаншалықты қанағаттандыңыз?" in page
    sent = answerer.send()
    assert sent.status_code == 302
    assert sent.url == f"{answerer.path}thanks/"
    assert answerer.client.get(sent.url).status_code == 200
    assert list(Answer.objects.order_by("question__position").values_list("option__code", "text")) == [
        ("5", ""),
        ("4", ""),
        (None, "Рақмет!"),
    ]
    assert Response.objects.get().language == "kk"


def test_the_questions_come_in_the_readers_language(answerer):
    answerer.client.cookies["django_language"] = "ru"
    assert "Насколько Вы довольны мероприятием в целом?" in answerer.client.get(answerer.path).content.decode()
    answerer.send()
    assert Response.objects.get().language == "ru"


def test_missing_answers_are_named_and_the_others_are_kept(answerer):
    page = answerer.send(useful="2", comment="Жақсы болды")
    assert page.status_code == 422
    assert page.content.decode().count('href="#question-overall"') == 1
    assert page.context["form"].errors.keys() == {"overall"}
    assert "Жақсы болды" in page.content.decode()
    assert 'value="2" id="id_useful_3" checked' in page.content.decode()
    assert Response.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"overall": "6"},
        {"overall": "x" * 5000},
        {"comment": "а" * 2001},
        {"comment": "a\x00b"},
    ],
)
def test_answers_that_cannot_be_are_refused_kindly(answerer, wrong):
    assert answerer.send(**{**GOOD, **wrong}).status_code == 422
    assert Response.objects.count() == 0


def test_two_thousand_letters_are_taken(answerer):
    assert answerer.send(**{**GOOD, "comment": "ә" * 2000}).status_code == 302


def test_the_same_phone_answers_once_also_with_the_back_button(answerer):
    form = answerer.form()
    answerer.client.post(answerer.path, {**form, **GOOD})
    again = answerer.client.post(answerer.path, {**form, **GOOD, "overall": "1"})
    assert (again.status_code, again.context["again"]) == (200, True)
    assert answerer.client.get(answerer.path).context["again"] is True
    assert Response.objects.count() == 1


def test_a_browser_without_cookies_answers_once_too(answerer):
    form = answerer.form()
    for _time in range(2):
        assert Client().post(answerer.path, {**form, **GOOD}).status_code in {200, 302}
    assert Response.objects.count() == 1


def test_a_changed_or_missing_mark_stores_nothing_and_keeps_the_answers(answerer):
    for mark in ({}, {"phone_mark": "x:y"}, {"phone_mark": "\x00"}):
        page = answerer.client.post(answerer.path, {**mark, **GOOD})
        assert page.status_code == 400
        assert "Рақмет!" in page.content.decode()
    assert Response.objects.count() == 0


def test_a_form_from_another_site_is_refused(answerer):
    form = answerer.form()
    page = answerer.client.post(answerer.path, {**form, **GOOD}, headers={"origin": "https://evil.example"})
    assert page.status_code == 403
    assert Response.objects.count() == 0


def test_a_person_counted_at_the_activity_answers_once_with_two_phones(run, make):
    person = make.person()
    code = issue_code(person)
    make.attendance(run.activity, person=person)

    def phone_of_the_person():
        client = Client()
        answerer = Answerer(run, client)
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


def test_an_unknown_survey_is_404_and_a_closed_one_410(run, client):
    for code in ("22222222", "x", "a" * 400, "%00"):
        assert client.get(f"/s/{code}/").status_code == 404
        assert client.post(f"/s/{code}/").status_code == 404
        assert client.get(f"/s/{code}/thanks/").status_code == 404
    assert client.get(f"/s/{run.public_code.lower()}/").status_code == 200
    answerer = Answerer(run)
    form = answerer.form()
    close_run(run, by=None)
    assert answerer.client.get(answerer.path).status_code == 410
    assert answerer.client.post(answerer.path, {**form, **GOOD}).status_code == 410
    assert Response.objects.count() == 0


def test_personal_pages_are_kept_by_no_cache(answerer):
    page = answerer.client.get(answerer.path)
    assert page.headers["Cache-Control"] == "no-store, private"


def test_counted_people_are_offered_the_survey_until_they_answered(make):
    import uuid

    activity, phone = make.activity(), Phone(uuid.uuid4())
    offer = satisfaction_link(activity=activity, phone=phone)
    run = Run.objects.get()
    assert (offer.path, offer.answered) == (f"/s/{run.public_code}/", False)
    from surveys.actions import submit_response
    from tests.surveys.test_actions import sheet

    submit_response(run, respondents=[f"phone:{phone.id.hex}"], answers=sheet(run), language="kk")
    assert satisfaction_link(activity=activity, phone=phone).answered is True
    close_run(run, by=None)
    assert satisfaction_link(activity=activity, phone=phone) is None


def test_where_nobody_meets_or_nothing_is_held_no_survey_is_offered(make):
    import uuid

    phone = Phone(uuid.uuid4())
    cancelled = make.activity(cancelled_at=timezone.now(), cancel_reason="карантин")
    for activity in (make.activity(kind="information_work"), cancelled):
        assert satisfaction_link(activity=activity, phone=phone) is None
    assert not Run.objects.exists()


def test_the_next_of_a_family_answers_with_the_same_phone_after_not_me(answerer):
    assert "not-me" not in answerer.send().content.decode()
    again = answerer.client.get(answerer.path).content.decode()
    assert f'action="{answerer.path}not-me/"' in again
    forgot = answerer.client.post(f"{answerer.path}not-me/")
    assert (forgot.status_code, forgot.url) == (302, answerer.path)
    assert answerer.send(**{**GOOD, "overall": "2"}).url == f"{answerer.path}thanks/"
    assert Response.objects.count() == 2
    assert Client().post("/s/22222222/not-me/").status_code == 404
