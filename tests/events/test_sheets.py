"""Paper lists: numbers that go on, rows that count once, never beside a scan."""

import io
import uuid
from datetime import date, datetime, time

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from events.actions.attendance import correct_attendance, void_attendance
from events.actions.merging import merge_people, unmerge
from events.actions.people import withdraw_person
from events.actions.sheets import RowEntry, RowOutcome, clear_row, enter_row, finish_sheet, make_sheet, sheet_time
from events.facts import Facts
from events.models import Attendance, Consent, Person, Registration, Sheet, SheetMark
from events.queries.counts import activity_counts
from events.queries.sheets import RowState, facts_before, next_empty, rows_of, sheets_of
from events.sheet_words import sheet_spec
from events.sheets_pdf import ROW, sheet_pdf
from rules.errors import AppError
from tests.factories import ALMATY

WOMAN, MAN = Facts("female", 19, None, ("youth",)), Facts("male", 60)


@pytest.fixture
def activity(make):
    return make.activity(title="Толеранттылық дәрісі")


@pytest.fixture
def sheet(activity) -> Sheet:
    return make_sheet(activity.sessions.get(), rows=40, act=uuid.uuid4(), by=None)


def enter(sheet, row, facts=WOMAN, **fields):
    return enter_row(sheet, row=row, entry=RowEntry(facts, **fields), by=None, language="kk")


def total(activity) -> int:
    return activity_counts(activities=[activity.pk])[activity.pk].total


def states(sheet) -> dict[int, str]:
    return {row.number: row.state.value for row in rows_of(sheet, full=True) if row.state is not RowState.EMPTY}


def test_row_numbers_go_on_from_list_to_list(make):
    activity = make.activity(sessions=2)
    first, second = activity.sessions.order_by("number")
    made = [
        make_sheet(session, rows=rows, act=uuid.uuid4(), by=None)
        for session, rows in ((first, 40), (second, 25), (first, 5))
    ]
    assert [(s.number, s.first_row, s.last_row) for s in made] == [(1, 1, 40), (2, 41, 65), (3, 66, 70)]
    other = make_sheet(make.activity().sessions.get(), rows=10, act=uuid.uuid4(), by=None)
    assert (other.number, other.first_row) == (1, 1)


def test_the_same_form_makes_one_list(activity):
    act = uuid.uuid4()
    one, other = (make_sheet(activity.sessions.get(), rows=40, act=act, by=None) for _tap in range(2))
    assert one == other
    assert Sheet.objects.count() == 1
    for rows in (0, 201):
        with pytest.raises(AppError, match="sheet_rows"):
            make_sheet(activity.sessions.get(), rows=rows, act=uuid.uuid4(), by=None)


def test_a_row_becomes_one_entry_with_its_list_and_the_activitys_time(sheet, activity):
    entered = enter(sheet, 7, name="Айгүл Бекова")
    row = entered.attendance
    assert entered.outcome is RowOutcome.ENTERED
    assert (row.uuid, row.source, row.sheet, row.sheet_row) == (uuid.uuid5(sheet.uuid, "7"), "paper", sheet, 7)
    assert row.observed_at == datetime(2025, 9, 10, 10, 0, tzinfo=ALMATY)
    assert (row.gender, row.age, row.category, row.is_counted) == ("female", 19, "youth", True)
    assert (row.person.name, row.person.is_identified) == ("Айгүл Бекова", False)
    assert list(Consent.objects.values_list("kind", "given", "wording")) == [("data", True, "with-staff-1")]
    assert states(sheet) == {7: "entered"}


def test_the_time_is_the_sessions_own_and_never_later_than_now(make, activity):
    session = activity.sessions.get()
    session.held_on, session.starts_at = date(2025, 9, 11), time(15, 30)
    session.save()
    sheet = make_sheet(session, rows=5, act=uuid.uuid4(), by=None)
    assert sheet_time(sheet) == datetime(2025, 9, 11, 15, 30, tzinfo=ALMATY)
    session.held_on = date(2099, 1, 1)
    assert sheet_time(sheet).year < 2099


def test_a_line_without_a_name_counts_somebody_without_a_name(sheet, activity):
    enter(sheet, 1, MAN)
    enter(sheet, 2, Facts())
    assert total(activity) == 2
    assert not Person.objects.exists()
    assert not Consent.objects.exists()
    enter(sheet, 1, MAN, name="Дәурен", by_guardian=False)
    assert Consent.objects.get().attendance.person.name == "Дәурен"


def test_entering_a_row_twice_is_once(sheet, activity):
    first = enter(sheet, 3, name="Айгүл")
    second = enter(sheet, 3, name="Айгүл")
    assert (second.outcome, second.attendance) == (RowOutcome.UNCHANGED, first.attendance)
    assert (Attendance.objects.count(), Person.objects.count(), total(activity)) == (1, 1, 1)


