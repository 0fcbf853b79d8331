"""Numbers filled in on a phone, without JavaScript: a slip loses nothing, the chart says how they grew."""

from datetime import date

import pytest
from playwright.sync_api import expect

from media_log.models import Reading
from tests.browser.house import sideways, sign_in, violations
from tests.factories import Factory

pytestmark = pytest.mark.browser


def test_a_slip_in_the_grid_loses_nothing_and_the_numbers_are_drawn(new_phone, transactional_db):
    make = Factory()
    first, second = make.post(), make.post()
    Reading.objects.create(post=first, read_on=date(2025, 9, 1), views=300)
    for post in (first, second):
        make.mention(post, make.activity())
    page = new_phone(java_script_enabled=False)
    sign_in(page, make)
    page.goto("/publications/readings/")
    views, other = page.locator(f"[name=views-{first.pk}]"), page.locator(f"[name=likes-{second.pk}]")
    assert views.get_attribute("inputmode") == "numeric"
    page.fill("[name=read_on]", "2025-09-12")
    views.fill("1,2 тыс")
    other.fill("көп")
    page.locator(".actions--thumb button").click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)
    expect(views).to_have_value("1,2 тыс")
    expect(other).to_have_value("көп")
    other.fill("40")
    page.locator(".actions--thumb button").click()
    expect(page.locator(".notice--ok")).to_be_visible()
    expect(page.locator("[aria-invalid=true]")).to_have_count(0)
    assert Reading.objects.filter(read_on=date(2025, 9, 12)).count() == 2

    seeing = new_phone(color_scheme="dark")
    sign_in(seeing, make)
    seeing.goto(f"/publications/{first.pk}/")
    drawn = seeing.get_by_role("img").first.get_attribute("aria-label")
    assert drawn.endswith("01.09.2025 – 300; 12.09.2025 – 1\u00a0200")
    assert (violations(seeing), sideways(seeing)) == ([], [])
