"""The blank workbook: the sheets and headings that the importer reads, in one language, with lists to choose from."""

from __future__ import annotations

from io import BytesIO

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from events.models import ActivityKind
from grants.models import Organisation
from outreach.desk.workbook.columns import LANGUAGES, Column, SheetSpec
from outreach.desk.workbook.sheets import EXPLANATIONS, SHEETS
from outreach.desk.workbook.words import offered
from rules.indicators import INDICATOR_CODES
from rules.spreadsheets import safe_cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ROWS_WITH_LISTS = 2000
_HEAD_FONT, _HEAD_FILL = Font(bold=True), PatternFill("solid", fgColor="E3F1EF")
_WIDTHS = {"text": 32, "categories": 28, "moment": 20}
# Columns of plain text for which there is a list all the same.
_NAMED_LISTS = {"activities.kind": "kind", "indicators.indicator": "indicator"}
_LISTS_FROM = 6  # the column of the explanations where the lists begin

HELP: dict[str, str | Promise] = {
    "projects.ref": _("A short code of your own for the project, such as P1. Other sheets refer to it."),
    "projects.title": _("The title as in the contract."),
    "projects.grantee": _("Full name of the NGO. Empty: your organisation itself."),
    "projects.customer": _("The body that pays for the project."),
    "projects.priority": _("The priority direction as in the contract."),
    "projects.contract_number": _("The number of the contract."),
    "projects.contract_date": _("A date such as 22.05.2025."),
    "projects.amount_kzt": _("The amount in tenge, digits only."),
    "projects.start": _("The first day of the project."),
    "projects.end": _("The last day of the project."),
    "measures.project": _("The code of the project."),
    "measures.number": _("The number as in the contract, such as 1.2: the second measure of task 1."),
    "measures.task": _("The wording of the task the measure belongs to."),
    "measures.measure": _("The wording of the measure."),
    "measures.deadline": _("The deadline in words."),
    "indicators.project": _("The code of the project."),
    "indicators.measure": _("The number of the measure. Empty: the indicator is of the whole project."),
    "indicators.indicator": _("A code from the list, or your own words: then it is counted by hand."),
    "indicators.plan": _("The planned figure, digits only."),
    "indicators.unit": _("What it is counted in."),
    "activities.ref": _("A short code of your own for the activity, such as P1-01. Other sheets refer to it."),
    "activities.project": _("The code of the project."),
    "activities.measure": _("The number of the measure it fulfils."),
    "activities.kind": _("A kind from the list."),
    "activities.title": _("The title of the activity."),
    "activities.date": _("The day, or the first of several."),
    "activities.end_date": _("The last day, when there are several."),
    "activities.time": _("When it begins, such as 09:00."),
    "activities.venue": _("Where it takes place."),
    "activities.city": _("Town or district."),
    "activities.format": _("A form from the list."),
    "activities.reported_count": _("How many came, if there is no list of people. With a list it is only compared."),
    "activities.count_unit": _("A unit from the list. Empty: the usual one of the kind."),
    "attendance.activity_ref": _("The code of the activity. One row per person and activity."),
    "attendance.participant_key": _("Your own code of the person: the same code is the same person everywhere."),
    "attendance.full_name": _("May stay empty."),
    "attendance.phone": _("May stay empty. Without a code the phone says who it is."),
    "attendance.age": _("Age in years on the day of the activity."),
    "attendance.birth_year": _("Instead of the age."),
    "attendance.gender": _("From the list."),
    "attendance.category": _("From the list; several with “;” between them."),
    "attendance.observed_at": _("Date and time of check-in, such as 22.05.2025 09:05. May stay empty."),
    "attendance.organisation": _("The organisation the person came for. May stay empty."),
    "headcounts.activity_ref": _("The code of an activity that has no list of people."),
    "headcounts.dimension": _("What the number is about: gender, age or category."),
    "headcounts.value": _("Which group: a gender, an age band or a category from the lists."),
    "headcounts.count": _("How many people of the reported number belong to the group."),
    "materials.activity_ref": _("The code of the activity."),
    "materials.point": _("Where the copies were handed out."),
    "materials.material": _("Leaflet, brochure, booklet …"),
    "materials.language": _("The language of the material."),
    "materials.count": _("Copies handed out."),
    "materials.printed": _("Copies printed."),
    "publications.activity_ref": _("The code of the activity. Empty: the post is about the project as a whole."),
    "publications.project": _("The code of the project, for a post that is about no single activity."),
    "publications.url": _("The full link of the post. Empty for what has none: television, radio, print, the street."),
    "publications.kind": _("What it is: post, reel, video, article … Empty: recognised from the link."),
    "publications.published_on": _("The day it was published."),
    "publications.platform": _("Only without a link: television, radio, newspaper, in the street, online advertising."),
    "publications.page": _("The page, channel, station or newspaper; of an advertisement in the street its address."),
    "publications.title": _("The title. Without a link, the same outlet, day and title are the same publication."),
    "publications.language": _("Kazakh, Russian, Kazakh and Russian, English …"),
    "publications.paid": _("Yes or no. Empty: nobody said."),
    "publications.views": _("Views at the last reading."),
    "publications.likes": _("Likes at the last reading."),
    "publications.reach": _("People reached: viewers, listeners, readers."),
    "publications.followers": _("Followers of the page."),
    "publications.read_on": _("The day the numbers were read. Empty: the day of the import."),
}


