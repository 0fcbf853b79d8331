"""Runs in a browser: typing paper with the keyboard alone, a file that asks, and the pages on a phone."""

import pytest
from playwright.sync_api import expect

from events.models import Activity
from grants import jobs
from grants.models import Job, Project, Role
from surveys.actions.personal_links import make_links
from surveys.actions.run_settings import set_quotas, switch_kiosk
from surveys.actions.runs import open_run
from surveys.models import QuestionnaireVersion, Response
from tests.browser.house import sign_in, taraz
from tests.browser.test_every_page import look
from tests.surveys.questionnaires import KNOWS, version
from tests.surveys.tables import csv_bytes

pytestmark = pytest.mark.browser


@pytest.fixture
def make(transactional_db):
    return taraz()


@pytest.fixture
def opinion(make):
    """The opinion survey of P1, with everything that its page can show."""
    asked = QuestionnaireVersion.objects.get(questionnaire__code="interethnic_opinion")
    run = open_run(version=asked, project=Project.objects.get(ref="P1"), planned=500, by=None)
    set_quotas(run, rows="q2", columns="q1", planned={("1", "1"): 100, ("2", "4"): 50}, by=None)
    switch_kiosk(run, on=True, by=None)
    make_links(run, names=["Айгүл Серікова"], by=None)
    return run


def signed_page(open_page, make, live_server, language, scheme):
    page = open_page(color_scheme=scheme)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    sign_in(page, make, Role.OWNER)
    return page


@pytest.mark.parametrize(("language", "scheme"), [("kk", "light"), ("ru", "dark")])
def test_the_pages_of_a_run_on_a_phone(new_phone, make, opinion, live_server, language, scheme):
    activity = Activity.objects.get(ref="P2-23")
    test_run = open_run(version=version(make, KNOWS, kind="test"), project=activity.project, activity=activity, by=None)
    page = signed_page(new_phone, make, live_server, language, scheme)
    paths = [f"/surveys/{opinion.pk}/{rest}" for rest in ("", "quotas/", "links/", "paper/", "import/")]
    paths += [f"/surveys/{test_run.pk}/", f"/surveys/{test_run.pk}/paper/?door=post", "/activities/P2-23/survey/"]
    assert [line for path in paths for line in look(page, path)] == []


def test_sheets_are_typed_with_the_keyboard_alone(new_desktop, make, opinion, live_server):
    page = signed_page(new_desktop, make, live_server, "en", "light")
    page.goto(f"/surveys/{opinion.pk}/paper/?number=1")
    for expected in (1, 2):
        # One key a question; Enter where the paper is empty; the last key stays, Enter saves.
        page.keyboard.type("12")
        page.keyboard.press("Enter")
        page.keyboard.type("431221311121")
        page.keyboard.press("Enter")
        page.get_by_text(f"{expected} sheet").wait_for()
        expect(page.locator("[name=q_q1]")).to_be_focused()
    expect(page.locator("input[name=number]")).to_have_value("3")
    sheets = list(Response.objects.values_list("answers", flat=True))
    wanted = {f"q{number}": code for number, code in enumerate("12-431221311121", start=1)}
    assert sheets == [{code: None if value == "-" else value for code, value in wanted.items()}] * 2


def test_a_wrong_key_is_said_and_the_sheet_kept(new_phone, make, opinion, live_server):
    page = signed_page(new_phone, make, live_server, "en", "light")
    page.goto(f"/surveys/{opinion.pk}/paper/")
    page.keyboard.type("19")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("[name=q_q2]")).to_be_focused()
    page.locator("main button.button--main").click()
    page.get_by_text("There is no answer 9").wait_for()
    expect(page.locator("[name=q_q1]")).to_have_value("1")
    expect(page.locator("[name=q_q2]")).to_be_focused()
    # A tap on an answer will do as well.
    page.locator("#answers-q_q2 li").nth(1).click()
    page.locator("main button.button--main").click()
    page.get_by_text("1 sheet is typed").wait_for()


def test_typing_works_without_scripts(new_phone, make, opinion, live_server):
    page = signed_page(
        lambda **options: new_phone(java_script_enabled=False, **options), make, live_server, "en", "light"
    )
    page.goto(f"/surveys/{opinion.pk}/paper/")
    page.fill("[name=q_q1]", "2")
    page.locator("main button.button--main").click()
    page.get_by_text("1 sheet is typed").wait_for()
    assert Response.objects.get().answers["q1"] == "2"


@pytest.mark.parametrize("wide", [False, True])
def test_a_file_asks_and_is_brought_in(new_phone, new_desktop, make, opinion, live_server, tmp_path, wide):
    path = tmp_path / "жауаптар.csv"
    path.write_bytes(csv_bytes(["Отметка времени", "Жынысы", "Ұлты", "Қала"], ["1", "Әйел", "Марстық", "Тараз"]))
    page = signed_page(new_desktop if wide else new_phone, make, live_server, "en", "dark" if wide else "light")

    def press_and_work():
        with page.expect_navigation(url="**/jobs/**"):
            page.locator("main button.button--main").click()
        page.goto("about:blank")  # the page of a job leads on by itself, also under a test that goes elsewhere
        job = Job.objects.order_by("-created_at").first()
        jobs.run(job.pk)
        return look(page, f"/jobs/{job.pk}/")

    page.goto(f"/surveys/{opinion.pk}/import/")
    page.set_input_files("input[type=file]", str(path))
    assert press_and_work() == []
    expect(page.locator(".column .badge--warn")).to_have_count(2)
    page.select_option("#question-D", "-")
    page.locator(".column__value select").select_option("-")
    assert press_and_work() == []
    expect(page.locator(".big-number")).to_have_text("1")
    assert press_and_work() == []
    assert Response.objects.get().answers["q2"] == "1"
