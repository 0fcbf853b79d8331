"""Signed out in another tab while typing: the words are there, with and without JavaScript, by form and by script."""

import pytest
from playwright.sync_api import Page, expect

from events.models import Evidence
from grants.models import Role
from reports.models import NarrativeText
from surveys.models import QuestionnaireVersion
from tests.browser.house import HOME, sideways, violations
from tests.events.papers import jpeg
from tests.factories import PASSWORD, Factory

pytestmark = pytest.mark.browser

EMAIL = "aigul@example.kz"
TEXT = "/projects/P/report/texts/section:results/kk/"
WORDS = "Жоба нәтижесі «жақсы» & толық:\n\n  1) <b>екі</b> жүз адам"


def enter(page: Page) -> None:
    """Sign in on the page that asks for it."""
    page.fill("input[type=email]", EMAIL)
    page.fill("input[type=password]", PASSWORD)
    page.locator("main button.button--main").click()


@pytest.fixture
def desk(new_phone, live_server, transactional_db):
    """Opens a phone on which Aigul is signed in; `away` and `back` sign her out and in again in another tab of it."""
    make = Factory()
    make.activity(make.project(ref="P"), ref="P-1")
    make.member(Role.OWNER, email=EMAIL)

    def open_phone(**options) -> tuple[Page, Page]:
        page = new_phone(**options)
        page.goto("/sign-in/")
        back(page)
        return page, page.context.new_page()

    return open_phone


def away(tab: Page) -> None:
    tab.goto("/account/")
    tab.locator("form[action='/sign-out/'] button").click()
    tab.wait_for_url("**/sign-in/")


def back(tab: Page) -> None:
    enter(tab)
    tab.wait_for_url(HOME)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_text_comes_through_the_door(desk, javascript):
    page, tab = desk(java_script_enabled=javascript)
    page.goto(TEXT)
    page.fill("textarea", WORDS)
    away(tab)
    page.locator("main .button--main").click()
    expect(page.locator("input[type=password]")).to_be_visible()
    assert sideways(page) == []
    assert not javascript or violations(page) == []

    # Another language at the top takes nothing away, and Enter is the door's button.
    page.locator("button[lang=ru]").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("input[type=password]")).to_have_value("")
    page.fill("input[type=email]", EMAIL)
    page.fill("input[type=password]", PASSWORD)
    page.locator("input[type=password]").press("Enter")
    expect(page.locator(".typed__words")).to_have_text(WORDS, use_inner_text=True)
    assert not NarrativeText.objects.exists()
    assert sideways(page) == []
    assert not javascript or violations(page) == []
    page.locator("main .button--main").click()
    page.wait_for_url(f"**{TEXT}")
    expect(page.locator("textarea")).to_have_value(WORDS)
    assert NarrativeText.objects.get().text == WORDS


def test_the_builder_keeps_its_page_until_one_is_back(desk):
    page, tab = desk()
    page.goto("/questionnaires/new/")
    page.fill("#id_title_kk", "Кері байланыс")
    page.locator("form button.button--main").click()
    page.wait_for_url("**/edit/")
    page.locator("button[value='open:-']:not(.visually-hidden)").click()
    page.fill("[name=title-ru]", "Обратная связь")
    away(tab)
    page.locator("button[value='add:single']").click()
    told = page.locator("#signed-out")
    expect(told).to_be_visible()
    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.locator("[name=title-ru]")).to_have_value("Обратная связь")
    assert sideways(page) == [] and violations(page) == []
    back(tab)
    page.locator("button[value='add:single']").click()
    expect(page.locator("[name=text-ru]")).to_be_visible()
    expect(told).to_be_hidden()
    assert "Обратная связь" in str(QuestionnaireVersion.objects.get(questionnaire__organisation__isnull=False).document)


def test_photos_wait_until_one_is_back(desk):
    page, tab = desk()
    page.goto("/activities/P-1/documents/add/")
    away(tab)
    page.locator("[name=type][value=photo]").evaluate("box => { box.checked = true; }")
    page.set_input_files("[name=files]", [{"name": "Дәріс.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}])
    page.locator("form[data-evidence-upload] button.button--main").click()
    waits = page.locator("[data-uploads]").get_attribute("data-signed-out")
    expect(page.locator("[data-uploads-list] [data-says]")).to_have_text(waits)
    back(tab)
    page.evaluate("() => { dispatchEvent(new Event('online')) }")
    expect(page.locator("[data-uploads-over]")).to_be_visible()
    assert Evidence.objects.count() == 1
