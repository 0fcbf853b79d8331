"""Scanner phones: claimed by a QR, told what they need, ended."""

import base64
import json
import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from events.actions.codes import issue_code, revoke_code, token_of
from events.actions.devices import claim_device, make_scanner_link, note_contact, revoke_device, revoke_link
from events.actions.merging import merge_people
from events.actions.people import withdraw_person
from events.codes import read_token
from events.models import Attendance, Device, Registration, ScannerLink
from events.rescue import rescue_key
from grants.models import AuditEntry, Role
from grants.tokens import hash_of
from rules.errors import AppError
from tests.api.conftest import refused
from tests.api.scanner import Phone


@pytest.fixture
def activity(make):
    return make.activity(expected_number=40)


@pytest.fixture
def phone(make, activity):
    return Phone(make, activity=activity, door="А")


def claim(code, **more):
    body = {"code": code, "device": str(uuid.uuid4()), **more}
    return Client().post("/api/v1/devices/claim", json.dumps(body), content_type="application/json")


def verbs(make):
    return list(AuditEntry.objects.of(make.organisation).order_by("pk").values_list("verb", flat=True))


def test_a_qr_makes_a_phone_a_scanner_and_only_hashes_are_kept(make, activity):
    by = make.member(Role.ORGANISER).user
    made = make_scanner_link(organisation=make.organisation, activity=activity, door=" Солтүстік  есік", hours=5, by=by)
    number = str(uuid.uuid4())
    answer = claim(made.code, device=number, label="Дананың телефоны")
    assert answer.status_code == 201
    told = answer.json()
    device = Device.objects.get()
    assert told["device"] == {
        "number": number,
        "label": "Дананың телефоны",
        "door": "Солтүстік есік",
        "expires_at": made.link.expires_at.isoformat().replace("+00:00", "Z"),
    }
    assert abs(made.link.expires_at - timezone.now() - timedelta(hours=5)) < timedelta(seconds=5)
    assert (device.secret_hash, made.link.code_hash) == (hash_of(told["token"]), hash_of(made.code))
    assert verbs(make) == ["scanner_link.create", "device.claim"]
    me = Client().get("/api/v1/devices/me", headers={"authorization": f"Bearer {told['token']}"}).json()
    assert {**me, "server_time": ""} == {**{k: v for k, v in told.items() if k != "token"}, "server_time": ""}


def test_the_same_phone_again_is_the_same_device_with_a_new_token(make, activity):
    by = make.member(Role.ORGANISER).user
    made = make_scanner_link(organisation=make.organisation, activity=activity, hours=5, by=by)
    number = str(uuid.uuid4())
    tokens = [claim(made.code, device=number, label=label).json()["token"] for label in ("Бірінші", "")]
    assert Device.objects.get().label == "Бірінші"
    old, new = ({"authorization": f"Bearer {token}"} for token in tokens)
    refused(Client().get("/api/v1/devices/me", headers=old), 401, "not_signed_in")
    assert Client().get("/api/v1/devices/me", headers=new).status_code == 200


def test_a_link_that_is_unknown_ended_or_over_makes_no_scanner(make, activity):
    by = make.member(Role.ORGANISER).user
    made = make_scanner_link(organisation=make.organisation, activity=activity, hours=5, by=by)
    refused(claim("x" * 43), 404, "scanner_link_unknown")
    ScannerLink.objects.update(expires_at=timezone.now())
    refused(claim(made.code), 410, "scanner_link_expired")
    revoke_link(made.link, by=by)
    refused(claim(made.code), 410, "scanner_link_revoked")
    assert "device" in refused(claim(made.code, device="x"), 422, "invalid")
    assert "code" in refused(claim(""), 422, "invalid")
    assert Device.objects.count() == 0


def test_a_link_is_for_one_thing_of_ones_own_and_for_a_while(make, activity):
    by = make.member(Role.ORGANISER).user
    foreign = make.other_organisation()
    for wrong, code in (
        ({"activity": foreign.activity(), "hours": 5}, "not_found"),
        ({"project": foreign.project(), "hours": 5}, "not_found"),
        ({"activity": activity, "hours": 0}, "scanner_link_hours"),
        ({"activity": activity, "hours": 10**6}, "scanner_link_hours"),
    ):
        with pytest.raises(AppError, match=code):
            make_scanner_link(organisation=make.organisation, by=by, **wrong)


