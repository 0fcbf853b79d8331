"""The scanner where things go wrong: bad codes, ended access, full storage, two tabs, a wrong clock, plain http."""

import base64
import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from events.actions.closing import close_check_in
from events.actions.codes import revoke_code
from events.actions.devices import revoke_device
from events.models import ScanOutcome
from grants.models import Role
from tests.browser.scanner_door import Door
from tests.browser.scanner_phone import PATIENT, ScannerPhone, moment
from tests.browser.test_scanner_engine import BATCH, SINGLE, new_scanner  # noqa: F401  (a fixture)

pytestmark = pytest.mark.browser

STRANGER = ec.derive_private_key(20250911, ec.SECP256R1())


def edited(token: str) -> str:
    """The same code with another signature."""
    packed = bytearray(base64.b32decode(token + "="))
    packed[40] ^= 0x01
    return base64.b32encode(bytes(packed)).decode().rstrip("=")


@pytest.mark.parametrize("is_offline", [False, True])
def test_bad_codes_are_told_apart_and_never_stop_the_next_one(new_scanner, make, is_offline):  # noqa: F811
    door = Door.of(make, people=3)
    revoke_code(door.people[1].codes.get(), by=None)
    other = Door.of(make.other_organisation(), people=1)
    phone = new_scanner(door.code, timing=PATIENT)
    phone.offline(is_offline=is_offline)
    bad = {
        door.tokens[0][:80]: "not_a_code",
        f"https://example.kz/c/{door.tokens[0][:80]}": "code_damaged",
        edited(door.tokens[0]): "code_damaged",
        other.tokens[0]: "code_of_another_organisation",
        door.tokens[1]: "code_revoked",
        "https://example.kz/a/ABCDEFGH/": "not_a_code",
        "WIFI:S:Kafe;T:WPA;P:kafe2025;;": "not_a_code",
        "": "not_a_code",
    }
    for text, code in bad.items():
        answer = phone.scan(text)
        assert (answer["kind"], answer["code"]) == ("refused", code), text
        assert phone.scan(door.tokens[2])["kind"] in {"new", "saved", "already"}
    phone.offline(is_offline=False)
    phone.wait("state.unsent === 0")
    assert door.here == [2]
    assert [scan for scan in door.second_scans if scan.outcome == ScanOutcome.KEPT] == []


def test_a_text_that_is_no_code_never_goes_to_the_server(new_scanner, make):  # noqa: F811
    door = Door.of(make)
    phone = new_scanner(door.code)
    sent = []
    phone.context.route(SINGLE, lambda route: (sent.append(route.request.url), route.continue_()))
    for text in ("hello", "https://example.kz/", f"/c/{door.tokens[0][:50]}"):
        assert phone.scan(text)["kind"] == "refused"
    assert sent == []


def test_a_short_code_nobody_knows_is_kept_for_the_organiser(new_scanner, make):  # noqa: F811
    door = Door.of(make)
    phone = new_scanner(door.code, timing=PATIENT)
    phone.offline()
    answer = phone.act(text="ZZ-ZZ-99", source="typed")
    assert (answer["kind"], answer["verified"]) == ("saved", False)
    known = phone.act(text=door.short_code(0), source="typed")
    assert (known["kind"], known["verified"], known["person"]["name"]) == ("saved", True, "Айгерім0 С.")
    phone.offline(is_offline=False)
    phone.wait("state.unsent === 0")
    assert (phone.state["kept"], phone.state["refusedByServer"]) == (1, 0)
    assert [scan.why for scan in door.second_scans] == ["code_unknown"]
    kept = phone.run("() => engine.recent()")[-1]
    assert (kept["kind"], kept["state"], kept["code"]) == ("kept", "kept", "code_unknown")


def test_a_phone_revoked_while_offline_loses_nothing_from_before(new_scanner, make):  # noqa: F811
    door = Door.of(make, people=4)
    phone = new_scanner(door.code)
    phone.offline()
    phone.scan_all(door.tokens[:2])
    phone.page.wait_for_timeout(50)
    revoke_device(door.devices[0], by=make.member(Role.OWNER).user)
    phone.page.wait_for_timeout(50)
    phone.scan_all(door.tokens[2:])
    phone.offline(is_offline=False)
    phone.wait("state.phase === 'ended' && state.unsent === 0")
    assert door.here == [0, 1]
    state = phone.state
    assert (state["endedWhy"], state["refusedByServer"], state["canRescue"]) == ("device_revoked", 2, True)
    assert [one["code"] for one in phone.run("() => engine.refused()")] == ["device_revoked"] * 2
    assert phone.scan(door.tokens[3])["code"] == "device_revoked"
    phone.wait("engine.search('айгер').length === 0")
    phone.wait_stored("stored.roster.length === 0")


