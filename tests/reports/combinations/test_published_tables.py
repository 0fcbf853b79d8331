"""The grantee's own workbook gives its final report with the tables that were published, cell by cell."""

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from rules.codes import DIMENSIONS
from tests.reports.combinations.files import excel, excel_table, paper, shown, word
from tests.reports.combinations.world import caption_of, columns
from tests.reports.conftest import REFERENCE


@pytest.fixture
def published():
    """Table -> its figures in the order in which they were published."""
    with (REFERENCE / "statistics_as_published.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["project"] == "P2"]
    return {name: [int(row["value"]) for row in rows if row["table"] == name] for name in DIMENSIONS}


def exported(tmp_path: Path, file_format: str) -> bytes:
    path = tmp_path / f"final.{file_format}"
    options = {"project": "P2", "form": "final", "edition": "2025", "language": "kk"}
    call_command("export_report", **options, format=file_format, output=str(path), stdout=StringIO())
    return BytesIO(path.read_bytes()).getvalue()


@pytest.mark.django_db
def test_the_three_published_tables(published, tmp_path):
    quiet = {"stdout": StringIO(), "stderr": StringIO()}
    call_command("import_workbook", str(REFERENCE / "taraz-2025.xlsx"), organisation="Тараз", **quiet)
    assert {name: len(row) for name, row in published.items()} == {"gender": 3, "category": 11, "age": 8}
    lines, tables = word(exported(tmp_path, "docx"))
    grids = excel(exported(tmp_path, "xlsx"))
    text = paper(exported(tmp_path, "pdf"))
    for name, figures in published.items():
        head = columns(name, "2025", "kk")
        cells = [[*map(shown, figures)]]
        assert caption_of(name, "2025", "kk") in lines
        # Nothing that was not stated and nobody outside the bands: no more columns than the form's.
        assert [[one.text for one in row] for row in table_under(tables, head[0])] == [*head, *cells]
        assert excel_table(grids, head, 1, set())[1] == [figures]
        assert "".join(map(str, figures)) in text
    assert {row[0] for row in published.values()} == {1709}


def table_under(tables, head):
    return next(rows for rows in tables if [one.text for one in rows[0]] == head)
