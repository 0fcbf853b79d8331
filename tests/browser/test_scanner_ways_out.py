"""Ways out for a scanner: the rescue file, access given back or replaced, plain http, networks that lie."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from events.actions.devices import make_scanner_link, revoke_device
from events.codes import sign_token
from grants.models import Role
from tests.browser.scanner_door import Door, until
from tests.browser.scanner_phone import PAGE, PATIENT, ScannerPhone, answer_batches, hold_batches
from tests.browser.test_scanner_engine import BATCH, new_scanner  # noqa: F401  (a fixture)
from tools.chromium import QUIET, chromium_path

pytestmark = pytest.mark.browser

STRANGER = ec.derive_private_key(20250911, ec.SECP256R1())
WRONG_ANSWERS = (
    (200, "<html>Log in</html>"),
    (200, '"fine"'),
    (404, "<html>"),
    (502, '{"code": "x"}'),
    (429, "{}"),
)


def instead_of_the_server(status: int, body: str):
    return lambda route: route.fulfill(status=status, body=body, content_type="text/html")


def foreign() -> str:
    return sign_token(b"stranger", key_number=1, private_key=STRANGER).text


def test_the_rescue_file_holds_what_is_unsent_and_only_the_server_opens_it(new_scanner, make):  # noqa: F811
    door = Door.of(make, people=5)
    phone = new_scanner(door.code)
    assert phone.scan(door.tokens[0])["kind"] == "new"
    phone.offline()
    phone.scan_all(door.tokens[1:4])
    phone.act(walkIn={"consent": True, "gender": "male", "age": 20, "name": "Ержан Т."})
    text = phone.run("async () => (await engine.rescueFile()).text()")
    file = json.loads(text)
    assert (sorted(file), file["v"]) == (["data", "epk", "iv", "key", "v"], 1)
    assert "Ержан" not in text
    assert door.tokens[1] not in text
    assert phone.state["unsent"] == 4  # a file is a copy, not an answer
    helper = new_scanner(Door.of(make, people=0).code)
    answer = helper.run("(text) => engine.sendRescue(text)", text)
    assert [item["status"] for item in answer["items"]] == [201] * 4
    assert answer["device"] == phone.state["device"]["number"]
    assert door.here == [0, 1, 2, 3]
    assert len(door.rows) == 5
    helper.run("(text) => engine.sendRescue(text)", text)
    phone.offline(is_offline=False)
    phone.wait("state.unsent === 0")
    assert len(door.rows) == 5
    assert door.second_scans == []


def test_giving_the_access_back_sends_first_and_forgets_everybody(new_scanner, make):  # noqa: F811
    door = Door.of(make)
    phone = new_scanner(door.code)
    phone.offline()
    phone.scan_all(door.tokens)
    assert phone.run("() => engine.leave()") == {"unsent": 3}
    assert (phone.state["phase"], phone.state["unsent"]) == ("unclaimed", 3)
    assert json.loads(phone.stored())["roster"] == []
    phone.offline(is_offline=False)
    phone.wait("state.unsent === 0")
    assert door.here == [0, 1, 2]
    until(phone.page, lambda: door.devices[0].revoked_at is not None)


def test_an_access_given_back_on_a_bad_network_is_told_again(new_scanner, make):  # noqa: F811
    door = Door.of(make)
    phone = new_scanner(door.code)
    phone.context.route("**/devices/leave", lambda route: route.abort())
    assert phone.run("() => engine.leave()") == {"unsent": 0}
    assert door.devices[0].revoked_at is None
    phone.context.unroute("**/devices/leave")
    until(phone.page, lambda: door.devices[0].revoked_at is not None)


def test_on_plain_http_codes_are_saved_unverified_and_names_stay_in_memory(live_server, make, settings, chromium):
    settings.ALLOWED_HOSTS = ["*"]
    door = Door.of(make, people=2)
    args = [*QUIET, "--host-resolver-rules=MAP scanner.test 127.0.0.1", "--disable-features=LocalNetworkAccessChecks"]
    browser = chromium.browser_type.launch(executable_path=chromium_path(), args=args)
    server = live_server.url.replace("localhost", "scanner.test")
    phone = ScannerPhone(browser.new_context(), server, timing=PATIENT).open()
    phone.claim(door.code)
    assert phone.run("() => [isSecureContext, Boolean(crypto.subtle)]") == [False, False]
    state = phone.state
    assert (state["phase"], state["canVerify"], state["canRescue"]) == ("ready", False, False)
    assert len(phone.run("() => engine.search('айгерим')")) == 2
    assert "Айгерім" not in phone.stored()
    phone.offline()
    unknown = phone.scan(foreign())
    assert (unknown["kind"], unknown["verified"]) == ("saved", False)
    assert phone.scan(door.tokens[0])["kind"] == "saved"
    assert phone.scan(f"/c/{door.tokens[0][:50]}")["code"] == "code_damaged"
    phone.open()
    assert phone.state["unsent"] == 2
    phone.offline(is_offline=False)
    phone.wait("state.unsent === 0")
    assert door.here == [0]
    assert phone.state["kept"] == 1
    browser.close()


def test_a_hotel_page_instead_of_the_server_is_no_answer(new_scanner, make):  # noqa: F811
    door = Door.of(make)
    phone = new_scanner(door.code)
    for status, body in WRONG_ANSWERS:
        phone.context.route("**/api/v1/**", instead_of_the_server(status, body))
        assert phone.scan(door.add())["kind"] == "saved", status
        phone.page.wait_for_timeout(300)
        phone.context.unroute("**/api/v1/**")
        phone.wait("state.unsent === 0 && state.isOnline")
    assert len(door.here) == 5
    assert phone.state["refusedByServer"] == 0
    assert PAGE in phone.page.url


def test_a_new_qr_goes_on_where_the_ended_one_stopped(new_scanner, make):  # noqa: F811
    door = Door.of(make, people=4)
    phone = new_scanner(door.code)
    phone.offline()
    phone.scan_all(door.tokens[:2])
    owner = make.member(Role.OWNER).user
    phone.page.wait_for_timeout(50)
    revoke_device(door.devices[0], by=owner)

    def lose(route) -> None:
        route.abort()

    phone.context.route(BATCH, lose)
    phone.offline(is_offline=False)
    phone.wait("state.phase === 'ended'")
    assert phone.state["unsent"] == 2
    # From here on they are under way and not answered: an aborted batch would say that the network is gone again.
    unanswered = hold_batches(phone)
    phone.context.unroute(BATCH, lose)
    link = make_scanner_link(organisation=make.organisation, activity=door.activity, hours=12, by=owner)
    assert phone.claim(link.code)["phase"] == "ready"
    assert phone.scan(door.tokens[2])["kind"] == "new"
    assert phone.scan(door.tokens[0])["kind"] == "already"
    answer_batches(phone, unanswered)
    phone.wait("state.unsent === 0")
    assert door.here == [0, 1, 2]
    assert [row.device_id for row in door.rows] == [door.devices[0].pk] * 2 + [door.devices[1].pk]
    assert (phone.state["phase"], phone.state["refusedByServer"]) == ("ready", 0)


def test_on_a_slow_network_acts_go_by_tens(new_scanner, make):  # noqa: F811
    door = Door.of(make, people=45)
    phone = new_scanner(door.code, timing={**PATIENT, "batch": 1_000})
    # Cut, not offline: the emulated moment of coming back may fail an attempt that the network had nothing to do with.
    phone.cut()
    phone.scan_all(door.tokens)
    sizes = []

    def narrow(route) -> None:
        sizes.append(len(json.loads(route.request.post_data)["items"]))
        if sizes[-1] > 10:
            return None  # too much for this network: no answer before the phone gives up
        return route.continue_()

    phone.context.route(BATCH, narrow)
    phone.mend()
    phone.wait("state.unsent < 45")
    phone.context.unroute(BATCH)
    phone.wait("state.unsent === 0")
    assert sizes[:2] == [45, 10]
    assert door.here == list(range(45))
    assert door.second_scans == []
