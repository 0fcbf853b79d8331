"""What was on its way while something else happened: an older number, people of an access that ended, a clock set right
at the moment when the network comes back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.actions.closing import close_check_in
from grants.models import Role
from tests.browser.scanner_door import Door
from tests.browser.scanner_phone import PATIENT
from tests.browser.test_scanner_bad_cases import a_day_behind
from tests.browser.test_scanner_engine import BATCH, SINGLE, new_scanner  # noqa: F401  (a fixture)

pytestmark = pytest.mark.browser


class Slow:
    """The server answers at once, and its answers stay on the way until they are let go."""

    def __init__(self, phone, path: str) -> None:
        self.phone = phone
        self.path = path
        self.held = []
        phone.context.route(path, lambda route: self.held.append((route, route.fetch())))

    def wait(self) -> None:
        for _attempt in range(300):
            if self.held:
                return
            self.phone.page.wait_for_timeout(100)
        raise AssertionError(f"{self.path} was not asked")

    def let_go(self) -> None:
        """All that was held arrives; what is asked from now on is answered as usual."""
        held, self.held = self.held, []
        for route, answer in held:
            route.fulfill(response=answer)
        self.phone.page.wait_for_timeout(500)


def test_a_number_from_before_somebody_came_does_not_take_them_away(new_scanner, make):  # noqa: F811
    door = Door.of(make, people=1)
    phone = new_scanner(door.code, timing={**PATIENT, "every": {**PATIENT["every"], "contact": 60_000}})
    here = Slow(phone, "**/here*")
    here.wait()
    phone.context.route(SINGLE, lambda route: route.abort())
    assert phone.scan(door.tokens[0])["kind"] == "saved"
    phone.wait("state.unsent === 0 && state.counted === 1")
    here.let_go()
    assert phone.state["counted"] == 1


def test_people_on_their_way_to_a_phone_that_may_not_see_them_any_more(new_scanner, make):  # noqa: F811
    door = Door.of(make, people=1)
    phone = new_scanner(door.code, timing=PATIENT)
    door.add("Нұрлан Әлиев")
    roster = Slow(phone, "**/roster*")
    phone.run("(activity) => { engine.choose({ activity }); }", door.activity.public_code)
    roster.wait()
    close_check_in(door.activity, by=make.member(Role.OWNER).user)
    phone.wait("state.activity.is_closed")
    roster.let_go()
    assert phone.run("() => engine.search('нурл')") == []
    phone.wait_stored("stored.roster.length === 0")


def test_a_network_that_comes_back_while_the_clock_is_unsure(new_scanner, make):  # noqa: F811
    door = Door.of(make, people=1)
    phone = a_day_behind(new_scanner, door)
    phone.context.route(SINGLE, lambda route: route.abort())
    phone.context.route(BATCH, lambda route: route.abort())
    scanned = timezone.now()
    assert phone.scan(door.tokens[0])["kind"] == "saved"
    phone.context.route("**/devices/contact", lambda route: route.abort())
    phone.run("() => { window.ahead = 0; }")
    phone.context.unroute(BATCH)
    phone.page.wait_for_timeout(1_500)  # many tries, none of which knows what time it is
    phone.context.unroute("**/devices/contact")
    phone.wait("state.unsent === 0")
    assert abs(door.rows[0].observed_at - scanned) < timedelta(seconds=5)
