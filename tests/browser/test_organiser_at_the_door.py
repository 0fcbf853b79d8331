"""The organiser's phone at the door: the QR for volunteers, the live screen that renews itself, closing."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.actions.devices import note_contact
from events.facts import Circumstances
from events.models import Scan, Source
from tests.browser.house import sideways, sign_in, violations
from tests.events.test_scanner_pages import phone_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def activity(make):
    found = make.activity(ref="L4", starts_on=timezone.localdate(), expected_number=40, wants_presence_code=True)
    phone = phone_at(make, found)
    note_contact(phone, unsent=3, clock_ahead_s=-3600)
    for number, door in enumerate(("Негізгі кіру", "Негізгі кіру", "2-кіру")):
        make.attendance(
            found,
            person=make.person(name="Айгүл Сынақова"),
            observed_at=timezone.now() - timedelta(minutes=number),
            source=Source.SCAN,
            circumstances=Circumstances(device_id=phone.pk, door=door, is_late=number == 2),
        )
    Scan.objects.create(
        organisation=make.organisation,
        scan_id=uuid.uuid4(),
        activity=found,
        device=phone,
        outcome="kept",
        why="code_damaged",
        content={"token": "RUBBISH"},
        observed_at=timezone.now(),
    )
    return found


def looked_at(page):
    assert sideways(page) == []
    assert violations(page) == []


def test_the_link_page_gives_a_qr_once(new_phone, make, activity):
    page = new_phone()
    sign_in(page, make)
    page.goto("/activities/L4/scanners/")
    looked_at(page)
    page.locator("details.card > summary").first.click()
    page.locator("input[name=door]").fill("Артқы есік")
    page.locator("form button.button--main").click()
    page.wait_for_selector(".made img")
    looked_at(page)
    address = page.locator("#copy").input_value()
    assert "/scanner/#k=" in address
    page.reload()
    expect(page.locator("#copy")).to_have_value(address)
    page.locator("button[name=hide]").click()
    page.wait_for_selector(".made", state="detached")


def test_the_live_screen_renews_itself_and_survives_a_gone_network(new_phone, make, activity):
    page = new_phone()
    sign_in(page, make)
    page.goto("/activities/L4/live/?table=1")
    looked_at(page)
    count = page.locator("[data-live-count]")
    expect(count).to_have_text("3")
    page.locator("#live-table").focus()
    make.attendance(activity)
    expect(count).to_have_text("4")
    expect(page.locator("#live-table")).to_be_focused()
    expect(page).to_have_title(re.compile("^4 "))
    page.context.set_offline(True)
    page.wait_for_selector("[data-live-stale]:not([hidden])")
    expect(count).to_have_text("4")
    looked_at(page)
    page.context.set_offline(False)
    make.attendance(activity)
    expect(count).to_have_text("5")
    expect(page.locator("[data-live-stale]")).to_be_hidden()
    page.context.clear_cookies()
    page.wait_for_selector("[data-live-stale]:not([hidden])")
    expect(count).to_have_text("5")


def test_the_live_screen_works_without_scripts_and_for_a_projector(new_phone, new_desktop, make, activity):
    page = new_phone(java_script_enabled=False)
    sign_in(page, make)
    page.goto("/activities/L4/live/")
    expect(page.locator("[data-live-count]")).to_have_text("3")
    make.attendance(activity)
    page.locator("#live-refresh").click()
    expect(page.locator("[data-live-count]")).to_have_text("4")
    wide = new_desktop()
    sign_in(wide, make)
    wide.goto("/activities/L4/live/")
    looked_at(wide)


@pytest.mark.parametrize("address", ["", "close/", "kept/", "people/"])
def test_the_other_pages_of_the_door_are_fit_for_a_phone(new_phone, make, activity, address):
    page = new_phone()
    sign_in(page, make)
    page.goto(f"/activities/L4/{address}")
    folded = page.locator("details:not([open]) > summary")
    for _ in range(folded.count()):  # one that was opened is no longer among them
        folded.first.click()
    looked_at(page)


def test_a_kept_scan_is_decided_with_a_thumb(new_phone, make, activity):
    page = new_phone()
    sign_in(page, make)
    page.goto("/activities/L4/kept/")
    page.locator("a.list__row").click()
    page.locator("button[value=without_data]").wait_for()
    looked_at(page)
    page.locator("button[value=without_data]").click()
    page.wait_for_selector(".notice--ok")
    assert activity.attendances.counted().count() == 4
