"""The customer's table as it is pasted, and the plans its sentences propose."""

from decimal import Decimal

import pytest

from rules.directions import ProposedPlan, proposed_plan, read_directions, split_results
from rules.names import fold_organisation


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [
        ("әр іс-шарадан кейін кемінде 5 түсірілген сұхбат", ProposedPlan(5)),
        ("қатысушылар саны 300-ден кем емес", ProposedPlan(300)),
        ("10 000-нан кем емес қаралым", ProposedPlan(10_000)),
        ("кемінде 80 % қанағаттану", ProposedPlan(80, is_percent=True)),
        ("не менее 1 500 человек", ProposedPlan(1500)),
        ("at least 5 filmed interviews after each event", ProposedPlan(5)),
        ("5 бейнеролик", None),
        ("кемінде 5 семинар және кемінде 7 дәріс", None),
        ("", None),
    ],
)
def test_a_sentence_proposes_the_one_number_after_at_least(sentence, plan):
    assert proposed_plan(sentence) == plan


@pytest.mark.parametrize(
    ("cell", "results"),
    [
        (
            "1) кемінде 5 семинар; 2) 3.5 млн қаралым; 3) үштен көп",
            ("кемінде 5 семинар", "3.5 млн қаралым", "үштен көп"),
        ),
        ("1. A\n2. B", ("A", "B")),
        ("Нәтижелер: 1) A 2) B", ("A", "B")),
        ("A\n\nB", ("A", "B")),
        ("бір сөйлем 1) иә", ("бір сөйлем 1) иә",)),
        ("", ()),
    ],
)
def test_numbered_results_of_one_cell_come_apart(cell, results):
    assert split_results(cell) == results


def test_rows_of_a_document_with_paragraphs_and_numbers_of_its_own():
    text = (
        "№\tСала\tБағыт\tМәселе\tКөлемі\tТүрі\tИндикатор\r\n"
        "1\t7) отбасы\tОтбасын нығайту\tАжырасу\r\nкөп\t5 500,5\tқысқа\t1.\tкемінде 5 семинар\r\n"
        "2.\tкемінде 600 парақша\r\n"
        "2.\t\t8) жастар\tЖастар\tмәселе\t10000\tорта\t1) A; 2) B\r\n"
    )
    pasted = read_directions(text)
    assert pasted.left_out == ["№ Сала Бағыт Мәселе Көлемі Түрі Индикатор"]
    first, second = pasted.rows
    assert (first.number, first.field_of_law, first.title, first.problem) == (
        "1",
        "7) отбасы",
        "Отбасын нығайту",
        "Ажырасу көп",
    )
    assert (first.amount_thousand, first.grant_type) == (Decimal("5500.5"), "қысқа")
    assert first.results == ("кемінде 5 семинар", "кемінде 600 парақша")
    assert (second.number, second.field_of_law, second.results, second.faults) == ("2", "8) жастар", ("A", "B"), ())


def test_a_spreadsheets_quoted_cell_holds_its_lines():
    pasted = read_directions('1\tf\tt\tp\t5\tg\t"1) A\n2) ""B"" қоры"\n2\tf\t«Т» "x"\tp\t5\tg\tz')
    assert [row.results for row in pasted.rows] == [("A", '"B" қоры'), ("z",)]


def test_what_does_not_fit_is_a_fault_of_its_row():
    rows = read_directions("1\tf\t\tp\tмың\tg\tz\n2\tf\tt\n3\tf\tt\tp\t-5\tg\tz").rows
    assert [row.faults for row in rows] == [("no_title", "bad_amount"), ("cells_missing",), ("bad_amount",)]


def test_spellings_of_an_organisation_fold_into_one_and_numbers_keep_them_apart():
    one = fold_organisation("«Береке» ЖШС")
    assert one == fold_organisation("жшс  БЕРЕКЕ") == fold_organisation('ЖШС "Береке".')
    # A Latin i among Cyrillic letters looks the same and is the same.
    assert fold_organisation("№ 5 мектебі") == fold_organisation("№5 мектебi")
    assert fold_organisation("№ 5 мектеп") != fold_organisation("№ 12 мектеп")
    assert fold_organisation("«»—…") == ""


def test_a_page_of_text_under_a_row_is_no_list_of_results():
    (row,) = read_directions("1\tзаң\tбағыт\tмәселе\t5\tтүрі\t" + "қала\n" * 40_000).rows
    assert row.faults == ("too_many_results",)
