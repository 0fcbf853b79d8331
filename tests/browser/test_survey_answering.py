"""Answering on a phone: nothing is lost and nothing counted twice, whatever the phone and the network do."""

import re

import pytest
from playwright.sync_api import expect

from surveys.actions.runs import close_run
from surveys.models import Response
from tests.browser.survey_phone import (
    answer_all,
    answer_up_to,
    asked,
    choose,
    forward,
    in_language,
    kept_on,
    on,
    path_of,
    thanked,
    until,
)
from tests.surveys.every_type import DOCUMENT, KEPT, run_with_every_type, version_of

pytestmark = pytest.mark.browser


@pytest.fixture
def run(transactional_db, make):
    return run_with_every_type(make)


@pytest.fixture
def phone(new_phone):
    return new_phone()


def test_one_question_per_screen_and_a_whole_sheet_in_the_end(phone, run):
    phone.goto(path_of(run))
    answer_all(phone)
    assert [len(kept_on(phone)), Response.objects.count()] == [1, 0]
    forward(phone)
    thanked(phone)
    response = Response.objects.get()
    assert (response.answers, response.rating, response.source) == (KEPT, 5, "phone")
    # Sent: nothing of it stays on the phone, and the link thanks from now on.
    assert kept_on(phone) == []
    phone.goto(path_of(run))
    expect(phone.locator(".ask-one")).to_have_count(0)


def test_back_by_the_page_and_by_the_phone_and_what_is_not_asked_is_skipped(phone, run):
    phone.goto(path_of(run))
    answer_up_to(phone, "topics")
    choose(phone, "topics", "money")
    forward(phone)
    on(phone, "recommend")
    phone.locator("[data-back]").click()
    on(phone, "topics")
    phone.go_back()
    on(phone, "agree")
    choose(phone, "agree", "1")
    choose(phone, "topics", "law")
    forward(phone)
    on(phone, "why_law").locator("textarea").fill("заң")
    forward(phone)
    choose(phone, "recommend", "10")
    # Who does not agree is asked what to mend.
    on(phone, "mend")
    for before in ("recommend", "why_law", "topics"):
        phone.locator("[data-back]").click()
        on(phone, before)
    on(phone, "topics").locator("input[value=law]").click()
    forward(phone)
    on(phone, "recommend")


def test_a_fault_is_told_at_its_question_before_anything_is_sent(phone, run):
    in_language(phone, "en")
    phone.goto(path_of(run))
    choose(phone, "gender", "male")
    age = on(phone, "age")
    forward(phone)
    expect(age.locator("[data-fault]")).to_have_text(re.compile("Please answer this question"))
    age.locator("[name=q_age][type=text]").fill("7")
    expect(age.locator("[data-fault]")).to_be_hidden()
    forward(phone)
    expect(age.locator("[data-fault]")).to_have_text(re.compile("The least is 14"))
    assert age.locator("[name=q_age][type=text]").get_attribute("aria-invalid") == "true"
    age.locator("input[value='~']").click()
    expect(age.locator("[name=q_age][type=text]")).to_be_disabled()
    forward(phone)
    on(phone, "agree")


def test_a_hundred_thousand_letters_are_kept_and_told(phone, run):
    in_language(phone, "en")
    phone.goto(path_of(run))
    answer_all(phone)
    comment = on(phone, "comment")
    comment.locator("textarea").fill("ә" * 100_000)
    expect(comment.locator(".letters")).to_have_text("100000 of 5000 letters")
    forward(phone)
    expect(comment.locator("[data-fault]")).to_have_text(re.compile("shorten it to 5000 letters; it has 100000"))
    phone.reload()
    assert on(phone, "comment").locator("textarea").evaluate("field => field.value.length") == 100_000
    on(phone, "comment").locator("textarea").fill("Рақмет!")
    forward(phone)
    thanked(phone)
    assert Response.objects.get().answers == KEPT


