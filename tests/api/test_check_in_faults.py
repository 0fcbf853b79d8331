"""The server is killed ten times while four phones send 2,000 scans: nothing that was acknowledged is lost."""

import http.client
import json
import random
import threading
import time
import uuid

import pytest

from events.actions.devices import claim_device, make_scanner_link
from events.codes import new_serial, new_short_code, sign_token
from events.models import Attendance, Person, PersonalCode, Scan, SigningKey
from events.signing_keys import new_pair, open_private_key
from grants.models import Role
from tests.server import Server

PHONES, SCANS, KILLS = 4, 2_000, 10
# So many people stand at two doors: the second phone must hear that they are here.
SEEN_TWICE = 100
# A server that acknowledges nothing for so long hangs: that is a fault of ours, not a slow machine.
PATIENCE_SECONDS = 120


class Sender(threading.Thread):
    """A phone that sends its queue, one by one or in batches, and repeats whatever was not acknowledged."""

    def __init__(self, port, token, items, seed, kills):
        super().__init__(daemon=True)
        self.port, self.items, self.kills = port, items, kills
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.chance = random.Random(seed)
        self.acknowledged = {}  # scan_id -> status
        self.changed_its_mind = []
        self.faults = []
        self.repeats = 0
        self.connection = None

    def runs_ahead(self):
        """Whether the next kill would come too late: a phone has more to send than its share until then."""
        return len(self.acknowledged) >= (len(self.kills) + 2) * len(self.items) // (KILLS + 2)

    def run(self):
        queue, ends_at = list(self.items), time.monotonic() + PATIENCE_SECONDS
        while queue and time.monotonic() < ends_at:
            if len(self.kills) < KILLS and self.runs_ahead():
                time.sleep(0.01)
                continue
            part = queue[: self.chance.choice([1, 1, 1, 5, 40])]
            answers = self.send(part)
            if answers is None:
                self.repeats += 1
                time.sleep(0.03)
                continue
            ends_at = time.monotonic() + PATIENCE_SECONDS
            for item, status in zip(part, answers, strict=True):
                self.note(item["scan_id"], status)
            # Now and then an answer gets lost after it was given: the same acts are sent once more.
            if self.chance.random() > 0.1:
                del queue[: len(part)]

    def note(self, scan_id, status):
        if status not in {200, 201}:
            self.faults.append((scan_id, status))
        elif self.acknowledged.setdefault(scan_id, status) != status:
            self.changed_its_mind.append(scan_id)

    def send(self, part):
        """The status of each; None when no answer came."""
        is_single = len(part) == 1 and self.chance.random() < 0.7
        path, body = ("check-ins", part[0]) if is_single else ("check-ins/batch", {"items": part})
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.connection.request("POST", f"/api/v1/{path}", json.dumps(body), self.headers)
            answer = self.connection.getresponse()
            told = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            if self.connection:
                self.connection.close()
            self.connection = None
            return None
        if answer.status >= 500:
            return None
        return [answer.status] if is_single else [item["status"] for item in told["items"]]


@pytest.fixture
def server(transactional_db, tmp_path):
    """Killed before the database is emptied."""
    found = Server(tmp_path)
    yield found
    found.end()


def people_with_codes(make, number):
    """Tokens of so many people, made at once."""
    public, encrypted = new_pair()
    SigningKey.objects.create(
        organisation=make.organisation, number=1, public_key=public, encrypted_private_key=encrypted
    )
    private = open_private_key(encrypted)
    people = Person.objects.bulk_create(
        Person(organisation=make.organisation, is_identified=True) for _ in range(number)
    )
    shorts = set()
    while len(shorts) < number:
        shorts.add(new_short_code())
    codes = PersonalCode.objects.bulk_create(
        PersonalCode(person=person, organisation=make.organisation, serial=new_serial(), short_code=short)
        for person, short in zip(people, sorted(shorts), strict=True)
    )
    return [sign_token(code.serial, key_number=1, private_key=private).text for code in codes]


def test_no_acknowledged_scan_is_lost_and_nobody_counted_twice_by_a_server_that_is_killed(make, server):
    activity = make.activity()
    by = make.member(Role.ORGANISER).user
    link = make_scanner_link(organisation=make.organisation, activity=activity, hours=1, by=by)
    tokens = people_with_codes(make, SCANS - SEEN_TWICE)
    seen = [*tokens, *tokens[:SEEN_TWICE]]
    random.Random(3).shuffle(seen)
    items = [
        {
            "scan_id": str(uuid.uuid4()),
            "activity": activity.public_code,
            "session": 1,
            "token": token,
            "offline": number % 3 == 0,
        }
        for number, token in enumerate(seen)
    ]
    server.start()
    kills = []
    secrets = [claim_device(code=link.code, number=uuid.uuid4()).secret for _phone in range(PHONES)]
    phones = [Sender(server.port, secret, items[place::PHONES], place, kills) for place, secret in enumerate(secrets)]
    for phone in phones:
        phone.start()
    while any(phone.is_alive() for phone in phones):
        done = sum(len(phone.acknowledged) for phone in phones)
        if len(kills) < KILLS and done >= (len(kills) + 1) * SCANS // (KILLS + 2):
            server.kill()
            kills.append(done)
            server.start()
        time.sleep(0.002)

    assert len(kills) == KILLS
    assert [phone.faults for phone in phones] == [[]] * PHONES
    assert [phone.changed_its_mind for phone in phones] == [[]] * PHONES
    assert sum(phone.repeats for phone in phones) > KILLS
    acknowledged = {act: status for phone in phones for act, status in phone.acknowledged.items()}
    assert set(acknowledged) == {item["scan_id"] for item in items}
    rows = Attendance.objects.filter(activity=activity)
    made = {str(act) for act in rows.values_list("uuid", flat=True)}
    already = {str(act) for act in Scan.objects.values_list("scan_id", flat=True)}
    assert made == {act for act, status in acknowledged.items() if status == 201}
    assert already == {act for act, status in acknowledged.items() if status == 200}
    assert (len(made), len(already)) == (SCANS - SEEN_TWICE, SEEN_TWICE)
    people = rows.live().values_list("person", flat=True)
    assert len(set(people)) == len(people) == rows.counted().count() == SCANS - SEEN_TWICE
