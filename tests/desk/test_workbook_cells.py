"""Reading cells: what people write, and what it means. No database."""

from datetime import date, datetime, time
from decimal import Decimal
from types import SimpleNamespace

import pytest

from outreach.desk.workbook.cells import CellFaultError, read_cell
from outreach.desk.workbook.faults import numbers_in_words
from outreach.desk.workbook.sheets import SHEETS, sheet_named
from outreach.desk.workbook.words import CATEGORY, GENDER, fold, offered
from rules.codes import CATEGORIES, DIMENSIONS, GENDERS
from rules.counting import UNITS


def cell(value, data_type=None, number_format="General"):
    return SimpleNamespace(
        value=value, data_type=data_type or ("s" if isinstance(value, str) else "n"), number_format=number_format
    )


def read(value, kind, limit=40, **more):
    return read_cell(cell(value, **more), kind, limit)


@pytest.mark.parametrize(
    "written",
    [
        "2025-05-22",
        "22.05.2025",
        " 22.5.2025 ",
        "22.05.2025 ж.",
        "22.05.2025 г.",
        "2025-05-22 00:00:00",
        "2025-05-22T00:00",
        datetime(2025, 5, 22),
        datetime(2025, 5, 22, 9, 30),
        date(2025, 5, 22),
    ],
)
def test_a_date_is_read_however_it_is_written(written):
    assert read(written, "date") == date(2025, 5, 22)


@pytest.mark.parametrize("written", ["31.02.2025", "22/05/2025", "05-22-2025", "мамыр", "2025", 45799, "22.05.0025"])
def test_what_is_no_date_is_told(written):
    with pytest.raises(CellFaultError, match="bad_date"):
        read(written, "date")


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("09:00", time(9)),
        ("9:00", time(9)),
        ("09.00", time(9)),
        ("9-30", time(9, 30)),
        ("11:50:00", time(11, 50)),
        (time(15, 0), time(15)),
        (datetime(1899, 12, 30, 9, 15), time(9, 15)),
        (0.375, time(9)),
        (9.3, time(9, 30)),
        (9, time(9)),
    ],
)
def test_a_time_is_read_however_it_is_written(written, clock):
    assert read(written, "time") == clock


@pytest.mark.parametrize("written", ["25:00", "9:75", "таңертең", "09:00-11:00", 24.5])
def test_what_is_no_time_is_told(written):
    with pytest.raises(CellFaultError, match="bad_time"):
        read(written, "time")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2025-09-10 10:03", datetime(2025, 9, 10, 10, 3)),
        ("2025-09-10T10:03:20", datetime(2025, 9, 10, 10, 3)),
        ("10.09.2025 10:03", datetime(2025, 9, 10, 10, 3)),
        (datetime(2025, 9, 10, 10, 3), datetime(2025, 9, 10, 10, 3)),
        ("10.09.2025", date(2025, 9, 10)),
        (datetime(2025, 9, 10), date(2025, 9, 10)),
        ("10:03", time(10, 3)),
    ],
)
def test_a_moment_may_be_a_date_a_time_or_both(written, moment):
    assert read(written, "moment") == moment


@pytest.mark.parametrize(
    ("written", "number"),
    [(1709, 1709), (1709.0, 1709), ("1709", 1709), ("1 709", 1709), ("1\u00a0709", 1709), (0, 0)],
)
def test_a_count_is_read_with_its_spaces(written, number):
    assert read(written, "count") == number


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("30 адам", "bad_number"),
        ("100+", "bad_number"),
        (True, "bad_number"),
        (12.5, "not_whole"),
        ("12,5", "not_whole"),
        (-3, "negative"),
        ("-3", "negative"),
        (10**10, "number_too_big"),
        (float("inf"), "bad_number"),
    ],
)
def test_what_is_no_count_is_told(written, code):
    with pytest.raises(CellFaultError, match=code):
        read(written, "count")


def test_money_and_plans_keep_their_tiyn_and_a_percent_cell_its_percent():
    assert read("5 500 000,50", "money") == Decimal("5500000.50")
    assert read(5500000, "money") == Decimal("5500000.00")
    assert read(0.7, "decimal", number_format="0%") == Decimal("70.00")
    assert read("70%", "decimal") == Decimal("70.00")
    with pytest.raises(CellFaultError, match="number_too_big"):
        read(10**13, "money")


def test_a_measure_number_keeps_the_zero_that_the_cell_shows():
    assert read(1.1, "number", 20) == "1.1"
    assert read(1.1, "number", 20, number_format="0.00") == "1.10"
    assert read("1.1.", "number", 20) == "1.1"
    assert read(2, "number", 20) == "2"
    with pytest.raises(CellFaultError, match="number_became_date"):
        read(datetime(2025, 1, 1), "number", 20)


@pytest.mark.parametrize("ref", ["new", "calendar", "P2/43", "P2 43", "..", "x" * 41, "a'b"])
def test_a_code_that_cannot_stand_in_an_address_is_refused(ref):
    with pytest.raises(CellFaultError, match=r"bad_ref|ref_reserved"):
        read(ref, "ref")


