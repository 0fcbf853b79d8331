"""The scanner in bad networks: every kind of wrong answer by turns, a killed browser, names that are programs."""

import json
import os
import random
import signal
import subprocess
import time
from contextlib import suppress

import pytest

from events.models import ScanOutcome
from tests.browser.scanner_app import open_app, press
from tests.browser.scanner_door import Door
from tests.browser.scanner_phone import API, PATIENT, ScannerPhone
from tests.browser.test_scanner_engine import new_scanner  # noqa: F401  (a fixture)
from tools.chromium import QUIET, chromium_path

pytestmark = pytest.mark.browser

PORTAL = "<!doctype html><title>Wi-Fi</title>"


class BadNetwork:
    """Answers as networks do: now and then rightly, else wrongly; often after the server has stored."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.is_calm = False

    def __call__(self, route) -> None:
        ways = (
            self.pass_on, self.pass_on, self.pass_on, self.drop, self.store_and_drop, self.store_and_cut,
            self.fault, self.store_and_fault, self.busy, self.portal, self.redirect, self.store_twice,
        )  # fmt: skip
        (self.pass_on if self.is_calm else self.dice.choice(ways))(route)

    def pass_on(self, route) -> None:
        route.continue_()

    def drop(self, route) -> None:
        route.abort()

    def store_and_drop(self, route) -> None:
        route.fetch()
        route.abort()

    def store_and_cut(self, route) -> None:
        answer = route.fetch()
        route.fulfill(
            status=answer.status, content_type="application/json", body=answer.text()[: len(answer.text()) // 2]
        )

    def fault(self, route) -> None:
        route.fulfill(status=self.dice.choice([500, 502, 503, 504]), body="<h1>Bad gateway</h1>")

    def store_and_fault(self, route) -> None:
        route.fetch()
        route.fulfill(status=504, body='{"code": "timeout"}', content_type="application/json")

    def busy(self, route) -> None:
        route.fulfill(status=429, headers={"Retry-After": "1"}, body="{}", content_type="application/json")

    def portal(self, route) -> None:
        route.fulfill(status=200, body=self.dice.choice([PORTAL, "{}", "[]", "null", '{"items": {}}']))

    def redirect(self, route) -> None:
        route.fulfill(status=302, headers={"Location": "/sign-in/?next=/"})

    def store_twice(self, route) -> None:
        route.fetch()
        route.fulfill(response=route.fetch())


@pytest.mark.parametrize("seed", [1, 2])
def test_any_mix_of_wrong_answers_gives_the_right_ledger(new_scanner, make, seed):  # noqa: F811
    door = Door.of(make, people=40)
    phone, network, dice = new_scanner(door.code), BadNetwork(seed), random.Random(seed)
    phone.context.route(API, network)
    kinds, groups = [], 0
    for turn, token in enumerate(door.tokens):
        kinds.append(phone.scan(token)["kind"])
        if turn % 3 == 0:
            assert phone.scan(dice.choice(["WIFI:S:x;;", "", "/c/ABC", "👻" * 500, "\0"]))["kind"] == "refused"
        if turn % 5 == 0:
            assert phone.scan(dice.choice(door.tokens[: turn + 1]))["kind"] in {"already", "saved"}
        if turn % 10 == 0:
            phone.act(group={"lines": [{"gender": "male", "age": 9, "count": 3}], "statuses": []})
            groups += 1
        if turn % 13 == 0:
            phone.open()
    assert set(kinds) <= {"new", "saved", "already"}
    network.is_calm = True
    phone.wait("state.unsent === 0 && state.isOnline", timeout=30_000)
    assert door.here == list(range(40))
    assert len(door.rows) == 40 + 3 * groups
    assert {scan.outcome for scan in door.second_scans} <= {ScanOutcome.ALREADY}
    phone.wait(f"state.counted === {len(door.rows)}")
    assert (phone.state["refusedByServer"], phone.state["kept"]) == (0, 0)
    assert json.loads(phone.stored())["queue"] == []


def pids_of(folder) -> list[int]:
    """The processes of the browser that keeps its things in a folder, the oldest first."""
    found = subprocess.run(["pgrep", "-f", str(folder)], capture_output=True, text=True, check=False).stdout
    return [int(pid) for pid in found.split() if int(pid) != os.getpid()]


def kill_all(folder) -> None:
    """End them at once; returns when they are gone, for the next browser wants their folder."""
    deadline = time.monotonic() + 30
    while found := pids_of(folder):
        assert time.monotonic() < deadline, found
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)


def test_a_browser_killed_while_it_scans_has_lost_nothing_it_answered(chromium, live_server, make, tmp_path):
    door = Door.of(make, people=120)
    folder = tmp_path / "killed-phone"

    def start() -> ScannerPhone:
        context = chromium.browser_type.launch_persistent_context(
            str(folder), executable_path=chromium_path(), args=QUIET
        )
        return ScannerPhone(context, live_server.url, timing=PATIENT)

    phone = start().open()
    phone.claim(door.code)
    answered = 0
    for life in range(3):
        if life % 2 == 0:
            phone.cut()
        for token in door.tokens[life * 40 : life * 40 + 40]:
            assert phone.scan(token)["kind"] in {"saved", "new"}
            answered += 1
        kill_all(folder)
        phone = start()
        phone.cut()
        phone.open()
        state = phone.state
        assert state["phase"] == "ready"
        # A batch that was under way when the browser died may be on the phone and in the ledger, but never in neither.
        unsent = {door.tokens.index(item["item"]["token"]) for item in phone.unsent_items()}
        assert len(unsent) == state["unsent"]
        assert unsent | set(door.here) == set(range(answered)), life
        phone.mend()
    phone.wait("state.unsent === 0")
    assert door.here == list(range(120))
    assert door.second_scans == []
    phone.context.close()


EVIL = "<img src=x onerror=window.evil=1>{{7*7}}\"'"


def test_names_that_are_programs_are_shown_as_words(new_phone, live_server, make):
    door = Door.of(make, people=1, door="<b id=evil>Д", title=EVIL)
    door.add(EVIL)
    make.organisation.name = EVIL
    make.organisation.save()
    page = new_phone()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    open_app(page, live_server.url, code=door.code)
    page.fill("#label", "<script>window.evil=1</script>")
    page.locator("form button.button--main").click()
    page.locator(".scan").wait_for()
    page.locator(".ways button").first.click()
    page.fill("#code", door.short_code(1))
    page.locator("form button.button--main").click()
    page.locator(".answer--new", has_text="<img").wait_for()
    page.locator(".bar button").last.click()
    press(page, "Last scans")
    page.get_by_text("<img").first.wait_for()
    assert page.locator("#evil, main img").count() == 0
    assert page.evaluate("window.evil") is None
    assert faults == []
    assert [row.door for row in door.rows] == ["<b id=evil>Д"]
