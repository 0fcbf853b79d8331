"""`manage.py export_report`: a form of a project as a file, whatever is unresolved."""

from datetime import date
from io import BytesIO, StringIO

import docx
import openpyxl
import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from reports.forms.words import say


def exported(tmp_path, **options):
    """The file's bytes."""
    path = tmp_path / "report"
    call_command("export_report", project="M1", output=str(path), stdout=StringIO(), **options)
    return BytesIO(path.read_bytes())


def words_of(file, ending: str) -> str:
    """Everything that is written in a file."""
    if ending == "docx":
        document = docx.Document(file)
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        heads = [one.text for section in document.sections for one in section.header.paragraphs]
        return "\n".join([*heads, *(one.text for one in document.paragraphs), *cells])
    if ending == "xlsx":
        book = openpyxl.load_workbook(file)
        return "\n".join(str(value) for sheet in book for row in sheet.values for value in row if value is not None)
    return "\n".join(page.extract_text() for page in PdfReader(file).pages)


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("form", ["final", "interim", "statistics", "publications"])
def test_every_form_is_a_marked_draft_of_the_project(mixed, tmp_path, form, language):
    for ending in ("docx", "xlsx", "pdf"):
        file = exported(tmp_path, form=form, language=language, format=ending)
        words = words_of(file, ending)
        assert say(language, "draft") in words, ending
        assert mixed.title in words.replace("\n", " "), ending


def test_the_statistics_sum_to_their_total_in_the_file(mixed, tmp_path):
    document = docx.Document(exported(tmp_path, form="statistics", edition="2023", format="docx"))
    for table in document.tables:
        figures = [int(cell.text) for cell in table.rows[-1].cells]
        # The 2023 table of categories prints its total twice: first, and before what is nested.
        assert figures[0] == 12
        assert sum(figures) in {2 * 12, 3 * 12}


def test_what_cannot_be_had_is_said(mixed, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_report", project="M1", form="final", output=str(tmp_path / "no" / "such"))
    with pytest.raises(CommandError, match="There is no project"):
        call_command("export_report", project="X", form="final", output=str(tmp_path / "report"))


def test_what_was_there_stays_when_nothing_could_be_written(mixed, tmp_path):
    path = tmp_path / "report"
    path.write_text("precious")
    for wrong in ({"form": "attendance"}, {"form": "final", "from_day": date(2025, 9, 1), "to_day": date(2025, 8, 1)}):
        with pytest.raises(CommandError):
            call_command("export_report", project="M1", output=str(path), **wrong)
        assert path.read_text() == "precious"
    assert [one.name for one in tmp_path.iterdir()] == ["report"]


@pytest.mark.parametrize("name", ["project", "organisation"])
def test_a_name_of_torn_letters_is_not_found(mixed, tmp_path, name):
    told = {"project": "M1", name: "\udcff"}
    with pytest.raises(CommandError, match="There is no"):
        call_command("export_report", form="final", output=str(tmp_path / "report"), **told)
