"""The blank template: what it offers is what the importer reads."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from events.models import Activity, ActivityKind, Attendance
from outreach.desk.workbook.sheets import SHEETS
from outreach.desk.workbook.template import HELP, blank_template
from tests.desk.books import bring, check, saved


def template_in(make, language):
    with translation.override(language):
        return load_workbook(BytesIO(blank_template(make.organisation)))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_blank_template_comes_back_without_faults_or_warnings(make, language):
    outcome = check(make, saved(template_in(make, language)))
    assert (outcome.faults, outcome.warnings) == ([], [])


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_kind_and_word_of_its_lists_is_read(make, language):
    workbook = template_in(make, language)
    lists = {}
    for column in workbook.worksheets[0].iter_cols(min_col=6, values_only=True):
        heading, *words = [word for word in column if word]
        lists[heading] = words
    kinds, forms, units, genders, categories, *_rest = lists.values()
    assert len(kinds) == ActivityKind.objects.count()
    sheets = dict(zip((spec.code for spec in SHEETS), workbook.worksheets[1:], strict=True))
    sheets["projects"].append(["B1", "Жоба"])
    for number, kind in enumerate(kinds, start=1):
        form, unit = forms[number % len(forms)], units[number % len(units)]
        row = [f"B1-{number}", "B1", None, kind, "Атауы", "10.09.2025", None, "10:00", None, None, form, None, unit]
        sheets["activities"].append(row)
    for number, category in enumerate(categories):
        sheets["attendance"].append(["B1-1", f"K{number}", None, None, 20, None, genders[number % 2], category])
    outcome = bring(make, saved(workbook))
    assert outcome.faults == []
    assert {activity.kind.code for activity in Activity.objects.all()} == set(
        ActivityKind.objects.values_list("code", flat=True)
    )
    assert Attendance.objects.values("statuses").distinct().count() == 10


def test_every_column_is_explained(make):
    assert set(HELP) == {f"{spec.code}.{column.code}" for spec in SHEETS for column in spec.columns}


def test_headings_stand_fast_in_bold_and_numbers_of_measures_stay_text(make):
    sheet = template_in(make, "en")["activities"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["C"].number_format == "@"
    offered = [str(validation.sqref) for validation in sheet.data_validations.dataValidation]
    assert offered == ["D2:D2000", "K2:K2000", "M2:M2000"]


def test_an_organisers_own_kind_cannot_become_a_formula(make):
    ActivityKind.objects.create(
        organisation=make.organisation, code="own", name_kk="=1+1", name_ru="=1+1", name_en="=1+1", unit="people"
    )
    cells = [cell for column in template_in(make, "kk").worksheets[0].iter_cols(min_col=6) for cell in column]
    assert "'=1+1" in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)


def test_the_download_is_in_the_readers_language_and_only_for_organisers(make, organiser):
    organiser.cookies["django_language"] = "ru"
    response = organiser.get(reverse("desk:workbook_template"))
    assert response["Content-Disposition"] == 'attachment; filename="outreach-ru.xlsx"'
    assert load_workbook(BytesIO(response.content)).sheetnames[1:4] == ["проекты", "план", "индикаторы"]
