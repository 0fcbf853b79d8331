"""The picture of the media log in the README and the guides: a project's publications at a glance, on a phone."""

import io
from pathlib import Path
from typing import Any

from chromium import QUIET, chromium_path
from PIL import Image
from playwright.sync_api import Page, Playwright

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 640},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
PROJECT = "P2"


def take_media_pictures(playwright: Playwright, address: str, target: Path, *, desk: Page) -> None:
    """media, in Kazakh; `desk`: a page of somebody who is signed in. Changes nothing of the demo."""
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
    phone = browser.new_context(storage_state=desk.context.storage_state(), **PHONE).new_page()
    kazakh: Any = {"name": "django_language", "value": "kk", "url": address}
    phone.context.add_cookies([kazakh])
    phone.goto(f"{address}/publications/overview/?project={PROJECT}")
    phone.locator("section[aria-labelledby=total]").evaluate("card => scrollTo(0, card.offsetTop - 16)")
    picture = Image.open(io.BytesIO(phone.screenshot()))
    picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=128).save(target / "media.png", optimize=True)
    browser.close()
