"""A volunteer's phone for tests: a page with nothing on it but the scanner's engine."""

import json
import re
from contextlib import suppress
from datetime import datetime
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page

from tests.browser.conftest import PATIENCE
from tests.browser.scanner_app import SCRIPTS

PAGE = "/engine-of-a-scanner/"
API = re.compile(r"/api/v1/")
BATCHES = "**/check-ins/batch"
# Seconds instead of minutes; the three seconds of a single act stay what they are.
QUICK = {"tick": 150, "look": 400, "backoff": 0.1, "every": {"probe": 700, "contact": 2_000, "here": 1_500}}
# For what is asked of the server and answered by it, however busy the machine is.
PATIENT = {**QUICK, "single": PATIENCE}


class ScannerPhone:
    """One page with an engine. The page and its scripts are there without a network, as a service worker gives them."""

    def __init__(self, context: BrowserContext, server: str, *, timing: dict[str, Any] | None = None) -> None:
        self.context = context
        self.server = server
        self.timing = QUICK if timing is None else timing
        self.page: Page | None = None
        context.route(f"**{PAGE}", lambda route: route.fulfill(content_type="text/html", body="<!doctype html>"))
        context.route("**/static/scanner/*.js", self._script)

    def _script(self, route) -> None:
        name = route.request.url.split("?")[0].rsplit("/", 1)[1]
        route.fulfill(content_type="text/javascript", body=(SCRIPTS / name).read_text())

    def open(self) -> "ScannerPhone":
        """Open the page (again) and the engine in it; its first look for the server is on the way then."""
        self.page = self.page or self.context.new_page()
        self.page.goto(self.server + PAGE)
        self.page.evaluate(
            """async (timing) => {
                const { openEngine } = await import("/static/scanner/engine.js");
                window.engine = await openEngine({ timing });
            }""",
            self.timing,
        )
        return self

    def run(self, script: str, given: Any = None) -> Any:
        return self.page.evaluate(script, given)

    @property
    def state(self) -> dict[str, Any]:
        return self.run("() => engine.state")

    def claim(self, code: str) -> dict[str, Any]:
        return self.run("(code) => engine.claim(code, 'Door phone')", code)

    def act(self, **entry) -> dict[str, Any]:
        return self.run("(entry) => engine.act(entry)", entry)

    def scan(self, text: str) -> dict[str, Any]:
        return self.act(text=text, source="camera")

    def scan_all(self, texts: list[str]) -> list[str]:
        """The kinds of answer to codes scanned one after the other."""
        return self.run(
            """async (texts) => {
                const kinds = [];
                for (const text of texts) kinds.push((await engine.act({ text, source: "camera" })).kind);
                return kinds;
            }""",
            texts,
        )

    def sync(self) -> dict[str, Any]:
        return self.run("() => engine.sync().then(({ unsent, error }) => ({ unsent, error: error && error.message }))")

    def wait(self, condition: str, timeout: int = PATIENCE) -> None:
        """Until something about `state` is so: `state.unsent === 0`."""
        self.page.wait_for_function(f"() => {{ const state = engine.state; return {condition}; }}", timeout=timeout)

    def wait_stored(self, condition: str) -> None:
        """Until something about what rests on the phone is so: `stored.roster.length === 0`."""
        self.page.wait_for_function(
            f"async () => {{ const stored = JSON.parse(await ({DUMP})()); return {condition}; }}", timeout=PATIENCE
        )

    def offline(self, *, is_offline: bool = True) -> None:
        self.context.set_offline(is_offline)

    def cut(self) -> None:
        """The network is there and the server is not: what `navigator.onLine` does not tell."""
        self.context.route(API, lambda route: route.abort())

    def mend(self) -> None:
        self.context.unroute(API)

    def stored(self) -> str:
        """Everything that rests in the phone's database, as text; bytes as letters."""
        return self.run(DUMP)

    def unsent_items(self) -> list[dict[str, Any]]:
        """The queue as it rests on the phone."""
        return json.loads(self.stored())["queue"]


DUMP = """async () => {
    const db = await new Promise((resolve, reject) => {
        const asked = indexedDB.open("outreach-scanner");
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
    });
    const all = {};
    for (const name of db.objectStoreNames) {
        all[name] = await new Promise((resolve) => {
            const asked = db.transaction(name).objectStore(name).getAll();
            asked.onsuccess = () => resolve(asked.result);
        });
    }
    db.close();
    const letters = (bytes) => new TextDecoder("utf-8").decode(bytes);
    return JSON.stringify(all, (key, value) =>
        value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? letters(value) : value);
}"""


def moment(text: str) -> datetime:
    """A time as the phone or the API writes it."""
    return datetime.fromisoformat(text)


def hold_batches(phone: ScannerPhone) -> list:
    """The server takes batches and says nothing; everything else it answers."""
    held: list = []
    phone.context.route(BATCHES, lambda route: held.append(route))
    return held


def answer_batches(phone: ScannerPhone, held: list) -> None:
    """What was held fails at last; from now on the server answers."""
    phone.context.unroute(BATCHES)
    for route in held:
        with suppress(Error):  # of a page that was left meanwhile
            route.abort()
