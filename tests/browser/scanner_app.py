"""The scanner app in tests: an API that answers what a test wants to see, and the screens it can be in."""

import json
import os
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPTS = Path(__file__).resolve().parents[2] / "static" / "scanner"
ACTIVITY = {
    "code": "K7MP2QRS",
    "ref": "P2-23",
    "title": "Дәріс 4. Толеранттылық және саналы отбасы",
    "kind": "Дәріс",
    "starts_on": "2025-05-22",
    "starts_at": "10:00:00",
    "venue": "Тараз сервис колледжі",
    "town": "Тараз",
    "expected_number": 60,
    "counted": 31,
    "is_closed": False,
    "is_cancelled": False,
    "ask_name": "optional",
    "ask_phone": "optional",
    "ask_signature": "off",
    "sessions": [{"number": 1, "title": "", "held_on": "2025-05-22", "starts_at": "10:00:00"}],
    "session_now": 1,
}
# The same with points: what a leaflet action is on the phone.
COUNTED = {
    **ACTIVITY,
    "title": "«Отбасы – бақыт бесігі» ақпараттық парақшаларын тарату акциясы",
    "kind": "Парақша тарату акциясы",
    "counted": 120,
    "counter": True,
    "points": [{"id": 1, "name": "Орталық базар"}, {"id": 2, "name": "«Мерей» сауда орталығы"}],
    "materials": [{"id": 7, "label": "Парақша · kk"}, {"id": 8, "label": "Парақша · ru"}],
}
# The public half of a pair whose other half nobody kept.
RESCUE_KEY = "BBau9IxwKMgqWZ_yql9iC2aqDQC3SIqtgILKyC0OBHSgEOXmKEay95NcQEdv3rt9ymu3ildatrP4hcU2092Q6nU"
PEOPLE = [
    {"id": 12, "name": "Айгерім С.", "code": "A7K392", "serial": None, "registered": True},
    {"id": 13, "name": "Нұрлан Ә.", "code": "B8M410", "serial": None, "registered": True},
    {"id": 14, "name": "Айдос Қ.", "code": "C9N521", "serial": None, "registered": False},
]


