"""A tablet in the hall, in a real browser: wiped after each, back to its start by itself, useful without a network."""

import pytest
from playwright.sync_api import expect

from surveys.models import Mode, Response, SurveyKind
from tests.browser.survey_phone import answer_all, choose, forward, kept_on, on, seen, until
from tests.surveys.every_type import KEPT, run_with_every_type

pytestmark = pytest.mark.browser

CODE = "kiosk0123456789abcdef0123456789"
START = f"/k/{CODE}/"


@pytest.fixture
def run(transactional_db, make):
    run = run_with_every_type(make)
    run.kiosk_code = CODE
    run.save(update_fields=["kiosk_code"])
    return run


@pytest.fixture
def tablet(new_phone, run):
    page = new_phone()
    page.clock.install()
    page.goto(START)
    expect(page.locator("[data-welcome]")).to_be_visible()
    return page


def start(page) -> None:
    expect(page.locator("form#sheet")).to_be_hidden()
    page.locator("[data-start]").click()
    on(page, "gender")


def stop_the_clock(page) -> None:
    """From now on the tablet's time goes on by `run_for` alone, however busy this machine is."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 5)


def nothing_left(page) -> bool:
    """No answer on the tablet, in the form or kept."""
    fields = (
        "all => all.filter(f => (/radio|checkbox/.test(f.type) ? f.checked : f.type != 'hidden' && f.value)).length"
    )
    return page.locator("#sheet input, #sheet textarea, #sheet select").evaluate_all(fields) == 0


def test_one_after_the_other(tablet):
    for person in range(2):
        start(tablet)
        answer_all(tablet)
        stop_the_clock(tablet)
        forward(tablet)
        expect(tablet.locator("[data-thanked]")).to_be_visible()
        assert Response.objects.count() == person + 1
        if person:
            tablet.locator("[data-next-person]").click()
        else:
            tablet.clock.run_for(6_000)
        expect(tablet.locator("[data-welcome]")).to_be_visible()
        assert (nothing_left(tablet), kept_on(tablet)) == (True, [])
        tablet.clock.resume()
    assert [response.answers for response in Response.objects.all()] == [KEPT, KEPT]
    assert {response.source for response in Response.objects.all()} == {"kiosk"}


def test_who_walks_away_leaves_nothing(tablet):
    start(tablet)
    stop_the_clock(tablet)
    choose(tablet, "gender", "female")
    tablet.clock.run_for(400)
    on(tablet, "age").locator("[name=q_age][type=text]").fill("19")
    tablet.clock.run_for(59_000)
    expect(tablet.locator("[data-idle]")).to_be_hidden()
    tablet.clock.run_for(2_000)
    expect(tablet.locator("[data-idle]")).to_be_visible()
    tablet.clock.run_for(16_000)
    expect(tablet.locator("[data-welcome]")).to_be_visible()
    expect(tablet.locator("[data-idle]")).to_be_hidden()
    assert (nothing_left(tablet), kept_on(tablet), Response.objects.count()) == (True, [], 0)


def test_who_is_still_there_goes_on(tablet):
    start(tablet)
    stop_the_clock(tablet)
    choose(tablet, "gender", "female")
    tablet.clock.run_for(61_000)
    tablet.locator("[data-stay]").click()
    tablet.clock.run_for(30_000)
    on(tablet, "age")
    assert tablet.locator("[name=q_gender]:checked").get_attribute("value") == "female"


def test_without_a_network_sheets_wait_on_the_tablet(tablet):
    tablet.context.set_offline(True)
    for person in range(2):
        start(tablet)
        answer_all(tablet)
        stop_the_clock(tablet)
        forward(tablet)
        expect(tablet.locator("[data-saved]")).to_be_visible()
        tablet.clock.run_for(6_000)
        expect(tablet.locator("[data-waiting]")).to_contain_text(str(person + 1))
        tablet.clock.resume()
    assert (len(kept_on(tablet)), Response.objects.count()) == (2, 0)
    tablet.context.set_offline(False)
    until(lambda: Response.objects.count() == 2)
    tablet.clock.run_for(6_000)
    expect(tablet.locator("[data-waiting]")).to_be_hidden()
    assert kept_on(tablet) == []
    assert [response.answers for response in Response.objects.all()] == [KEPT, KEPT]


def test_what_is_sent_from_before_does_not_stop_the_clock_of_who_answers_now(tablet):
    held, is_lost = [], True

    def on_the_way(route):
        if route.request.method != "POST":
            route.continue_()
        elif is_lost:
            route.abort()
        else:
            held.append(route)

    tablet.route(f"**{START}**", on_the_way)
    start(tablet)
    answer_all(tablet)
    forward(tablet)
    expect(tablet.locator("[data-saved]")).to_be_visible()
    is_lost = False
    tablet.reload()
    start(tablet)
    choose(tablet, "gender", "male")
    on(tablet, "age")
    stop_the_clock(tablet)
    seen(tablet, held)
    held[0].continue_()
    until(lambda: len(kept_on(tablet)) == 1)
    tablet.clock.run_for(61_000)
    expect(tablet.locator("[data-idle]")).to_be_visible()
    tablet.clock.run_for(16_000)
    expect(tablet.locator("[data-welcome]")).to_be_visible()
    assert (nothing_left(tablet), kept_on(tablet), Response.objects.count()) == (True, [], 1)


def test_a_test_asks_which_door(new_phone, transactional_db, make):
    run = run_with_every_type(make, mode=Mode.CONFIDENTIAL, kind=SurveyKind.TEST)
    run.kiosk_code = CODE
    run.save()
    page = new_phone()
    page.clock.install()
    page.goto(START)
    page.locator(f"a[href='{START}post/']").click()
    page.wait_for_url(f"**{START}post/")
    start(page)
    answer_all(page)
    stop_the_clock(page)
    forward(page)
    expect(page.locator("[data-thanked]")).to_be_visible()
    assert Response.objects.get().wave == "post"


def test_without_javascript(new_phone, run):
    page = new_phone(java_script_enabled=False)
    page.goto(START)
    page.locator("[data-start]").click()
    page.locator("input[name=q_gender][value=male]").check(force=True)
    page.locator("input[name=q_age][value='~']").check(force=True)
    page.locator("input[name=q_agree][value='3']").check(force=True)
    page.locator("input[name=q_recommend][value='8']").check(force=True)
    with page.expect_response("**/thanks/") as thanks:
        page.locator("[data-on]").click()
    words = thanks.value.text()
    assert f'content="6;url={START}only/"' in words
    assert f'href="{START}only/"' in words
    assert Response.objects.get().answers["age"] == "~"
