"""The counting rule: which activities enter the tables."""

import pytest

from rules.counting import UNITS, CountingRule


def test_by_default_people_and_families_of_every_kind_enter_and_nothing_else():
    rule = CountingRule()
    assert rule.basis == "attendances"
    assert {unit for unit in UNITS if rule.admits(unit=unit, kind="flyer_action")} == {"people", "families"}


def test_kinds_limit_what_enters():
    rule = CountingRule(kinds=("lecture",))
    assert rule.admits(unit="people", kind="lecture")
    assert not rule.admits(unit="people", kind="flyer_action")
    assert not rule.admits(unit="respondents", kind="lecture")


@pytest.mark.parametrize("fault", [{"basis": "guesses"}, {"units": ()}, {"units": ("people", "cars")}])
def test_a_rule_that_means_nothing_cannot_be_made(fault):
    with pytest.raises(ValueError, match="unknown"):
        CountingRule(**fault)
