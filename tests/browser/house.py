"""What browser tests share: the reference workbook in the database, signing in, axe, a look for sideways scrolling."""

import json
import re
from functools import cache
from pathlib import Path

from django.core.management import call_command
from playwright.sync_api import Page

from grants.models import Organisation, Role
from tests.factories import PASSWORD, Factory

ROOT = Path(__file__).resolve().parents[2]
HOME = re.compile(r"^https?://[^/]+/$")
WORKBOOK = ROOT / "reference" / "taraz-2025.xlsx"


def taraz() -> Factory:
    """The reference workbook brought in by the command; the factory of its organisation."""
    call_command("import_workbook", str(WORKBOOK), organisation="Тараз 2025", verbosity=0)
    return Factory(Organisation.objects.get(name="Тараз 2025"))


def sign_in(page: Page, make: Factory, role: str = Role.OWNER) -> None:
    """Sign in through the form, as a new member with this role."""
    user = make.member(role).user
    page.goto("/sign-in/")
    page.fill("input[type=email]", user.email)
    page.fill("input[type=password]", PASSWORD)
    page.locator("main button[type=submit], main button.button--main").first.click()
    page.wait_for_url(HOME)


@cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: rule, place, and why, a line each."""
    page.wait_for_load_state()  # without its styles yet, another page would be looked at
    page.evaluate(_axe())
    found = page.evaluate("async () => (await axe.run(document)).violations")
    return [
        f"{rule['id']}: {node['target']} {json.dumps(node.get('failureSummary', ''), ensure_ascii=False)[:200]}"
        for rule in found
        for node in rule["nodes"]
    ]


def weights(page: Page, path: str) -> dict[str, int]:
    """What a page and everything that it loads weighs, in bytes by address; uncompressed, so less over the wire."""
    page.goto("about:blank")  # what the page before still loads, its icon say, is not of this one
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(path, wait_until="networkidle")
    return {answer.url: len(answer.body()) for answer in answers if answer.ok}


def sideways(page: Page) -> list[str]:
    """What makes the page wider than the screen; nothing when it is not."""
    page.wait_for_load_state()
    return page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("body *")]
                .filter((element) => element.getBoundingClientRect().right > width + 0.5)
                .map((element) => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 30)}`)
                .slice(0, 5);
        }"""
    )
