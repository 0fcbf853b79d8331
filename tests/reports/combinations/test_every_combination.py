"""Every form in every edition, language and format, read back: the headings of forms.json, the dataset's figures."""

import json
from decimal import Decimal
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from django.utils import translation

from reports.blocks import Bullets, Paragraph
from reports.catalogue import DOCX, EDITIONS, FORMS, LANGUAGES, PDF, XLSX, combinations
from reports.dataset import report_data
from reports.dataset.summary import SummaryData, SummaryProject
from reports.forms import Wording, document_of
from reports.forms.attendance import register_document
from reports.forms.summary import summary_document
from reports.forms.words import say
from reports.queries.register import empty_register, fill_register
from reports.register import ATTENDANCE, write_register
from reports.summary_export import SUMMARY
from reports.writers.registry import WRITERS
from rules.codes import DIMENSIONS
from rules.plan_progress import Period
from tests.factories import Factory
from tests.reports.combinations.files import (
    excel,
    excel_lines,
    excel_table,
    missing_from,
    paper,
    shown,
    squeezed,
    word,
)
from tests.reports.combinations.rendering import Rendered, held, in_languages, thrown_away, whole
from tests.reports.combinations.world import (
    EXTRA,
    caption_of,
    columns,
    edition_forms,
    whole_project,
    with_everything,
    wording_of,
)

TOTAL = 1239
CODES = json.loads((Path(__file__).resolve().parents[3] / "grants" / "data" / "columns.json").read_text())
PREFIXES = ("• ", *(f"{number}. " for number in range(1, 10)))


# The database is only made for tests that ask for it.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def rendered(django_db_setup, django_db_blocker):
    """All the files of one project, from one dataset."""
    with thrown_away(django_db_blocker):
        forms, project = edition_forms(), whole_project(Factory())
        made = Rendered(in_languages(with_everything(report_data(project=project))))
        for edition, language in product(EDITIONS, LANGUAGES):
            draft = Wording(edition, forms[edition], language, say(language, "draft"))
            add_register(made, project, draft)
            add_summary(made, draft)
            for form in set(FORMS) - {ATTENDANCE, SUMMARY}:
                add_form(made, form, draft)
    return made


def add_form(made, form, draft):
    """A form filled from the one dataset, in all its formats."""
    with translation.override(draft.language):
        write_all(made, form, draft, document_of(form, made.data[draft.language], draft))


def write_all(made, form, draft, document):
    """The document in all formats of its form."""
    which = form, draft.edition, draft.language
    made.documents[which] = document
    for file_format in FORMS[form].formats:
        file = BytesIO()
        WRITERS[file_format](document, file, lambda done, of: None)
        made.files[*which, file_format] = file.getvalue()


def add_register(made, project, draft):
    """The register of attendance: people, whom no dataset holds, are read beside it."""
    data, which = made.data[draft.language], (ATTENDANCE, draft.edition, draft.language)
    with translation.override(draft.language), empty_register() as register:
        fill_register(register, data.activities(), with_names=True)
        made.documents[which] = held(register_document(data, draft, register.lines))
        for file_format in FORMS[ATTENDANCE].formats:
            file = BytesIO()
            write_register(project, Period(), draft, file_format, file, lambda done, of: None, with_names=True)
            made.files[*which, file_format] = file.getvalue()


def add_summary(made, draft):
    """The operator's summary of the same project, once more with another grant."""
    data = made.data[draft.language]
    other = data.project.model_copy(update={"ref": "P2", "amount": Decimal("1200.5"), "priority_direction": ""})
    projects = [SummaryProject(data=one) for one in (data, data.model_copy(update={"project": other}))]
    whole = SummaryData(made_at=data.made_at, organisation="Оператор", projects=projects)
    with translation.override(draft.language):
        write_all(made, SUMMARY, draft, summary_document(whole, draft))


def files(file_format):
    """The combinations in a format."""
    return [one[:3] for one in combinations() if one[3] == file_format]


def text_of(cell):
    return cell.text if hasattr(cell, "rows") else cell


def said(document):
    """Its paragraphs and bullets, line by line."""
    blocks = [one for one in document.blocks if isinstance(one, Bullets | Paragraph)]
    texts = [text for one in blocks for text in (one.items if isinstance(one, Bullets) else [one.text])]
    return [shown(line) for text in texts for line in text.split("\n") if line]


def extra_of(code, language):
    return EXTRA[code][language]


def check_head(table, which, head):
    """The headings of one of the three tables are those of forms.json, and a group reaches over what it holds."""
    _, edition, language = which
    first, *beneath = columns(table.code, edition, language)
    assert table.caption == caption_of(table.code, edition, language)
    assert [[cell.text for cell in row] for row in head] == [[*first, *extra_of(table.code, language)], *beneath]
    if beneath:
        group = first[-1]
        assert {(cell.text == group, cell.rows) for cell in head[0]} == {(True, 1), (False, 2)}
        assert {cell.rows for cell in head[1]} == {1}


