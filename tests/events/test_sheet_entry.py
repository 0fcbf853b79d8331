"""Typing a paper list: keys, choices, mistakes that lose nothing, who may do it."""

import uuid
from datetime import date

import pytest
from django.test import Client

from events.actions.codes import issue_code, revoke_code
from events.actions.sheets import make_sheet
from events.models import Attendance, Person, Registration, Sheet
from grants.models import Role
from tests.conftest import signed_in


@pytest.fixture
def activity(make):
    return make.activity(ref="Q-1", title="Толеранттылық дәрісі")


@pytest.fixture
def sheet(activity) -> Sheet:
    return make_sheet(activity.sessions.get(), rows=5, act=uuid.uuid4(), by=None)


@pytest.fixture
def type_row(organiser, sheet):
    def send(row=1, **fields):
        return organiser.post(f"/sheets/{sheet.code}/", {"row": row, **fields})

    return send


def entries() -> list[tuple]:
    rows = Attendance.objects.live().order_by("sheet_row")
    return [(row.sheet_row, row.gender, row.age, row.statuses) for row in rows]


def names() -> list[str]:
    return list(Person.objects.order_by("pk").values_list("name", flat=True))


@pytest.mark.parametrize(
    ("keys", "gender"),
    [
        *((key, "male") for key in ("1", "м", "Е", "m", "ер")),
        *((key, "female") for key in ("2", "Ә", "ж", "f", "әйел")),
        *((key, "not_stated") for key in ("", "-")),
    ],
)
def test_genders_by_their_keys(type_row, keys, gender):
    type_row(gender=keys, age="19")
    assert entries() == [(1, gender, 19, "")]


def test_a_line_of_keys_is_an_entry_and_the_next_row_opens(type_row, sheet):
    answer = type_row(gender="2", age="2006", statuses="91")
    assert answer.url == f"/sheets/{sheet.code}/?row=2"
    row = Attendance.objects.get()
    assert (row.gender, row.age, row.birth_year, row.statuses) == (
        "female",
        19,
        2006,
        "persons_with_disability;youth",
    )
    type_row(row=5, gender="1", age="40", statuses="5, 0")
    assert entries()[1] == (5, "male", 40, "business;other")


def test_an_empty_line_is_skipped(type_row, sheet):
    assert type_row(row=2, gender="", age=" ").url == f"/sheets/{sheet.code}/?row=3"
    assert entries() == []


@pytest.mark.parametrize(
    "fields",
    [{"gender": "x"}, {"age": "старше"}, {"age": "300"}, {"age": "٣٠"}, {"statuses": "1a"}, {"age": "9" * 39}],
)
def test_what_cannot_be_read_is_told_and_kept(type_row, fields):
    answer = type_row(gender=fields.get("gender", "2"), **{k: v for k, v in fields.items() if k != "gender"}, who="Ай")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'aria-invalid="true"' in page
    assert 'value="Ай"' in page
    assert entries() == []


@pytest.mark.parametrize("row", ["0", "6", "x", "", "٣"])
def test_a_row_that_is_not_there_is_404(type_row, row):
    assert type_row(row=row, gender="1").status_code == 404
    assert entries() == []


def test_a_short_code_counts_its_person_and_a_scan_is_not_repeated(make, type_row, activity):
    person = make.person(name="Айгүл Бекова")
    code = issue_code(person)
    make.attendance(activity, person=person)
    answer = type_row(who=code.display.lower())
    assert answer.status_code == 302
    assert Attendance.objects.count() == 1
    assert entries() == [(None, "female", 19, "youth")]


def test_a_code_that_means_nobody_is_told(make, type_row):
    code = issue_code(make.person(name="Айгүл"))
    revoke_code(code, by=None)
    assert type_row(who=code.display).status_code == 422
    assert type_row(who="A7-K3-92").status_code == 422
    assert entries() == []
    type_row(who="Асанов")  # six letters that could be a code are a name all the same
    assert names() == ["Айгүл", "Асанов"]


def test_somebody_here_of_the_same_name_is_asked_about(make, type_row, activity, organiser, sheet):
    person = make.person(name="Айгүл Бекова")
    make.attendance(activity, person=person)
    asked = type_row(who="бекова айгүл", gender="2")
    assert asked.status_code == 409
    page = asked.content.decode()
    assert f'name="choose" value="{person.pk}"' in page
    assert 'value="бекова айгүл"' in page
    assert Attendance.objects.count() == 1
    same = {"who": "бекова айгүл", "asked": "бекова айгүл"}
    type_row(**same, choose=person.pk)
    assert (Attendance.objects.count(), names()) == (1, ["Айгүл Бекова"])
    type_row(row=2, **same, choose="new")
    assert (Attendance.objects.count(), names()) == (2, ["Айгүл Бекова", "бекова айгүл"])


def test_a_choice_holds_only_for_the_name_it_was_asked_for(make, type_row, activity):
    person = make.person(name="Айгүл Бекова")
    make.attendance(activity, person=person)
    type_row(who="Дәурен Ахметов", asked="Айгүл Бекова", choose=person.pk)
    assert names() == ["Айгүл Бекова", "Дәурен Ахметов"]


def test_a_foreign_person_cannot_be_chosen(make, type_row):
    theirs = make.other_organisation().person(name="Айгүл Бекова")
    type_row(who="Айгүл Бекова", asked="Айгүл Бекова", choose=theirs.pk)
    assert Attendance.objects.get().person.organisation == make.organisation


