"""Bringing an entry back and taking a rescue file, on an organiser's phone: plain to read and to tap in every state."""

from pathlib import Path

import pytest
from django.utils import timezone

from events.actions.attendance import void_attendance
from events.actions.codes import issue_code, token_of
from tests.browser.house import sideways, sign_in, violations
from tests.events.test_rescue_page import item, rescue_file
from tests.events.test_scanner_pages import phone_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def activity(make):
    return make.activity(ref="L4", starts_on=timezone.localdate())


def looked_at(page):
    assert sideways(page) == []
    assert violations(page) == []


def test_an_entry_comes_back_with_a_reason_or_says_why_not(new_phone, make, activity):
    person = make.person(name="Айгүл Сынақова")
    entry = make.attendance(activity, person=person, observed_at=timezone.now()).attendance
    void_attendance(entry, reason="Қате", by=make.member().user)
    page = new_phone()
    sign_in(page, make)
    page.goto("/activities/L4/people/?undone=1")
    looked_at(page)
    page.goto(f"/entries/{entry.uuid}/restore/")
    looked_at(page)
    page.locator("main form button.button--main").click()
    page.wait_for_selector(".field__errors")
    looked_at(page)
    again = make.attendance(activity, person=person).attendance
    page.locator("main input[type=radio]").first.check()
    page.locator("main form button.button--main").click()
    page.wait_for_selector("main [role=alert]")
    looked_at(page)
    void_attendance(again, reason="Қате", by=make.member().user)
    page.goto(f"/entries/{entry.uuid}/restore/")
    page.locator("main input[type=radio]").first.check()
    page.locator("main form button.button--main").click()
    page.wait_for_url("**/people/")
    looked_at(page)
    assert activity.attendances.live().count() == 1


def test_a_rescue_file_tells_in_figures_what_came_of_it(new_phone, make, activity, tmp_path):
    phone = phone_at(make, activity, unsent=5)
    items = [item(activity, token=token_of(issue_code(make.person()))) for _ in range(3)]
    content = rescue_file(make.organisation, phone, [*items, item(activity, token="RUBBISH"), {"scan_id": "x"}])
    good, bad = Path(tmp_path, "outreach-rescue.json"), Path(tmp_path, "other.json")
    good.write_bytes(content)
    bad.write_bytes(b"{}")
    page = new_phone()
    sign_in(page, make)
    page.goto("/scanners/rescue/")
    looked_at(page)
    page.set_input_files("input[type=file]", bad)
    page.locator("main form button.button--main").click()
    page.wait_for_selector(".field__errors")
    looked_at(page)
    page.set_input_files("input[type=file]", good)
    page.locator("main form button.button--main").click()
    page.wait_for_selector("main section[role=status]")
    looked_at(page)
    phone.refresh_from_db()
    assert (activity.attendances.count(), phone.unsent) == (3, 0)
