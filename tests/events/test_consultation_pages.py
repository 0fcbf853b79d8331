"""The register's page: an entry in one form, nothing lost, nothing twice; correcting and undoing it."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.actions.activities import cancel_activity
from events.actions.consultations import Entry, record_alike, record_consultation, undo_consultation
from events.actions.head_counts import set_head_count
from events.actions.subjects import add_subject
from events.models import Attendance, Consultation, Session, Subject
from tests.conftest import signed_in

DAY = "2025-09-10"


@pytest.fixture
def hotline(make):
    return make.activity(kind="hotline", count_unit="consultations")


@pytest.fixture
def staff(make):
    return signed_in(make.member("staff").user)


def path_of(activity) -> str:
    return reverse("events:consultations", args=[activity.ref])


def send(client, activity, *, form=None, **fields):
    """Send the form as a browser does, with what was typed into it."""
    sent = {"form": form or uuid.uuid4(), "held_on": DAY, "channel": "phone", "unit": "person", **fields}
    return client.post(path_of(activity), sent)


def english(client, path):
    client.cookies["django_language"] = "en"
    return client.get(path)


def test_an_entry_is_saved_and_what_stays_the_same_is_kept(staff, make, hotline):
    answer = send(
        staff,
        hotline,
        new_subject="Жәрдемақы",
        specialist="Заңгер",
        result="Түсіндірілді",
        held_at="14:05",
        minutes="12",
        gender="female",
        band="59+",
    )
    made = Consultation.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{path_of(hotline)}?after={made.attendance.uuid}")
    assert (made.subject.name, made.result, made.minutes, made.attendance.gender) == (
        "Жәрдемақы",
        "Түсіндірілді",
        12,
        "female",
    )
    page = english(staff, answer.url)
    form = page.context["form"]
    kept = {name: form[name].value() for name in ("held_on", "channel", "specialist", "unit")}
    assert kept == {"held_on": date(2025, 9, 10), "channel": "phone", "specialist": "Заңгер", "unit": "person"}
    assert [form[name].value() for name in ("subject", "result", "held_at", "minutes", "band")] == [None] * 5
    text = page.content.decode()
    assert "Saved." in text
    assert text.count("autofocus") == 1
    assert (page.context["entries"], page.context["after"].entry) == (1, made)
    # Opened anew, the day is today's again; the specialist is still remembered.
    fresh = staff.get(path_of(hotline)).context["form"]
    assert (fresh["held_on"].value(), fresh["specialist"].value()) == (timezone.localdate(), "Заңгер")


def test_the_specialist_is_the_users_own_last_one(make, hotline):
    first, second = (make.member("staff").user for _member in range(2))
    for user, name in ((first, "Заңгер"), (second, "Психолог")):
        told = Entry(date(2025, 9, 10), "site", "person", specialist=name)
        record_consultation(hotline, told, act=uuid.uuid4(), by=user)
    assert signed_in(first).get(path_of(hotline)).context["form"]["specialist"].value() == "Заңгер"


def test_a_form_sent_twice_is_one_entry_and_another_one_is_two(staff, hotline):
    form = uuid.uuid4()
    first, second = (send(staff, hotline, form=form, result="бір") for _tap in range(2))
    assert (first.url, Attendance.objects.count()) == (second.url, 1)
    # After the back button, something else in the same form.
    send(staff, hotline, form=form, result="екі")
    assert Attendance.objects.count() == 2
    undo_consultation(Consultation.objects.get(result="бір"), reason="қате", by=None)
    again = send(staff, hotline, form=form, result="бір")
    assert (again.status_code, Consultation.objects.count()) == (409, 2)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"held_on": ""}, {"held_on"}),
        ({"held_on": "2125-01-01"}, {"held_on"}),
        ({"held_on": "1025-01-01"}, {"held_on"}),
        ({"held_on": "ертең"}, {"held_on"}),
        ({"channel": ""}, {"channel"}),
        ({"channel": "pigeon"}, {"channel"}),
        ({"unit": ""}, {"unit"}),
        ({"people": "3"}, {"people"}),
        ({"unit": "family", "people": "-1"}, {"people"}),
        ({"unit": "family", "people": "51"}, {"people"}),
        ({"minutes": "0"}, {"minutes"}),
        ({"minutes": "9" * 5000}, {"minutes"}),
        ({"number": "501"}, {"number"}),
        ({"number": "0"}, {"number"}),
        ({"number": "-5"}, {"number"}),
        ({"number": "көп"}, {"number"}),
        ({"held_at": "25:00"}, {"held_at"}),
        ({"gender": "x"}, {"gender"}),
        ({"band": "13"}, {"band"}),
        ({"subject": "0"}, {"subject"}),
        ({"result": "x" * 501}, {"result"}),
        ({"result": "+7 700 000 00 01"}, {"result"}),
        ({"result": "ЖСН 990101300123", "specialist": "8 700 000 00 01"}, {"result", "specialist"}),
        ({"new_subject": "990101300123"}, {"new_subject"}),
        ({"form": "x"}, {"form"}),
        ({"result": "\0"}, {"result"}),
    ],
)
def test_what_is_wrong_is_told_beside_it_and_nothing_typed_is_lost(staff, hotline, fields, wrong):
    typed = {"specialist": "Заңгер", "result": "Келеді", "minutes": "12", **fields}
    answer = send(staff, hotline, **typed)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert set(form.errors) == wrong
    assert {name: form[name].value() for name in typed} == typed
    assert 'role="alert"' in answer.content.decode()
    assert (Attendance.objects.count(), Subject.objects.count()) == (0, 0)


def test_tomorrow_is_refused_in_words(staff, hotline):
    answer = send(staff, hotline, held_on=f"{timezone.localdate() + timedelta(days=1)}", new_subject="Жұмыс")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["held_on"])
    assert (Attendance.objects.count(), Subject.objects.count()) == (0, 0)


def test_a_day_outside_the_contract_is_saved_and_said(staff, hotline):
    page = english(staff, send(staff, hotline, held_on="2025-11-10").url)
    assert page.context["is_outside"]
    assert "10.11.2025 lies outside the contract period (08.05.2025 – 31.10.2025)" in page.content.decode()
    assert Attendance.objects.count() == 1
    assert not staff.get(send(staff, hotline).url).context["is_outside"]


def test_calls_of_a_day_are_one_line_and_one_act(staff, hotline):
    form = uuid.uuid4()
    for _tap in range(2):
        answer = send(staff, hotline, form=form, number="25", result="хабарласты")
    send(staff, hotline)
    page = english(staff, answer.url)
    assert [line.alike for line in page.context["lines"]] == [1, 25]
    assert (page.context["after"].alike, page.context["entries"]) == (25, 26)
    assert "Saved: 25 entries." in page.content.decode()


def test_a_family_has_people_only_where_families_are_counted(staff, make):
    families = make.activity(kind="consultation", count_unit="families")
    page = staff.get(path_of(families))
    assert page.context["form"].units == ("family",)
    assert '<input type="hidden" name="unit" value="family"' in page.content.decode()
    assert send(staff, families, unit="family", people="4").status_code == 302
    people = make.activity(kind="reception")
    assert "people" not in staff.get(path_of(people)).context["form"].fields
    assert send(staff, people, unit="family").status_code == 422
    respondents = make.activity(kind="opinion_survey", count_unit="respondents")
    page = english(staff, path_of(respondents))
    assert "so it has no register" in page.content.decode()
    assert "data-register" not in page.content.decode()
    assert send(staff, respondents).status_code == 422


def test_a_form_sent_again_after_the_day_was_moved_is_told_so(staff, hotline):
    form = uuid.uuid4()
    send(staff, hotline, form=form)
    Session.objects.create(activity=hotline, number=2, held_on=DAY)
    hotline.sessions.filter(number=1).update(held_on=None)
    assert send(staff, hotline, form=form).status_code == 409
    assert Consultation.objects.count() == 1


def test_a_cancelled_activity_takes_no_entry(staff, hotline):
    send(staff, hotline)
    cancel_activity(hotline, reason="болмады", by=None)
    page = staff.get(path_of(hotline))
    assert (page.status_code, len(page.context["lines"])) == (200, 1)
    assert "data-register" not in page.content.decode()
    assert send(staff, hotline).status_code == 409


def test_a_head_count_that_hides_the_entries_is_said_and_mended_in_one_tap(staff, hotline):
    send(staff, hotline, number="30")
    set_head_count(hotline, mode="instead", basis="estimate", total=20, by=None)
    page = english(staff, path_of(hotline))
    assert "30 entries are not in the activity" in page.content.decode()
    answer = staff.post(
        reverse("events:head_count_mode", args=[hotline.ref]), {"mode": "in_addition", "back": "register"}
    )
    assert answer.url == path_of(hotline)
    page = english(staff, answer.url)
    assert (page.context["count"].total, "are not in the activity" in page.content.decode()) == (50, False)


def test_a_correction_shows_what_was_said_and_is_made_once(staff, make, hotline):
    subject = add_subject(make.organisation, name="Алимент", by=None)
    send(staff, hotline, subject=subject.pk, result="қате сөз", band="17-22", gender="male", minutes="5")
    old = Consultation.objects.get()
    path = reverse("events:consultation_correct", args=[old.attendance.uuid])
    form = staff.get(path).context["form"]
    shown = [form[name].value() for name in ("subject", "result", "band", "gender", "minutes", "unit")]
    assert shown == [subject.pk, "қате сөз", "17-22", "male", 5, "person"]
    sent = {"form": uuid.uuid4(), "held_on": DAY, "channel": "site", "unit": "person", "result": "дұрыс сөз"}
    assert staff.post(path, sent).status_code == 422
    for _tap in range(2):
        assert staff.post(path, {**sent, "reason": "қате"}).url == path_of(hotline)
    new = Consultation.objects.get(attendance__voided_at=None)
    assert (new.result, new.channel, new.subject, Consultation.objects.count()) == ("дұрыс сөз", "site", None, 2)
    # Somebody corrected it meanwhile: told on the page itself, what was typed is still there.
    late = staff.post(path, {**sent, "form": uuid.uuid4(), "reason": "қате", "result": "менің сөзім"})
    assert (late.status_code, late.context["form"]["result"].value()) == (409, "менің сөзім")
    assert len(late.context["form"].non_field_errors()) == 1
    # The list of people leads here, for its own form would know nothing of the consultation.
    answer = signed_in(make.member().user).get(reverse("events:correct", args=[new.attendance.uuid]))
    assert answer.url == reverse("events:consultation_correct", args=[new.attendance.uuid])


def test_undoing_one_or_all_alike(staff, hotline):
    record_alike(hotline, Entry(date(2025, 9, 10), "phone", "person"), number=9, act=uuid.uuid4(), by=None)
    first, second = Consultation.objects.order_by("pk")[:2]
    path = reverse("events:consultation_undo", args=[first.attendance.uuid])
    assert staff.post(path, {"scope": "one"}).status_code == 422
    assert Attendance.objects.live().count() == 9
    assert staff.post(path, {"scope": "one", "usual": "mistake"}).url == path_of(hotline)
    assert Attendance.objects.live().count() == 8
    path = reverse("events:consultation_undo", args=[second.attendance.uuid])
    assert staff.get(path).context["alike"] == 8
    staff.post(path, {"scope": "all", "words": "Екі рет енгізілген"})
    assert Attendance.objects.live().count() == 0
    assert Attendance.objects.filter(void_reason="Екі рет енгізілген").count() == 8


@pytest.mark.parametrize("rows", [1, 40])
def test_the_page_asks_the_same_number_of_questions_whatever_its_size(
    staff, hotline, django_assert_max_num_queries, rows
):
    for number in range(rows):
        told = Entry(
            date(2025, 9, 10), "phone", "person", new_subject=f"Тақырып {number}", specialist=f"Маман {number}"
        )
        record_consultation(hotline, told, act=uuid.uuid4(), by=None)
    record_alike(hotline, Entry(date(2025, 9, 10), "phone", "person"), number=rows + 1, act=uuid.uuid4(), by=None)
    staff.get(path_of(hotline))
    with django_assert_max_num_queries(12):
        staff.get(path_of(hotline))


def test_the_line_on_the_activitys_page(staff, make, hotline):
    send(staff, hotline, number="3")
    path = reverse("desk:activity", args=[hotline.ref])
    assert path_of(hotline) in staff.get(path).content.decode()
    viewer = signed_in(make.member("viewer").user)
    text = english(viewer, path).content.decode()
    assert "entries in the register" in text
    assert path_of(hotline) not in text
    seminar = make.activity()
    assert "consultations/" not in staff.get(reverse("desk:activity", args=[seminar.ref])).content.decode()


def test_those_counted_beside_the_register_are_said_before_they_are_written_down_again(staff, make, hotline):
    send(staff, hotline)
    assert english(staff, path_of(hotline)).context["listed"] == 0
    make.attendance(hotline)
    page = english(staff, path_of(hotline))
    assert page.context["listed"] == 1
    assert "1 entry is in the list of people already" in page.content.decode()
