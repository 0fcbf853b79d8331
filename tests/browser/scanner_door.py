"""A door for scanner tests: an activity, people with codes, the code that makes phones scanners, and its ledger."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page

from events.actions.codes import issue_code, token_of
from events.actions.devices import make_scanner_link
from events.models import Activity, Attendance, Device, Person, Scan
from grants.models import Role
from tests.browser.conftest import PATIENCE
from tests.factories import Factory


def until(page: Page, is_so: Callable[[], bool]) -> None:
    """Until the server knows; the page and what stands between the two go on meanwhile."""
    deadline = time.monotonic() + PATIENCE / 1_000
    while not is_so():
        assert time.monotonic() < deadline, "the server was never told"
        page.wait_for_timeout(50)


@dataclass
class Door:
    """`tokens[i]` is the code of `people[i]`; `code` makes a phone a scanner."""

    make: Factory
    activity: Activity
    code: str
    people: list[Person] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, make: Factory, *, people: int = 3, door: str = "", **fields) -> "Door":
        activity = make.activity(**fields)
        owner = make.member(Role.OWNER).user
        made = make_scanner_link(organisation=make.organisation, activity=activity, door=door, hours=12, by=owner)
        at = cls(make, activity, made.code)
        for number in range(people):
            at.add(f"Айгерім{number} Сәрсенова")
        return at

    def add(self, name: str = "") -> str:
        """One more person with a code; its token."""
        person = self.make.person(name=name)
        self.people.append(person)
        self.tokens.append(token_of(issue_code(person)))
        return self.tokens[-1]

    def short_code(self, place: int) -> str:
        return self.people[place].codes.get(revoked_at=None).short_code

    @property
    def rows(self) -> list[Attendance]:
        """The live rows, in the order observed."""
        found = Attendance.objects.filter(activity=self.activity, voided_at=None)
        return list(found.select_related("person", "session", "device").order_by("observed_at", "pk"))

    @property
    def here(self) -> list[int]:
        """Who is in the ledger, by their place in `people`, sorted; somebody twice would stand twice."""
        places = {person.pk: place for place, person in enumerate(self.people)}
        return sorted(places[row.person_id] for row in self.rows if row.person_id in places)

    @property
    def second_scans(self) -> list[Scan]:
        return list(Scan.objects.filter(activity=self.activity).order_by("pk"))

    @property
    def devices(self) -> list[Device]:
        return list(Device.objects.filter(link__activity=self.activity).order_by("pk"))
