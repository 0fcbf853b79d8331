"""Words for faults of an answer sheet, by their codes (rules.questionnaires.sheets)."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from rules.questionnaires.sheets import Fault


def fault_words(fault: Fault) -> str:
    """What is wrong with an answer and what to do."""
    return fault_texts()[fault.code] % _shown(fault.params)


def fault_texts() -> dict[str, str]:
    """The same by code, with `%(name)s` to be filled in: by us, or by the page while somebody answers."""
    return {
        "required": _("Please answer this question."),
        "unknown_option": _("Please choose one of these answers."),
        "only_one": _("Please choose one answer."),
        "too_many": _("Please choose at most %(most)s."),
        "excludes_others": _("This answer cannot be chosen together with others."),
        "ranked_twice": _("Please name each answer once."),
        "too_long": _("Please shorten it to %(most)s letters; it has %(length)s now. Nothing was lost."),
        "not_a_number": _("Please write a number in digits."),
        "whole_number": _("Please write a whole number."),
        "decimals": _("At most %(most)s digits after the comma, please."),
        "too_small": _("The least is %(least)s."),
        "too_large": _("The most is %(most)s."),
        "no_such_number": _("There is no answer %(number)s: the numbers go from 1 to %(most)s."),
        "not_a_date": _("Please write the date as 22.05.2025."),
    }


def decimal_words(number: Decimal | None) -> str:
    """A bound as people write it; "" for none."""
    return "" if number is None else number_format(number)


def _shown(params: Mapping[str, object]) -> dict[str, str]:
    return {
        name: number_format(value) if isinstance(value, int | Decimal) else str(value) for name, value in params.items()
    }
