"""People entered twice, cards and paper lists: on a phone, by keyboard, with and without scripts."""

import re
import uuid

import pytest
from PIL import Image
from playwright.sync_api import expect

from events.actions.codes import issue_code
from events.actions.merging import merge_people
from events.actions.sheets import RowEntry, enter_row, make_sheet
from events.facts import Facts
from events.models import Attendance
from grants.models import Role
from tests.browser.house import sideways, sign_in, violations
from tests.factories import Factory

pytestmark = pytest.mark.browser


@pytest.fixture
def make(transactional_db):
    return Factory()


@pytest.fixture
def world(make):
    """An activity with a half entered list, and people who look alike."""
    activity = make.activity(ref="Q-1", title="«Қоғамдағы толеранттылық» тақырыбындағы дәріс")
    people = [make.person(name=name, external_key="") for name in ("Айгүл Бекова", "Айгүл Б.", "Бекова Айгүл")]
    for person in people[:2]:
        make.attendance(activity, person=person)
    other = [make.person(name="Дәурен Ахметов", phone=phone) for phone in ("+77000000001", "+77000000001")]
    issue_code(other[0])
    merge_people(kept=other[0], merged=other[1], by=None)
    sheet = make_sheet(activity.sessions.get(), rows=40, act=uuid.uuid4(), by=None, printed=[other[0].pk])
    for row, facts in ((2, Facts("female", 19, None, ("youth",))), (3, Facts("male", 60))):
        enter_row(sheet, row=row, entry=RowEntry(facts, name=f"Адам {row}"), by=None, language="kk")
    enter_row(sheet, row=4, entry=RowEntry(Facts(), person=people[0]), by=None, language="kk")
    return activity, sheet, people


@pytest.mark.parametrize(("language", "scheme"), [("kk", "light"), ("ru", "dark")])
def test_the_pages_on_a_phone(new_phone, live_server, make, world, language, scheme):
    activity, sheet, people = world
    page = new_phone(color_scheme=scheme)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    sign_in(page, make, Role.OWNER)
    wrong = []
    for path in (
        "/people/duplicates/",
        f"/people/{people[0].pk}/merge/",
        f"/activities/{activity.ref}/cards/",
        f"/activities/{activity.ref}/sheets/",
        f"/activities/{activity.ref}/list/",
        f"/sheets/{sheet.code}/",
        f"/sheets/{sheet.code}/?row=4",
    ):
        answer = page.goto(path)
        wrong += [f"{path}: {line}" for line in [*violations(page), *sideways(page)]]
        assert (answer.status, page.locator("h1").count()) == (200, 1), path
    assert wrong == []


def test_a_list_is_typed_without_the_mouse(new_desktop, make, world):
    _activity, sheet, _people = world
    page = new_desktop()
    sign_in(page, make, Role.STAFF)
    page.goto(f"/sheets/{sheet.code}/?row=5")
    for row, keys in ((5, ("2", "1", "9", " ", "1", " ", "Гүлназ Оспан", "Enter")), (6, ("1", "6", "0", "Enter"))):
        page.wait_for_url(re.compile(rf"row={row}"))
        for key in keys:
            page.keyboard.press(key) if len(key) == 1 or key == "Enter" else page.keyboard.type(key)
    page.wait_for_url(re.compile("row=7"))
    entered = Attendance.objects.filter(sheet_row__in=[5, 6]).order_by("sheet_row")
    assert [(row.gender, row.age, row.statuses, row.person and row.person.name) for row in entered] == [
        ("female", 19, "youth", "Гүлназ Оспан"),
        ("male", 60, "", None),
    ]
    # Somebody who is here already: Enter takes the first answer to the question.
    page.keyboard.type("2")
    for key in ("Tab", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("Айгүл Бекова")
    page.keyboard.press("Enter")
    page.locator("button[name=choose]").first.wait_for()
    expect(page.locator("button[name=choose]").first).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("row=8"))
    assert not Attendance.objects.filter(sheet_row=7).exists()
    page.keyboard.press("ArrowUp")
    page.wait_for_url(re.compile("row=7"))


def test_whoever_types_a_pile_does_not_wait_for_pages(new_desktop, make, world):
    """Two more rows are typed while the first one's answer is on its way; none begins in the middle of a person."""
    _activity, sheet, _people = world
    page = new_desktop()
    sign_in(page, make, Role.STAFF)
    page.goto(f"/sheets/{sheet.code}/?row=5")
    held = []
    page.route("**/sheets/**", lambda route: held.append(route), times=1)
    with page.expect_request(lambda request: request.method == "POST"):
        page.keyboard.type("219 1 Гүлназ Оспан")
        page.keyboard.press("Enter")
    page.keyboard.type("1610")
    page.keyboard.press("Backspace")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("233 1 Ainur Serik")
    page.keyboard.press("Enter")
    page.keyboard.type("17")
    held[0].continue_()
    page.wait_for_url(re.compile("row=8"))
    expect(page.locator("[name=age]")).to_have_value("7")
    expect(page.locator("[name=gender]")).to_have_value("1")
    entered = Attendance.objects.filter(sheet_row__gte=5).order_by("sheet_row")
    assert [(row.sheet_row, row.gender, row.age, row.person and row.person.name) for row in entered] == [
        (5, "female", 19, "Гүлназ Оспан"),
        (6, "male", 61, None),
        (7, "female", 33, "Ainur Serik"),
    ]


def test_a_list_is_typed_without_scripts_and_a_photograph_stands_beside_it(new_phone, make, world, tmp_path):
    _activity, sheet, _people = world
    page = new_phone(java_script_enabled=False)
    sign_in(page, make, Role.ORGANISER)
    page.goto(f"/sheets/{sheet.code}/?row=5")
    page.fill("[name=gender]", "ә")
    page.fill("[name=age]", "2006")
    page.press("[name=age]", "Enter")
    page.wait_for_url(re.compile("row=6"))
    row = Attendance.objects.get(sheet_row=5)
    assert (row.gender, row.birth_year) == ("female", 2006)
    Image.new("RGB", (600, 800), "white").save(tmp_path / "list.png")
    page.set_input_files("[name=photos]", tmp_path / "list.png")
    page.locator("form[enctype] button").click()
    expect(page.locator(".paper__photos img")).to_have_count(1)


def test_a_pair_is_one_person_and_two_again(new_phone, make, world):
    page = new_phone()
    sign_in(page, make, Role.ORGANISER)
    page.goto("/people/duplicates/")
    before = page.locator(".pair").count()
    page.locator("button[value=same]").first.click()
    page.locator(".notice--ok").wait_for()
    page.wait_for_load_state()
    assert page.locator(".pair").count() < before
    page.locator("form[action*='/undo/'] button").first.click()
    expect(page.locator(".pair")).to_have_count(before)
    page.locator(".notice--ok").wait_for()