def test_a_child_with_a_name_needs_a_parents_signature(type_row):
    answer = type_row(gender="2", age="12", who="Айгүл Бекова")
    assert answer.status_code == 422
    assert (entries(), names()) == ([], [])
    type_row(gender="2", age="12")
    type_row(row=2, gender="2", age="12", who="Айгүл Бекова", guardian="on")
    assert (len(entries()), names()) == (2, ["Айгүл Бекова"])
    assert list(Attendance.objects.get(sheet_row=2).consents.values_list("kind", "by_guardian")) == [("data", True)]


def test_an_entered_row_opens_filled_and_is_corrected(type_row, organiser, sheet):
    type_row(gender="2", age="19", statuses="1", who="Айгүл Бекова")
    page = organiser.get(f"/sheets/{sheet.code}/?row=1").content.decode()
    for value in ('value="2"', 'value="19"', 'value="Айгүл Бекова"'):
        assert value in page
    type_row(gender="2", age="20", statuses="1", who="Айгүл Бекова")
    assert entries() == [(1, "female", 20, "youth")]
    assert (Attendance.objects.count(), names()) == (2, ["Айгүл Бекова"])
    organiser.post(f"/sheets/{sheet.code}/", {"row": 1, "act": "clear"})
    assert entries() == []


def test_names_printed_on_the_list_are_entered_with_one_key(make, organiser, activity):
    for name in ("Айгүл Бекова", "Дәурен Ахметов"):
        Registration.objects.create(
            activity=activity,
            person=make.person(name=name),
            state="place",
            stated_on=date(2025, 9, 1),
            gender="female",
            age=40,
            statuses="business",
        )
    body = {"form": uuid.uuid4(), "session": activity.sessions.get().pk, "rows": "1", "with_names": "on"}
    organiser.post(f"/activities/{activity.ref}/sheets/", body)
    organiser.post(f"/activities/{activity.ref}/sheets/", {**body, "form": uuid.uuid4()})
    first, second = Sheet.objects.order_by("number")
    assert [Person.objects.get(pk=sheet.printed[0]).name for sheet in (first, second)] == [
        "Айгүл Бекова",
        "Дәурен Ахметов",
    ]
    page = organiser.get(f"/sheets/{second.code}/").content.decode()
    for value in ('value="Дәурен Ахметов"', 'value="40"', 'value="5"'):
        assert value in page
    organiser.post(f"/sheets/{second.code}/", {"row": 2, "gender": "1", "age": "40", "who": "Дәурен Ахметов"})
    row = Attendance.objects.get()
    assert (row.person.name, row.gender, row.age, Person.objects.count()) == ("Дәурен Ахметов", "male", 40, 2)


def test_the_page_of_lists(organiser, activity):
    address = f"/activities/{activity.ref}/sheets/"
    body = {"form": uuid.uuid4(), "session": activity.sessions.get().pk, "rows": "40"}
    for _tap in range(2):
        assert organiser.post(address, body).url == address
    sheet = Sheet.objects.get()
    assert f"/sheets/{sheet.code}/sheet.pdf" in organiser.get(address).content.decode()
    pdf = organiser.get(f"/sheets/{sheet.code}/sheet.pdf")
    assert (pdf.status_code, pdf.content[:5], pdf.headers["Content-Type"]) == (200, b"%PDF-", "application/pdf")
    for wrong in ({"rows": "0"}, {"rows": "201"}, {"rows": "x"}, {"session": "0"}, {"session": "x"}):
        assert organiser.post(address, {**body, "form": uuid.uuid4(), **wrong}).status_code == 422
    assert Sheet.objects.count() == 1


def test_a_list_is_finished_and_taken_up_again(organiser, sheet):
    for act, is_finished in (("finish", True), ("go_on", False)):
        organiser.post(f"/sheets/{sheet.code}/", {"act": act})
        sheet.refresh_from_db()
        assert bool(sheet.finished_at) is is_finished


def test_the_code_on_the_paper_tells_strangers_nothing(make, organiser, sheet):
    assert organiser.get(f"/l/{sheet.code.lower()}/").url == f"/sheets/{sheet.code}/"
    others = [Client(), signed_in(make.other_organisation().member().user), signed_in(make.member(Role.VIEWER).user)]
    for client in others:
        real, unreal = client.get(f"/l/{sheet.code}/"), client.get("/l/AAAAAAAA/")
        assert real.status_code == unreal.status_code == 200
        assert "дәрісі" not in real.content.decode()
    pages = []
    for code in (sheet.code, "AAAAAAAA", "x" * 300):
        page = Client().get(f"/l/{code}/").content.decode().replace(code, "")
        pages.append([line for line in page.split("\n") if "csrfmiddlewaretoken" not in line])
    assert pages[0] == pages[1] == pages[2]


def test_staff_type_lists_and_see_short_names(make, sheet):
    staff = signed_in(make.member(Role.STAFF).user)
    staff.post(f"/sheets/{sheet.code}/", {"row": 1, "gender": "2", "who": "Айгүл Бекова"})
    page = staff.get(f"/sheets/{sheet.code}/?row=1").content.decode()
    assert "Айгүл Б." in page
    assert "Айгүл Бекова" not in page
    # The short name still in its field is the same person.
    staff.post(f"/sheets/{sheet.code}/", {"row": 1, "gender": "2", "age": "30", "who": "Айгүл Б."})
    assert (entries(), names()) == ([(1, "female", 30, "")], ["Айгүл Бекова"])
    assert signed_in(make.member(Role.VIEWER).user).get(f"/sheets/{sheet.code}/").status_code == 403
