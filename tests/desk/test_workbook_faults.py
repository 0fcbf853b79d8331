"""Faulty workbooks: every fault at once, with its place, and nothing brought in."""

import zipfile
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import load_workbook

from events.models import Activity, Attendance, Person
from grants.models import Project
from outreach.desk.workbook import reader
from outreach.desk.workbook.faults import message_for
from outreach.desk.workbook.importing import check_workbook
from outreach.desk.workbook.messages import FAULTS, WARNINGS
from tests.desk.books import (
    ACTIVITIES,
    ATTENDANCE,
    MEASURES,
    PROJECTS,
    book,
    bring,
    check,
    codes,
    places,
    saved,
    small_book,
)
from tests.events.evidence_files import torn, workbook


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def nothing_came_in() -> bool:
    return not any(model.objects.exists() for model in (Project, Activity, Person, Attendance))


def with_row(sheet, *cells):
    return [*sheet, list(cells)]


def test_all_faults_of_a_file_are_told_at_once_and_nothing_comes_in(make):
    activities = [
        ["ref", "project", "measure", "kind", "title", "date", "end_date", "time", "reported_count", "count_unit"],
        ["B1-01", "B1", "1.1", "seminar", "1", "2025-09-10", None, "10:00", None, None],
        ["B1-01", "B1", "1.1", "seminar", "2", "2025-09-11", None, None, None, None],
        ["B1-03", "B9", "1.1", "seminar", "3", "2025-09-12", None, None, None, None],
        ["B1-04", "B1", "9.9", "семинарлар", "4", "12 қыркүйек", "2025-09-12", "таңертең", "көп", "дана"],
        ["new", "B1", "1.1", "seminar", "5", "2025-09-12", "2025-09-10", None, -4, None],
        ["B1-06", "B1", "1.1", None, "6", None, "2025-09-10", None, None, None],
        ["B1-07", "B1", "1.1", "seminar", "7", "2025-09-12", "2025-09-10", None, None, None],
    ]
    attendance = [
        ATTENDANCE[0],
        ["B1-99", "K1", None, None, 19, "female", "youth"],
        ["B1-01", "K2", None, None, 190, "иә", "жаңа"],
        [None, "K3", None, None, 19, "female", "youth"],
    ]
    outcome = bring(make, small_book(activities=activities, attendance=attendance))
    assert not outcome.applied
    assert places(outcome.faults) == [
        ("duplicate_ref", "activities", 3, "A"),
        ("unknown_project", "activities", 4, "B"),
        ("unknown_measure", "activities", 5, "C"),
        ("unknown_kind", "activities", 5, "D"),
        ("bad_date", "activities", 5, "F"),
        ("bad_time", "activities", 5, "H"),
        ("bad_number", "activities", 5, "I"),
        ("unknown_unit", "activities", 5, "J"),
        ("ref_reserved", "activities", 6, "A"),
        ("negative", "activities", 6, "I"),
        ("cell_empty", "activities", 7, "D"),
        ("end_without_start", "activities", 7, "F"),
        ("end_before_start", "activities", 8, "G"),
        ("unknown_activity", "attendance", 2, "A"),
        ("age_impossible", "attendance", 3, "E"),
        ("unknown_gender", "attendance", 3, "F"),
        ("unknown_category", "attendance", 3, "G"),
        ("cell_empty", "attendance", 4, "A"),
    ]
    assert nothing_came_in()


def test_a_fault_says_where_and_what_to_do(make):
    outcome = check(
        make, small_book(activities=with_row(ACTIVITIES, "B1-03", "B1", "1.1", "seminar", "3", "кеше", None, None))
    )
    [fault] = outcome.faults
    assert (fault.sheet, fault.row, fault.place) == ("activities", 4, "F (date)")
    assert fault.message == "“кеше” is not a date we can read. Write it as 22.05.2025 or 2025-05-22."


@pytest.mark.parametrize("code", [*FAULTS, *WARNINGS])
def test_every_message_can_be_told(code):
    class AnyParam(dict):
        def __missing__(self, key):
            return "x"

    text = str(FAULTS.get(code) or WARNINGS[code])
    assert "%(" not in text % AnyParam()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (["B1-03", "B1", "1.1", "seminar", "=A1&B1", "2025-09-12", None, None], ("formula", "activities", 4, "E")),
        (
            ["B1-03", "B1", "1.1", "seminar", "x" * 501, "2025-09-12", None, None],
            ("text_too_long", "activities", 4, "E"),
        ),
        (["B1 03", "B1", "1.1", "seminar", "3", "2025-09-12", None, None], ("bad_ref", "activities", 4, "A")),
        (["calendar", "B1", "1.1", "seminar", "3", "2025-09-12", None, None], ("ref_reserved", "activities", 4, "A")),
        (["B1-03", "B1", "1.1", "seminar", "3", "2025-09-12", None, 10**12], ("number_too_big", "activities", 4, "H")),
        (["B1-03", "B1", "1.1", "seminar", "3", "2025-09-12", None, 12.5], ("not_whole", "activities", 4, "H")),
        (["B1-03", "B1", "1.1", "karaoke", "3", "2025-09-12", None, None], ("unknown_kind", "activities", 4, "D")),
    ],
)
def test_each_kind_of_fault_is_found_in_its_cell(make, row, fault):
    outcome = bring(make, small_book(activities=with_row(ACTIVITIES, *row)))
    assert places(outcome.faults) == [fault]
    assert nothing_came_in()