class FakeApi:
    """Answers /api/v1/ in a page's context. `answers`: short code → (status, body) of its check-in."""

    def __init__(self, *, activities: list[dict[str, Any]] | None = None, door: str = "Негізгі есік") -> None:
        self.activities = activities or [dict(ACTIVITY)]
        self.door = door
        self.answers: dict[str, tuple[int, dict[str, Any]]] = {}
        self.items: list[dict[str, Any]] = []
        self.claims: list[dict[str, Any]] = []
        self.is_down = False
        self.dead = ""
        self.claim_refused = ""
        self.ahead = 0

    def route(self, page_or_context) -> None:
        """Answer instead of the server."""
        page_or_context.route("**/api/v1/**", self._answer)
        be_patient(page_or_context)

    def wait(self, page: Page, number: int) -> None:
        """Until so many acts have come."""
        for _attempt in range(300):
            if len(self.items) >= number:
                break
            page.wait_for_timeout(100)
        assert len(self.items) >= number

    def _me(self) -> dict[str, Any]:
        device = {"number": str(uuid.uuid4()), "label": "Арудың телефоны", "door": self.door}
        return {
            "device": {**device, "expires_at": "2099-05-23T00:00:00+05:00"},
            "organisation": "«Айналайын» қоғамдық бірлестігі",
            "contact": "Асель",
            "server_time": (datetime.now(UTC) - timedelta(seconds=self.ahead)).isoformat(),
            "activities": self.activities,
            "keys": [],
            "rescue_key": {"id": "r1", "public": RESCUE_KEY},
        }

    def _answer(self, route) -> None:
        path = route.request.url.split("/api/v1/")[1].split("?")[0]
        if self.is_down:
            return route.abort()
        if self.dead:
            return _fulfil(route, 401, {"code": self.dead, "detail": "…"})
        body = json.loads(route.request.post_data or "{}")
        status, answer = self._say(path, body)
        return _fulfil(route, status, answer)

    def _say(self, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        if path == "devices/claim":
            self.claims.append(body)
            if self.claim_refused:
                return 410, {"code": self.claim_refused, "detail": "…"}
            return 201, {"token": "secret", **self._me()}
        if path == "devices/me":
            return 200, self._me()
        if path == "devices/contact":
            now = datetime.now(UTC) - timedelta(seconds=self.ahead)
            closed = [activity["code"] for activity in self.activities if activity["is_closed"]]
            return 200, {"server_time": now.isoformat(), "counted": {}, "closed": closed, "expires_at": None}
        if path.endswith("/roster"):
            return 200, {"activity": self.activities[0]["code"], "people": PEOPLE, "revoked": []}
        if path.endswith("/here"):
            return 200, {"items": [], "counted": self.activities[0]["counted"], "cursor": "1"}
        if path == "check-ins":
            return self._check_in(body)
        if path == "check-ins/batch":
            for item in body["items"]:
                self._note(item)
            return 200, {"server_time": datetime.now(UTC).isoformat(), "items": [*map(_settled, body["items"])]}
        return 404, {"code": "not_found", "detail": "…"}

    def _note(self, item: dict[str, Any]) -> None:
        """An act that is sent again, for its answer was late, is no other one."""
        if item["scan_id"] not in {one["scan_id"] for one in self.items}:
            self.items.append(item)

    def _check_in(self, item: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self._note(item)
        status, answer = self.answers.get(item.get("short_code", ""), (201, {"outcome": "checked_in"}))
        people = sum(line["count"] for line in item.get("group", {}).get("lines", [])) or 1
        known = {"person": None, "people": people, "since": None, "door": self.door, "session": 1}
        return status, {**known, "scan_id": item["scan_id"], "observed_at": item["observed_at"], **answer}


def _settled(item: dict[str, Any]) -> dict[str, Any]:
    outcome = (200, "undone") if "undo" in item else (201, "checked_in")
    return {"scan_id": item["scan_id"], "status": outcome[0], "outcome": outcome[1]}


def be_patient(page_or_context) -> None:
    """The app waits three seconds for the answer to an act, as people do; here a busy machine is no lost network."""
    usual, patient = "SINGLE_MS = 3000;", "SINGLE_MS = 30000;"
    script = (SCRIPTS / "api.js").read_text()
    assert usual in script
    told = {"content_type": "text/javascript", "body": script.replace(usual, patient)}
    page_or_context.route("**/static/scanner/api.js", lambda route: route.fulfill(**told))


def _fulfil(route, status: int, body: Any) -> None:
    route.fulfill(status=status, content_type="application/json", body=json.dumps(body))


def open_app(page: Page, server: str, *, code: str = "", language: str = "en") -> Page:
    """Open the scanner; with the organiser's code behind # where one is given."""
    page.context.add_cookies([{"name": "django_language", "value": language, "url": server}])
    page.goto("about:blank")
    page.goto(f"{server}/scanner/" + (f"#k={code}" if code else ""))
    page.locator("h1").wait_for()
    return page


def become_scanner(page: Page, server: str, *, code: str = "Q1W2E3R4T5", language: str = "en") -> Page:
    """Through the claim and what there is to choose, to the scanning screen."""
    open_app(page, server, code=code, language=language)
    page.locator("form button.button--main").click()
    page.locator(".scan, input[name=activity], #door").first.wait_for()
    if page.locator("form button.button--main").count():
        page.locator("form button.button--main").click()
    page.locator(".scan").wait_for()
    return page


def press(page: Page, *names: str) -> None:
    """Buttons one after the other, by their words."""
    for name in names:
        page.get_by_role("button", name=name).first.click()


def type_code(page: Page, text: str) -> None:
    """Through the screen for typed codes."""
    page.locator(".ways button").first.click()
    page.fill("#code", text)
    page.locator("form button.button--main").click()


def shoot(page: Page, name: str) -> None:
    """Keep a picture where SCANNER_PICTURES says; nothing without it."""
    folder = os.environ.get("SCANNER_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"))