def test_a_change_is_a_correction_with_a_link(sheet, activity):
    old = enter(sheet, 3).attendance
    entered = enter(sheet, 3, MAN)
    assert entered.outcome is RowOutcome.CORRECTED
    new = entered.attendance
    old.refresh_from_db()
    assert (new.replaces, new.gender, new.sheet_row, new.is_counted) == (old, "male", 3, True)
    assert (old.void_reason, old.is_counted) == ("paper_read_again", False)
    assert total(activity) == 1


def test_a_new_spelling_of_a_rows_own_person_is_theirs(sheet):
    first = enter(sheet, 3, name="Айгүл Бекова").attendance
    again = enter(sheet, 3, name="Айгүл Бекенова").attendance
    assert again == first
    assert list(Person.objects.values_list("name", flat=True)) == ["Айгүл Бекенова"]


def test_a_row_may_turn_out_to_be_somebody_else(make, sheet, activity):
    known = make.person(name="Дәурен")
    old = enter(sheet, 3).attendance
    new = enter(sheet, 3, MAN, person=known).attendance
    assert (new.replaces, new.person, new.is_counted) == (old, known, True)
    assert total(activity) == 1
    nobody = enter(sheet, 3, MAN).attendance
    assert (nobody.person, nobody.replaces) == (None, new)
    assert total(activity) == 1


def test_who_was_scanned_is_marked_and_not_counted_twice(make, sheet, activity):
    person = make.person(name="Айгүл")
    scanned = make.attendance(activity, person=person).attendance
    entered = enter(sheet, 5, person=person)
    assert (entered.outcome, entered.attendance) == (RowOutcome.ALREADY, scanned)
    assert enter(sheet, 5, person=person).outcome is RowOutcome.ALREADY
    assert total(activity) == 1
    assert list(SheetMark.objects.values_list("row", "attendance")) == [(5, scanned.pk)]
    assert states(sheet) == {5: "already"}
    corrected = correct_attendance(scanned, facts=MAN, reason="x", by=None)
    assert (states(sheet), sheets_of(activity).get().marked) == ({5: "already"}, 1)
    assert enter(sheet, 5, person=person).attendance == corrected
    void_attendance(corrected, reason="x", by=None)
    assert states(sheet) == {}
    assert enter(sheet, 5, person=person).outcome is RowOutcome.ENTERED
    assert (total(activity), SheetMark.objects.count()) == (1, 0)


def test_a_scan_after_the_paper_finds_the_papers_entry(make, sheet, activity):
    person = make.person(name="Айгүл")
    paper = enter(sheet, 5, person=person).attendance
    assert make.attendance(activity, person=person).attendance == paper
    assert total(activity) == 1


def test_two_rows_of_one_person_count_once(make, sheet, activity):
    person = make.person(name="Айгүл", phone="+77000000001")
    enter(sheet, 1, person=person)
    assert enter(sheet, 2, person=person).outcome is RowOutcome.ALREADY
    assert enter(sheet, 3, name="Айгүл", phone_number="+77000000001").outcome is RowOutcome.ALREADY
    assert (total(activity), states(sheet)) == (1, {1: "entered", 2: "already", 3: "already"})


def test_an_entered_row_that_was_a_scanned_person_steps_back(make, sheet, activity):
    person = make.person(name="Айгүл")
    make.attendance(activity, person=person)
    enter(sheet, 1)
    assert total(activity) == 2
    assert enter(sheet, 1, person=person).outcome is RowOutcome.ALREADY
    assert (total(activity), states(sheet)) == (1, {1: "already"})


def test_another_session_is_another_row_but_one_person(make):
    activity = make.activity(sessions=2)
    first, second = activity.sessions.order_by("number")
    person = make.person(name="Айгүл")
    make.attendance(activity, person=person, session=first)
    sheet = make_sheet(second, rows=5, act=uuid.uuid4(), by=None)
    row = enter(sheet, 1, person=person).attendance
    assert (row.session, row.is_counted, total(activity)) == (second, False, 1)


def test_a_row_is_emptied_and_entered_anew(sheet, activity):
    enter(sheet, 1)
    for _tap in range(2):
        clear_row(sheet, row=1, by=None)
    assert (total(activity), states(sheet)) == (0, {})
    again = enter(sheet, 1, MAN).attendance
    assert again.uuid == uuid.uuid5(sheet.uuid, "1:1")
    assert (total(activity), states(sheet)) == (1, {1: "entered"})


def test_known_facts_fill_what_the_paper_leaves_out(make, sheet):
    person = make.person(name="Айгүл")
    make.attendance(make.activity(), person=person, gender="female", age=30, statuses=("business",))
    row = enter(sheet, 1, Facts(), person=person).attendance
    assert (row.gender, row.age, row.statuses) == ("female", 30, "business")


def test_a_row_of_a_cancelled_activity_is_a_fact(sheet, activity):
    activity.cancelled_at, activity.cancel_reason = datetime(2025, 9, 9, tzinfo=ALMATY), "x"
    activity.save()
    sheet.refresh_from_db()
    assert enter(sheet, 1).outcome is RowOutcome.ENTERED


