"""Words for the codes of the plan. Codes go through the program, labels only to people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rules.codes import NOT_STATED

Label = str | Promise

CATEGORY_LABELS: dict[str, Label] = {
    "children": _("Children"),
    "youth": _("Youth"),
    "civil_servants": _("Civil servants"),
    "budget_workers": _("Workers of budget-funded organisations"),
    "persons_with_disability": _("Persons with disability"),
    "elderly_50_plus": _("People over 50"),
    "unemployed": _("Unemployed"),
    "ngo_representatives": _("NGO representatives"),
    "business": _("Business representatives"),
    "other": _("Other categories"),
    NOT_STATED: _("Not stated"),
}
UNIT_LABELS: dict[str, Label] = {
    "people": _("people"),
    "families": _("families"),
    "respondents": _("respondents"),
    "consultations": _("consultations"),
    "organisations": _("organisations"),
}
INDICATOR_LABELS: dict[str, Label] = {
    "activities": _("Activities held"),
    "participants": _("Participants"),
    "unique_people": _("Unique people"),
    "satisfaction": _("Share of the satisfied"),
    "respondents": _("Survey respondents"),
    "materials_distributed": _("Materials handed out"),
    "consultations": _("Consultations and calls"),
    "publications": _("Publications"),
    "publications_on_pages_over_20000_followers": _("Publications on pages with over 20 000 followers"),
    "publications_over_10000_views": _("Publications seen 10 000 times or more"),
    "publication_views": _("Views of publications"),
    "people_reached": _("People reached directly"),
    "organisations": _("Organisations represented"),
    "products": _("Products made"),
    "memoranda": _("Memoranda signed"),
}
# What may be wrong with a pasted row of directions (rules.directions).
DIRECTION_FAULTS: dict[str, Label] = {
    "cells_missing": _("Some of the seven cells are missing."),
    "no_title": _("The priority direction is missing."),
    "bad_amount": _("The amount is no number."),
    "number_too_long": _("The number is too long."),
    "text_too_long": _("A text is too long for its cell."),
    "too_many_results": _("There are too many expected results for one cell."),
    "number_twice": _("This number stands in the paste twice."),
}
# The units of rules.indicators.
INDICATOR_UNIT_LABELS: dict[str, Label] = {
    "activity": _("activities"),
    "person": _("people"),
    "percent": _("%"),
    "respondent": _("respondents"),
    "copy": _("copies"),
    "consultation": _("consultations"),
    "publication": _("publications"),
    "view": _("views"),
    "organisation": _("organisations"),
    "memorandum": _("memoranda"),
}