def blank_template(organisation: Organisation) -> bytes:
    """The template as a file, in the reader's language."""
    language = (get_language() or "kk")[:2]
    workbook = Workbook()
    explanations = workbook.active or workbook.create_sheet()
    explanations.title = EXPLANATIONS[LANGUAGES.index(language) if language in LANGUAGES else 0]
    lists = _lists(organisation, language)
    ranges = _write_explanations(explanations, language, lists)
    for spec in SHEETS:
        _write_sheet(workbook.create_sheet(spec.name(language)), spec, language, ranges)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _lists(organisation: Organisation, language: str) -> dict[str, tuple[str, list[str]]]:
    """What may be chosen: type of column -> heading, words. Every word is one that the importer reads."""
    kinds = ActivityKind.objects.usable_by(organisation)
    names = {"kk": "name_kk", "ru": "name_ru"}.get(language, "name_en")
    return {
        "kind": (gettext("Kind"), [str(getattr(kind, names)) for kind in kinds]),
        "format": (gettext("Form"), offered("format", language)),
        "unit": (gettext("Counted in"), offered("unit", language)),
        "gender": (gettext("Gender"), offered("gender", language)),
        "categories": (gettext("Social category"), offered("category", language)),
        "dimension": (gettext("Dimension"), offered("dimension", language)),
        "indicator": (gettext("Indicator"), list(INDICATOR_CODES)),
    }


def _write_explanations(sheet: Worksheet, language: str, lists: dict[str, tuple[str, list[str]]]) -> dict[str, str]:
    """A line per column, and the lists beside them. Returns where each list stands."""
    sheet.append([gettext("Sheet"), gettext("Column"), gettext("What to write"), gettext("Needed")])
    for spec in SHEETS:
        for column in spec.columns:
            text = str(HELP[f"{spec.code}.{column.code}"])
            needed = gettext("yes") if column.needed else ""
            sheet.append([spec.name(language), column.name(language), text, needed])
    ranges = {}
    for place, (kind, (heading, words)) in enumerate(lists.items(), start=_LISTS_FROM):
        letter = get_column_letter(place)
        sheet[f"{letter}1"] = heading
        for row, word in enumerate(words, start=2):
            sheet[f"{letter}{row}"] = str(safe_cell(word))
        ranges[kind] = f"'{sheet.title}'!${letter}$2:${letter}${max(len(words), 1) + 1}"
        sheet.column_dimensions[letter].width = 28
    for letter, width in (("A", 20), ("B", 26), ("C", 70), ("D", 10)):
        sheet.column_dimensions[letter].width = width
    _dress_head(sheet)
    return ranges


def _write_sheet(sheet: Worksheet, spec: SheetSpec, language: str, ranges: dict[str, str]) -> None:
    for place, column in enumerate(spec.columns, start=1):
        letter = get_column_letter(place)
        sheet[f"{letter}1"] = column.name(language)
        sheet.column_dimensions[letter].width = max(_WIDTHS.get(column.type, 16), len(column.name(language)) + 2)
        if column.type in {"ref", "number"} or column.code in {"phone", "participant_key", "contract_number"}:
            # As text: Excel would make a date of 1.2 and drop the plus of a phone number.
            sheet.column_dimensions[letter].number_format = "@"
        _offer(sheet, letter, spec, column, ranges)
    _dress_head(sheet)


def _offer(sheet: Worksheet, letter: str, spec: SheetSpec, column: Column, ranges: dict[str, str]) -> None:
    source = ranges.get(_NAMED_LISTS.get(f"{spec.code}.{column.code}", column.type))
    if source is None:
        return
    # Only an offer: several categories in one cell, or an indicator in one's own words, are right too.
    offer = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
    offer.add(f"{letter}2:{letter}{_ROWS_WITH_LISTS}")
    sheet.add_data_validation(offer)


def _dress_head(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