@pytest.mark.parametrize("which", files(DOCX), ids="-".join)
def test_word(rendered, which):
    """Every heading in its order, letter by letter; every line; every cell of every table at its place."""
    lines, tables = word(rendered.files[*which, DOCX])
    document = rendered.documents[which]
    assert not missing_from(lines, wording_of(*which))
    assert not missing_from(lines, said(document))
    assert len(tables) == len(document.tables())
    for table, found in zip(document.tables(), tables, strict=True):
        wanted = [[shown(text_of(cell)) for cell in row] for row in whole(table)]
        assert [[cell.text for cell in row] for row in found[: len(wanted)]] == wanted, table.code
        if table.code in DIMENSIONS:
            check_head(table, which, found[: len(table.head)])
            assert sum(cell.columns for cell in found[0]) == len(found[-1])


@pytest.mark.parametrize("which", files(XLSX), ids="-".join)
def test_excel(rendered, which):
    """The same as a workbook: figures are numbers, formulas only where a table ends with its sums."""
    grids = excel(rendered.files[*which, XLSX])
    document = rendered.documents[which]
    lines, used = excel_lines(grids), set()
    assert not missing_from(lines, wording_of(*which))
    assert not missing_from(lines, said(document), prefixes=PREFIXES)
    for table in document.tables():
        head = [[shown(text_of(one)) for one in row] for row in table.head]
        heads, body = excel_table(grids, head, len(table.rows), used)
        wanted = [[text_of(cell) for cell in row if text_of(cell) not in (None, "")] for row in table.rows]
        assert [list(map(shown, row)) for row in body] == [list(map(shown, row)) for row in wanted], table.code
        assert [[isinstance(one, str) for one in row] for row in body] == [
            [isinstance(one, str) for one in row] for row in wanted
        ]
        if table.code in DIMENSIONS:
            check_head(table, which, heads)
    sums = sum(sum(table.total[1]) for table in document.tables() if table.total and table.rows)
    assert sum(len(grid.formulas) for grid in grids) == sums


@pytest.mark.parametrize("which", files(PDF), ids="-".join)
def test_paper(rendered, which):
    """The same on paper, where a line and a row of a table stand in one piece."""
    document = rendered.documents[which]
    text, place = paper(rendered.files[*which, PDF], say(which[2], "draft")), 0
    headings = {shown(text_of(one)) for table in document.tables() for row in table.head for one in row}
    for line in wording_of(*which):
        if line not in headings:
            place = text.find(squeezed(line), place)
            assert place >= 0, line
    assert [line for line in said(document) if squeezed(line) not in text] == []
    for table in document.tables():
        rows = [squeezed("".join(shown(text_of(cell)) for cell in row)) for row in whole(table)]
        assert [row for row in rows if row not in text] == [], table.code


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("edition", ["2023", "2025"])
def test_the_figures_are_the_datasets(rendered, edition, language):
    """What a file's tables say, told once more from the dataset alone."""
    data = rendered.data[language]
    document = rendered.documents["final", edition, language]
    _, tables = word(rendered.files["final", edition, language, DOCX])
    codes = [one.code for one in document.tables()]
    found = {code: [[cell.text for cell in row] for row in rows] for code, rows in zip(codes, tables, strict=True)}
    assert data.statistics.total == TOTAL
    for name in DIMENSIONS:
        codes = [*CODES[edition][name]["columns"], *CODES[edition][name].get("group", ())]
        figures = {"total": TOTAL, **data.statistics.tables[name]}
        extra = [code for code in ("outside", "not_stated") if figures.get(code)]
        assert found[name][-1] == [shown(figures[code]) for code in (*codes, *extra)]
        # Apart from the totals, which 2023 prints twice, the parts give the total.
        assert sum(figures[code] for code in {*codes, *extra} - {"total"}) == TOTAL
    planned = [one for task in data.tasks for measure in task.measures for one in measure.figures] + data.figures
    wanted = [[shown(int(one.plan)), actual(one, language)] for one in planned]
    assert [row[3:5] for row in found["plan_match"][1:]] == wanted
    assert [row[-2:] for row in found["survey:7"][1:]] == [["2", "66,7"], ["1", "33,3"]]
    assert [row[2] for row in found["products"][1:-1]] == [str(one.number_made) for one in data.products]
    assert "11" in found["products"][-1]
    assert found["posts"][-1][1:] == [str(data.posts), shown(1070)]
    assert found["changes"][1][2:] == ["2", "4", "2"]


def actual(one, language):
    return say(language, "by_hand") if one.actual is None else shown(int(one.actual))


def test_no_combination_is_missing(rendered):
    """The catalogue promises exactly what was rendered here, and each is a file of its own."""
    assert set(rendered.files) == set(combinations())
    assert all(rendered.files.values())


@pytest.mark.parametrize("edition", ["2023", "2025"])
def test_the_sheet_of_an_ngo_has_its_lines(rendered, edition):
    """Six lines for each grant, letter by letter, each with what is known."""
    written = json.loads((Path(__file__).resolve().parents[3] / "grants" / "data" / "forms.json").read_text())
    sheet = written["ngo_sheet"][edition]["lines"]
    lines, tables = word(rendered.files["summary", edition, "kk", DOCX])
    found = [line for line in lines if line.startswith(tuple(sheet))]
    assert [next(one for one in sheet if line.startswith(one)) for line in found] == sheet * 2
    assert found[5].endswith("5 500 000 (бес миллион бес жүз мың) теңге")
    codes = [one.code for one in rendered.documents["summary", edition, "kk"].tables()]
    directions = tables[codes.index("directions")]
    assert [cell.text for cell in directions[-1]][-2:] == ["2", "5 501 200,5"]