def test_the_roster_names_nobody_on_the_phone_and_goes_with_the_access(new_scanner, make):  # noqa: F811
    door = Door.of(make, people=3)
    door.add("Ғалымжан Қ.Өмірұлы")
    phone = new_scanner(door.code, timing=PATIENT)
    phone.scan(door.tokens[0])
    phone.open()
    assert "Айгерім" not in phone.stored()
    assert "Ғалымжан" not in phone.stored()
    phone.offline()
    search = "(letters) => engine.search(letters).map((one) => [one.name, one.isHere])"
    assert phone.run(search, "а") == []
    everybody = [["Айгерім0 С.", True], ["Айгерім1 С.", False], ["Айгерім2 С.", False]]
    assert sorted(phone.run(search, "АЙГЕРИМ")) == everybody
    assert [name for name, _ in phone.run(search, "галым")] == [name for name, _ in phone.run(search, "Ғалымж")]
    found = phone.run("() => engine.search('ғал')")
    assert [one["participant"] for one in found] == [door.people[3].pk]
    assert phone.act(participant=found[0]["participant"], source="name")["kind"] == "saved"
    phone.offline(is_offline=False)
    phone.wait("state.unsent === 0")
    assert len(json.loads(phone.stored())["roster"]) == 1
    close_check_in(door.activity, by=make.member(Role.OWNER).user)
    phone.wait("state.activity.is_closed")
    phone.wait("engine.search('айгер').length === 0")
    phone.wait_stored("stored.roster.length === 0")
    # Closed, and somebody was scanned all the same where nobody could know: a fact.
    phone.offline()
    assert phone.scan(door.tokens[1])["kind"] == "saved"
    phone.offline(is_offline=False)
    phone.wait("state.unsent === 0")
    assert door.here == [0, 1, 3]


# Fills what the browser gives to this site, to the last kilobyte.
FILL = """async () => {
    const db = await new Promise((resolve) => {
        const asked = indexedDB.open("ballast");
        asked.onupgradeneeded = () => asked.result.createObjectStore("ballast", { autoIncrement: true });
        asked.onsuccess = () => resolve(asked.result);
    });
    const add = (letters) => new Promise((resolve) => {
        const tx = db.transaction("ballast", "readwrite");
        tx.objectStore("ballast").add("x".repeat(letters));
        tx.oncomplete = () => resolve(true);
        tx.onabort = () => resolve(false);
    });
    let size = 100000;
    while (size >= 50) if (!(await add(size))) size /= 2;
    db.close();
}"""


def test_a_full_phone_keeps_the_act_and_says_so(new_scanner, make):  # noqa: F811
    door = Door.of(make, people=30)
    phone = new_scanner(timing=PATIENT)
    phone.page.goto("about:blank")
    tools = phone.context.new_cdp_session(phone.page)
    tools.send("Storage.overrideQuotaForOrigin", {"origin": phone.server, "quotaSize": 2_000_000})
    phone.open()
    phone.claim(door.code)
    phone.offline()
    # Chromium gives room back a little later than it says: fill again until nothing fits any more.
    scanned = 0
    for token in door.tokens:
        assert phone.scan(token)["kind"] == "saved"
        scanned += 1
        if (phone.state["storageFull"], phone.state["isStorageBroken"]) == (True, True):
            break
        phone.run(FILL)
        phone.page.wait_for_timeout(200)
    assert (phone.state["storageFull"], phone.state["isStorageBroken"]) == (True, True)
    assert phone.state["unsent"] == scanned
    assert phone.scan(door.tokens[scanned - 1])["kind"] == "already"
    phone.offline(is_offline=False)
    phone.wait("state.unsent === 0 && !state.storageFull && state.isOnline")
    assert door.here == list(range(scanned))
    assert door.second_scans == []
    assert phone.scan(door.add())["kind"] == "new"


