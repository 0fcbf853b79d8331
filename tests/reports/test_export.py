"""The Excel file of a project's statistics."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from grants import jobs
from grants.models import Edition, Job, JobState
from reports.tasks import statistics_filename
from rules.tables import TablesDifferError
from tests.conftest import signed_in
from tests.reports.conftest import MIXED_JSON


@pytest.fixture
def exported(mixed, make):
    """Runs the export of `mixed` in a language and opens the file."""

    def run(language="kk"):
        asked = jobs.ask(
            organisation=mixed.organisation,
            kind="statistics_xlsx",
            subject=f"{mixed.pk}:{language}",
            by=None,
        )
        assert jobs.run(asked.pk)
        asked.refresh_from_db()
        assert asked.state == JobState.DONE, asked.error_code
        return load_workbook(asked.result_file.open("rb"))

    return run


def table_rows(sheet, caption: str) -> tuple[list, list, list]:
    """The three rows below a caption: one or two of headings, then the figures."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(number for number, row in enumerate(rows) if row[0] == caption)
    rows.append([])
    return rows[at + 1], rows[at + 2], rows[at + 3]


def without_gaps(row: list) -> list:
    return [value for value in row if value is not None]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_tables_are_the_forms_letter_by_letter(exported, mixed, language):
    sheet = exported(language).worksheets[0]
    for dimension, extra in (("gender", 1), ("category", 1), ("age", 2)):
        form = mixed.edition.forms["tables"][dimension]
        head, figures, _ = table_rows(sheet, form["heading"][language])
        expected = [column[language] for column in form["columns"]]
        assert without_gaps(head)[: len(expected)] == expected
        assert len(without_gaps(head)) == len(expected) + extra
        values = MIXED_JSON[dimension].values()
        printed = [*list(values)[: len(expected) - 1], *[n for n in list(values)[len(expected) - 1 :] if n]]
        assert without_gaps(figures) == [12, *printed]
        assert sum(without_gaps(figures)) == 24


def test_the_edition_of_2023_has_its_nested_heading_merged(exported, mixed):
    mixed.edition = Edition.objects.get(code="2023")
    mixed.save()
    sheet = exported("kk").worksheets[0]
    head, nested, figures = table_rows(sheet, "Социальный статус по категориям")
    assert head[8] == "Оның ішінде"
    assert nested[8:12] == [
        "Жұмыссыздар",
        "Қоғамдық ұйымдардың өкілдері",
        "Бизнес-сектор өкілдері",
        "Басқа санаттар",
    ]
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    row = next(cell.row for cell in sheet["A"] if cell.value == "Социальный статус по категориям") + 1
    assert f"I{row}:L{row}" in merged
    assert f"A{row}:A{row + 1}" in merged
    assert figures == [12, 1, 1, 0, 0, 0, 1, 12, 1, 0, 0, 0, 8]


def test_extra_columns_are_printed_only_when_they_are_not_zero(exported, make, mixed):
    mixed.counting_kinds = ["lecture"]
    mixed.save()
    head, figures, _ = table_rows(exported("kk").worksheets[0], "гендерлік көрсеткіш:")
    assert len(without_gaps(head)) == len(without_gaps(figures)) == 4
    mixed.counting_basis = "unique_people"
    mixed.save()
    head, figures, _ = table_rows(exported("kk").worksheets[0], "гендерлік көрсеткіш:")
    assert (len(without_gaps(head)), without_gaps(figures)) == (3, [2, 1, 1])


def test_the_head_of_the_file_says_whose_figures_by_which_rule_and_that_it_is_a_draft(exported, mixed):
    sheet = exported("ru").worksheets[0]
    lines = {row[0].value: row[1].value for row in sheet.iter_rows(max_row=16)}
    texts = [str(value) for value in (*lines, *lines.values())]
    assert any(mixed.title in text for text in texts)
    assert any("36 · 08.05.2025" in text for text in texts)
    assert mixed.grantee.name in texts
    assert 2 in lines.values()  # unique people
    assert sheet["A2"].font.color.rgb == "00B3261E"
    mixed.counting_basis = "unique_people"
    mixed.save()
    assert exported("ru").worksheets[0]["A2"].font.color is None


def test_the_sheet_by_activity_sums_to_the_total_and_says_why_not(exported):
    sheet = exported("kk").worksheets[1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    by_ref = {row[0]: row[5:10] for row in rows[:-1]}
    assert by_ref["M1-01"] == [4, None, 4, 4, None]
    assert by_ref["M1-02"] == [1, 4, 5, 5, None]
    assert by_ref["M1-03"] == [1, 3, 3, 3, None]
    assert by_ref["M1-04"][:4] == [1, None, 1, 0]
    assert by_ref["M1-05"][:4] == [0, 50, 50, 0]
    assert by_ref["M1-04"][4] != by_ref["M1-05"][4] is not None
    assert rows[-1][8] == 12


def test_the_sheet_of_entries_has_no_name_and_numbers_people_instead(exported):
    book = exported("kk")
    rows = [[cell.value for cell in row] for row in book.worksheets[2].iter_rows(min_row=2)]
    assert len(rows) == 5
    numbers = [row[3] for row in rows]
    assert sorted(number for number in numbers if number) == [1, 1, 2]
    text = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "Айгүл" not in text


def test_no_text_can_become_a_formula(exported):
    book = exported("kk")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value == "'=1+1 «Дәріс»" for cell in cells)


def test_a_sheet_that_does_not_sum_to_the_tables_is_never_written(exported, mixed, monkeypatch):
    from reports.queries import statistics_file

    monkeypatch.setattr(statistics_file, "_why_not", lambda activity, rule: "")
    with pytest.raises(TablesDifferError):
        statistics_file.statistics_file(project=mixed, language="kk")


def test_asking_twice_is_one_job_and_leads_to_its_page(organiser, mixed):
    url = reverse("reports:statistics_export", args=["M1"])
    first, second = organiser.post(url), organiser.post(url)
    job = Job.objects.get()
    assert (job.kind, job.subject) == ("statistics_xlsx", f"{mixed.pk}:kk")
    assert first.headers["Location"] == second.headers["Location"] == reverse("desk:job", args=[job.pk])


def test_only_those_who_edit_may_export(make, mixed):
    viewer = signed_in(make.member("viewer").user)
    assert viewer.post(reverse("reports:statistics_export", args=["M1"])).status_code == 403
    assert "statistics/export" not in viewer.get(reverse("reports:statistics", args=["M1"])).content.decode()
    assert Job.objects.count() == 0


@pytest.mark.parametrize(
    ("ref", "filename"),
    [("P2", "statistics-P2-2025.xlsx"), ("Жоба-1", "statistics--1-2025.xlsx"), ("...", None)],
)
def test_the_filename_is_plain_letters(make, ref, filename):
    project = make.project(ref=ref)
    assert statistics_filename(project) == (filename or f"statistics-{project.pk}-2025.xlsx")


def test_progress_is_reported_between_parts(make):
    from reports.writers.xlsx import Grid, Heading, ListSheet, StatisticsFile, write_statistics

    steps = []
    content = StatisticsFile(
        sheet_name="S",
        title="T",
        mark="",
        lines=[],
        tables=[Grid("c", [Heading("h")], [1])],
        activities=ListSheet("A", ["x"], [[1]], [10]),
        records=ListSheet("R", ["x"], [[n] for n in range(1200)], [10]),
    )
    write_statistics(content, BytesIO(), lambda done, of: steps.append((done, of)))
    assert steps == [(0, 4), (1, 4), (2, 4), (3, 4)]
