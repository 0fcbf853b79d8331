"""The scanner loses nobody: no network, a slow one, lost answers, a closed browser; the ledger is exactly right."""

import json
import random
import uuid
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Error

from events.models import ScanOutcome
from tests.browser.scanner_door import Door, until
from tests.browser.scanner_phone import API, PATIENT, QUICK, ScannerPhone, moment
from tools.chromium import QUIET, chromium_path

pytestmark = pytest.mark.browser

SINGLE = "**/api/v1/check-ins"
BATCH = "**/api/v1/check-ins/batch"


@pytest.fixture
def new_scanner(chromium, live_server):
    """Open a phone with the engine; `new_scanner(code)` makes it a scanner."""
    contexts = []

    def open_phone(code: str = "", *, timing: dict[str, Any] = PATIENT) -> ScannerPhone:
        context = chromium.new_context()
        contexts.append(context)
        phone = ScannerPhone(context, live_server.url, timing=timing).open()
        if code:
            phone.claim(code)
        return phone

    yield open_phone
    for context in contexts:
        context.close()


def test_a_phone_becomes_a_scanner_and_answers_in_words_of_the_server(new_scanner, make):
    door = Door.of(make, people=2, door="Солтүстік есік")
    phone = new_scanner()
    assert phone.state["phase"] == "unclaimed"
    state = phone.claim(door.code)
    assert (state["phase"], state["activity"]["code"], state["door"]) == (
        "ready",
        door.activity.public_code,
        "Солтүстік есік",
    )
    assert (state["canVerify"], state["canRescue"], state["session"], state["isOnline"]) == (True, True, 1, True)
    first = phone.scan(f"https://example.kz/c/{door.tokens[0]}/")
    assert (first["kind"], first["verified"]) == ("new", True)
    assert first["person"]["name"] == "Айгерім0 С."
    again = phone.scan(door.tokens[0])
    assert (again["kind"], again["door"]) == ("already", "Солтүстік есік")
    assert moment(again["since"]) == door.rows[0].observed_at
    typed = phone.act(text=door.short_code(1).lower(), source="typed")
    assert typed["kind"] == "new"
    assert door.here == [0, 1]
    assert phone.state["unsent"] == 0
    phone.wait("state.counted === 2")  # a number that crosses an act on its way is asked for once more
    assert [act["kind"] for act in phone.run("() => engine.recent()")] == ["new", "already", "new"]
    assert str(door.rows[0].uuid) == first["scanId"]


def test_a_link_that_makes_no_scanner_says_why(new_scanner, make):
    phone = new_scanner()
    refusal = phone.run("() => engine.claim('nothing').then(() => null, ({ code, status }) => [code, status])")
    assert refusal == ["scanner_link_unknown", 404]
    assert phone.state["phase"] == "unclaimed"


def test_two_hundred_scans_offline_a_reload_and_a_restarted_browser(chromium, live_server, make, tmp_path):
    door = Door.of(make, people=140)
    # The session's own Playwright: a second one cannot run in this thread.
    start = chromium.browser_type.launch_persistent_context
    options = {"executable_path": chromium_path(), "args": QUIET}
    dice = random.Random(3)
    order = list(range(140)) + [dice.randrange(140) for _ in range(60)]
    dice.shuffle(order)

    context = start(str(tmp_path / "phone"), **options)
    phone = ScannerPhone(context, live_server.url).open()
    phone.claim(door.code)
    phone.offline()
    kinds = phone.scan_all([door.tokens[place] for place in order[:120]])
    phone.open()  # a reload in the middle
    assert phone.state["unsent"] == len(set(order[:120]))
    kinds += phone.scan_all([door.tokens[place] for place in order[120:]])
    assert kinds == ["already" if place in order[:turn] else "saved" for turn, place in enumerate(order)]
    before = {item["scanId"]: item["item"] for item in phone.unsent_items()}
    assert len(before) == 140
    context.close()

    context = start(str(tmp_path / "phone"), **options)
    phone = ScannerPhone(context, live_server.url)
    phone.cut()
    phone.open()
    phone.wait("!state.isOnline")
    assert (phone.state["phase"], phone.state["unsent"]) == ("ready", 140)
    assert door.rows == []
    late = phone.scan(door.tokens[order[0]])
    assert late["kind"] == "already"
    phone.mend()
    phone.wait("state.unsent === 0")
    assert door.here == list(range(140))
    assert {str(row.uuid) for row in door.rows} == set(before)
    assert all(row.observed_at == moment(before[str(row.uuid)]["observed_at"]) for row in door.rows)
    assert door.second_scans == []
    assert json.loads(phone.stored())["queue"] == []
    phone.wait("state.counted === 140")
    context.close()