def test_a_formula_of_excel_and_an_error_cell_are_faults(make):
    workbook = load_workbook(small_book())
    workbook["activities"]["H2"] = "=SUM(1,2)"
    workbook["attendance"]["E2"] = "#REF!"
    workbook["attendance"]["E2"].data_type = "e"
    outcome = bring(make, saved(workbook))
    assert places(outcome.faults) == [("formula", "activities", 2, "H"), ("error_cell", "attendance", 2, "E")]


def test_a_missing_sheet_that_others_refer_to_is_one_fault(make):
    rows = [ATTENDANCE[0], *[["B1-01", f"K{n}", None, None, 19, "female", "youth"] for n in range(40)]]
    outcome = bring(
        make,
        small_book(
            activities=None, attendance=rows, publications=[["activity_ref", "url"], ["B1-02", "https://a.kz/b"]]
        ),
    )
    assert places(outcome.faults) == [("sheet_missing", "activities", None, "")]
    assert dict(outcome.faults[0].params) == {
        "missing": "activities",
        "sheets": "attendance, publications",
        "refs": "B1-01, B1-02",
    }
    outcome = bring(make, small_book(projects=None, attendance=None))
    assert places(outcome.faults) == [("sheet_missing", "projects", None, "")]
    assert nothing_came_in()


def test_a_missing_sheet_of_measures_is_told_when_activities_name_them(make):
    outcome = bring(make, small_book(measures=None))
    assert places(outcome.faults) == [("sheet_missing", "measures", None, "")]


def test_double_rows_are_told_with_the_first_one(make):
    outcome = bring(
        make,
        small_book(
            projects=[*PROJECTS, PROJECTS[1]],
            measures=[*MEASURES, MEASURES[1]],
            indicators=[
                ["project", "measure", "indicator", "plan"],
                ["B1", "1.1", "participants", 10],
                ["B1", "1.1", "қатысушылар", 20],
            ],
            headcounts=[
                ["activity_ref", "dimension", "value", "count"],
                ["B1-02", "gender", "male", 10],
                ["B1-02", "gender", "ер", 11],
            ],
            materials=[
                ["activity_ref", "material", "language", "count"],
                ["B1-01", "leaflet", "kk", 10],
                ["B1-01", "leaflet", "kk", 12],
            ],
        ),
    )
    assert places(outcome.faults) == [
        ("duplicate_ref", "projects", 3, "A"),
        ("duplicate_ref", "measures", 3, "B"),
        ("duplicate_ref", "indicators", 3, "C"),
        ("duplicate_row", "headcounts", 3, "C"),
        ("duplicate_row", "materials", 3, "B"),
    ]
    assert {dict(fault.params)["first"] for fault in outcome.faults} == {2}


def test_parts_that_exceed_the_reported_number_and_unknown_parts_are_faults(make):
    parts = [
        ["activity_ref", "dimension", "value", "count"],
        ["B1-02", "gender", "male", 20],
        ["B1-02", "gender", "female", 6],
        ["B1-02", "age", "17-99", 6],
        ["B1-02", "көзі", "male", 6],
    ]
    outcome = bring(make, small_book(headcounts=parts))
    assert places(outcome.faults) == [
        ("parts_exceed", "headcounts", 2, "D"),
        ("unknown_value", "headcounts", 4, "C"),
        ("unknown_dimension", "headcounts", 5, "B"),
    ]
    assert outcome.faults[0].message == "The parts add up to 26, more than the total of 25. Correct one of them."


def test_more_copies_handed_out_than_printed_is_a_fault(make):
    rows = [["activity_ref", "material", "count", "printed"], ["B1-01", "leaflet", 620, 600]]
    assert places(bring(make, small_book(materials=rows)).faults) == [("handed_out_exceeds", "materials", 2, "C")]


def test_a_birth_year_that_gives_no_age_is_a_fault(make):
    rows = [["activity_ref", "participant_key", "birth_year"], ["B1-01", "K1", 2030], ["B1-01", "K2", 1899]]
    assert places(bring(make, small_book(attendance=rows)).faults) == [
        ("age_impossible", "attendance", 2, "C"),
        ("age_impossible", "attendance", 3, "C"),
    ]


