"""Every type of question on a small phone: axe, thumbs, large text, Kazakh and Russian, light and dark; by keyboard,
without scripts, twice by the same phone."""

import pytest
from playwright.sync_api import expect

from surveys.models import Mode, Response, SurveyKind
from tests.browser.house import sideways, violations
from tests.browser.survey_phone import (
    answer_all,
    answer_up_to,
    asked,
    forward,
    in_language,
    on,
    path_of,
    thanked,
)
from tests.browser.test_thumbs_and_eyes import THUMB, TOO_LOW, enlarge
from tests.surveys.conftest import door
from tests.surveys.every_type import KEPT, run_with_every_type

pytestmark = pytest.mark.browser

CODES = ("gender", "age", "agree", "topics", "why_law", "recommend", "order", "since", "comment")


def look(page, where: str) -> list[str]:
    """What is wrong with the page as it stands, a line each."""
    page.wait_for_load_state()
    wrong = violations(page) + [f"too low: {line}" for line in page.evaluate(TOO_LOW, THUMB)]
    wrong += [f"too wide: {line}" for line in sideways(page)]
    if page.locator("h1").count() != 1:
        wrong.append(f"{page.locator('h1').count()} h1")
    return [f"{where}: {line}" for line in wrong]


def look_large(page, where: str) -> list[str]:
    """The same at twice the text size."""
    enlarge(page)
    wrong = [f"{where}: too wide at 200 %: {line}" for line in sideways(page)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return wrong


@pytest.mark.parametrize(("language", "scheme"), [("kk", "light"), ("ru", "dark")])
def test_every_type_of_question(new_phone, transactional_db, make, language, scheme):
    run = run_with_every_type(make, mode=Mode.NAMED)
    page = new_phone(color_scheme=scheme, reduced_motion="reduce")
    in_language(page, language)
    wrong = []
    for code in CODES:
        page.goto(path_of(run))
        page.evaluate("localStorage.clear()")
        page.goto("about:blank")
        page.goto(path_of(run))
        answer_up_to(page, code)
        wrong += look(page, code) + look_large(page, code)
        forward(page)
        wrong += look(page, f"after {code}")
    page.goto(path_of(run))
    answer_rest = page.locator("[data-on]")
    for _screen in range(6):
        if asked(page) != "your-name":
            answer_rest.click()
    wrong += look(page, "name") + look_large(page, "name")
    page.context.set_offline(True)
    answer_rest.click()
    expect(page.locator("[data-kept]")).to_be_visible()
    wrong += look(page, "kept") + look_large(page, "kept")
    page.context.set_offline(False)
    thanked(page)
    wrong += look(page, "thanks") + look_large(page, "thanks")
    page.goto(path_of(run))
    wrong += look(page, "again")
    assert wrong == []


@pytest.mark.parametrize(("language", "scheme"), [("kk", "dark"), ("ru", "light")])
def test_the_whole_sheet_without_scripts_and_the_tablet(new_phone, chromium, transactional_db, make, language, scheme):
    run = run_with_every_type(make, mode=Mode.CONFIDENTIAL, kind=SurveyKind.TEST)
    run.kiosk_code = "kiosk0123456789"
    run.save()
    page = new_phone(color_scheme=scheme, reduced_motion="reduce")
    in_language(page, language)
    wrong = []
    # Axe itself needs scripts: only the survey's are kept away.
    page.route("**/js/survey/*.js", lambda route: route.abort())
    for path in (
        path_of(run, "pre"),
        "/k/kiosk0123456789/",
        "/k/kiosk0123456789/pre/",
        "/k/kiosk0123456789/pre/thanks/",
    ):
        page.goto(path)
        wrong += look(page, path) + look_large(page, path)
    page.goto(path_of(run, "pre"))
    page.locator("[data-on]").click()
    expect(page.locator("[data-server-words]")).to_be_visible()
    wrong += look(page, "faults")
    page.unroute("**/js/survey/*.js")
    page.goto("/k/kiosk0123456789/post/")
    wrong += look(page, "tablet")
    page.locator("[data-start]").click()
    wrong += look(page, "tablet, asking")
    assert wrong == []


def test_without_javascript_a_whole_sheet(new_phone, transactional_db, make):
    run = run_with_every_type(make)
    page = new_phone(java_script_enabled=False)
    in_language(page, "en")
    page.goto(path_of(run))
    expect(page.locator("#question-why_law .only-if")).to_contain_text("Answer only if question 4: «Family law».")
    page.locator("input[name=q_gender][value=female]").check(force=True)
    page.locator("input[name=q_age][type=text]").fill("19")
    page.locator("input[name=q_agree][value='5']").check(force=True)
    for topic in ("law", "money"):
        page.locator(f"input[name=q_topics][value={topic}]").check(force=True)
    page.locator("textarea[name=q_why_law]").fill("Құқығымды білдім")
    for place, topic in enumerate(("peace", "law")):
        page.locator("select[name=q_order]").nth(place).select_option(topic)
    page.locator("input[name=q_since]").fill("2025-03-08")
    page.locator("textarea[name=q_comment]").fill("Рақмет!")
    # The language in the middle, then a fault: nothing is lost either time.
    page.locator("[name=switch][value=kk]").click()
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    page.wait_for_load_state()
    page.locator("[data-on]").click()
    expect(page.locator("#question-recommend [data-fault]")).to_be_visible()
    page.wait_for_load_state()  # a page without its styles moves under the thumb
    page.locator("input[name=q_recommend][value='9']").check(force=True)
    page.locator("[data-on]").click()
    thanked(page)
    response = Response.objects.get()
    assert (response.answers, response.language) == (KEPT, "kk")


def test_by_keyboard_alone_and_as_it_is_read_out(new_desktop, transactional_db, make):
    run = run_with_every_type(make)
    page = new_desktop()
    in_language(page, "en")
    page.goto(path_of(run))
    page.locator("input[name=q_gender][value=male]").focus()
    page.keyboard.press("ArrowDown")
    # Arrows look through the answers; only Enter or the button leads on.
    page.wait_for_timeout(500)
    assert (asked(page), page.locator("input[name=q_gender]:checked").get_attribute("value")) == ("gender", "female")
    page.keyboard.press("Enter")
    on(page, "age")
    expect(page.locator("#asked-age")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Question 2 of 8")
    page.keyboard.press("Tab")
    page.keyboard.type("19")
    page.keyboard.press("Enter")
    on(page, "agree")
    expect(page.get_by_role("group", name="Will it be of use to you?")).to_be_visible()


def test_before_and_after_by_the_same_phone_pair_up(new_phone, transactional_db, make):
    run = run_with_every_type(make, mode=Mode.CONFIDENTIAL, kind=SurveyKind.TEST)
    for phone in (new_phone(), new_phone()):
        for name in ("pre", "post"):
            phone.goto(path_of(run, name))
            answer_all(phone)
            forward(phone)
            thanked(phone)
    pairs = [list(Response.objects.filter(wave=name).values_list("pair", flat=True)) for name in ("pre", "post")]
    assert (len(set(pairs[0])), sorted(pairs[0]), None in pairs[0]) == (2, sorted(pairs[1]), False)


def test_a_personal_link_offers_its_name(new_phone, transactional_db, make):
    run = run_with_every_type(make, mode=Mode.NAMED, kind=SurveyKind.EXPERT)
    link = run.personal_links.create(name="Сарапшы Әсел")
    page = new_phone()
    page.goto(f"/s/{door(run).public_code}/p/{link.code}/")
    answer_all(page)
    forward(page)
    assert asked(page) == "your-name"
    expect(page.locator("[name=name]")).to_have_value("Сарапшы Әсел")
    page.locator("[name=name_agreed]").check()
    forward(page)
    thanked(page)
    response = Response.objects.get()
    assert (response.name, response.source, response.answers) == ("Сарапшы Әсел", "personal", KEPT)