def test_the_answer_was_lost_after_the_server_had_stored_it(new_scanner, make):
    door = Door.of(make)
    phone = new_scanner(door.code)

    def lose(route) -> None:
        route.fetch()
        route.abort()

    phone.context.route(SINGLE, lose)
    answer = phone.scan(door.tokens[0])
    assert (answer["kind"], answer["verified"]) == ("saved", True)
    assert [str(row.uuid) for row in door.rows] == [answer["scanId"]]
    phone.context.unroute(SINGLE)
    phone.wait("state.unsent === 0")
    assert [str(row.uuid) for row in door.rows] == [answer["scanId"]]
    assert door.second_scans == []
    assert [(act["kind"], act["state"]) for act in phone.run("() => engine.recent()")] == [("new", "confirmed")]


def test_a_slow_server_costs_three_seconds_once_and_one_row(new_scanner, make):
    door = Door.of(make)
    phone = new_scanner(door.code, timing=QUICK)
    stored = []

    def dawdle(route) -> None:
        stored.append((route, route.fetch()))

    phone.context.route(SINGLE, dawdle)
    # How long it is meant to wait is exact; how long it takes says on a busy machine only that it has waited.
    waited = phone.run(
        """async (text) => {
            const waits = [];
            const later = window.setTimeout;
            window.setTimeout = (work, ms) => {
                waits.push(ms);
                return later(work, ms);
            };
            const before = performance.now();
            const { kind } = await engine.act({ text, source: "camera" });
            window.setTimeout = later;
            return { kind, took: performance.now() - before, isThree: waits.includes(3000) };
        }""",
        door.tokens[0],
    )
    assert (waited["kind"], waited["isThree"]) == ("saved", True)
    assert waited["took"] >= 2_900
    until(phone.page, lambda: bool(stored))
    with suppress(Error):  # nobody listens any more
        stored[0][0].fulfill(response=stored[0][1])
    phone.context.unroute(SINGLE)
    phone.wait("state.unsent === 0")
    assert door.here == [0]
    assert phone.run("() => engine.recent().map((act) => act.kind)") == ["new"]


def test_a_page_closed_while_it_asks_sends_at_its_next_opening(new_scanner, make):
    door = Door.of(make)
    phone = new_scanner(door.code)
    held = []
    phone.context.route(API, lambda route: held.append(route))  # no answer, ever
    with phone.page.expect_request(SINGLE) as asking:
        phone.run("(text) => { engine.act({ text, source: 'camera' }); }", door.tokens[0])
    asked = asking.value.post_data_json
    assert [item["item"]["scan_id"] for item in phone.unsent_items()] == [asked["scan_id"]]
    phone.page.close()
    phone.context.unroute(API)
    phone.page = None
    phone.open()
    phone.wait("state.unsent === 0")
    assert [str(row.uuid) for row in door.rows] == [asked["scan_id"]]
    assert door.here == [0]


def test_somebody_whom_this_phone_still_holds_is_not_sent_a_second_time(new_scanner, make):
    door = Door.of(make)
    phone = new_scanner(door.code)
    phone.context.route(BATCH, lambda route: route.abort())
    phone.offline()
    first = phone.scan(door.tokens[0])
    phone.offline(is_offline=False)
    phone.wait("state.isOnline", timeout=60_000)  # single acts are answered again, between two lost batches
    again = phone.scan(door.tokens[0])
    assert (again["kind"], again["since"]) == ("already", first["at"])
    assert door.rows == []
    phone.context.unroute(BATCH)
    phone.wait("state.unsent === 0")
    assert [str(row.uuid) for row in door.rows] == [first["scanId"]]
    assert door.rows[0].observed_at == moment(first["at"])
    assert door.second_scans == []


