"""The survey on a participant's phone, as a browser without scripts sees it."""

import pytest
from django.test import Client
from django.utils import timezone

from events.actions.codes import issue_code
from events.phones import Phone
from surveys.actions.runs import close_run, stop_wave
from surveys.models import Answered, Mode, Response, Run
from surveys.offers import satisfaction_link
from tests.surveys.conftest import GOOD, Answerer, door, send_sheet
from tests.surveys.every_type import DOCUMENT, FORM, KEPT, run_with_every_type, version_of


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
    assert (page.status_code, page.context["pass"]) == (200, form["pass"])
    assert 'name="q_overall" value="4" checked' in page.content.decode()
    assert began.client.post(began.path, {**form, **GOOD}).url == f"{began.path}thanks/"
    assert began.client.post(began.path, {**form, **GOOD}).url == f"{began.path}thanks/?again=1"
    assert Response.objects.count() == 1


def test_who_begins_after_the_door_was_stopped_cannot_resume(wave):
    stop_wave(wave, by=None)
    wave.run.__dict__.pop("waves", None)
    from datetime import timedelta

    from surveys.passes import Pass, pass_for_nobody

    plain = pass_for_nobody(wave, "phone")
    later = Pass(**{**plain.__dict__, "begun_at": timezone.now() + timedelta(seconds=5)}).signed()
    client = Client()
    assert client.post(f"/s/{wave.public_code}/", {"pass": later, "resume": "1"}).status_code == 410
    assert client.post(f"/s/{wave.public_code}/", {"pass": later, **GOOD}).status_code == 410


def test_personal_pages_are_kept_by_no_cache(answerer):
    page = answerer.client.get(answerer.path)
    assert page.headers["Cache-Control"] == "no-store, private"


def test_counted_people_are_offered_the_survey_until_they_answered(make):
    import uuid

    activity, phone = make.activity(), Phone(uuid.uuid4())
    offer = satisfaction_link(activity=activity, phone=phone)
    run = Run.objects.get()
    wave = door(run)
    assert (offer.path, offer.answered) == (f"/s/{wave.public_code}/", False)
    send_sheet(wave, f"phone:{phone.id.hex}", overall="5")
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
    assert answerer.send(**{**GOOD, "q_overall": "2"}).url == f"{answerer.path}thanks/"
    assert Response.objects.count() == 2
    assert Client().post("/s/22222222/not-me/").status_code == 404


def test_every_type_of_question_is_asked_and_kept(make):
    answerer = Answerer(door(run_with_every_type(make)))
    page = answerer.client.get(answerer.path).content.decode()
    assert [page.count(f'data-type="{kind}"') for kind in ("single", "number", "scale", "multiple", "score")] == [1] * 5
    assert [page.count(f'data-type="{kind}"') for kind in ("short_text", "long_text", "ranking", "date")] == [
        1,
        2,
        1,
        1,
    ]
    assert (page.count("<select"), page.count("<h2"), page.count("<h3"), page.count("<h1")) == (3, 3, 10, 1)
    assert page.count('value="~"') == 4
    assert answerer.send(**FORM).status_code == 302
    response = Response.objects.get()
    assert (response.answers, response.rating) == (KEPT, 5)


def test_every_fault_of_every_type_is_told_at_once_and_nothing_is_lost(make):
    answerer = Answerer(door(run_with_every_type(make)))
    page = answerer.send(
        q_age="жиырма",
        q_agree="9",
        q_topics=["law", "none"],
        q_recommend="3",
        q_order=["law", "law", ""],
        q_since="31.02.2025",
        q_comment="о" * 5001,
    )
    assert {code: fault.code for code, fault in page.context["filled"].faults.items()} == {
        "gender": "required",
        "age": "not_a_number",
        "agree": "unknown_option",
        "topics": "excludes_others",
        "mend": "required",
        "order": "ranked_twice",
        "since": "not_a_date",
        "comment": "too_long",
    }
    text = page.content.decode()
    assert [kept in text for kept in ('value="жиырма"', 'value="31.02.2025"', "о" * 5001)] == [True, True, True]
    assert text.count('<option value="law" selected>') == 2


def test_the_language_is_changed_in_the_middle_and_nothing_is_lost(make):
    answerer = Answerer(door(run_with_every_type(make)))
    form = answerer.form()
    page = answerer.client.post(answerer.path, {**form, **FORM, "q_age": "", "switch": "ru"})
    assert (page.status_code, page.context["pass"]) == (200, form["pass"])
    text = page.content.decode()
    assert '<html lang="ru">' in text
    assert 'value="female" checked' in text
    assert "Құқығымды білдім</textarea>" in text
    assert page.cookies["django_language"].value == "ru"
    assert Response.objects.count() == 0
    assert answerer.client.post(answerer.path, {**form, **FORM}).status_code == 302
    assert (Response.objects.get().language, Response.objects.get().answers) == ("ru", KEPT)


