"""Any interleaving of scans, repeats, batches, undo, restore and late syncs counts the people who are there, once."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from events.actions.attendance import void_attendance
from events.actions.batches import take_batch
from events.actions.codes import issue_code, token_of
from events.actions.devices import claim_device, make_scanner_link
from events.actions.restore import restore_attendance
from events.actions.scans import take_scan
from events.models import Activity, Attendance
from events.scan_items import Asking, read_scan
from grants.models import Role
from rules.errors import AppError
from tests.factories import Factory

PEOPLE, SESSIONS, PHONES = 2, 2, 2
people, sessions, phones = (st.integers(0, most - 1) for most in (PEOPLE, SESSIONS, PHONES))


class Door(RuleBasedStateMachine):
    """One activity of two sessions, two phones, three people with codes; `here` is what must be counted."""

    def __init__(self):
        super().__init__()
        self.undo_everything = transaction.atomic()
        self.undo_everything.__enter__()
        make = Factory()
        self.activity = make.activity(sessions=SESSIONS)
        by = make.member(Role.ORGANISER).user
        link = make_scanner_link(organisation=make.organisation, activity=self.activity, hours=1, by=by)
        self.asking = [
            Asking(make.organisation, device=claim_device(code=link.code, number=uuid.uuid4()).device)
            for _ in range(PHONES)
        ]
        self.people = [make.person() for _ in range(PEOPLE)]
        self.tokens = [token_of(issue_code(person)) for person in self.people]
        self.here = set()  # (person, session)
        self.nameless = 0
        self.answered = {}  # scan_id -> the item and its first answer
        self.queues = [[] for _ in range(PHONES)]
        self.seen = {}  # scan_id of a queued item -> (person, session)

    def teardown(self):
        transaction.set_rollback(True)
        self.undo_everything.__exit__(None, None, None)

    def item(self, person, session, *, offline=False):
        seen = timezone.now() - timedelta(minutes=5)
        return {
            "scan_id": str(uuid.uuid4()),
            "activity": self.activity.public_code,
            "session": session + 1,
            "token": self.tokens[person],
            "observed_at": seen.isoformat(),
            "offline": offline,
        }

    def expect(self, person, session):
        status = 200 if (person, session) in self.here else 201
        self.here.add((person, session))
        return status

    @rule(person=people, session=sessions, phone=phones)
    def scan(self, person, session, phone):
        item = self.item(person, session)
        if self.activity.closed_at:
            with pytest.raises(AppError, match="activity_closed"):
                take_scan(read_scan(item), asking=self.asking[phone])
            return
        answer = take_scan(read_scan(item), asking=self.asking[phone])
        assert answer.status == self.expect(person, session)
        self.answered[item["scan_id"]] = item, answer

    @rule(person=people, session=sessions, phone=phones)
    def scan_offline(self, person, session, phone):
        item = self.item(person, session, offline=True)
        self.queues[phone].append(item)
        self.seen[item["scan_id"]] = person, session

    @rule(phone=phones, share=st.sampled_from([1, 2, 10]), times=st.integers(1, 2), is_lost=st.booleans())
    def sync(self, phone, share, times, is_lost):
        """A part of the queue, once or twice; where the answer is lost the phone keeps it and sends it again."""
        part = self.queues[phone][:share]
        for time in range(times):
            taken = take_batch([*part, *part[:1]], asking=self.asking[phone])
            for item, one in zip(part, taken, strict=False):
                first = self.answered.get(item["scan_id"])
                if first is None:
                    assert one.answer.status == self.expect(*self.seen[item["scan_id"]]), time
                    self.answered[item["scan_id"]] = item, one.answer
                else:
                    assert one.answer == first[1]
            assert not part or taken[-1].answer == self.answered[part[0]["scan_id"]][1]
        if not is_lost:
            del self.queues[phone][:share]

    @precondition(lambda self: self.answered)
    @rule(data=st.data(), phone=phones, in_batch=st.booleans())
    def replay(self, data, phone, in_batch):
        item, first = self.answered[data.draw(st.sampled_from(sorted(self.answered)))]
        if in_batch:
            assert take_batch([item], asking=self.asking[phone])[0].answer == first
        else:
            assert take_scan(read_scan(item), asking=self.asking[phone]) == first

    @precondition(lambda self: any(answer.status == 200 for _item, answer in self.answered.values()))
    @rule(data=st.data())
    def undo_and_hear_again_that_they_are_here(self, data):
        """A repeat of "already here" says so still, though nobody is there any more, and counts nobody."""
        already = sorted(act for act, (_item, answer) in self.answered.items() if answer.status == 200)
        item, first = self.answered[data.draw(st.sampled_from(already))]
        place = self.tokens.index(item["token"]), item["session"] - 1
        if place in self.here:
            self.take_out(*place)
        assert take_scan(read_scan(item), asking=self.asking[0]) == first

    @precondition(lambda self: self.here)
    @rule(data=st.data())
    def undo(self, data):
        self.take_out(*data.draw(st.sampled_from(sorted(self.here))))

    def take_out(self, person, session):
        rows = Attendance.objects.live().filter(activity=self.activity, session__number=session + 1)
        void_attendance(rows.get(person=self.people[person]), reason="қате", by=None)
        self.here.discard((person, session))

    @rule(data=st.data())
    def restore(self, data):
        undone = Attendance.objects.filter(
            activity=self.activity, voided_at__isnull=False, replaced_by=None, person__isnull=False
        )
        rows = list(undone.select_related("session").order_by("pk"))
        if not rows:
            return
        row = data.draw(st.sampled_from(rows))
        place = self.people.index(row.person), row.session.number - 1
        if place in self.here:
            with pytest.raises(AppError, match="already_counted"):
                restore_attendance(row, reason="бар екен", by=None)
        else:
            restore_attendance(row, reason="бар екен", by=None)
            self.here.add(place)

    @rule(phone=phones, number=st.integers(1, 3), is_group=st.booleans())
    def nameless_people(self, phone, number, is_group):
        item = {**self.item(0, 0, offline=True), "token": None}
        item |= {"group": {"lines": [{"count": number}]}} if is_group else {"walk_in": {"consent": False}}
        answer = take_batch([item, item], asking=self.asking[phone])
        assert answer[0].answer == answer[1].answer
        self.nameless += number if is_group else 1
        self.answered[item["scan_id"]] = item, answer[0].answer

    @rule()
    def close_or_open(self):
        self.activity.closed_at = None if self.activity.closed_at else timezone.now()
        Activity.objects.filter(pk=self.activity.pk).update(closed_at=self.activity.closed_at)

    @invariant()
    def the_count_is_the_live_distinct_people(self):
        rows = Attendance.objects.filter(activity=self.activity)
        live = rows.live().filter(person__isnull=False).values_list("person", "session__number")
        there = sorted((self.people[person].pk, session + 1) for person, session in self.here)
        assert sorted(live) == there
        counted = rows.counted()
        assert counted.filter(person__isnull=False).count() == len({person for person, _session in self.here})
        assert counted.filter(person=None).count() == self.nameless
        assert all(row.voided_at is None for row in counted)


@pytest.mark.django_db
def test_any_interleaving_counts_the_people_who_are_there_once():
    run_state_machine_as_test(
        Door,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