def test_refresh_and_a_closed_browser_lose_nothing(phone, run):
    phone.goto(path_of(run))
    answer_up_to(phone, "recommend")
    phone.reload()
    on(phone, "recommend")
    expect(phone.locator("[data-begun]")).to_be_visible()
    phone.close()
    again = phone.context.new_page()
    again.goto(path_of(run))
    choose(again, "recommend", "9")
    on(again, "order").locator("button.rank[value=peace]").click()
    again.reload()
    assert on(again, "order").locator("button[aria-pressed=true]").evaluate_all("all => all.map(b => b.value)") == [
        "peace"
    ]
    on(again, "order").locator("button.rank[value=law]").click()
    forward(again)
    on(again, "since").locator("input").fill("2025-03-08")
    forward(again)
    on(again, "comment").locator("textarea").fill("Рақмет!")
    forward(again)
    thanked(again)
    assert Response.objects.get().answers == KEPT


def test_begun_answers_can_be_thrown_away(phone, run):
    phone.goto(path_of(run))
    answer_up_to(phone, "agree")
    phone.reload()
    phone.locator("[data-anew]").click()
    on(phone, "gender")
    assert (phone.locator("input:checked").count(), kept_on(phone)) == (0, [])


def test_without_a_network_it_is_sent_by_itself_when_there_is_one(phone, run):
    phone.goto(path_of(run))
    answer_all(phone)
    phone.context.set_offline(True)
    forward(phone)
    expect(phone.locator("[data-kept]")).to_be_visible()
    phone.locator("[data-try]").click()
    expect(phone.locator("[data-kept]")).to_be_visible()
    assert Response.objects.count() == 0
    phone.context.set_offline(False)  # the browser says so: online
    thanked(phone)
    assert Response.objects.get().answers == KEPT
    assert kept_on(phone) == []


def test_a_lost_answer_of_the_server_does_not_count_twice(phone, run):
    phone.goto(path_of(run))
    answer_all(phone)

    def lose_the_answer(route):
        route.fetch()
        route.abort()

    phone.route(f"**{path_of(run)}", lose_the_answer)
    forward(phone)
    expect(phone.locator("[data-kept]")).to_be_visible()
    assert Response.objects.count() == 1
    phone.unroute(f"**{path_of(run)}")
    phone.locator("[data-try]").click()
    thanked(phone)
    assert (Response.objects.count(), kept_on(phone)) == (1, [])


def test_faults_that_only_the_server_finds_lead_to_their_question(phone, run):
    phone.goto(path_of(run))
    answer_all(phone)
    told = {"status": "faults", "faults": {"age": "Тым аз"}}
    phone.route(f"**{path_of(run)}", lambda route: route.fulfill(status=422, json=told))
    forward(phone)
    expect(on(phone, "age").locator("[data-fault]")).to_contain_text("Тым аз")
    phone.unroute(f"**{path_of(run)}")
    phone.reload()
    on(phone, "age")
    for code in ("age", "agree", "topics", "why_law", "recommend", "order", "since", "comment"):
        on(phone, code)
        forward(phone)
    thanked(phone)
    assert Response.objects.get().answers == KEPT


def test_a_wireless_network_that_asks_to_sign_in_takes_no_answers(phone, run):
    phone.goto(path_of(run))
    answer_all(phone)
    phone.route(
        f"**{path_of(run)}", lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>Wi-Fi")
    )
    forward(phone)
    expect(phone.locator("[data-kept]")).to_be_visible()
    assert len(kept_on(phone)) == 1


def test_what_waits_is_sent_from_the_next_page_of_ours(phone, run, make):
    phone.goto(path_of(run))
    answer_all(phone)
    phone.context.set_offline(True)
    forward(phone)
    expect(phone.locator("[data-kept]")).to_be_visible()
    phone.close()
    phone.context.set_offline(False)
    activity = make.activity()
    later = phone.context.new_page()
    later.goto(f"/a/{activity.public_code}/")
    assert Response.objects.count() == 0
    later.locator("button[name=act][value=without_data]").click()
    later.wait_for_url("**/counted/")
    # That page loads itself anew once it was sent: another one tells what still lies here.
    beside = phone.context.new_page()
    beside.goto("/sign-in/")
    until(lambda: kept_on(beside) == [])
    assert Response.objects.get().answers == KEPT


