"""Whatever happened in a project: in the files themselves the parts sum to their totals."""

import re

import pytest
from django.utils import translation

from reports.catalogue import DOCX, PDF, XLSX
from reports.dataset import report_data
from reports.forms import Wording, document_of
from rules.codes import DIMENSIONS
from tests.factories import Factory
from tests.reports.combinations.files import excel, excel_table, paper, shown, word
from tests.reports.combinations.rendering import file_of, in_languages, thrown_away
from tests.reports.combinations.world import edition_forms, random_project

pytestmark = pytest.mark.django_db
SEEDS = (1, 22, 333)
# The 2023 table of categories says the total twice: first, and before what is nested.
TOTALS_OF = {("2023", "category"): (0, 7)}


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker):
    """Of each seed: the documents and the files of a random project, by form."""
    with thrown_away(django_db_blocker):
        forms = edition_forms()
        make = Factory()
        found = {seed: report_data(project=random_project(make, seed)) for seed in SEEDS}
    made = {}
    for seed, data in found.items():
        edition, language = ("2023", "kk") if seed % 2 else ("2025", "ru")
        wording, whole = Wording(edition, forms[edition], language), in_languages(data)[language]
        with translation.override(language):
            made[seed] = {
                (form, file_format): (document_of(form, whole, wording), file_of(form, whole, wording, file_format))
                for form in ("final", "interim")
                for file_format in (DOCX, XLSX, PDF)
                if form == "final" or file_format == DOCX
            }
    return made


def number(text):
    """What a printed figure says."""
    digits = re.sub(r"\D", "", text.split(",")[0])
    return int(digits) if digits else 0


def word_tables(made):
    document, file = made
    codes = [one.code for one in document.tables()]
    return dict(zip(codes, word(file)[1], strict=True))


def check_sum(edition, name, row):
    total, *_ = row
    totals = TOTALS_OF.get((edition, name), (0,))
    assert [row[place] for place in totals] == [total] * len(totals), name
    assert sum(figure for place, figure in enumerate(row) if place not in totals) == total, name


@pytest.mark.parametrize("seed", SEEDS)
def test_the_three_tables_sum_and_are_equal_in_every_format(worlds, seed):
    made = worlds[seed]
    edition = made["final", DOCX][0].edition
    tables = word_tables(made["final", DOCX])
    of_word = {name: [number(cell.text) for cell in tables[name][-1]] for name in DIMENSIONS}
    assert len({row[0] for row in of_word.values()}) == 1
    document, file = made["final", XLSX]
    grids, text = excel(file), paper(made["final", PDF][1])
    for name, row in of_word.items():
        table = next(one for one in document.tables() if one.code == name)
        head = [[shown(cell.text) for cell in line] for line in table.head]
        assert excel_table(grids, head, 1, set())[1] == [row]
        check_sum(edition, name, row)
        assert "".join(map(str, row)) in text


@pytest.mark.parametrize("seed", SEEDS)
def test_activities_sum_to_the_tables_and_posts_to_their_total(worlds, seed):
    made = worlds[seed]
    final = word_tables(made["final", DOCX])
    total = number(final["gender"][-1][0].text)
    listed = [row for row in word_tables(made["interim", DOCX])["activities"][1:] if len(row) > 4]
    # «Іс-шара әлі өткен жоқ» has no figure.
    assert sum(number(row[4].text) for row in listed) == total
    words = [re.findall(r"– ([\d ]+)", row[5].text) for row in listed]
    assert sum(number(figure) for row in words for figure in row) == total
    if "posts" in final:
        *rows, last = final["posts"][1:]
        assert [sum(number(row[place].text) for row in rows) for place in (1, 2)] == [
            number(one.text) for one in last[1:]
        ]
    of_measures = [row[3].text for code, rows in final.items() if code.startswith("plan:") for row in rows[1:]]
    assert sum(map(number, of_measures)) == total


def test_the_sums_of_a_workbook_are_formulas_over_its_own_rows(worlds):
    for made in worlds.values():
        for grid in excel(made["final", XLSX][1]):
            for formula in grid.formulas:
                assert re.fullmatch(r"=SUM\(([A-Z])\d+:\1\d+\)", formula)


def test_the_random_projects_are_no_empty_ones(worlds):
    totals = [number(word_tables(made["final", DOCX])["gender"][-1][0].text) for made in worlds.values()]
    assert min(totals) > 0
    assert len(set(totals)) == len(SEEDS)
