"""What phones saw while they were offline: facts, told later, told twice, told wrongly."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from events.actions import batches
from events.actions.activities import cancel_activity, update_activity
from events.actions.attendance import void_attendance
from events.actions.codes import issue_code, revoke_code, token_of
from events.actions.merging import merge_people
from events.actions.people import withdraw_person
from events.models import Attendance, Consent, FieldSetting, Person, Scan
from grants.models import Role
from tests.api.conftest import refused
from tests.api.scanner import Phone, ago, statuses


@pytest.fixture
def activity(make):
    return make.activity()


@pytest.fixture
def phone(make, activity):
    return Phone(make, activity=activity, door="А")


def counted(activity):
    return Attendance.objects.counted().filter(activity=activity).count()


def test_two_phones_scan_the_same_person_offline(make, phone, activity):
    person, other = make.person(name="Айгерім"), Phone(make, activity=activity, door="Б")
    mine = phone.item(person=person, offline=True, observed_at=ago(minutes=50))
    theirs = other.item(person=person, offline=True, observed_at=ago(minutes=55))
    assert statuses(phone.batch([mine])) == [201]
    answer = other.batch([theirs])
    assert statuses(answer) == [200]
    item = answer.json()["items"][0]
    assert (item["outcome"], item["door"], item["person"]["name"]) == ("already_checked_in", "А", "Айгерім")
    row = Attendance.objects.get()
    assert (str(row.uuid), item["since"]) == (mine["scan_id"], row.observed_at.isoformat().replace("+00:00", "Z"))
    assert answer.json()["counted"] == {activity.public_code: 1}


def test_the_same_batch_twice_half_sent_and_within_itself(make, phone, activity):
    items = [phone.item(person=make.person(), offline=True) for _ in range(6)]
    assert statuses(phone.batch(items[:3])) == [201] * 3
    first = phone.batch([*items, items[0], items[5]])
    assert statuses(first) == [201] * 8
    again = phone.batch(items)
    assert again.json()["items"] == first.json()["items"][:6]
    # The phone may also ask one by one, with the UUIDs of the batch.
    alone = phone.post("/check-ins", items[4])
    assert (alone.status_code, alone.json() | {"status": 201}) == (201, again.json()["items"][4])
    assert (counted(activity), Scan.objects.count()) == (6, 0)


def test_an_answer_that_was_lost_is_given_again(make, phone, activity):
    """Online, stored, the answer never arrived: after three seconds the phone puts the same act into its queue."""
    item = phone.item(person=make.person())
    stored = phone.post("/check-ins", item).json()
    queued = {**item, "offline": True, "observed_at": ago(seconds=3)}
    answer = phone.batch([queued])
    assert answer.json()["items"] == [{"status": 201, **stored}]
    assert counted(activity) == 1


def test_five_hundred_items_of_which_three_are_rubbish(make, phone, activity):
    tokens = [token_of(issue_code(make.person())) for _ in range(497)]
    items = [phone.item(token=token, offline=True) for token in tokens]
    nameless = {**phone.item(token=tokens[0]), "scan_id": "nonsense"}
    empty = {"scan_id": str(uuid.uuid4()), "activity": activity.public_code, "offline": True}
    answer = phone.batch([*items[:200], "rubbish", *items[200:400], nameless, empty, *items[400:]])
    found = statuses(answer)
    assert (found.count(201), found.count(422)) == (497, 3)
    assert [found[place] for place in (200, 401, 402)] == [422] * 3
    rubbish = [answer.json()["items"][place] for place in (200, 401, 402)]
    assert [(one["code"], one["scan_id"]) for one in rubbish] == [
        ("invalid", None),
        ("invalid", None),
        ("invalid", empty["scan_id"]),
    ]
    assert counted(activity) == 497
    assert answer.json()["counted"] == {activity.public_code: 497}


@pytest.mark.parametrize("items", [None, {}, "x", [{}] * 501])
def test_a_batch_is_a_list_of_at_most_five_hundred(phone, items):
    refused(phone.batch(items), 422, "invalid")


def test_a_fault_of_ours_in_one_item_holds_up_no_other(make, phone, activity, monkeypatch):
    items = [phone.item(person=make.person(), offline=True) for _ in range(3)]
    take = batches.take_scan

    def sometimes(sent, **more):
        if str(sent.scan_id) == items[1]["scan_id"]:
            raise ZeroDivisionError
        return take(sent, **more)

    monkeypatch.setattr(batches, "take_scan", sometimes)
    assert statuses(phone.batch(items)) == [201, 503, 201]
    monkeypatch.undo()
    assert statuses(phone.batch(items)) == [201, 201, 201]


@pytest.mark.parametrize("end", ["close", "cancel"])
def test_a_closed_or_cancelled_activity_takes_what_happened_before(make, phone, activity, end):
    item = phone.item(person=make.person(), offline=True, observed_at=ago(minutes=30))
    if end == "close":
        activity.closed_at = timezone.now()
        activity.save()
    else:
        cancel_activity(activity, reason="карантин", by=None)
    assert statuses(phone.batch([item])) == [201]
    walk_in = phone.item(walk_in={"consent": False}, offline=True)
    group = phone.item(group={"lines": [{"count": 4}]}, offline=True)
    assert statuses(phone.batch([walk_in, group])) == [201, 201]
    assert counted(activity) == 6


def test_an_activity_that_moved_to_another_project_keeps_its_phones(make):
    activity = make.activity()
    phone = Phone(make, project=activity.project)
    item = phone.item(person=make.person(), offline=True, activity=activity.public_code)
    update_activity(activity, by=None, project=make.project())
    assert statuses(phone.batch([item])) == [201]
    assert phone.scan(person=make.person(), activity=activity.public_code).status_code == 201
    # One that was never in the phone's project stays out of its reach.
    elsewhere = make.activity()
    update_activity(elsewhere, by=None, project=make.project())
    kept = phone.item(person=make.person(), offline=True, activity=elsewhere.public_code)
    assert statuses(phone.batch([kept])) == [202]
    assert counted(elsewhere) == 0


def test_an_activity_that_is_gone_loses_nobody(make, phone, activity):
    project = Phone(make, project=activity.project)
    gone = make.activity(activity.project)
    item = project.item(person=make.person(), offline=True, activity=gone.public_code)
    gone.sessions.all().delete()
    gone.delete()
    assert statuses(project.batch([item])) == [202]
    scan = Scan.objects.get()
    assert (scan.activity, scan.why, scan.content["activity"]) == (None, "not_found", item["activity"])
    # A phone of one activity was at that one, whatever it calls it.
    renamed = phone.item(person=make.person(), offline=True, activity="GONE")
    assert statuses(phone.batch([renamed])) == [202]
    assert Scan.objects.get(scan_id=renamed["scan_id"]).activity == activity


def test_a_code_revoked_since_still_says_who_came(make, phone):
    person = make.person()
    code = issue_code(person)
    item = phone.item(token=token_of(code), offline=True)
    revoke_code(code, by=None)
    assert statuses(phone.batch([item])) == [201]
    assert Attendance.objects.get().person == person


def test_somebody_who_withdrew_since_is_one_row_of_nobody(make, phone, activity):
    person = make.person(name="Айгерім")
    make.attendance(make.activity(), person=person, gender="female", age=30)
    other = Phone(make, activity=activity)
    items = [phone.item(person=person, offline=True), other.item(participant=person.pk, offline=True)]
    withdraw_person(person, by=None)
    answer = phone.batch(items[:1])
    assert (statuses(answer), answer.json()["items"][0]["person"]) == ([201], None)
    assert statuses(other.batch(items[1:])) == [200]
    assert statuses(phone.batch(items[:1])) == [201]
    row = Attendance.objects.get(activity=activity)
    assert (row.person, row.gender, row.age, row.is_counted) == (None, "not_stated", None, True)


def test_a_merged_person_scanned_by_both_codes_counts_once(make, phone, activity):
    kept, merged = make.person(name="Айгерім"), make.person(name="Айгерим")
    items = [phone.item(person=person, offline=True) for person in (merged, kept)]
    merge_people(kept=kept, merged=merged, by=None)
    assert statuses(phone.batch(items)) == [201, 200]
    assert (counted(activity), Attendance.objects.get().person) == (1, kept)


def test_what_nobody_can_be_counted_by_is_kept_once_and_never_repeated(make, phone, activity):
    token = token_of(issue_code(make.person()))
    foreign = make.other_organisation()
    wrong = {
        "code_damaged": {"token": token[:-2]},
        "code_of_another_organisation": {"token": token_of(issue_code(foreign.person()))},
        "code_unknown": {"short_code": "ZZ-ZZ-ZZ"},
        "not_found": {"participant": foreign.person().pk},
        "group_too_large": {"group": {"lines": [{"count": 500}]}},
    }
    items = [phone.item(**how, offline=True, observed_at=ago(minutes=5)) for how in wrong.values()]
    first = phone.batch(items)
    assert statuses(first) == [202] * 5
    assert [item["code"] for item in first.json()["items"]] == list(wrong)
    assert [item["outcome"] for item in first.json()["items"]] == ["kept"] * 5
    assert phone.batch(items).json()["items"] == first.json()["items"]
    assert (counted(activity), Scan.objects.count()) == (0, 5)
    scan = Scan.objects.get(why="code_damaged")
    assert (scan.content["token"], scan.device, scan.door, scan.session.number) == (token[:-2], phone.device, "А", 1)
    single = phone.scan(token="\x00\ud800 nothing", offline=True)
    assert (single.status_code, single.json()["outcome"]) == (202, "kept")


def test_a_walk_in_of_yesterday_is_counted_with_what_may_be_kept(make, phone, activity):
    activity.ask_name, activity.ask_phone = FieldSetting.OFF, FieldSetting.REQUIRED
    activity.save()
    told = {"consent": True, "gender": "male", "age": 900, "statuses": ["king", "youth"], "name": "Ержан", "phone": "1"}
    child = {"consent": True, "age": 12, "name": "Бала"}
    refusing = {"consent": False, "name": "Ержан", "age": 30}
    items = [phone.item(walk_in=one, offline=True) for one in (told, child, refusing)]
    assert statuses(phone.batch(items)) == [201] * 3
    rows = {str(row.uuid): row for row in Attendance.objects.all()}
    first = rows[items[0]["scan_id"]]
    assert (first.gender, first.age, first.statuses, first.person.name, first.person.phone) == (
        "male", None, "youth", "", "",
    )  # fmt: skip
    assert [rows[item["scan_id"]].person for item in items[1:]] == [None, None]
    assert Person.objects.count() == 1
    given = dict(Consent.objects.filter(kind="data").values_list("attendance__uuid", "given"))
    assert [given[uuid.UUID(item["scan_id"])] for item in items] == [True, False, False]


def test_an_offline_signature_that_cannot_be_read_does_not_lose_the_person(make, phone):
    assert phone.scan(person=make.person(), offline=True, signature="scrawl").status_code == 201
    signed = phone.scan(person=make.person(), offline=True, signature="10,10 200,300 400,10")
    assert Attendance.objects.get(uuid=signed.json()["scan_id"]).signature.strokes == "10,10 200,300 400,10"
    nobody = phone.scan(walk_in={"consent": False}, offline=True, signature="10,10 200,300 400,10")
    assert not hasattr(Attendance.objects.get(uuid=nobody.json()["scan_id"]), "signature")


def test_an_undone_entry_stays_undone_when_its_scan_is_sent_again(make, phone, activity):
    person = make.person()
    item = phone.item(person=person, offline=True)
    phone.batch([item])
    void_attendance(Attendance.objects.get(), reason="қате", by=None)
    assert statuses(phone.batch([item])) == [201]
    assert counted(activity) == 0


def test_ids_of_another_organisation_do_nothing(make, phone, activity):
    other = make.other_organisation()
    theirs = other.attendance(other.activity(ref="FOREIGN")).attendance
    items = [
        {**phone.item(person=make.person(), offline=True), "scan_id": str(theirs.uuid)},
        phone.item(person=make.person(), activity="FOREIGN"),
        phone.item(participant=theirs.person_id),
    ]
    answer = phone.batch(items)
    assert [(item["status"], item["code"]) for item in answer.json()["items"]] == [
        (409, "act_of_another_session"),
        (404, "not_found"),
        (404, "not_found"),
    ]
    assert (counted(activity), Scan.objects.count()) == (0, 0)


def test_a_member_may_send_a_batch_too(make, activity, program_of):
    staff = program_of(Role.STAFF)
    item = {
        "scan_id": str(uuid.uuid4()),
        "activity": activity.ref,
        "token": token_of(issue_code(make.person())),
        "offline": True,
    }
    assert statuses(staff.post("/check-ins/batch", {"items": [item]})) == [201]
    assert Attendance.objects.get().collected_by == staff.membership.user


def test_a_batch_tells_how_the_phone_is(make, phone):
    phone.batch([], unsent=17)
    phone.device.refresh_from_db()
    assert phone.device.unsent == 17
    assert timezone.now() - phone.device.last_contact_at < timedelta(seconds=5)
    phone.batch([], unsent=True)
    phone.batch([], unsent="many")
    phone.device.refresh_from_db()
    assert phone.device.unsent == 17
