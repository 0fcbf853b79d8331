"""Ahead of the day in a real browser, on a small phone: register → place → calendar → the door → the tables."""

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from events.actions.series import choose_activities, make_series
from events.actions.sessions import Hours, add_session
from events.models import Attendance, PersonalCode, Registration
from grants.models import Role
from reports.queries.statistics import project_statistics
from tests.browser.house import sideways, sign_in, violations, weights
from tests.browser.test_thumbs_and_eyes import look as thumbs_and_large_text
from tests.events.register_phone import Visitor, ahead

pytestmark = pytest.mark.browser


def english(page, live_server):
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    return page


def fill(phone) -> None:
    phone.wait_for_load_state()  # a page without its styles moves under the thumb
    phone.locator("input[name=consent]").check()
    phone.locator("input[name=gender][value=male]").check(force=True)
    phone.fill("input[name=age]", "30")
    phone.locator("input[name=statuses][value=unemployed]").check(force=True)


def stated(project) -> tuple:
    figures = project_statistics(project=project)
    return figures.total, {
        name: {value: number for value, number in columns.items() if number} for name, columns in figures.tables.items()
    }


def test_without_javascript_from_the_link_to_the_tables(new_phone, make, live_server):
    project = make.project(ref="P9")
    activity = ahead(make, project=project, days=0, capacity=5, title="Жас отбасы мектебі")
    phone = english(new_phone(java_script_enabled=False), live_server)
    phone.goto(f"/r/{activity.public_code}/")
    expect(phone.locator("main")).to_contain_text("5 places left of 5")
    phone.locator("button[value=register]").click()
    expect(phone.locator("main")).to_contain_text("A place cannot be kept without your consent.")
    fill(phone)
    phone.locator("button[value=register]").click()
    phone.wait_for_url("**/place/")
    expect(phone.locator("h1")).to_have_text("You have a place")
    code = PersonalCode.objects.get()
    expect(phone.locator(".code__short")).to_have_text(code.display)
    calendar = phone.request.get(phone.locator("a[href$='.ics']").get_attribute("href"))
    (event,) = Calendar.from_ical(calendar.body()).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["STATUS"])) == ("Жас отбасы мектебі", "CONFIRMED")
    assert phone.request.get(f"/a/{activity.public_code}/my-code.png").headers["content-type"] == "image/png"
    assert stated(project) == (0, {"gender": {}, "category": {}, "age": {}})

    # At the door staff type the code: one more, with what was stated when registering.
    desk = english(new_phone(), live_server)
    sign_in(desk, make, Role.STAFF)
    desk.goto(f"/check-in/?activity={activity.ref}")
    desk.fill("input[name=entry]", code.display)
    desk.locator("form.entry button.button--main").click()
    desk.locator(".answer").wait_for()
    assert stated(project) == (1, {"gender": {"male": 1}, "category": {"unemployed": 1}, "age": {"28-32": 1}})
    row = Attendance.objects.get()
    assert (row.person, row.age) == (Registration.objects.get().person, 30)


def test_cancelling_gives_the_place_to_who_waits_and_a_double_tap_is_one(new_phone, make, live_server):
    activity = ahead(make, capacity=1)
    first, second = (english(new_phone(), live_server) for _ in range(2))
    for phone, words in ((first, "You have a place"), (second, "You are number 1 on the waiting list")):
        phone.goto(f"/r/{activity.public_code}/")
        fill(phone)
        phone.locator("button[value=register]").dblclick()
        phone.wait_for_url("**/place/")
        expect(phone.locator("h1")).to_have_text(words)
    assert Registration.objects.count() == 2
    first.get_by_text("I cannot come").click()
    first.locator("button.button--bad").dblclick()
    expect(first.locator("h1")).to_have_text("You cancelled")
    second.reload()
    expect(second.locator("h1")).to_have_text("You have a place")
    first.go_back()
    assert Registration.objects.filter(state="cancelled").count() == 1


def wrong_on(page, path: str) -> list[str]:
    """What is wrong with a page, a line each."""
    wrong = thumbs_and_large_text(page, path)
    answer = page.goto(path)
    wrong += [f"{path}: {line}" for line in violations(page)]
    if answer.status != 200:
        wrong.append(f"{path}: status {answer.status}")
    wrong += [f"{path}: too wide: {element}" for element in sideways(page)]
    if page.locator("h1").count() != 1:
        wrong.append(f"{path}: {page.locator('h1').count()} h1")
    return wrong


@pytest.mark.parametrize(("language", "scheme"), [("kk", "dark"), ("ru", "light")])
def test_every_page_is_in_order_for_everybody(new_phone, make, live_server, language, scheme):
    project = make.project(ref="P9")
    full, free = ahead(make, project=project, ref="A1", capacity=1), ahead(make, project=project, ref="A2", days=9)
    add_session(full, Hours(full.starts_on, title="Практикалық бөлім"), by=None)
    series = make_series(project, title="Отбасы мектебі: он дәріс", by=None)
    choose_activities(series, [full, free], by=None)
    for name in ("Айгерім Серікова", "Болат Ахметов"):
        Visitor(series).register(name=name, phone=f"+7 700 000 00 0{len(name) % 10}")

    def open_phone():
        page = new_phone(color_scheme=scheme)
        page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        return page

    desk, phone = open_phone(), open_phone()
    sign_in(desk, make, Role.OWNER)
    pages = ("/series/", f"/series/{series.pk}/", "/activities/A1/", "/check-in/door/")
    pages += tuple(f"/activities/{ref}/{page}/" for ref in ("A1", "A2") for page in ("registrations", "sessions"))
    wrong = [line for path in pages for line in wrong_on(desk, path)]
    wrong += wrong_on(phone, f"/r/{full.public_code}/") + wrong_on(phone, f"/r/{series.public_code}/")
    phone.locator("button[value=register]").click()
    expect(phone.locator(".faults")).to_be_visible()
    wrong += violations(phone)
    fill(phone)
    phone.locator("button[value=register]").click()
    phone.wait_for_url("**/place/")
    for offer in (series, full, free):
        wrong += wrong_on(phone, f"/r/{offer.public_code}/place/")
        wrong += wrong_on(phone, f"/r/{offer.public_code}/cancel/")
    assert wrong == []


def test_participant_pages_stay_under_60_kb(new_phone, make, live_server):
    activity = ahead(make)
    for path in ("", "place/"):
        phone = english(new_phone(), live_server)
        if path:
            phone.goto(f"/r/{activity.public_code}/")
            fill(phone)
            phone.locator("button[value=register]").click()
            phone.wait_for_url("**/place/")
        sizes = weights(phone, f"/r/{activity.public_code}/{path}")
        # Uncompressed, so over the wire it is less still.
        assert 0 < sum(sizes.values()) <= 60_000, sizes
        assert {url.split("/")[2] for url in sizes if url.startswith("http")} == {phone.url.split("/")[2]}
