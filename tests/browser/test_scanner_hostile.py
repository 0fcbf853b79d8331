"""The scanner on a hostile day: a jumping clock, an activity that goes, two organisations, false servers."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Error

from events.actions.activities import cancel_activity
from events.actions.devices import make_scanner_link
from events.models import Attendance, Device
from grants.models import Role
from tests.browser.scanner_door import Door, until
from tests.browser.scanner_phone import PATIENT, ScannerPhone, answer_batches, hold_batches
from tests.browser.test_scanner_bad_cases import WRONG_CLOCK
from tests.browser.test_scanner_engine import new_scanner  # noqa: F401  (a fixture)

pytestmark = pytest.mark.browser

CONTACT = "**/api/v1/devices/contact"


def false_server(status: int, body: str):
    return lambda route: route.fulfill(status=status, body=body, content_type="application/json")


def test_an_activity_that_goes_never_turns_into_another_one(new_scanner, make):  # noqa: F811
    door = Door.of(make, people=2)
    other = make.activity(project=door.activity.project)
    owner = make.member(Role.OWNER).user
    link = make_scanner_link(organisation=make.organisation, project=door.activity.project, hours=12, by=owner)
    phone = new_scanner(link.code, timing={**PATIENT, "every": {"people": 500}})
    phone.run("(activity) => engine.choose({ activity })", door.activity.public_code)
    assert phone.scan(door.tokens[0])["kind"] == "new"
    cancel_activity(door.activity, reason="жаңбыр", by=owner)
    phone.wait("state.activities.length === 1")
    answer = phone.scan(door.tokens[1])
    assert (answer["kind"], answer["code"]) == ("refused", "activity_not_chosen")
    assert not Attendance.objects.filter(activity=other).exists()
    assert phone.state["activity"] is None
    phone.run("(activity) => engine.choose({ activity })", other.public_code)
    assert phone.scan(door.tokens[1])["kind"] == "new"


def test_another_link_brings_its_own_door_and_session(new_scanner, make):  # noqa: F811
    first = Door.of(make, people=0, door="А есігі", sessions=3)
    second = Door.of(make, people=1, door="Б есігі", sessions=3)
    phone = new_scanner(first.code)
    phone.run("() => engine.choose({ session: 3, door: 'Бақша' })")
    state = phone.claim(second.code)
    assert (state["activity"]["code"], state["door"], state["session"]) == (second.activity.public_code, "Б есігі", 1)
    assert phone.scan(second.tokens[0])["kind"] == "new"
    assert [(row.session.number, row.door) for row in second.rows] == [(1, "Б есігі")]
    phone.run("() => engine.choose({ session: 2, door: 'Бақша' })")
    state = phone.claim(second.code)  # the same QR again: what was chosen stays
    assert (state["door"], state["session"]) == ("Бақша", 2)


@pytest.mark.parametrize("days", [1, -1])
def test_a_clock_that_jumps_offline_ends_nothing(new_scanner, make, days):  # noqa: F811
    door = Door.of(make, people=4)
    phone = new_scanner()
    phone.context.add_init_script(f"{WRONG_CLOCK}(Number(self.origin !== 'null' && localStorage.getItem('ahead')))")
    phone.open()
    phone.claim(door.code)
    phone.wait("state.lastContact")
    phone.offline()
    before = timezone.now()
    assert phone.scan(door.tokens[0])["kind"] == "saved"
    phone.run("(ms) => { localStorage.setItem('ahead', (window.ahead = ms)); }", days * 86_400_000)
    phone.page.wait_for_timeout(500)
    answer = phone.scan(door.tokens[1])
    assert (answer["kind"], answer["code"]) == ("saved", None)
    assert phone.run("() => engine.search('айгер').length") == 4
    phone.open()
    phone.page.wait_for_timeout(500)
    assert phone.scan(door.tokens[2])["kind"] == "saved"
    assert (phone.state["phase"], phone.state["unsent"]) == ("ready", 3)
    phone.offline(is_offline=False)
    phone.wait("state.unsent === 0 && state.isOnline")
    assert phone.scan(door.tokens[3])["kind"] == "new"
    assert door.here == [0, 1, 2, 3]
    assert phone.state["refusedByServer"] == 0
    for row in door.rows:
        assert before - timedelta(seconds=5) <= row.observed_at <= timezone.now(), row.phone_time


def test_a_false_server_that_speaks_json_breaks_nothing(new_scanner, make):  # noqa: F811
    door = Door.of(make, people=8)
    phone = new_scanner(door.code)
    bodies = [
        "{}",
        '{"code": 200}',
        '{"items": []}',
        '{"outcome": "checked_in"}',
        '{"server_time": 5, "activities": {}}',
    ]
    for place, body in enumerate(bodies):
        for status in (200, 201):
            phone.context.route("**/api/v1/**", false_server(status, body))
            phone.scan(door.tokens[place])
            phone.run("() => engine.claim('x').catch(() => null)")
            phone.open()
            assert (phone.state["phase"], phone.state["unsent"]) == ("ready", 1), (status, body)
            assert phone.state["activity"]["code"] == door.activity.public_code
        phone.context.unroute("**/api/v1/**")
        phone.wait("state.unsent === 0")
    assert door.here == [0, 1, 2, 3, 4]
    assert len(door.rows) == 5


def test_the_organiser_sees_at_once_that_nothing_is_held_any_more(new_scanner, make):  # noqa: F811
    door = Door.of(make, people=150)
    phone = new_scanner(door.code, timing={**PATIENT, "every": {"probe": 700}})
    late = []

    def hold(route) -> None:
        unsent = route.request.post_data_json["unsent"]
        if unsent == 150:
            late.append(route)
        else:
            route.continue_() if unsent == 0 else route.abort()

    phone.cut()
    phone.context.route(CONTACT, hold)
    phone.scan_all(door.tokens)
    # The phone says that it holds 150; while that is on its way they go, and arrive.
    until(phone.page, lambda: bool(late))
    phone.mend()
    phone.wait("state.unsent === 0")
    assert [device.unsent for device in door.devices] == [0]
    assert door.here == list(range(150))
    # What was told before is heard after them: then it is told anew, long before the next one is due.
    late[0].fetch()
    assert [device.unsent for device in door.devices] == [150]
    with suppress(Error):  # the phone may have given it up meanwhile
        late[0].continue_()
    until(phone.page, lambda: door.devices[0].unsent == 0)


def test_two_organisations_on_one_phone_mix_nothing_and_lose_nothing(new_scanner, make):  # noqa: F811
    mine, theirs = Door.of(make, people=3), Door.of(make.other_organisation(), people=3)
    phone = new_scanner(mine.code)
    phone.cut()
    phone.scan_all(mine.tokens)
    phone.act(walkIn={"consent": True, "name": "Ержан Т.", "gender": "male", "age": 30})
    unanswered = hold_batches(phone)
    phone.mend()
    state = phone.claim(theirs.code)
    assert (state["unsent"], state["activity"]["code"]) == (4, theirs.activity.public_code)
    phone.wait("engine.search('айгер').length === 3")
    phone.offline()
    phone.scan_all(theirs.tokens[:2])
    assert phone.scan(mine.tokens[0])["code"] == "code_of_another_organisation"
    phone.open()
    assert phone.state["unsent"] == 6
    answer_batches(phone, unanswered)
    phone.offline(is_offline=False)
    phone.wait("state.unsent === 0")
    assert (mine.here, len(mine.rows), theirs.here, len(theirs.rows)) == ([0, 1, 2], 4, [0, 1], 2)
    for door in (mine, theirs):
        assert {row.device.link.activity_id for row in door.rows} == {door.activity.pk}
    assert phone.state["refusedByServer"] == 0
    assert Device.objects.count() == 2
    assert json.loads(phone.stored())["queue"] == []


def test_the_link_opened_again_in_a_second_tab_stops_nobody(new_scanner, make):  # noqa: F811
    door = Door.of(make, people=60)
    phone = new_scanner(door.code)
    tab = ScannerPhone(phone.context, phone.server, timing=PATIENT).open()
    phone.run(
        """(texts) => {
            window.kinds = (async () => {
                const kinds = [];
                for (const text of texts) kinds.push((await engine.act({ text, source: "camera" })).kind);
                return kinds;
            })();
        }""",
        door.tokens,
    )
    for _time in range(4):
        tab.claim(door.code)
    assert set(phone.run("() => window.kinds")) <= {"new", "saved"}
    for one in (phone, tab):
        one.wait("state.unsent === 0 && state.phase === 'ready'")
        one.open()
        assert one.state["phase"] == "ready"
    assert door.here == list(range(60))
    assert Device.objects.count() == 1


def test_another_organisations_dead_token_leaves_the_names_of_this_one(new_scanner, make):  # noqa: F811
    mine, theirs = Door.of(make, people=1), Door.of(make.other_organisation(), people=3)
    phone = new_scanner(mine.code)
    phone.cut()
    phone.scan_all(mine.tokens)
    Device.objects.update(secret_hash=b"x" * 32)  # the phone was claimed by another browser with its number
    unanswered = hold_batches(phone)
    phone.mend()
    phone.claim(theirs.code)
    answer_batches(phone, unanswered)
    assert phone.sync()["unsent"] == 1
    assert phone.run("() => engine.search('айгер').length") == 3
    assert (phone.state["phase"], phone.state["canRescue"]) == ("ready", True)
    phone.claim(mine.code)
    phone.wait("state.unsent === 0")
    assert (mine.here, theirs.here) == ([0], [])
