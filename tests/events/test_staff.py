"""Check-in by staff: by code, by link, by name, with a form; what a stranger sees of a personal link."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.actions.attendance import void_attendance
from events.actions.codes import issue_code, revoke_code, token_of
from events.models import Attendance, Person, PersonalCode, Source
from events.refusals import words_for
from tests.conftest import signed_in
from tests.events.phone import Phone

DOOR = reverse("events:staff_check_in")


@pytest.fixture
def activity(make):
    return make.activity(starts_on=timezone.localdate(), ask_name="optional", ask_phone="optional")


@pytest.fixture
def staff(make):
    return signed_in(make.member("staff").user)


@pytest.fixture
def person(make):
    return make.person(name="Айгүл Сынақова Ержанқызы")


def link_of(code: PersonalCode) -> str:
    return reverse("events:personal", args=[token_of(code)])


def at_door(client, activity):
    client.get(DOOR, {"activity": activity.ref})
    return client


def enter(client, entry="", **fields):
    return client.post(DOOR, {"form": uuid.uuid4(), "entry": entry, **fields})


def walk_in(client, activity, follow=True, **fields):
    sent = {"form": uuid.uuid4(), "consent": "on", "act": "count", **fields}
    return client.post(reverse("events:walk_in", args=[activity.ref]), sent, follow=follow)


def test_a_stranger_reads_one_sentence_whatever_the_code(make, person):
    good, revoked = issue_code(person), issue_code(make.person())
    revoke_code(revoked, by=None)
    links = [link_of(good), link_of(good) + "/", link_of(revoked), "/c/RUBBISH", f"/c/{'A' * 119}", "/c/%00"]
    pages = set()
    for link in links:
        response = Client().get(link)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store, private"
        text = response.content.decode()
        pages.add(text[text.index("<main") : text.index("</main>")])
    assert len(pages) == 1
    assert person.name not in pages.pop()
    assert Attendance.objects.count() == 0


def test_the_link_checks_nobody_in_for_its_owner_or_a_viewer(make, activity):
    phone = Phone(activity)
    phone.check_in()
    link = link_of(PersonalCode.objects.get())
    assert "personal_code" not in phone.client.get(link).context
    viewer = signed_in(make.member("viewer").user)
    assert viewer.get(link).templates[0].name == "events/personal.html"
    assert viewer.post(link, {"session": activity.sessions.get().pk, "form": uuid.uuid4()}).status_code == 200
    assert Attendance.objects.count() == 1


def test_staff_open_a_scanned_link_see_who_it_is_and_count_with_one_tap(make, staff, activity, person):
    session = activity.sessions.get()
    link = link_of(issue_code(person))
    page = staff.get(link)
    text = page.content.decode()
    assert "Айгүл С." in text
    assert "Сынақова" not in text
    assert page.context["door"] is None
    assert page.context["doors"].today == [session]
    assert Attendance.objects.count() == 0
    response = staff.post(link, {"session": session.pk, "form": uuid.uuid4()}, follow=True)
    assert response.redirect_chain == [(DOOR, 302)]
    row = Attendance.objects.get()
    assert (row.person, row.source, row.session, row.is_counted) == (person, Source.STAFF_CODE, session, True)
    assert row.collected_by.memberships.get().role == "staff"
    assert staff.get(link).context["door"] == session
    assert (response.context["last"].row, response.context["last"].is_new, response.context["counted"]) == (
        row,
        True,
        1,
    )


def test_an_organiser_sees_the_whole_name(organiser, person):
    assert person.name in organiser.get(link_of(issue_code(person))).content.decode()


def test_a_short_code_typed_on_any_keyboard_counts_at_once(staff, activity, person):
    code = issue_code(person)
    PersonalCode.objects.filter(pk=code.pk).update(short_code="A7K392")
    at_door(staff, activity)
    response = enter(staff, "а7-к3 92")
    assert response.status_code == 302
    page = staff.get(DOOR)
    assert (page.context["last"].is_new, page.context["counted"]) == (True, 1)
    assert "A7-K3-92" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store, private"


def test_the_same_person_again_is_already_counted_since(staff, activity, person):
    code = issue_code(person)
    at_door(staff, activity)
    enter(staff, code.display)
    enter(staff, "https://example.kz" + link_of(code))
    page = staff.get(DOOR)
    assert not page.context["last"].is_new
    assert "answer--already" in page.content.decode()
    assert Attendance.objects.count() == 1


def test_a_second_tap_of_the_same_form_repeats_the_first_answer(staff, activity, person):
    code, form = issue_code(person), str(uuid.uuid4())
    at_door(staff, activity)
    for _tap in range(2):
        enter(staff, code.display, form=form)
    assert staff.get(DOOR).context["last"].is_new
    assert Attendance.objects.count() == 1


def test_the_next_person_typed_into_the_same_form_is_not_lost(make, staff, activity, person):
    form = str(uuid.uuid4())
    at_door(staff, activity)
    for one in (person, make.person()):
        enter(staff, issue_code(one).display, form=form)
    assert Attendance.objects.counted().count() == 2


def test_facts_given_before_come_along_aged(make, staff, person):
    earlier = make.activity()
    make.attendance(earlier, person=person, age=None, birth_year=None, gender="male", statuses=("business",))
    make.attendance(make.activity(), person=person, age=30, gender="male", statuses=("business",))
    later = make.activity(starts_on=timezone.localdate() + timedelta(days=800))
    at_door(staff, later)
    enter(staff, issue_code(person).display)
    row = Attendance.objects.get(activity=later)
    years = (later.starts_on.replace(day=1) - earlier.starts_on.replace(day=1)).days // 365
    assert (row.gender, row.statuses) == ("male", "business")
    assert row.age in {30 + years, 29 + years}


@pytest.mark.parametrize(
    ("entry", "status"), [("", 404), ("ZZZZZZ", 404), ("нет", 404), ("/c/" + "A" * 119, 422), ("A" * 301, 422)]
)
def test_a_code_that_is_none_is_refused_in_words_and_the_next_one_works(staff, activity, person, entry, status):
    at_door(staff, activity)
    response = enter(staff, entry)
    assert response.status_code == status
    assert "answer--refused" in response.content.decode()
    assert enter(staff, issue_code(person).display).status_code == 302
    assert Attendance.objects.count() == 1


def test_revoked_and_foreign_codes_say_so_and_count_nobody(make, staff, activity, person):
    revoked, foreign = issue_code(person), issue_code(make.other_organisation().person())
    revoke_code(revoked, by=None)
    at_door(staff, activity)
    assert enter(staff, link_of(revoked)).status_code == 410
    assert enter(staff, link_of(foreign)).status_code == 404
    assert staff.get(link_of(revoked)).status_code == 410
    session = activity.sessions.get().pk
    assert staff.post(link_of(revoked), {"session": session, "form": uuid.uuid4()}).status_code == 410
    assert staff.get(link_of(foreign)).status_code == 404
    assert staff.get("/c/RUBBISH").status_code == 422
    assert Attendance.objects.count() == 0


def test_a_name_finds_people_from_two_letters_in_any_case(make, staff, activity, person):
    make.person(name="Болат Сынақ")
    make.other_organisation().person(name="Айгүл Бөтен")
    at_door(staff, activity)
    page = staff.post(DOOR, {"find": "айг"})
    assert [one.name for one in page.context["found"]] == ["Айгүл С."]
    assert [one.name for one in staff.post(DOOR, {"find": "сын"}).context["found"]] == ["Айгүл С.", "Болат С."]
    for text in ("а", "", "(", "ын", "\0", ".*", "Ж" * 500):
        assert staff.post(DOOR, {"find": text}).context["found"] == []
    response = enter(staff, person=person.pk)
    assert response.status_code == 302
    assert Attendance.objects.get().person == person


def test_people_of_another_organisation_cannot_be_counted(make, staff, activity):
    other = make.other_organisation()
    at_door(staff, activity)
    assert enter(staff, person=other.person().pk).status_code == 404
    assert enter(staff, person="9" * 30).status_code in {404, 422}
    foreign = other.activity(ref="X-9")
    assert staff.get(DOOR, {"activity": foreign.ref}).status_code == 404
    door = reverse("events:staff_door")
    assert staff.post(door, {"session": foreign.sessions.get().pk}).status_code == 404
    assert staff.post(door, {"session": "9" * 60}).status_code == 404
    for bad in ("", "x", "٣", "-1"):
        assert staff.post(door, {"session": bad}).status_code == 422
    assert staff.get(reverse("events:walk_in", args=[foreign.ref])).status_code == 404
    assert Attendance.objects.count() == 0


def test_a_door_of_a_cancelled_activity_must_be_chosen_anew(staff, activity):
    at_door(staff, activity)
    assert staff.get(DOOR).templates[0].name == "events/staff_check_in.html"
    activity.cancelled_at, activity.cancel_reason = timezone.now(), "карантин"
    activity.save()
    assert staff.get(DOOR).templates[0].name == "events/staff_doors.html"
    assert staff.get(reverse("events:walk_in", args=[activity.ref])).status_code == 409


def test_doors_are_todays_first_then_the_nearest(make, staff):
    today = timezone.localdate()
    far = make.activity(starts_on=today - timedelta(days=90))
    near = make.activity(starts_on=today + timedelta(days=2))
    now = make.activity(starts_on=today, sessions=2)
    doors = staff.get(DOOR).context["doors"]
    assert [session.activity for session in doors.today] == [now, now]
    assert [session.activity for session in doors.others] == [near, far]


@pytest.mark.parametrize("role", ["viewer", None])
def test_only_those_who_may_check_in_reach_the_door(make, activity, person, role):
    client = signed_in(make.member(role).user) if role else Client()
    refused = 403 if role else 302
    refused_form = 403 if role else 401  # with what was typed
    for path in (
        DOOR,
        reverse("events:staff_door"),
        reverse("events:walk_in", args=[activity.ref]),
        reverse("events:person_code", args=[person.pk]),
    ):
        assert client.get(path).status_code == refused
        assert client.post(path).status_code == refused_form


def test_staff_undo_the_last_one_with_a_reason(staff, activity, person):
    at_door(staff, activity)
    enter(staff, issue_code(person).display)
    row = Attendance.objects.get()
    undo = reverse("events:undo", args=[row.uuid])
    assert staff.post(undo, {"back": "door"}).status_code == 422
    response = staff.post(undo, {"back": "door", "usual": "other_person"}, follow=True)
    assert response.redirect_chain == [(DOOR, 302)]
    row.refresh_from_db()
    assert row.voided_at is not None
    assert row.void_reason
    assert (response.context["last"], response.context["counted"]) == (None, 0)
    enter(staff, issue_code(person).display)
    assert Attendance.objects.counted().count() == 1


def test_a_person_without_a_code_gets_one_on_the_staff_screen(make, staff, organiser, activity):
    walk_in(staff, activity, name="Болат")
    person = Person.objects.get()
    page = reverse("events:person_code", args=[person.pk])
    assert "personal_code" not in staff.get(page).context
    shown = staff.post(page, {"act": "issue"}, follow=True)
    code = PersonalCode.objects.get()
    assert code.display in shown.content.decode()
    assert shown.context["qr"].startswith("data:image/png;base64,")
    person.refresh_from_db()
    assert person.is_identified
    assert staff.post(page, {"act": "reissue"}).status_code == 403
    organiser.post(page, {"act": "reissue"})
    code.refresh_from_db()
    assert code.revoked_at is not None
    assert PersonalCode.objects.filter(revoked_at__isnull=True).count() == 1
    assert staff.post(page, {"act": "withdraw"}).status_code == 403
    organiser.post(page, {"act": "withdraw"})
    assert Attendance.objects.get().person is None
    assert Attendance.objects.counted().count() == 1
    assert organiser.get(page).status_code == 404
    foreign = make.other_organisation().person()
    assert staff.get(reverse("events:person_code", args=[foreign.pk])).status_code == 404
    assert staff.get(f"/people/{'9' * 30}/code/").status_code == 404


def test_a_form_sent_again_after_its_entry_was_undone_says_that_nobody_was_counted(staff, activity, person):
    at_door(staff, activity)
    sent = {"form": uuid.uuid4(), "entry": issue_code(person).display}
    staff.post(DOOR, sent)
    void_attendance(Attendance.objects.get(), reason="mistake", by=None)
    again = staff.post(DOOR, sent)
    assert again.status_code == 409
    assert again.context["refused"] == words_for("entry_undone")
    assert Attendance.objects.counted().count() == 0
    staff.post(DOOR, {**sent, "form": uuid.uuid4()})
    assert Attendance.objects.counted().count() == 1