def test_a_phone_that_was_ended_stays_ended_one_that_left_may_come_back(make, activity):
    by = make.member(Role.ORGANISER).user
    made = make_scanner_link(organisation=make.organisation, activity=activity, hours=5, by=by)
    number = uuid.uuid4()
    first = claim_device(code=made.code, number=number)
    headers = {"authorization": f"Bearer {first.secret}"}
    assert Client().post("/api/v1/devices/leave", headers=headers).status_code == 204
    refused(Client().get("/api/v1/devices/me", headers=headers), 401, "device_revoked")
    again = claim_device(code=made.code, number=number)
    assert (again.device.pk, again.device.revoked_at) == (first.device.pk, None)
    revoke_device(again.device, by=by)
    refused(claim(made.code, device=str(number)), 410, "device_revoked")
    # Twice is once.
    revoke_link(made.link, by=by)
    revoke_link(made.link, by=by)
    assert verbs(make).count("device.revoke") == 2
    assert verbs(make).count("scanner_link.revoke") == 1


def test_a_phone_learns_everything_it_needs_offline(make, phone, activity):
    person = make.person()
    token = read_token(token_of(issue_code(person)))
    make.attendance(activity, person=person)
    told = phone.get("/devices/me").json()
    (one,) = told["activities"]
    assert one == {
        "code": activity.public_code,
        "ref": activity.ref,
        "title": activity.title,
        "kind": activity.kind.name_kk,
        "starts_on": "2025-09-10",
        "starts_at": "10:00:00",
        "venue": activity.venue,
        "town": activity.town,
        "expected_number": 40,
        "counted": 1,
        "is_closed": False,
        "is_cancelled": False,
        "ask_name": "optional",
        "ask_phone": "off",
        "ask_signature": "off",
        "sessions": [{"number": 1, "title": "", "held_on": "2025-09-10", "starts_at": None}],
        "session_now": 1,
        "counter": False,
        "points": [],
        "materials": [],
    }
    (key,) = told["keys"]
    public = base64.urlsafe_b64decode(key["public"] + "=")
    assert (len(public), token.key_number, token.is_signed_by(public)) == (65, key["number"], True)
    ours = rescue_key(make.organisation)
    assert told["rescue_key"]["id"] == ours.id
    assert base64.urlsafe_b64decode(told["rescue_key"]["public"] + "=") == ours.public
    assert told["organisation"] == make.organisation.name
    phone.client.cookies["django_language"] = "ru"
    assert phone.get("/devices/me").json()["activities"][0]["kind"] == activity.kind.name_ru


def test_a_phone_of_a_project_sees_its_activities_the_nearest_first(make):
    project, today = make.project(), timezone.localdate()
    far, near = make.activity(project, starts_on=date(2025, 1, 1)), make.activity(project, starts_on=today)
    make.activity(project, cancelled_at=timezone.now(), cancel_reason="карантин")
    make.activity()
    told = Phone(make, project=project).get("/devices/me").json()
    assert [one["code"] for one in told["activities"]] == [near.public_code, far.public_code]


def test_a_sign_of_life(make, phone, activity):
    activity.closed_at = timezone.now()
    activity.save()
    ahead = timezone.now() + timedelta(hours=3)
    answer = phone.post("/devices/contact", {"sent_at": ahead.isoformat(), "unsent": 12, "label": "Есік"})
    told = answer.json()
    assert (told["counted"], told["closed"]) == ({activity.public_code: 0}, [activity.public_code])
    assert 10790 <= told["clock_ahead_s"] <= 10800
    phone.device.refresh_from_db()
    assert (phone.device.unsent, phone.device.label, phone.device.clock_ahead_s) == (12, "Есік", told["clock_ahead_s"])
    assert phone.post("/devices/contact", {"sent_at": "1970-01-01T00:00:00Z", "unsent": 0}).status_code == 200
    assert phone.post("/devices/contact", {"sent_at": "rubbish", "unsent": 0}).json()["clock_ahead_s"] == 0
    note_contact(phone.device, unsent=10**12, clock_ahead_s=-(10**12))
    phone.device.refresh_from_db()
    assert (phone.device.unsent, phone.device.clock_ahead_s) == (2**31 - 1, -(2**31) + 1)


def test_a_scan_is_a_contact_at_most_every_fifteen_seconds(make, phone):
    before = timezone.now() - timedelta(seconds=3)
    Device.objects.update(last_contact_at=before)
    phone.scan(person=make.person())
    phone.device.refresh_from_db()
    assert phone.device.last_contact_at == before
    Device.objects.update(last_contact_at=timezone.now() - timedelta(seconds=16))
    phone.scan(person=make.person())
    phone.device.refresh_from_db()
    assert timezone.now() - phone.device.last_contact_at < timedelta(seconds=5)


