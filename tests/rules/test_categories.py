"""From statuses and age to the one primary category."""

import pytest

from rules.categories import (
    DEFAULT_PRECEDENCE,
    PrimaryCategory,
    check_precedence,
    pack_statuses,
    primary_category,
    unlikely_statuses,
    unpack_statuses,
)
from rules.codes import CATEGORIES


def test_the_default_order_is_the_fields_own():
    assert DEFAULT_PRECEDENCE == (
        "persons_with_disability",
        "unemployed",
        "civil_servants",
        "budget_workers",
        "ngo_representatives",
        "business",
        "children",
        "elderly_50_plus",
        "youth",
        "other",
    )
    assert set(DEFAULT_PRECEDENCE) == set(CATEGORIES)


@pytest.mark.parametrize("place", range(len(DEFAULT_PRECEDENCE)))
def test_each_status_goes_before_all_that_follow_it(place):
    stated = DEFAULT_PRECEDENCE[place:]
    assert primary_category(reversed(stated), 40) == PrimaryCategory(stated[0], derived=False)


def test_another_order_gives_another_category():
    stated = ("youth", "unemployed")
    assert primary_category(stated, 20).code == "unemployed"
    order = ["youth", *(code for code in DEFAULT_PRECEDENCE if code != "youth")]
    assert primary_category(stated, 20, order).code == "youth"


def test_a_status_that_a_short_order_forgets_still_counts():
    assert primary_category(("business",), 40, ["youth"]).code == "business"


@pytest.mark.parametrize(
    ("age", "code"),
    [
        (0, "children"),
        (13, "children"),
        (14, "youth"),
        (35, "youth"),
        (36, "not_stated"),
        (49, "not_stated"),
        (50, "elderly_50_plus"),
        (120, "elderly_50_plus"),
    ],
)
def test_without_a_status_the_age_decides_and_it_is_marked(age, code):
    assert primary_category((), age).code == code
    assert primary_category((), age).derived is (code != "not_stated")


def test_without_status_and_age_nothing_is_stated_nor_derived():
    assert primary_category((), None) == PrimaryCategory("not_stated", derived=False)


def test_a_stated_status_is_never_derived_however_unlikely():
    assert primary_category(("civil_servants",), 9) == PrimaryCategory("civil_servants", derived=False)


def test_an_unknown_status_is_refused():
    with pytest.raises(ValueError, match="astronauts"):
        primary_category(("youth", "astronauts"), 20)


@pytest.mark.parametrize(
    ("status", "youngest", "oldest"),
    [
        ("children", 0, 17),
        ("youth", 14, 35),
        ("civil_servants", 18, 70),
        ("budget_workers", 16, 80),
        ("elderly_50_plus", 50, 120),
        ("unemployed", 16, 63),
        ("business", 16, 120),
    ],
)
def test_a_status_is_unlikely_just_outside_its_ages(status, youngest, oldest):
    assert unlikely_statuses([status], youngest) == []
    assert unlikely_statuses([status], oldest) == []
    if youngest:
        assert unlikely_statuses([status], youngest - 1) == [status]
    if oldest < 120:
        assert unlikely_statuses([status], oldest + 1) == [status]


def test_without_an_age_nothing_is_unlikely():
    assert unlikely_statuses(CATEGORIES, None) == []


def test_an_order_of_precedence_names_every_category_once():
    check_precedence(DEFAULT_PRECEDENCE)
    for wrong in (DEFAULT_PRECEDENCE[1:], (*DEFAULT_PRECEDENCE, "youth"), ("youth",) * 10):
        with pytest.raises(ValueError, match="every category once"):
            check_precedence(wrong)


def test_equal_sets_of_statuses_are_equal_text():
    assert pack_statuses(["youth", "business", "youth"]) == pack_statuses(["business", "youth"])
    assert unpack_statuses(pack_statuses(["youth", "business"])) == ("business", "youth")
    assert unpack_statuses("") == ()
