"""A chat message pasted on a phone: looked through, a shared post explained, saved, and seen in the list."""

import pytest
from playwright.sync_api import expect

from grants.models import Role
from media_log.models import Mention
from tests.browser.house import sideways, sign_in, violations
from tests.media_log.test_actions import paste

pytestmark = pytest.mark.browser

MESSAGE = """Сәлем, әріптестер! Бүгінгі семинар туралы жарияланымдар 🌸
1) https://www.instagram.com/p/DOsfpZwiFnY/?igsh=MWZxdnp4
2) https://youtu.be/g3NsPIWIWcg?si=abc — видео
3) https://www.instagram.com/p/DOaczEiF-/
Рахмет!"""


@pytest.mark.parametrize("scripts", [True, False])
def test_a_chat_message_on_a_phone(new_phone, transactional_db, live_server, make, scripts):
    project = make.project(ref="K1")
    earlier, activity = make.activity(project, ref="K1-1"), make.activity(project, ref="K1-2")
    paste(earlier, "https://youtube.com/watch?v=g3NsPIWIWcg")
    page = new_phone(java_script_enabled=scripts)
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    sign_in(page, make, Role.ORGANISER)

    def faults() -> list[str]:
        return violations(page) + sideways(page) if scripts else []

    page.goto("/activities/K1-2/publications/")
    page.fill("textarea[name=text]", MESSAGE)
    page.locator("form.card button.button--main").click()
    page.wait_for_url("**/publications/add/?activity=K1-2")
    expect(page.locator(".pasted")).to_have_count(3)
    expect(page.locator(".pasted__link")).to_have_text(
        ["instagram.com/p/DOsfpZwiFnY", "youtube.com/watch?v=g3NsPIWIWcg", "instagram.com/p/DOaczEiF-"]
    )
    expect(page.locator(".pasted").nth(1)).to_contain_text("K1-1")
    assert Mention.objects.count() == 1
    assert faults() == []
    page.select_option("[name=kind-0]", "infographic")
    # The cut code is not kept.
    page.locator(".pasted__what").nth(2).click()
    page.fill("[name=reason-1]", "Екі семинар бір күні өтті")
    page.locator("[name=reason-1]").press("Enter")
    page.wait_for_url("**/activities/K1-2/publications/")
    expect(page.locator(".post")).to_have_count(2)
    expect(page.locator(".post").nth(1)).to_contain_text("Екі семинар бір күні өтті")
    assert list(activity.mentions.order_by("pk").values_list("post__key", "post__kind", "reason")) == [
        ("instagram:DOsfpZwiFnY", "infographic", ""),
        ("youtube:g3NsPIWIWcg", "video", "Екі семинар бір күні өтті"),
    ]
    page.locator("details summary", has_text="Copy all links").click()
    links = page.locator("#all-links").input_value()
    assert links == "1. https://www.instagram.com/p/DOsfpZwiFnY/\n2. https://www.youtube.com/watch?v=g3NsPIWIWcg"
    assert faults() == []
    page.locator("a", has_text="Details").first.click()
    page.wait_for_url("**/publications/*/")
    assert faults() == []
    page.locator("a", has_text="Change").first.click()
    page.wait_for_url("**/edit/")
    page.fill("[name=title]", "Отбасы семинары")
    page.locator("button.button--main").click()
    page.wait_for_url("**/publications/*/")
    expect(page.locator("main")).to_contain_text("Отбасы семинары")