def test_two_phones_scan_the_same_person_offline(new_scanner, make):
    door = Door.of(make, people=5)
    phones = [new_scanner(door.code) for _ in range(2)]
    for phone in phones:
        phone.offline()
        assert phone.scan_all(door.tokens) == ["saved"] * 5
    for phone in phones:
        phone.offline(is_offline=False)
        phone.wait("state.unsent === 0")
    assert door.here == [0, 1, 2, 3, 4]
    assert [scan.outcome for scan in door.second_scans] == [ScanOutcome.ALREADY] * 5
    assert phones[1].run("() => engine.recent().map((act) => act.kind)") == ["already"] * 5
    assert [phone.state["refusedByServer"] for phone in phones] == [0, 0]


def test_the_same_batch_twice_and_a_half_sent_one(new_scanner, make):
    door = Door.of(make, people=250)
    phone = new_scanner(door.code)
    phone.offline()
    phone.scan_all(door.tokens)
    sizes = []

    def strain(route) -> None:
        sizes.append(len(json.loads(route.request.post_data)["items"]))
        if len(sizes) == 1:  # the first is stored twice and its answer lost
            route.fetch()
            route.fetch()
            return route.abort()
        if len(sizes) == 3:  # the network goes in the middle
            return route.abort()
        return route.continue_()

    phone.context.route(BATCH, strain)
    phone.offline(is_offline=False)
    phone.wait("state.unsent === 0")
    assert door.here == list(range(250))
    assert door.second_scans == []
    assert sizes[0] == 100
    assert max(sizes) == 100


def test_five_hundred_of_which_three_are_rubbish(new_scanner, make):
    door = Door.of(make, people=497)
    phone = new_scanner(door.code)
    phone.offline()
    assert set(phone.scan_all(door.tokens)) == {"saved"}
    rubbish = [phone.act(walkIn={"consent": False, "gender": "nobody"})["scanId"] for _ in range(3)]
    assert phone.state["unsent"] == 500
    phone.offline(is_offline=False)
    phone.wait("state.unsent === 0", timeout=60_000)
    assert phone.sync() == {"unsent": 0, "error": None}  # the run is over, and what it told is written down
    assert door.here == list(range(497))
    assert len(door.rows) == 497
    assert phone.state["refusedByServer"] == 3
    phone.open()
    refused = phone.run("() => engine.refused()")
    assert [(one["scanId"], one["status"], one["code"]) for one in refused] == [
        (scan_id, 422, "invalid") for scan_id in rubbish
    ]
    assert (phone.state["unsent"], phone.state["refusedByServer"]) == (0, 3)


def test_people_without_a_code_are_counted_offline(new_scanner, make):
    door = Door.of(make, people=2)
    phone = new_scanner(door.code)
    phone.offline()
    form = {"consent": True, "gender": "male", "age": 19, "statuses": ["youth"], "name": "Ержан Т."}
    scan_id = str(uuid.uuid4())
    assert phone.act(walkIn=form, scanId=scan_id)["kind"] == "saved"
    # The same form sent by a second tap is the same act; another one with equal words is another person.
    assert phone.act(walkIn=form, scanId=scan_id)["scanId"] == scan_id
    assert phone.act(walkIn=form)["kind"] == "saved"
    lines = [{"gender": "female", "age": 12, "count": 20}, {"gender": "male", "age": None, "count": 5}]
    group = phone.act(group={"lines": lines, "statuses": []})
    assert (group["kind"], group["people"]) == ("saved", 25)
    assert phone.act(participant=door.people[1].pk, source="name")["kind"] == "saved"
    assert phone.state["unsent"] == 4
    assert "Ержан" not in phone.stored()
    phone.open()
    phone.offline(is_offline=False)
    phone.wait("state.unsent === 0")
    assert phone.state["refusedByServer"] == 0
    assert len(door.rows) == 2 + 25 + 1
    assert sum(row.source == "group" for row in door.rows) == 25
    assert sorted(row.person.name for row in door.rows if row.person) == ["Айгерім1 Сәрсенова", "Ержан Т.", "Ержан Т."]
