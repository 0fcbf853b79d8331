"""The pictures of the README and the guides, taken of the demo by a real browser: `make pictures` keeps them true."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from chromium import QUIET, chromium_path
from coordinator_pictures import take_coordinator_pictures
from media_pictures import take_media_pictures
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from scanner_pictures import take_scanner_pictures

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "pictures"
PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}"


def main() -> None:
    """Serve a fresh demo, take the pictures, stop it."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "VAR_DIR": folder}
        environment.pop("DATABASE_URL", None)
        manage = [sys.executable, str(ROOT / "manage.py")]
        for command in (["migrate", "-v0"], ["demo"]):
            subprocess.run([*manage, *command], env=environment, check=True)
        server = subprocess.Popen([*manage, "serve", "--port", str(PORT), "--local-only"], env=environment)
        try:
            _wait()
            email, password = (Path(folder) / "demo-login.txt").read_text().split()
            _take(email, password, environment)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait() -> None:
    for _attempt in range(300):
        try:
            urllib.request.urlopen(f"{ADDRESS}/sign-in/", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    sys.exit("the demo did not start")


def _take(email: str, password: str, environment: dict[str, str]) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        desk = browser.new_page(viewport={"width": 1200, "height": 800})
        desk.goto(f"{ADDRESS}/sign-in/")
        desk.fill("input[type=email]", email)
        desk.fill("input[type=password]", password)
        desk.locator("main button.button--main").first.click()
        desk.wait_for_url(f"{ADDRESS}/")
        for name, path in (
            ("home", "/"),
            ("statistics", "/projects/P2/statistics/"),
            ("activity", "/activities/P2-23/"),
            ("calendar", "/activities/calendar/2025/9/"),
        ):
            _picture(desk, path, name)
        desk.goto(f"{ADDRESS}/activities/P2-23/poster/")
        code = desk.locator("main").inner_text().split("/a/")[1][:8]
        phone = browser.new_page(viewport={"width": 360, "height": 640}, device_scale_factor=2, is_mobile=True)
        _picture(phone, f"/a/{code}/", "check-in")
        take_scanner_pictures(playwright, ADDRESS, TARGET, environment=environment)
        take_media_pictures(playwright, ADDRESS, TARGET, desk=desk)
        take_coordinator_pictures(playwright, ADDRESS, TARGET, desk=desk, environment=environment)
        browser.close()
    _overview()


def _picture(page: Page, path: str, name: str) -> None:
    page.goto(f"{ADDRESS}{path}")
    page.screenshot(path=TARGET / f"{name}.png")
    picture = Image.open(TARGET / f"{name}.png").convert("P", palette=Image.Palette.ADAPTIVE, colors=128)
    picture.save(TARGET / f"{name}.png", optimize=True)


def _overview() -> None:
    """The README's first picture: a page of the desk with a phone before it."""
    desk = Image.open(TARGET / "statistics.png").convert("RGB")
    phone = Image.open(TARGET / "check-in.png").convert("RGB").resize((306, 544), Image.Resampling.LANCZOS)
    sheet = Image.new("RGB", (desk.width + 80, desk.height + 40), "#D9E1DD")
    sheet.paste(desk, (10, 20))
    frame = Image.new("RGB", (phone.width + 12, phone.height + 12), "#16211F")
    frame.paste(phone, (6, 6))
    sheet.paste(frame, (sheet.width - frame.width - 14, sheet.height - frame.height - 14))
    sheet.convert("P", palette=Image.Palette.ADAPTIVE, colors=128).save(TARGET / "overview.png", optimize=True)


if __name__ == "__main__":
    main()
