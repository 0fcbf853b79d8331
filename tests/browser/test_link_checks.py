"""What was found behind a link, on a phone: the page's own words, its picture, and the day taken with a thumb."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from media_log.models import LinkCheck
from tests.browser.house import sideways, sign_in, violations
from tests.factories import Factory

pytestmark = pytest.mark.browser
DAY = datetime(2025, 9, 10, 5, tzinfo=UTC)


def checked(make, state, **fields) -> LinkCheck:
    post = make.post(f"{state}/{'uzyn-soz-' * 12}")
    make.mention(post, make.activity())
    return LinkCheck.objects.create(post=post, state=state, next_at=timezone.now(), checked_at=DAY, **fields)


def test_a_preview_and_its_day_on_a_phone(new_phone, transactional_db, live_server, settings):
    settings.LINK_CHECKS = True
    make = Factory()
    alive = checked(make, "alive", title="«Саналы отбасы»: " + "ұзын" * 30, author="Б. Тілші", published_at=DAY)
    drawn = BytesIO()
    Image.new("RGB", (640, 300), "teal").save(drawn, "JPEG")
    alive.picture.save("picture.jpg", ContentFile(drawn.getvalue()))
    gone = checked(make, "gone", gone_since=DAY - timedelta(days=3), alive_at=DAY - timedelta(days=9))
    page = new_phone(color_scheme="dark")
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    sign_in(page, make)
    page.goto(f"/publications/{alive.post_id}/")
    picture = page.locator(".preview__picture")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 640)
    assert picture.bounding_box()["width"] <= 360
    assert violations(page) + sideways(page) == []
    page.get_by_role("button", name="Take this day").click()
    page.get_by_text("The publication is of 10.09.2025 now.").wait_for()
    page.goto("/publications/links/")
    assert violations(page) + sideways(page) == []
    page.get_by_role("link", name="Open the publication").click()
    page.wait_for_url(f"**/publications/{gone.post_id}/")
    page.get_by_text("It was there on 01.09.2025.").wait_for()
    assert violations(page) + sideways(page) == []
