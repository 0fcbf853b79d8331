"""A stranger's file as a table, or a sentence that says what to do."""

import io
import zipfile
from datetime import date, datetime

import pytest
from django.utils import translation

from grants.spreadsheets import FileRefusedError
from surveys.importing.files import table_of
from surveys.importing.words import FILE_WORDS, file_words
from tests.surveys.tables import csv_bytes, xlsx_bytes

ROWS = (["Жынысы", "Жасы; толық"], ["Әйел", "19"], ["Ер", ""])
MEANT = ((1, ("Жынысы", "Жасы; толық")), (2, ("Әйел", "19")), (3, ("Ер",)))
LIMIT = 10 * 1024 * 1024


def table(content, limit=LIMIT):
    return table_of(io.BytesIO(content), len(content), limit).rows


def refusal(content, limit=LIMIT):
    with pytest.raises(FileRefusedError) as refused:
        table(content, limit)
    with translation.override("en"):
        assert "%(" not in file_words(refused.value.code, refused.value.params)
    return refused.value.code


@pytest.mark.parametrize(
    "content",
    [
        csv_bytes(*ROWS),
        csv_bytes(*ROWS, encoding="utf-8-sig"),
        csv_bytes(*ROWS, delimiter=";"),
        csv_bytes(*ROWS, delimiter="\t", encoding="utf-16"),
        xlsx_bytes(*ROWS),
        xlsx_bytes(*ROWS, before=("Бос",)),
    ],
    ids=["utf-8", "BOM", "semicolons", "tabs in UTF-16", "workbook", "second sheet"],
)
def test_the_same_table_in_any_clothes(content):
    assert table(content) == MEANT


def test_the_code_page_of_windows_and_excels_own_first_line():
    rows = (["Пол", "Возраст"], ["Женский", "19"])
    assert table(csv_bytes(*rows, delimiter=";", encoding="cp1251")) == ((1, tuple(rows[0])), (2, tuple(rows[1])))
    marked = table(csv_bytes(*rows, delimiter=";", before="sep=;\r\n"))
    assert marked == ((2, tuple(rows[0])), (3, tuple(rows[1])))


def test_empty_rows_and_lines_within_a_cell_keep_the_numbers_of_rows():
    content = csv_bytes(["q", "w"], [], ["бір\nекі", "1"], ["", ""], ["үш", "2"])
    assert table(content) == ((1, ("q", "w")), (3, ("бір\nекі", "1")), (5, ("үш", "2")))


def test_cells_of_a_workbook_read_as_they_would_in_a_csv():
    ((_, cells),) = table(
        xlsx_bytes([1, 2.0, 0.1, True, date(2025, 5, 22), datetime(2025, 5, 22, 10, 3), " x ", None, "=1+1"])
    )
    assert cells == ("1", "2", "0.1", "TRUE", "2025-05-22", "2025-05-22 10:03:00", "x", "", "=1+1")


def test_merged_headings_leave_the_columns_beside_them_without_one():
    content = xlsx_bytes(["Сауалнама", None, None], ["q1", "q2", None], [1, 2, 3], merge=("A1:C1", "B2:C2"))
    assert table(content) == ((1, ("Сауалнама",)), (2, ("q1", "q2")), (3, ("1", "2", "3")))


def test_a_cell_of_a_hundred_thousand_letters_is_read():
    assert table(csv_bytes(["q"], ["ж" * 100_000]))[1][1] == ("ж" * 100_000,)


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (LIMIT * 10 + 1))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n\n;;;\n", "file_empty"),
        (xlsx_bytes(), "file_empty"),
        (b"x" * 101, "file_too_big"),
        (b"<html><body>Sign in</body></html>", "file_not_table"),
        (b"%PDF-1.7\x00\x01\x02\x03", "file_not_table"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "file_not_table"),
        (b"\xff\xfe\x00\xd8\x00\xd8", "file_not_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 50, "file_old_xls"),
        (b"PK\x03\x04 torn", "file_damaged"),
        (b",".join([b"1"] * 401), "too_many_columns"),
    ],
)
def test_what_is_no_table_is_refused_in_clear_words(content, code):
    assert refusal(content, 100 if code == "file_too_big" else LIMIT) == code


def test_a_bomb_is_not_unpacked():
    assert refusal(bomb()) == "file_unpacks_too_big"


def test_a_quotation_mark_without_end_is_named_by_its_row(monkeypatch):
    monkeypatch.setattr("surveys.importing.files.LONGEST_CELL", 1000)
    with pytest.raises(FileRefusedError) as refused:
        table(b'q,w\n1,2\n"' + b"x" * 2000)
    assert (refused.value.code, refused.value.params) == ("cell_without_end", {"row": 3})


def test_too_many_rows(monkeypatch):
    monkeypatch.setattr("surveys.importing.files.MOST_ROWS", 2)
    assert refusal(b"q\n1\n2\n") == "too_many_rows"


def test_every_refusal_has_words():
    assert {"file_macros", "file_encrypted", "file_not_xlsx", "file_csv"} <= FILE_WORDS.keys()