def test_two_tabs_are_one_sheet(phone, run):
    phone.goto(path_of(run))
    choose(phone, "gender", "female")
    on(phone, "age")
    other = phone.context.new_page()
    other.goto(path_of(run))
    on(other, "age").locator("[name=q_age][type=text]").fill("19")
    expect(phone.locator("[name=q_age][type=text]")).to_have_value("19")
    forward(other)
    answer_rest = (lambda: choose(other, "agree", "5"), lambda: (choose(other, "topics", "money"),))
    for act in answer_rest:
        act()
    choose(other, "topics", "law")
    forward(other)
    on(other, "why_law").locator("textarea").fill("Құқығымды білдім")
    forward(other)
    choose(other, "recommend", "9")
    for _screen in range(2):
        on(other, ("order", "since")[_screen])
        forward(other)
    on(other, "comment")
    forward(other)
    thanked(other)
    expect(phone.locator(".thanked")).to_be_visible()
    assert Response.objects.count() == 1


def test_the_language_is_switched_in_the_middle(phone, run):
    phone.goto(path_of(run))
    answer_up_to(phone, "recommend")
    phone.locator("[name=switch][value=ru]").click()
    expect(on(phone, "recommend").locator(".asked")).to_contain_text("Посоветуете ли друзьям?")
    choose(phone, "recommend", "9")
    on(phone, "order").locator("button.rank[value=peace]").click()
    on(phone, "order").locator("button.rank[value=law]").click()
    forward(phone)
    on(phone, "since").locator("input").fill("2025-03-08")
    forward(phone)
    on(phone, "comment").locator("textarea").fill("Рақмет!")
    forward(phone)
    thanked(phone)
    response = Response.objects.get()
    assert (response.answers, response.language) == (KEPT, "ru")


def test_the_language_without_a_network_stays_and_loses_nothing(phone, run):
    phone.goto(path_of(run))
    answer_up_to(phone, "agree")
    phone.context.set_offline(True)
    phone.locator("[name=switch][value=ru]").click()
    expect(phone.locator("[data-words]")).to_be_visible()
    assert (asked(phone), len(kept_on(phone))) == ("agree", 1)


def test_a_survey_closed_meanwhile_takes_what_was_begun(phone, run, new_phone):
    phone.goto(path_of(run))
    answer_up_to(phone, "recommend")
    close_run(run, by=None)
    # Even from the page that says that it is closed.
    phone.goto(path_of(run))
    phone.locator("[data-resume] button").click()
    choose(phone, "recommend", "9")
    on(phone, "order").locator("button.rank[value=peace]").click()
    on(phone, "order").locator("button.rank[value=law]").click()
    forward(phone)
    on(phone, "since").locator("input").fill("2025-03-08")
    forward(phone)
    on(phone, "comment").locator("textarea").fill("Рақмет!")
    forward(phone)
    thanked(phone)
    assert Response.objects.get().answers == KEPT
    late = new_phone()
    late.goto(path_of(run))
    expect(late.locator("[data-resume]")).to_be_hidden()


def test_a_page_of_an_older_version_keeps_what_still_fits(phone, run):
    phone.goto(path_of(run))
    answer_up_to(phone, "topics")
    changed = [one for one in DOCUMENT["questions"] if one["code"] != "age"]
    run.version = version_of({**DOCUMENT, "questions": changed})
    run.save()
    phone.goto(path_of(run))
    on(phone, "topics")
    assert phone.locator("input[name=q_agree]:checked").get_attribute("value") == "5"
    expect(phone.locator("[name=q_age][type=text]")).to_have_count(0)
    phone.reload()
    on(phone, "topics")
    assert phone.locator("input[name=q_agree]:checked").get_attribute("value") == "5"
