"""The register of consultations on a phone, by keyboard, without scripts."""

import re
import uuid
from datetime import date, time

import pytest
from playwright.sync_api import expect

from events.actions.consultations import Entry, record_alike, record_consultation
from events.models import Attendance, Consultation
from grants.models import Role
from tests.browser.house import sideways, sign_in, violations
from tests.factories import Factory

pytestmark = pytest.mark.browser


@pytest.fixture
def make(transactional_db):
    return Factory()


@pytest.fixture
def hotline(make):
    """A hotline with an entry that says everything, and calls of a day."""
    hotline = make.activity(
        ref="Q-1", kind="hotline", count_unit="consultations", title="«Отбасылық кеңес» қауырт желісі"
    )
    told = Entry(
        date(2025, 9, 10),
        "in_person",
        "family",
        held_at=time(9, 30),
        people=4,
        new_subject="Отбасылық қақтығыс және бала тәрбиесі туралы сұрақтар",
        specialist="Психолог",
        result="Қайта келеді",
        minutes=40,
        gender="female",
        band="33-45",
    )
    record_consultation(hotline, told, act=uuid.uuid4(), by=None)
    record_alike(hotline, Entry(date(2025, 8, 1), "phone", "person"), number=25, act=uuid.uuid4(), by=None)
    return hotline


@pytest.mark.parametrize(("language", "scheme"), [("kk", "light"), ("ru", "dark")])
def test_the_pages_on_a_phone(new_phone, live_server, make, hotline, language, scheme):
    page = new_phone(color_scheme=scheme)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    sign_in(page, make, Role.OWNER)
    entry = Attendance.objects.filter(group=None).get()
    alike = Attendance.objects.filter(group__isnull=False).first()
    wrong = []
    for path in (
        "/activities/Q-1/",
        "/activities/Q-1/consultations/",
        f"/activities/Q-1/consultations/?after={entry.uuid}",
        f"/consultations/{entry.uuid}/correct/",
        f"/consultations/{alike.uuid}/undo/",
        "/consultations/",
        "/consultations/entries/?specialist=",
        "/consultations/entries/?undone=1",
        "/consultations/subjects/",
        f"/consultations/subjects/{entry.consultation.subject_id}/",
    ):
        answer = page.goto(path)
        wrong += [f"{path}: {line}" for line in [*violations(page), *sideways(page)]]
        if answer.status != 200 or page.locator("h1").count() != 1:
            wrong.append(f"{path}: status {answer.status}, {page.locator('h1').count()} h1")
    # The whole form opened, with everything wrong, in letters twice as large.
    page.goto("/activities/Q-1/consultations/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    wrong += [f"large: {line}" for line in sideways(page)]
    page.fill("input[name=held_on]", "")
    page.fill("input[name=result]", "+7 700 000 00 01")
    page.locator("[data-register] button.button--main").click()
    page.wait_for_selector("[role=alert]")
    wrong += [f"faults: {line}" for line in [*violations(page), *sideways(page)]]
    assert wrong == []
    assert page.input_value("input[name=result]") == "+7 700 000 00 01"
    assert Attendance.objects.count() == 26


def test_a_morning_of_calls_by_keyboard_alone(new_desktop, make, hotline):
    page = new_desktop()
    sign_in(page, make, Role.STAFF)
    page.goto("/activities/Q-1/consultations/")
    page.fill("input[name=held_on]", "2025-09-12")
    page.locator("input[name=channel][value=phone]").focus()
    page.keyboard.press("Space")
    page.fill("input[name=specialist]", "Заңгер")
    page.locator("input[name=unit][value=person]").focus()
    page.keyboard.press("Space")
    # People are asked of a family only.
    expect(page.locator("input[name=people]")).to_be_hidden()
    page.locator("input[name=result]").focus()
    page.keyboard.type("бірінші")
    page.keyboard.press("Enter")
    page.wait_for_url("**after=**")
    first = page.url
    # The focus is where the next entry begins; Enter saves from a list as well, and nothing kept is typed again.
    expect(page.locator("[name=subject]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "after=" in url and url != first)
    page.locator("input[name=unit][value=person]").focus()
    second = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "after=" in url and url not in {first, second})
    made = Consultation.objects.filter(specialist="Заңгер").order_by("pk")
    assert [(one.held_on, one.channel, one.unit) for one in made] == [(date(2025, 9, 12), "phone", "person")] * 3
    assert [one.result for one in made] == ["бірінші", "", ""]
    assert [one.subject and one.subject.name[:3] for one in made] == [None, "Отб", None]


def test_without_scripts_a_family_is_entered_and_a_double_tap_is_one(new_phone, make, hotline):
    plain = new_phone(java_script_enabled=False)
    sign_in(plain, make, Role.STAFF)
    plain.goto("/activities/Q-1/")
    plain.locator("a[href$='/consultations/']").click()
    plain.locator("label.chip:has(input[name=unit][value=family])").click()
    plain.fill("input[name=people]", "3")
    sent = []

    def slow(route):
        if route.request.method != "POST":
            return route.continue_()
        # The first tap is stored; its answer is still on the way when the second tap comes.
        sent.append(route.continue_() if sent else route.fetch(max_redirects=0))
        return None

    plain.route("**/consultations/", slow)
    save = plain.locator("[data-register] button.button--main")
    save.scroll_into_view_if_needed()
    box = save.bounding_box()
    thumb = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    plain.mouse.click(*thumb)
    while not sent:
        plain.wait_for_timeout(20)
    plain.mouse.click(*thumb)
    plain.wait_for_url("**after=**")
    assert len(sent) == 2
    made = Consultation.objects.latest("pk")
    assert (made.unit, made.people, Attendance.objects.count()) == ("family", 3, 27)
    plain.locator(".register__acts a").last.click()
    plain.wait_for_url("**/undo/")
    plain.locator("label.chip").first.click()
    plain.locator("button.button--bad").click()
    plain.wait_for_url(re.compile("/activities/Q-1/consultations/$"))
    assert Attendance.objects.live().count() == 26
