"""What people really type and really leave out: nothing at all, far too much, signs that no file may hold."""

import time
from io import BytesIO
from itertools import product

import openpyxl
import pypdf
import pytest

from reports.catalogue import DOCX, EDITIONS, LANGUAGES, PDF, XLSX
from reports.dataset import report_data
from reports.forms import Wording
from reports.forms.words import say
from tests.reports.combinations.files import excel, excel_lines, missing_from, paper, squeezed, word
from tests.reports.combinations.rendering import file_of, in_languages
from tests.reports.combinations.world import edition_forms, wording_of

FORMS = ("final", "interim", "statistics", "publications", "attendance")
pytestmark = pytest.mark.django_db
COMMANDS = ("=cmd|'/c calc'!A0", "=1+1", "+7", "@SUM(A1)", "-2", "\t=1")


def drafts(data, *, editions=EDITIONS, languages=LANGUAGES):
    """(form, wording, data) of every form."""
    forms = edition_forms()
    whole = in_languages(data)
    for form, edition, language in product(FORMS, editions, languages):
        yield form, Wording(edition, forms[edition], language, say(language, "draft")), whole[language]


def test_a_project_without_anything_gives_whole_forms(make):
    data = report_data(project=make.project(ref="E1", title="Бос жоба"))
    for form, wording, whole in drafts(data):
        which = form, wording.edition, wording.language
        lines, tables = word(file_of(form, whole, wording, DOCX))
        assert not missing_from(lines, wording_of(*which)), which
        assert all(len(rows) > 1 for rows in tables), which
        if which[1:] == ("2025", "kk"):
            assert not missing_from(excel_lines(excel(file_of(form, whole, wording, XLSX))), wording_of(*which)), which
            pages = pypdf.PdfReader(BytesIO(file_of(form, whole, wording, PDF))).pages
            # No page that holds nothing but the mark and its number.
            said = [page.extract_text().replace(wording.mark, "").strip() for page in pages]
            assert min(map(len, said)) > 20, which


def test_a_text_of_200_000_characters(make):
    typed = " ".join(f"{number}-сөйлем: қатысушылар пікірі." for number in range(6500))[:200_000]
    data = report_data(project=make.project(ref="L1")).model_copy(update={"texts": {"section:goals": typed}})
    wording = Wording("2025", edition_forms()["2025"], "kk")
    started = time.process_time()
    files = {one: file_of("final", data, wording, one) for one in (DOCX, XLSX, PDF)}
    assert time.process_time() - started < 30
    assert typed in word(files[DOCX])[0]
    assert squeezed(typed) in squeezed("".join(excel_lines(excel(files[XLSX]))))
    assert squeezed(typed) in paper(files[PDF])


def test_signs_that_no_file_may_hold_and_words_without_an_end(make):
    nasty = "А\x00Б\x0bВ\x1bГ\u202eДЕ\u2066Ж \u200fعربي 👩‍👩‍👧🎉 <b>&amp;</b> ]]> " + "Ұзын" * 200
    project = make.project(ref="N1", title="Жоба")
    data = report_data(project=project)
    activity = report_data(project=_with_activity(make, project)).other_activities[0]
    hard = activity.model_copy(update={"title": nasty, "topic": nasty, "venue": nasty})
    data = data.model_copy(update={"other_activities": [hard], "texts": {"section:goals": nasty}})
    for form, wording, whole in drafts(data, editions=("2025",), languages=("kk",)):
        lines, _ = word(file_of(form, whole, wording, DOCX))
        grids = excel(file_of(form, whole, wording, XLSX))
        text = paper(file_of(form, whole, wording, PDF))
        if form != "statistics":
            for found in ("".join(lines), "".join(excel_lines(grids))):
                assert "<b>&amp;</b> ]]> " in found, form
                assert "👩‍👩‍👧🎉" in found, form
                assert "عربي" in found, form
                # What turns the following figures round is no sign of a language.
                assert not {"\x00", "\x1b", "\u202e", "\u2066"} & set(found), form
            assert "Ұзын" * 50 in squeezed("".join(lines)), form
            assert "&amp;</b>]]>" in text, form
            assert "ҰзынҰзынҰзын" in text, form


def _with_activity(make, project):
    make.activity(project)
    return project


def test_no_text_of_a_person_becomes_a_formula(make):
    project = make.project(ref="C1")
    for place, command in enumerate(COMMANDS):
        activity = make.activity(project, ref=f"C1-{place}", title=command.strip(), topic=command, venue=command)
        make.mention(make.post(f"c{place}", title=command), activity)
        make.attendance(activity)
    data = report_data(project=project).model_copy(update={"texts": {"section:goals": COMMANDS[0]}})
    for form, wording, whole in drafts(data, editions=("2025",), languages=("kk",)):
        book = openpyxl.load_workbook(BytesIO(file_of(form, whole, wording, XLSX)))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        formulas = [cell.value for cell in cells if cell.data_type == "f"]
        assert all(one.startswith("=SUM(") for one in formulas), form
        texts = [cell.value for cell in cells if cell.data_type == "s"]
        assert [one for one in texts if one.startswith(("=", "+", "@", "-", "\t"))] == [], form


def test_texts_are_written_as_they_were_typed(make):
    typed = "Бірінші жол.\r\nЕкінші:\tкесте; «тырнақша» — сызықша… 5 > 3 & 2 < 4"
    data = report_data(project=make.project(ref="T1")).model_copy(update={"texts": {"section:changes": typed}})
    wording = Wording("2025", edition_forms()["2025"], "kk")
    said = ["Бірінші жол.", "Екінші:кесте; «тырнақша» — сызықша… 5 > 3 & 2 < 4"]
    assert not missing_from(word(file_of("final", data, wording, DOCX))[0], said)
    sheets = "\n".join(excel_lines(excel(file_of("final", data, wording, XLSX)))).replace("\t", "")
    assert not missing_from(sheets.split("\n"), said)
