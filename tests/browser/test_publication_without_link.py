"""A TV story on a phone: from its activity into the log, a screenshot behind it, a correction, the same once more."""

import pytest
from playwright.sync_api import expect

from events.models import Evidence
from grants.models import Role
from media_log.models import Mention, Post
from tests.browser.house import sideways, sign_in, violations
from tests.events.papers import jpeg

pytestmark = pytest.mark.browser


def faults(page) -> list[str]:
    """What axe and a look for sideways scrolling find."""
    return violations(page) + [f"too wide: {element}" for element in sideways(page)]


def picture(colour: str) -> dict[str, object]:
    """A screenshot of this colour, as a phone hands it over."""
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": jpeg(colour, (320, 240))}


def fill_in(page, base: str) -> None:
    """Choose a TV story and fill in its form."""
    page.goto(f"{base}/publications/unlinked/new/?activity=K1-7")
    page.get_by_text("TV story").click()
    page.get_by_label("TV channel").fill("Жамбыл ТВ")
    page.get_by_label("Title, or what it was about").fill("Форум туралы сюжет")
    page.locator("[name=published_on]").fill("2025-09-11")
    page.locator("button.button--main").click()


def test_a_tv_story_with_its_screenshot(new_phone, transactional_db, live_server, make, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    activity = make.activity(make.project(ref="K1"), ref="K1-7", title="Форум", starts_on="2025-09-10")
    page = new_phone()
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    sign_in(page, make, Role.ORGANISER)
    fill_in(page, live_server.url)
    page.wait_for_url("**/publications/*/")
    post = Post.objects.get()
    assert (post.platform, post.kind, post.mentions.get().activity) == ("tv", "tv_story", activity)
    assert "needs a document: Broadcast certificate" in page.locator("main").inner_text()
    assert faults(page) == []
    # One tap and a choice: the script sends it.
    page.set_input_files(".quick-proof input[type=file]", picture("red"))
    expect(page.locator(".proof b")).to_have_text("1.1")
    page.wait_for_load_state()
    kept = Evidence.objects.get()
    assert (kept.type, kept.caption) == ("broadcast_certificate", "Жамбыл ТВ, Форум туралы сюжет, 11.09.2025")
    # The page with everything, by its own form; the script has nothing to do there.
    page.locator(".proofs__more a").click()
    page.wait_for_url("**/proofs/add/**")
    assert faults(page) == []
    page.set_input_files("[name=files]", [picture("green"), picture("red")])
    page.locator("button.button--main").click()
    page.wait_for_url("**/publications/*/")
    expect(page.locator(".proof b")).to_have_text(["1.1", "1.2"])
    page.get_by_role("button", name="Take off 1.1").click()
    expect(page.locator(".proof b")).to_have_text(["1.2"])
    page.goto(f"{live_server.url}/publications/{post.pk}/proofs/add/")
    expect(page.locator(".proof-choice b")).to_have_text(["1.1"])
    assert faults(page) == []
    # Corrected, then filled in once more as it was: another publication; as it is now: the same.
    page.goto(f"{live_server.url}/publications/{post.pk}/unlinked/")
    page.get_by_label("TV channel").fill("Тараз ТВ")
    assert faults(page) == []
    page.locator("button.button--main").click()
    page.wait_for_url(f"**/publications/{post.pk}/")
    fill_in(page, live_server.url)
    page.wait_for_url("**/publications/*/")
    fill_in(page, live_server.url)
    page.wait_for_url("**/publications/*/")
    expect(page.locator("main")).to_contain_text("was here already")
    assert (Post.objects.count(), Mention.objects.count()) == (2, 2)
