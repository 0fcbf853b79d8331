"""Sentences about a project's choices, as pages, tables and Excel files print them."""

from collections.abc import Iterable
from functools import cache

from django.utils import translation
from django.utils.translation import gettext as _

from grants.hooks import kind_names
from grants.labels import CATEGORY_LABELS, INDICATOR_LABELS, INDICATOR_UNIT_LABELS, UNIT_LABELS, Label
from grants.models import CountingBasis, Indicator, Project
from rules.counting import UNITS
from rules.indicators import INDICATOR_CODES


def rule_in_words(project: Project) -> str:
    """The counting rule in full sentences: what the project's tables count and what they leave out."""
    return " ".join([_basis(project), *_units(project), _kinds(project)])


def precedence_in_words(project: Project) -> str:
    """How several statuses of one person become the one category that enters the tables."""
    return _("Of several statuses, the first in this order is counted: %(order)s.") % {
        "order": _listed(CATEGORY_LABELS, project.category_precedence)
    }


def indicator_label(code: str) -> str:
    """What an indicator counts; an unknown code is the organiser's own words."""
    return str(INDICATOR_LABELS.get(code, code))


def indicator_unit(indicator: Indicator) -> str:
    """The unit for the screen: a usual one in the reader's language, another one as the contract words it."""
    code = unit_code(indicator.unit)
    return str(INDICATOR_UNIT_LABELS[code]) if code else contract_unit(indicator)


def contract_unit(indicator: Indicator) -> str:
    """The unit as the contract words it, otherwise the usual one."""
    usual: Label = INDICATOR_UNIT_LABELS.get(INDICATOR_CODES.get(indicator.code, ""), "")
    return indicator.unit or str(usual)


def unit_code(words: str) -> str:
    """The code of a usual unit that is worded in any of our languages; "" for every other one."""
    return _usual_units().get(words.strip().casefold(), "")


@cache
def _usual_units() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            found |= {str(words).casefold(): code for code, words in INDICATOR_UNIT_LABELS.items()}
    return found


def _basis(project: Project) -> str:
    if project.counting_basis == CountingBasis.UNIQUE_PEOPLE:
        return _(
            "The tables count unique people: a person counts once in the whole project. "
            "Head counts and people without data do not enter."
        )
    return _(
        "The tables count attendances: a person counts once at each activity, "
        "however many of its sessions were visited."
    )


def _units(project: Project) -> list[str]:
    inside = [unit for unit in UNITS if unit in project.counting_units]
    outside = [unit for unit in UNITS if unit not in inside]
    sentences = [_("Units that enter: %(units)s.") % {"units": _listed(UNIT_LABELS, inside)}]
    if "families" in inside:
        sentences.append(_("A family counts as one."))
    if outside:
        sentences.append(_("Units that do not enter: %(units)s.") % {"units": _listed(UNIT_LABELS, outside)})
    return sentences


def _kinds(project: Project) -> str:
    if not project.counting_kinds:
        return _("Activities of every kind enter, leaflet recipients included.")
    names = kind_names(project.organisation)
    return _("Only these kinds of activity enter: %(kinds)s.") % {"kinds": _listed(names, project.counting_kinds)}


def _listed(labels: "dict[str, Label] | dict[str, str]", codes: Iterable[str]) -> str:
    return ", ".join(str(labels.get(code, code)) for code in codes)