def test_a_code_may_have_letters_of_any_alphabet():
    assert read("Ж-01_а.б", "ref") == "Ж-01_а.б"
    assert read(7, "ref") == "7"


@pytest.mark.parametrize("written", ["=1+1", "=SUM(A1:A9)", '=HYPERLINK("http://x")'])
def test_a_formula_is_refused_in_every_column(written):
    for kind in ("text", "ref", "date", "count", "gender"):
        with pytest.raises(CellFaultError, match="formula"):
            read(written, kind, data_type="f")
        with pytest.raises(CellFaultError, match="formula"):
            read(written, kind)


def test_an_error_cell_is_refused():
    with pytest.raises(CellFaultError, match="error_cell") as refused:
        read("#REF!", "text", data_type="e")
    assert refused.value.params == {"value": "#REF!"}


@pytest.mark.parametrize("written", [None, "", "  ", "\u00a0", "-", "—", "\u200b"])
def test_an_empty_cell_says_nothing(written):
    for kind in ("text", "ref", "date", "time", "count", "gender", "categories", "unit"):
        assert read(written, kind) is None


def test_a_text_is_cleaned_and_too_long_a_one_is_told():
    assert read(" Тараз\u00a0қаласы \x0b", "text") == "Тараз қаласы"
    assert read(36, "text") == "36"
    with pytest.raises(CellFaultError, match="text_too_long") as refused:
        read("а" * 41, "text", 40)
    assert refused.value.params == {"length": 41, "limit": 40}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("female", "female"),
        ("Әйел", "female"),
        ("ӘЙЕЛДЕР", "female"),
        ("эйел", "unknown_gender"),
        ("жен.", "female"),
        ("Ж", "female"),
        ("ер", "male"),
        ("Муж", "male"),
        ("м", "male"),
        ("M", "male"),
        ("көрсетілмеген", None),
        ("не указано", None),
    ],
)
def test_a_gender_is_read_in_three_languages(written, code):
    if code == "unknown_gender":
        with pytest.raises(CellFaultError, match=code):
            read(written, "gender")
    else:
        assert read(written, "gender") == code


@pytest.mark.parametrize(
    ("written", "statuses"),
    [
        ("youth", ("youth",)),
        ("unemployed;elderly_50_plus", ("elderly_50_plus", "unemployed")),
        ("Жастар; жұмыссыздар", ("unemployed", "youth")),
        ("молодежь, безработные", ("unemployed", "youth")),
        ("Егде жастағы адамдар (50 жастан жоғары), оның ішінде", ("elderly_50_plus",)),
        ("Балалар (оның ішінде мүгедек балалар)", ("children",)),
        ("youth; youth;", ("youth",)),
        (";", None),
    ],
)
def test_categories_are_read_in_three_languages_several_at_once(written, statuses):
    assert read(written, "categories") == statuses


def test_an_unknown_category_is_named():
    with pytest.raises(CellFaultError, match="unknown_category") as refused:
        read("youth; ғарышкер", "categories")
    assert refused.value.params == {"value": "ғарышкер"}


def test_units_and_forms_are_read_in_three_languages():
    words = ["адам", "отбасы", "респондент", "консультация", "ұйым"]
    assert [read(word, "unit") for word in words] == list(UNITS)
    assert [read(word, "unit") for word in ("человек", "семей", "чел.")] == ["people", "families", "people"]
    assert [read(word, "format") for word in ("офлайн", "Онлайн", "аралас", "очно")] == [
        "offline",
        "online",
        "mixed",
        "offline",
    ]


def test_spelling_does_not_matter_to_a_word():
    assert fold("Іс-шара_коды") == fold("iс шара  КОДЫ") == fold("ис-шара коды")
    assert fold("Сомасы (₸)") == fold("сомасы")
    assert fold("№") == "№"


@pytest.mark.parametrize("spec", SHEETS, ids=lambda spec: spec.code)
def test_every_name_of_a_sheet_and_a_column_means_only_itself(spec):
    for name in (spec.code, *spec.names):
        assert sheet_named(name) is spec
    for column in spec.columns:
        for name in (column.code, *column.names):
            assert spec.by_heading[fold(name)] is column, name
    for language in range(3):
        assert len({fold(column.names[language]) for column in spec.columns}) == len(spec.columns)


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_the_words_that_the_template_offers_are_read_as_their_codes(language):
    assert [GENDER[fold(word)] for word in offered("gender", language)] == list(GENDERS)
    assert [CATEGORY[fold(word)] for word in offered("category", language)] == list(CATEGORIES)
    assert [read(word, "unit") for word in offered("unit", language)] == list(UNITS)
    assert [read(word, "format") for word in offered("format", language)] == ["offline", "online", "mixed"]
    assert [read(word, "dimension") for word in offered("dimension", language)] == list(DIMENSIONS)


def test_row_numbers_are_told_in_runs():
    assert numbers_in_words([9, 2, 5, 7, 8, 7]) == "2, 5, 7–9"