def test_only_offered_languages_are_switched_to(make):
    document = {**DOCUMENT, "languages": ["kk", "ru"]}
    run = run_with_every_type(make)
    run.version = version_of(document)
    run.save()
    answerer = Answerer(door(run))
    page = answerer.client.get(answerer.path).content.decode()
    assert [f'name="switch" value="{code}"' in page for code in ("kk", "ru", "en")] == [True, True, False]
    for wrong in ("en", "de", "\x00", ""):
        answer = answerer.client.post(answerer.path, {**answerer.form(), "switch": wrong})
        assert (answer.status_code, answer.cookies["django_language"].value) == (200, "kk")


def test_a_page_of_an_older_version_is_read_with_that_version(make):
    run = run_with_every_type(make)
    answerer = Answerer(door(run))
    form = answerer.form()
    questions = [
        {**one, "options": one["options"][:4]} if one["code"] == "agree" else one for one in DOCUMENT["questions"]
    ]
    old, run.version = run.version, version_of({**DOCUMENT, "questions": questions})
    run.save()
    # "5" is no option any more; this page still asked it.
    assert answerer.client.post(answerer.path, {**form, **FORM}).status_code == 302
    assert (Response.objects.get().version, Response.objects.get().answers["agree"]) == (old, "5")
    other = Answerer(door(run))
    assert other.send(**FORM).context["filled"].faults["agree"].code == "unknown_option"


def test_a_name_is_kept_only_with_the_tick_and_never_required(make):
    run = run_with_every_type(make, mode=Mode.NAMED)
    for fields in ({"name": " Айгүл  Сәрсен ", "name_agreed": "on"}, {"name": "Ерлан"}, {"name_agreed": "on"}, {}):
        assert Answerer(door(run)).send(**FORM, **fields).status_code == 302
    assert sorted(Response.objects.values_list("name", flat=True)) == ["", "", "", "Айгүл Сәрсен"]


def test_a_name_sent_where_none_is_asked_is_not_kept(answerer):
    assert 'name="name"' not in answerer.client.get(answerer.path).content.decode()
    answerer.send(**GOOD, name="Айгүл", name_agreed="on")
    assert Response.objects.get().name == ""


def test_the_page_says_how_long_it_takes_and_what_the_mode_means(make):
    for mode, words in (
        ("anonymous", "Anonymous: "),
        ("confidential", "Confidential: "),
        ("named", "only if you agree"),
    ):
        answerer = Answerer(door(run_with_every_type(make, mode=mode)))
        answerer.client.cookies["django_language"] = "en"
        page = answerer.client.get(answerer.path).content.decode()
        assert (words in page, "About 3 minutes." in page) == (True, True)


def test_scripts_are_answered_with_json(make, wave):
    answerer = Answerer(wave)
    form, accept = answerer.form(), {"accept": "application/json"}
    here = answerer.path

    def send(**fields):
        answer = answerer.client.post(here, fields, headers=accept)
        return answer.status_code, answer.json()

    answerer.client.cookies["django_language"] = "en"
    status, told = send(q_overall="5")
    assert (status, told["status"], told["pass"] != form["pass"]) == (400, "stale", True)
    faults = {"useful": "Please answer this question."}
    assert send(**form, q_overall="5") == (422, {"status": "faults", "faults": faults})
    assert send(**form, switch="ru") == (200, {"status": "open"})
    assert send(**form, **GOOD) == (200, {"status": "new", "go": f"{here}thanks/"})
    assert send(**form, **GOOD) == (200, {"status": "already", "go": f"{here}thanks/?again=1"})
    assert send(**form) == (200, {"status": "already", "go": f"{here}thanks/?again=1"})
    stop_wave(wave, by=None)
    status, told = send(**GOOD)
    assert (status, told["status"], told["go"]) == (410, "closed", here)
    assert (Response.objects.count(), Answered.objects.count()) == (1, 1)


def test_a_page_is_made_once_and_anew_when_what_it_says_has_changed(make, django_assert_num_queries):
    run = run_with_every_type(make)
    answerer = Answerer(door(run))
    first = answerer.form()
    with django_assert_num_queries(2):  # the door; has this phone answered
        assert answerer.form()["pass"] != first["pass"]
    run.project.title = "Жаңа атау"
    run.project.save()
    assert "Жаңа атау" in answerer.client.get(answerer.path).content.decode()
    answerer.client.cookies["django_language"] = "ru"
    assert "Сколько Вам лет?" in answerer.client.get(answerer.path).content.decode()


def test_a_sheet_costs_few_statements(make, django_assert_num_queries):
    answerer = Answerer(door(run_with_every_type(make)))
    form = answerer.form()
    with django_assert_num_queries(5):  # the door; begin, mark, sheet, end
        assert answerer.client.post(answerer.path, {**form, **FORM}).status_code == 302