def test_two_tabs_share_one_queue_and_one_sends(new_scanner, make):  # noqa: F811
    door = Door.of(make, people=6)
    phone = new_scanner(door.code)
    tab = ScannerPhone(phone.context, phone.server).open()
    phone.wait("state.otherTab")
    tab.wait("state.otherTab && state.phase === 'ready'")
    phone.offline()
    phone.scan_all(door.tokens[:4])
    tab.wait("state.unsent === 4")
    assert tab.scan_all(door.tokens[2:]) == ["already", "already", "saved", "saved"]
    phone.wait("state.unsent === 6")
    sent = []
    phone.context.route(BATCH, lambda route: (sent.append(route.request.post_data), route.continue_()))
    phone.offline(is_offline=False)
    for one in (phone, tab):
        one.wait("state.unsent === 0")
    assert door.here == [0, 1, 2, 3, 4, 5]
    assert door.second_scans == []
    ids = [item["scan_id"] for body in sent for item in json.loads(body)["items"]]
    assert sorted(ids) == sorted(str(row.uuid) for row in door.rows)  # each once
    tab.page.close()
    phone.wait("!state.otherTab", timeout=60_000)  # a tab that had no time to say goodbye is forgotten


def test_a_tab_that_sends_what_another_has_scanned_knows_who_is_here(new_scanner, make):  # noqa: F811
    """Whatever it has heard from the other by then: here nothing at all."""
    door = Door.of(make, people=3)
    phone = new_scanner(door.code)
    tab = ScannerPhone(phone.context, phone.server)
    tab.page = phone.context.new_page()
    tab.page.add_init_script("window.BroadcastChannel = class { postMessage() {} };")
    tab.open()
    phone.offline()
    phone.scan_all(door.tokens[:2])
    tab.sync()
    assert tab.state["unsent"] == 2
    assert tab.scan_all(door.tokens[1:]) == ["already", "saved"]


WRONG_CLOCK = """((ahead) => {
    const Real = Date;
    window.ahead = ahead;
    window.Date = class extends Real {
        constructor(...given) { given.length ? super(...given) : super(Real.now() + window.ahead); }
        static now() { return Real.now() + window.ahead; }
    };
})"""


@pytest.mark.parametrize("days", [1, -1])
def test_a_clock_that_is_a_day_wrong_is_set_right_by_the_server(new_scanner, make, days):  # noqa: F811
    door = Door.of(make, people=2)
    phone = new_scanner(timing=PATIENT)
    phone.context.add_init_script(f"{WRONG_CLOCK}({days * 86_400_000})")
    phone.open()
    phone.claim(door.code)
    before = timezone.now()
    assert abs(phone.state["clockAheadSeconds"] - days * 86_400) < 5
    assert phone.scan(door.tokens[0])["kind"] == "new"
    phone.offline()
    assert phone.scan(door.tokens[1])["kind"] == "saved"
    again = phone.scan(door.tokens[1])
    assert abs(moment(again["since"]) - timezone.now()) < timedelta(seconds=30)
    phone.offline(is_offline=False)
    phone.wait("state.unsent === 0")
    assert door.here == [0, 1]
    for row in door.rows:
        assert before - timedelta(seconds=3) <= row.observed_at <= timezone.now()
        assert abs(row.phone_time - row.observed_at - timedelta(days=days)) < timedelta(seconds=5)


def a_day_behind(open_scanner, door: Door) -> ScannerPhone:
    """A scanner whose clock is a day slow; it has learned so from the server."""
    phone = open_scanner(timing=PATIENT)
    phone.context.add_init_script(f"{WRONG_CLOCK}(-86400000)")
    phone.open()
    phone.claim(door.code)
    phone.wait("state.clockAheadSeconds < -80000")
    return phone


def test_a_clock_set_right_between_scan_and_sending(new_scanner, make):  # noqa: F811
    door = Door.of(make, people=1)
    phone = a_day_behind(new_scanner, door)
    phone.offline()
    scanned = timezone.now()
    phone.scan(door.tokens[0])
    phone.run("() => { window.ahead = 0; }")  # the phone found the time by itself
    phone.offline(is_offline=False)
    phone.wait("state.unsent === 0")
    assert abs(door.rows[0].observed_at - scanned) < timedelta(seconds=5)