def test_members_are_no_phones(program_of):
    owner = program_of(Role.OWNER)
    refused(owner.get("/devices/me"), 403, "not_allowed")
    refused(owner.post("/devices/contact", {}), 403, "not_allowed")
    refused(owner.post("/devices/leave", {}), 403, "not_allowed")


def lines(phone, activity):
    answer = phone.get(f"/activities/{activity.public_code}/roster")
    assert answer.status_code == 200
    return answer.json()


def test_the_roster_holds_short_names_those_registered_first(make, phone, activity):
    known = make.person(name="Айгерім Сәкен Болатқызы", phone="+77000000001")
    code = issue_code(known)
    registered = make.person(name="Ержан Қ")
    Registration.objects.create(
        activity=activity, person=registered, state="place", stated_on=date(2025, 9, 1), gender="male"
    )
    make.person()  # neither a name nor a code
    make.other_organisation().person(name="Бөтен")
    gone = make.person(name="Кетті")
    dead = issue_code(gone)
    withdraw_person(gone, by=None)
    told = lines(phone, activity)
    assert told["activity"] == activity.public_code
    assert told["people"] == [
        {"id": registered.pk, "name": "Ержан Қ.", "code": "", "serial": None, "registered": True},
        {
            "id": known.pk,
            "name": "Айгерім С.",
            "code": code.short_code,
            "serial": bytes(code.serial).hex(),
            "registered": False,
        },
    ]
    assert told["revoked"] == [bytes(dead.serial).hex()]


def test_a_merged_persons_code_stands_for_the_one_who_was_kept(make, phone, activity):
    kept, merged = make.person(name="Айгерім"), make.person(name="Айгерим")
    codes = [issue_code(person) for person in (merged, kept)]
    merge_people(kept=kept, merged=merged, by=None)
    told = lines(phone, activity)["people"]
    assert [(one["id"], one["name"], one["serial"]) for one in told] == [
        (kept.pk, "Айгерім", bytes(code.serial).hex()) for code in reversed(codes)
    ]


def test_an_unchanged_roster_is_not_sent_again(make, phone, activity):
    code = issue_code(make.person(name="Айгерім"))
    path = f"/activities/{activity.public_code}/roster"
    first = phone.get(path)
    again = phone.get(path, **{"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert phone.get(path, **{"if-none-match": '"x", ' + first.headers["ETag"]}).status_code == 304
    revoke_code(code, by=None)
    assert phone.get(path, **{"if-none-match": first.headers["ETag"]}).status_code == 200


def test_the_roster_takes_as_many_queries_for_many_as_for_one(make, phone, activity, django_assert_max_num_queries):
    for _ in range(5):
        issue_code(make.person(name="Айгерім"))
    with django_assert_max_num_queries(8):
        lines(phone, activity)


def test_who_is_here_and_what_changed_since(make, phone, activity, program_of):
    person = make.person(name="Айгерім")
    row = make.attendance(activity, person=person).attendance
    make.attendance(activity, person=None)
    path = f"/activities/{activity.public_code}/here"
    first = phone.get(path).json()
    assert first["counted"] == 2
    assert [(one["participant"], one["session"], one["is_here"]) for one in first["items"]] == [(person.pk, 1, True)]
    Attendance.objects.update(received_at=timezone.now() - timedelta(hours=1))
    assert phone.get(path, {"since": first["cursor"]}).json()["items"] == []
    program_of(Role.STAFF).post(f"/attendances/{row.uuid}/void", {"reason": "қате"})
    changed = phone.get(path, {"since": first["cursor"]}).json()
    assert [(one["participant"], one["is_here"]) for one in changed["items"]] == [(person.pk, False)]
    phone.scan(person=person)
    back = phone.get(path, {"since": changed["cursor"]}).json()
    assert [(one["participant"], one["is_here"], one["door"]) for one in back["items"]] == [(person.pk, True, "А")]
    for nonsense in ("x", "%", "=" * 50, "\x00", "я", first["cursor"] * 9):
        assert phone.get(path, {"since": nonsense}).status_code == 200


def test_the_roster_is_for_the_phones_own_activity_and_for_members_who_count(make, phone, activity, program_of):
    other, foreign = make.activity(), make.other_organisation().activity()
    for path in ("roster", "here"):
        for wrong in (other, foreign):
            refused(phone.get(f"/activities/{wrong.public_code}/{path}"), 404, "not_found")
        assert program_of(Role.STAFF).get(f"/activities/{activity.ref}/{path}").status_code == 200
        refused(program_of(Role.VIEWER).get(f"/activities/{activity.ref}/{path}"), 403, "not_allowed")
