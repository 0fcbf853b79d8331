"""Random tables in every format: each cell once, in its order, and the parts give the sums."""

import re
from io import BytesIO
from itertools import groupby

import docx
import openpyxl
import pypdf
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.blocks import Cell, Document, Table
from reports.writers.layout import Grid
from reports.writers.registry import WRITERS

WORDS = st.text("абвгдежзқңөұі", min_size=1, max_size=9)


@st.composite
def tables(draw):
    """Headings and rows full of spans, the last column numbers."""
    columns = draw(st.integers(2, 7))

    def rows(count, last):
        grid, made, number = Grid(columns), [], 0
        for row in range(count):
            covered = {
                place
                for one in (Grid.row(_again(grid), []))
                if one.covered
                for place in range(one.column, one.column + one.cell.columns)
            }
            cells, column = [], 0
            while column < columns:
                if column in covered:
                    column += 1
                    continue
                if last is not None and column == columns - 1:
                    cells.append(draw(st.integers(0, 5000)))
                    break
                end = columns if last is None else columns - 1
                free = next((place for place in range(column, end) if place in covered), end) - column
                wide = draw(st.integers(1, min(free, 3)))
                high = draw(st.integers(1, min(count - row, 3)))
                number += 1
                cells.append(Cell(f"{draw(WORDS)}{number}", wide, high))
                column += wide
            made.append(cells)
            grid.row(cells)
        return made

    head = rows(draw(st.integers(1, 3)), None)
    body = rows(draw(st.integers(0, 12)), "numbers")
    return Table(head, body, total=("Барлығы", (False,) * (columns - 1) + (True,)))


def _again(grid):
    copy = Grid(grid.columns)
    copy._reaching = dict(grid._reaching)
    return copy


def texts(table):
    return [str(cell.text if isinstance(cell, Cell) else cell) for row in [*table.head, *table.rows] for cell in row]


def total(table):
    return sum(row[-1] for row in table.rows)


def written(form, table):
    file = BytesIO()
    WRITERS[form](Document("Есеп", "kk", [table]), file, lambda done, of: None)
    file.seek(0)
    return file


@settings(max_examples=12)
@given(tables())
def test_word_holds_each_cell_once(table):
    read = docx.Document(written("docx", table)).tables[0]
    seen, said = set(), []
    for row in read.rows:
        for cell, _ in groupby(row.cells, key=lambda one: one._tc):
            if cell not in seen:
                seen.add(cell)
                said.append("".join(cell.xpath(".//w:t/text()")).replace("\u00a0", ""))
    end = ["Барлығы", str(total(table))]
    assert said == texts(table) + end


@settings(max_examples=12)
@given(tables())
def test_excel_holds_each_cell_once_and_its_sums_are_those_of_its_cells(table):
    sheet = openpyxl.load_workbook(written("xlsx", table)).worksheets[0]
    said = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    *cells, label, formula = said
    assert [str(cell.value) for cell in cells] == texts(table)
    assert label.value == "Барлығы"
    if table.rows:
        summed = [row[0].value for row in sheet[formula.value[5:-1]]] if ":" in formula.value else []
        assert sum(summed) == total(table)
        assert len(summed) == len(table.rows)
    else:
        assert formula.value == "=0"
    covered = [one.bounds for one in sheet.merged_cells.ranges]
    squares = [(x, y) for left, top, right, low in covered for x in range(left, right + 1) for y in range(top, low + 1)]
    assert len(squares) == len(set(squares))  # Excel repairs a file whose merged cells meet


@settings(max_examples=10)
@given(tables())
def test_a_pdf_holds_each_cell_once(table):
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(written("pdf", table)).pages)
    words = [one for one in texts(table) if not one.isdigit()]
    found = re.findall(r"[абвгдежзқңөұі]+\d+", text)
    assert sorted(found) == sorted(words)
    assert f"Барлығы {total(table):,}".replace(",", "\u00a0") in re.sub(r"[ \n]+", " ", text)
