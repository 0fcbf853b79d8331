"""The texts of a report on a phone: typed with and without scripts, a placeholder put in, two people at one text."""

import re

import pytest
from playwright.sync_api import expect

from grants.models import Project, Role
from reports.models import NarrativeText, NarrativeVersion
from tests.browser.house import sideways, sign_in, taraz, violations

pytestmark = pytest.mark.browser


def test_a_text_is_typed_by_two_with_and_without_scripts(new_phone, transactional_db, live_server):
    make = taraz()
    project = Project.objects.get(organisation=make.organisation, ref="P1")
    slot = f"measure:{project.measures.get(number='1.1').pk}"
    path = f"/projects/P1/report/texts/{slot}/kk/"
    phone, plain = new_phone(), new_phone(java_script_enabled=False)
    sign_in(phone, make, Role.OWNER)
    sign_in(plain, make, Role.ORGANISER)

    # From the list to the text; both have the ready one before them.
    phone.goto("/projects/P1/report/texts/")
    phone.locator(f"a[href='{path}']").click()
    phone.wait_for_url(f"**{path}")
    plain.goto(path)
    expect(plain.locator("[data-insert]:visible")).to_have_count(0)
    expect(phone.locator("textarea")).to_have_value(re.compile("373 адам"))

    # A placeholder goes where the caret stands.
    phone.fill("textarea", "Барлығы  адам, жоспар – 300, оның 352 адамы жас.")
    phone.evaluate("() => document.querySelector('textarea').setSelectionRange(8, 8)")
    phone.locator("[data-insert='{participants}']").tap()
    typed = "Барлығы {participants} адам, жоспар – 300, оның 352 адамы жас."
    expect(phone.locator("textarea")).to_have_value(typed)
    phone.locator("main .button--main").tap()
    phone.wait_for_selector("[role=status]")
    phone.wait_for_load_state()
    assert violations(phone) == [] and sideways(phone) == []

    # Who is slower sees both texts, and nothing is lost.
    plain.fill("textarea", "Менің сөзім {particpants}")
    plain.locator("main .button--main").click()
    expect(plain.locator(".field__errors")).to_contain_text("{participants}")
    expect(plain.locator("textarea")).to_have_value("Менің сөзім {particpants}")
    plain.wait_for_load_state()
    plain.fill("textarea", "Менің сөзім {participants} адам")
    plain.locator("main .button--main").click()
    expect(plain.locator("[aria-labelledby=theirs]")).to_contain_text("оның 352 адамы жас")
    expect(plain.locator("textarea")).to_have_value("Менің сөзім {participants} адам")
    assert sideways(plain) == []
    plain.locator("main .button--main").click()
    expect(plain.locator("[role=status]")).to_be_visible()
    assert NarrativeText.objects.get().text == "Менің сөзім {participants} адам"

    # The first one reads who wrote what, takes their version back, and puts the number that the records give.
    phone.goto(f"{path}versions/")
    titles = phone.locator(".list__title")
    expect(titles).to_have_count(2)
    assert not any(titles.evaluate_all("all => all.map((one) => one.scrollWidth > one.clientWidth)"))
    phone.goto(f"{path}versions/1/")
    phone.locator("main .button--main").tap()
    phone.wait_for_url(f"**{path}")
    expect(phone.locator("mark")).to_have_text(["352"])
    assert violations(phone) == []
    phone.locator("button[name=put]").tap()
    expect(phone.locator("textarea")).to_have_value(re.compile("оның {participants} адамы жас"))
    expect(phone.locator("mark")).to_have_count(0)
    assert NarrativeVersion.objects.count() == 4