def test_rows_that_are_not_on_the_list_and_people_who_left(make, sheet):
    for row in (0, 41):
        with pytest.raises(AppError, match="not_on_sheet"):
            enter(sheet, row)
        with pytest.raises(AppError, match="not_on_sheet"):
            clear_row(sheet, row=row, by=None)
    person = make.person(name="Айгүл")
    withdraw_person(person, by=None)
    with pytest.raises(AppError, match="person_withdrawn"):
        enter(sheet, 1, person=person)
    assert not Attendance.objects.exists()


def test_a_row_of_a_merged_person_stays_with_its_list(make, sheet, activity):
    kept, merged = make.person(name="Айгүл Бекова"), make.person(name="Айгүл Б.")
    make.attendance(activity, person=kept)
    enter(sheet, 4, person=merged)
    merge = merge_people(kept=kept, merged=merged, by=None)
    assert (total(activity), states(sheet)) == (1, {4: "already"})
    unmerge(merge, by=None)
    assert (total(activity), states(sheet)) == (2, {4: "entered"})


def test_a_correction_from_elsewhere_keeps_its_place_on_the_list(sheet):
    row = enter(sheet, 4).attendance
    correct_attendance(row, facts=MAN, reason="x", by=None)
    assert states(sheet) == {4: "entered"}
    assert enter(sheet, 4, MAN).outcome is RowOutcome.UNCHANGED


def test_the_next_empty_row(sheet):
    for row in (1, 2, 4, 40):
        enter(sheet, row)
    rows = rows_of(sheet, full=True)
    assert [next_empty(rows, after) for after in (0, 2, 4, 39, 40)] == [3, 3, 5, 3, 3]


def test_how_far_lists_are(make, sheet, activity, django_assert_num_queries):
    person = make.person()
    make.attendance(activity, person=person)
    enter(sheet, 1)
    enter(sheet, 2)
    enter(sheet, 3, person=person)
    clear_row(sheet, row=2, by=None)
    finish_sheet(sheet, is_finished=True, by=None)
    (found,) = sheets_of(activity)
    assert (found.entered, found.marked, found.pictures, bool(found.finished_at)) == (1, 1, 0, True)
    finish_sheet(sheet, is_finished=False, by=None)
    assert sheets_of(activity).get().finished_at is None


@pytest.mark.parametrize("number", [1, 12])
def test_queries_do_not_grow_with_the_rows(make, activity, number, django_assert_num_queries):
    people = [make.person(name=f"Адам {place}") for place in range(number)]
    sheet = make_sheet(
        activity.sessions.get(), rows=40, act=uuid.uuid4(), by=None, printed=[person.pk for person in people]
    )
    for place, person in enumerate(people, 1):
        enter(sheet, place, person=person)
    sheet = Sheet.objects.select_related("activity__organisation").get()
    with django_assert_num_queries(4):
        assert len(rows_of(sheet, full=True)) == 40


def pages_of(sheet, names=()):
    pdf = sheet_pdf(sheet_spec(sheet, link="https://outreach.example.kz/l/ABCD2345/", names=list(names)))
    return pdf, [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_the_printed_list_has_every_row_in_both_languages(sheet):
    assert ROW >= 9
    pdf, pages = pages_of(sheet, ["Айгүл Бекова"])
    assert len(pages) == 2
    words = " ".join("\n".join(pages).split())
    for expected in ("Қатысушылар тізімі", "Список участников", "Аты-жөні", "Имя и фамилия", "Айгүл Бекова"):
        assert expected in words
    assert "Дербес деректерімді жинауға, өңдеуге келісім беремін" in words
    assert "Даю согласие на сбор, обработку моих персональных данных" in words
    lines = "\n".join(pages).split("\n")
    assert "1Айгүл Бекова" in [line.replace("1 А", "1А") for line in lines]
    assert [line for line in lines if line.isdigit()] == [str(row) for row in range(2, 41)]
    assert "Аты-жөні" in pages[1]
    with pypdfium2.PdfDocument(pdf) as document:
        (found,) = zxingcpp.read_barcodes(document[0].render(scale=2).to_pil())
    assert found.text == "https://outreach.example.kz/l/ABCD2345/"


@pytest.mark.parametrize("rows", [1, 17, 18, 200])
def test_no_row_is_lost_between_pages(activity, rows):
    sheet = make_sheet(activity.sessions.get(), rows=rows, act=uuid.uuid4(), by=None)
    _pdf, pages = pages_of(sheet)
    numbers = [line for line in "\n".join(pages).split("\n") if line.isdigit()]
    assert numbers == [str(row) for row in range(1, rows + 1)]


def test_an_identity_number_is_never_asked_for(sheet):
    spec = sheet_spec(sheet, link="x", names=[])
    asked = " ".join([*(text for column in spec.columns for text in column.headings), *spec.consent])
    assert "ИИН" not in asked
    assert "ЖСН" not in asked


def test_registered_facts_are_there_before_the_first_visit(make, sheet):
    person = make.person(name="Айгүл")
    Registration.objects.create(
        activity=sheet.activity, person=person, state="place", stated_on=date(2025, 9, 1), gender="female", age=40
    )
    assert facts_before(sheet=sheet, person=person) == Facts("female", 40, None, ())
