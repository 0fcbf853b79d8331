"""A questionnaire is built on a phone, from nothing to published; with JavaScript and without."""

import uuid

import pytest
from playwright.sync_api import expect

from grants.models import Role
from rules.questionnaires.definition import Condition
from surveys.actions.questionnaires import copy_questionnaire
from surveys.models import QuestionnaireVersion
from tests.browser.house import sideways, sign_in, violations
from tests.browser.test_every_page import look
from tests.factories import Factory

pytestmark = pytest.mark.browser

WORDS = {"kk": "Сіз үшін ең маңыздысы не болды?", "ru": "Что было для Вас самым важным?", "en": "What mattered most?"}


def press(page, act):
    """Press the builder's button and wait for the answer, in place or as a new page."""
    button = page.locator(f'button[name="act"][value="{act}"]:not(.visually-hidden)').first
    for details in page.locator(f'details:not([open]):has(button[value="{act}"]) > summary').all():
        details.click()
    page.locator("#builder").evaluate("(form) => { form.dataset.before = 1 }")
    button.click()
    page.locator("#builder:not([data-before])").wait_for()
    page.wait_for_load_state()


def fill(page, name, words):
    for language, text in words.items():
        page.fill(f'[name="{name}-{language}"]', text)


@pytest.mark.parametrize("javascript", [True, False])
def test_from_nothing_to_published(new_phone, transactional_db, live_server, javascript):
    make = Factory()
    page = new_phone(java_script_enabled=javascript)
    page.context.add_cookies([{"name": "django_language", "value": "kk", "url": live_server.url}])
    sign_in(page, make, Role.ORGANISER)
    page.goto("/questionnaires/new/")
    page.fill("#id_title_kk", "Кері байланыс")
    page.locator("form button.button--main").click()
    page.wait_for_url("**/edit/")

    press(page, "open:-")
    fill(page, "title", {"ru": "Обратная связь", "en": "Feedback"})
    press(page, "add:single")  # saves what was typed above
    fill(page, "text", WORDS)
    press(page, "words:yes_no")
    press(page, "option_add")
    if javascript:
        expect(page.locator("[name=option-3-kk]")).to_be_focused()
    fill(page, "option-3", {"kk": "Басқа", "ru": "Другое", "en": "Other"})
    press(page, "add:long_text")
    fill(page, "text", {"kk": "Жазып беріңіз", "ru": "Напишите", "en": "Please write"})
    press(page, "rule_add")
    page.locator('input[name="rule-0-answer"][value="3"]').check(force=True)
    if javascript:
        assert (violations(page), sideways(page)) == ([], [])
    press(page, "add:scale")
    fill(page, "text", {"kk": "Бағаңыз?", "ru": "Ваша оценка?", "en": "Your rating?"})
    press(page, "save")
    with page.expect_navigation():
        page.locator('button[value="publish"]').click()
    page.locator("form button.button--main").last.click()
    page.wait_for_url("**/questionnaires/*/")

    version = QuestionnaireVersion.objects.get(questionnaire__organisation=make.organisation)
    asked = version.definition
    assert version.published_at
    assert asked.title.ru == "Обратная связь"
    assert [one.type for one in asked.questions] == ["single", "long_text", "scale"]
    assert asked.by_code["q1"].text.kk == WORDS["kk"]
    assert [one.text.en for one in asked.by_code["q1"].options] == ["Yes", "No", "Other"]
    assert asked.by_code["q2"].show_if.conditions == (Condition("q1", "any_of", ("3",)),)


@pytest.mark.parametrize(("language", "scheme"), [("kk", "dark"), ("ru", "light")])
def test_every_page_of_a_questionnaire(new_phone, transactional_db, live_server, language, scheme):
    make = Factory()
    ready = QuestionnaireVersion.objects.get(questionnaire__code="project_satisfaction")
    own = copy_questionnaire(ready, organisation=make.organisation, act=uuid.uuid4(), by=None)
    page = new_phone(color_scheme=scheme)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    sign_in(page, make, Role.OWNER)
    cards = [f"edit/?card={code}" for code in ("-", *own.definition.by_code)]
    path = f"/questionnaires/{own.questionnaire_id}/"
    wrong = [line for rest in ("", "preview/", "publish/", "edit/", *cards) for line in look(page, f"{path}{rest}")]
    assert wrong == []


def test_without_a_network_what_was_typed_stays(new_phone, transactional_db, live_server):
    make = Factory()
    page = new_phone()
    sign_in(page, make, Role.ORGANISER)
    page.goto("/questionnaires/new/")
    page.fill("#id_title_kk", "Кері байланыс")
    page.locator("form button.button--main").click()
    page.wait_for_url("**/edit/")
    press(page, "add:single")
    fill(page, "text", WORDS)
    page.context.set_offline(True)
    page.locator('.builder__open button[value="save"]').click()
    page.locator("#unsent").wait_for(state="visible")
    expect(page.locator('[name="text-ru"]')).to_have_value(WORDS["ru"])
    page.context.set_offline(False)
    press(page, "copy")
    asked = QuestionnaireVersion.objects.get(questionnaire__organisation=make.organisation).definition
    assert [one.text.ru for one in asked.questions] == [WORDS["ru"]] * 2
