"""Pictures of the scanner for docs/guide: the demo's own server, real codes on a film before Chromium's fake camera."""

import json
import subprocess
import sys
from pathlib import Path

from chromium import QUIET, chromium_path
from PIL import Image
from playwright.sync_api import Page, Playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.browser.film import Shot, camera_options, film  # noqa: E402

LANGUAGES = ("kk", "ru")
ACTIVITY = "P2-23"
# Invented people of the demo, one who is new and one who is scanned without a network, for each language.
PEOPLE = ("Айгерім Сапарқызы", "Нұрлан Әділұлы", "Дана Маратқызы", "Ержан Болатұлы")
FURNISH = f"""
import json
from events.actions.codes import issue_code, token_of
from events.actions.devices import make_scanner_link
from events.models import Activity, Person
from grants.models import User
activity = Activity.objects.get(ref={ACTIVITY!r})
link = make_scanner_link(
    organisation=activity.organisation, activity=activity, door="Негізгі есік", hours=24, by=User.objects.get()
)
people = [Person.objects.create(organisation=activity.organisation, name=name) for name in {PEOPLE!r}]
print(json.dumps({{"code": link.code, "tokens": [token_of(issue_code(person)) for person in people]}}))
"""


def take_scanner_pictures(playwright: Playwright, address: str, target: Path, *, environment: dict[str, str]) -> None:
    """The states a volunteer meets, in Kazakh and Russian: scanner-<state>.<language>.png."""
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "--no-imports", "-c", FURNISH]
    made = json.loads(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)
    work = Path(environment["VAR_DIR"])
    for place, language in enumerate(LANGUAGES):
        new, unsent = made["tokens"][2 * place : 2 * place + 2]
        damaged = new[:60] + ("A" if new[60] != "A" else "B") + new[61:]
        for name, token in (("new", new), ("saved", unsent), ("refused", damaged)):
            held = Shot(f"{address}/c/{token}", seconds=20, turned=4)
            # The network goes before the code comes.
            path = film(work / f"{name}.mjpeg", [Shot(seconds=6), held] if name == "saved" else [held])
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=[*QUIET, *camera_options(path)])
            phone = browser.new_page(viewport={"width": 360, "height": 640}, device_scale_factor=2, is_mobile=True)
            phone.context.add_cookies([{"name": "django_language", "value": language, "url": address}])
            phone.context.grant_permissions(["camera"], origin=address)
            phone.goto(f"{address}/scanner/#k={made['code']}")
            _walk(phone, name, target, language)
            browser.close()


def _walk(phone: Page, name: str, target: Path, language: str) -> None:
    """Become a scanner, see the film's code; the new person is then scanned once more."""

    def shoot(state: str) -> None:
        _shoot(phone, target / f"scanner-{state}.{language}.png")

    go = phone.locator("form button.button--main")
    go.wait_for()
    if name == "new":
        shoot("claim")
    go.click()
    phone.locator(".scan").wait_for()
    phone.context.set_offline(name == "saved")
    phone.locator(f".answer--{name}").wait_for(timeout=20_000)
    shoot(name)
    if name == "new":
        phone.reload()
        phone.locator(".answer--already").wait_for(timeout=20_000)
        shoot("already")
        phone.locator(".ways button").nth(1).click()
        phone.locator(".rows .row").nth(1).click()
        phone.locator("form input[type=checkbox]").first.wait_for()
        shoot("form")


def _shoot(page: Page, path: Path) -> None:
    page.wait_for_timeout(300)
    page.screenshot(path=path)
    picture = Image.open(path).convert("P", palette=Image.Palette.ADAPTIVE, colors=128)
    picture.save(path, optimize=True)
