"""The three tables and the check that they agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.codes import DIMENSIONS
from rules.tables import TablesDifferError, check_tables, full_table, unresolved


def tables(**changes):
    whole = {name: full_table(name, {"not_stated": 3}) for name in DIMENSIONS}
    return {**whole, **changes}


def test_a_table_has_every_value_in_the_forms_order():
    assert full_table("gender", {"female": 2}) == {"male": 0, "female": 2, "not_stated": 0}
    assert list(full_table("age", {})) == [
        "13-16",
        "17-22",
        "23-27",
        "28-32",
        "33-45",
        "46-58",
        "59+",
        "outside",
        "not_stated",
    ]
    assert len(full_table("category", {})) == 11


def test_a_value_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="martian"):
        full_table("gender", {"martian": 1})


def test_equal_tables_pass():
    check_tables(3, tables())


@pytest.mark.parametrize(
    "wrong",
    [
        tables(gender=full_table("gender", {"male": 2})),
        tables(gender=full_table("gender", {"male": 4, "female": -1})),
        {name: table for name, table in tables().items() if name != "age"},
        {**tables(), "height": {"tall": 3}},
    ],
)
def test_tables_that_do_not_agree_are_refused(wrong):
    with pytest.raises(TablesDifferError):
        check_tables(3, wrong)


@given(st.lists(st.integers(0, 50), min_size=3, max_size=3), st.integers(0, 200))
def test_only_the_true_total_passes(counts, total):
    gender = dict(zip(DIMENSIONS["gender"], counts, strict=True))
    found = {
        "gender": gender,
        "category": full_table("category", {"other": sum(counts)}),
        "age": full_table("age", {"outside": sum(counts)}),
    }
    if total == sum(counts):
        check_tables(total, found)
        return
    with pytest.raises(TablesDifferError):
        check_tables(total, found)


def test_what_has_no_column_in_the_form_keeps_a_draft():
    found = tables(age=full_table("age", {"outside": 1, "59+": 2}), gender=full_table("gender", {"male": 3}))
    assert unresolved(found) == {"category": {"not_stated": 3}, "age": {"outside": 1}}
    assert unresolved({"gender": full_table("gender", {"male": 3})}) == {}
