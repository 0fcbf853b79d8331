"""A hasty thumb and a slow network: taps too often, too early, and an answer that comes late."""

import pytest
from playwright.sync_api import expect

from surveys.models import Response
from tests.browser.survey_phone import answer_all, answer_up_to, asked, choose, forward, on, path_of, seen, thanked
from tests.surveys.every_type import run_with_every_type

pytestmark = pytest.mark.browser


@pytest.fixture
def run(transactional_db, make):
    return run_with_every_type(make)


@pytest.fixture
def phone(new_phone):
    return new_phone()


def test_a_second_tap_on_back_does_not_leave_the_survey(phone, run):
    phone.goto(path_of(run))
    choose(phone, "gender", "male")
    on(phone, "age")
    phone.locator("[data-back]").evaluate("button => { button.click(); button.click(); }")
    on(phone, "gender")
    phone.wait_for_timeout(200)
    assert asked(phone) == "gender"
    choose(phone, "gender", "female")
    on(phone, "age")
    phone.locator("[data-back]").click()
    on(phone, "gender")


def test_what_is_tapped_before_the_script_has_come_is_kept(phone, run):
    phone.goto(path_of(run))
    answer_up_to(phone, "agree")
    held = []
    phone.route("**/js/survey/page.js", lambda route: held.append(route))
    phone.reload(wait_until="commit")
    phone.locator("input[name=q_gender][value=male]").evaluate("field => field.click()")
    phone.locator("input[name=q_agree][value='2']").evaluate("field => field.click()")
    seen(phone, held)
    held[0].continue_()
    on(phone, "agree")
    phone.unroute("**/js/survey/page.js")
    phone.reload()
    on(phone, "agree")
    chosen = phone.locator("#sheet input:checked").evaluate_all("all => all.map(field => field.value)")
    assert (chosen, phone.locator("[name=q_age][type=text]").input_value()) == (["male", "2"], "19")


def test_a_double_tap_sends_once(phone, run):
    phone.goto(path_of(run))
    answer_all(phone)
    sent = []
    phone.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    phone.locator("[data-on]").dblclick()
    thanked(phone)
    assert (len(sent), Response.objects.count()) == (1, 1)


def test_a_slow_answer_thanks_although_the_clock_would_have_tried_again(phone, run):
    phone.clock.install()
    phone.goto(path_of(run))
    answer_all(phone)
    held = []
    phone.route(f"**{path_of(run)}", lambda route: held.append(route))
    forward(phone)
    seen(phone, held)
    phone.clock.run_for(16_000)
    held[0].continue_()
    expect(phone.locator("main h1")).to_have_text("Рақмет!")
    assert (phone.url.partition("?")[2], len(held), Response.objects.count()) == ("", 1, 1)


def test_a_thumb_still_tapping_while_the_thanks_are_on_their_way_sends_nothing_more(phone, run):
    phone.goto(path_of(run))
    answer_all(phone)
    sent, held = [], []
    phone.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    phone.route("**/thanks/", lambda route: held.append(route))
    phone.locator("[data-on]").evaluate("button => { setInterval(() => button.click(), 20); }")
    seen(phone, held)
    phone.wait_for_timeout(300)
    held[0].continue_()
    expect(phone.locator("main h1")).to_have_text("Рақмет!")
    assert (len(sent), Response.objects.count()) == (1, 1)
