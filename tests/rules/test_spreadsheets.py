"""Texts that a spreadsheet must not take for formulas."""

import datetime

import pytest

from rules.spreadsheets import safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+7 700", "-2", "@SUM", "\t=1", "\r=1", "\n=1", "  =1+1"])
def test_a_text_that_would_start_a_formula_is_marked_as_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Айгүл", "а=б", "", None, 5, -5, 1.5, datetime.date(2025, 5, 22)])
def test_everything_else_stays_as_it_is(value):
    assert safe_cell(value) == value


def test_what_no_workbook_can_hold_is_dropped():
    assert safe_cell("а\x00б\x0bв\nг") == "абв\nг"


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff", "\ud800", "\x1f"])
def test_what_would_keep_the_whole_workbook_from_opening_is_dropped(sign):
    assert safe_cell(f"Дәріс{sign}") == "Дәріс"
    assert safe_cell(f"{sign}=1+1") == "'=1+1"