def test_a_new_date_before_somebodys_birth_is_a_fault(make):
    rows = [["activity_ref", "participant_key", "birth_year"], ["B1-01", "K1", 2024]]
    bring(make, small_book(attendance=rows))
    moved = [ACTIVITIES[0], ["B1-01", "B1", "1.1", "seminar", "1-семинар", "2023-01-10", "10:00", None]]
    outcome = bring(make, small_book(activities=moved, attendance=None))
    assert places(outcome.faults) == [("birth_after_activity", "activities", 2, "F")]


def test_headings_that_are_missing_unknown_or_double_are_told(make):
    outcome = bring(
        make,
        small_book(
            activities=[["белгісіз"], ["B1-01"]],
            attendance=[["participant_key", "age", "жасы", "ескерту"], ["K1", 19, 20, "x"]],
            measures=None,
        ),
    )
    assert places(outcome.faults) == [
        ("no_headings", "activities", None, ""),
        ("heading_twice", "attendance", None, ""),
        ("column_missing", "attendance", None, ""),
    ]
    assert places(outcome.warnings) == [("columns_ignored", "attendance", None, "")]


def test_unknown_sheets_are_left_out_and_a_title_above_the_headings_is_let_go(make):
    activities = [["2025 жылғы іс-шаралар тізімі"], [], *ACTIVITIES]
    outcome = bring(make, small_book(activities=activities, Лист1=[["a"], [1]]))
    assert outcome.faults == []
    assert places(outcome.warnings) == [("sheet_ignored", "Лист1", None, "")]
    assert Activity.objects.get(ref="B1-02").starts_on.isoformat() == "2025-09-17"


def test_a_book_without_a_known_sheet_is_refused(make):
    assert codes(bring(make, book(Лист1=[["a"], [1]])).faults) == ["no_sheets"]


def test_two_tabs_of_the_same_thing_are_refused(make):
    assert codes(bring(make, small_book(мероприятия=ACTIVITIES)).faults) == ["sheet_twice"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        ("ref,title\nP1,Жоба\n".encode(), "file_csv"),
        ("ref;title\nP1;Жоба\n".encode("cp1251"), "file_csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_old_xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "file_encrypted"),
        (b"%PDF-1.7\n" + bytes(100), "file_not_xlsx"),
        (b"PK\x03\x04" + bytes(100), "file_damaged"),
        (torn(workbook()), "file_damaged"),
        (torn(workbook(), b"xl/workbook.xml"), "file_damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(make, content, code):
    outcome = check(make, BytesIO(content))
    assert codes(outcome.faults) == [code]
    assert outcome.faults[0].message == message_for(code, {})


def packed(**members: bytes) -> BytesIO:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def test_other_packed_files_macros_and_bombs_are_refused(make, settings):
    assert codes(check(make, packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")).faults) == [
        "file_not_xlsx"
    ]
    word = {"[Content_Types].xml": b"<Types>wordprocessingml</Types>"}
    assert codes(check(make, packed(**word)).faults) == ["file_not_xlsx"]
    macros = {"[Content_Types].xml": b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"}
    assert codes(check(make, packed(**macros)).faults) == ["file_macros"]
    settings.WORKBOOK_MAX_BYTES = 100_000
    assert codes(check(make, packed(bomb=bytes(2_000_000))).faults) == ["file_unpacks_too_big"]


def test_a_broken_sheet_and_an_entity_bomb_are_refused(make):
    assert codes(check(make, BytesIO(torn(small_book().getvalue(), b"xl/worksheets/sheet3.xml"))).faults) == [
        "file_damaged"
    ]
    original = zipfile.ZipFile(small_book())
    for poison in (b"<worksheet><sheetData><row", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'):
        members = {name: original.read(name) for name in original.namelist()}
        members["xl/worksheets/sheet3.xml"] = poison
        assert codes(check(make, packed(**members)).faults) == ["file_damaged"]


def test_a_file_over_the_limit_is_refused_before_it_is_read(make):
    class Unreadable(BytesIO):
        def read(self, *args):
            raise AssertionError("the file was read")

    outcome = check_workbook(make.organisation, Unreadable(), 50 * 1024 * 1024)
    assert codes(outcome.faults) == ["file_too_big"]
    assert "10 MB" in outcome.faults[0].message


def test_too_many_rows_are_refused_and_a_stray_cell_far_below_is_not(make, monkeypatch):
    workbook = load_workbook(small_book())
    workbook["attendance"]["A900000"] = "  "
    workbook["attendance"].cell(1, 5000).value = "алыс"
    assert check(make, saved(workbook)).faults == []
    monkeypatch.setattr(reader, "MAX_ROWS", 2)
    assert places(check(make, small_book()).faults) == [("too_many_rows", "attendance", None, "")]
