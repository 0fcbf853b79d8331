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
    plain.goto(path)
    assert plain.locator("[data-insert]:visible").count() == 0
    assert "373 адам" in phone.input_value("textarea")

    # A placeholder goes where the caret stands.
    phone.fill("textarea", "Барлығы  адам, жоспар – 300, оның 352 адамы жас.")
    phone.evaluate("() => document.querySelector('textarea').setSelectionRange(8, 8)")
    phone.locator("[data-insert='{participants}']").tap()
    assert phone.input_value("textarea") == "Барлығы {participants} адам, жоспар – 300, оның 352 адамы жас."
    phone.locator("main .button--main").tap()
    phone.wait_for_selector("[role=status]")
    assert violations(phone) == [] and sideways(phone) == []

    # Who is slower sees both texts, and nothing is lost.
    plain.fill("textarea", "Менің сөзім {particpants}")
    plain.locator("main .button--main").click()
    assert "{participants}" in plain.locator(".field__errors").inner_text()
    assert plain.input_value("textarea") == "Менің сөзім {particpants}"
    plain.fill("textarea", "Менің сөзім {participants} адам")
    plain.locator("main .button--main").click()
    assert "оның 352 адамы жас" in plain.locator("[aria-labelledby=theirs]").inner_text()
    assert plain.input_value("textarea") == "Менің сөзім {participants} адам"
    assert sideways(plain) == []
    plain.locator("main .button--main").click()
    assert NarrativeText.objects.get().text == "Менің сөзім {participants} адам"

    # The first one takes their version back, and puts the number that the records give.
    phone.goto(f"{path}versions/1/")
    phone.locator("main .button--main").tap()
    phone.wait_for_url(f"**{path}")
    assert [one.inner_text() for one in phone.locator("mark").all()] == ["352"]
    assert violations(phone) == []
    phone.locator("button[name=put]").tap()
    expect(phone.locator("textarea")).to_have_value(re.compile("оның {participants} адамы жас"))
    expect(phone.locator("mark")).to_have_count(0)
    assert NarrativeVersion.objects.count() == 4
