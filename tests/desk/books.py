"""Small workbooks made in memory."""

from collections import Counter
from io import BytesIO
from pathlib import Path

from django.conf import settings
from openpyxl import Workbook

from events.models import Attendance
from outreach.desk.workbook.importing import Outcome, check_workbook, import_workbook

PROJECTS = [
    ["ref", "title", "contract_date", "start", "end"],
    ["B1", "«Берік отбасы»", "2025-05-08", "2025-05-08", "2025-10-31"],
]
MEASURES = [["project", "number", "task", "measure"], ["B1", "1.1", "«Саналы отбасы»", "Семинарлар өткізу"]]
ACTIVITIES = [
    ["ref", "project", "measure", "kind", "title", "date", "time", "reported_count"],
    ["B1-01", "B1", "1.1", "seminar", "1-семинар", "2025-09-10", "10:00", None],
    ["B1-02", "B1", "1.1", "lecture", "1-дәріс", "2025-09-17", None, 25],
]
ATTENDANCE = [
    ["activity_ref", "participant_key", "full_name", "phone", "age", "gender", "category"],
    ["B1-01", "K1", None, None, 19, "female", "youth"],
    ["B1-01", "K2", None, None, 52, "male", "unemployed;elderly_50_plus"],
    ["B1-01", None, None, None, 20, "male", "youth"],
]


def book(**sheets) -> BytesIO:
    """A file with these sheets: name=[headings, row, row …]."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(workbook)


def saved(workbook) -> BytesIO:
    file = BytesIO()
    workbook.save(file)
    file.seek(0)
    return file


def small_book(**changes) -> BytesIO:
    """A whole small workbook; `changes` replace sheets, None leaves one out."""
    sheets = {"projects": PROJECTS, "measures": MEASURES, "activities": ACTIVITIES, "attendance": ATTENDANCE}
    return book(**{name: rows for name, rows in {**sheets, **changes}.items() if rows is not None})


def bring(make, file: BytesIO) -> Outcome:
    """Import it for make.organisation."""
    return import_workbook(make.organisation, file, len(file.getvalue()), by=None)


def check(make, file: BytesIO) -> Outcome:
    """What an import would do."""
    return check_workbook(make.organisation, file, len(file.getvalue()))


def counts(outcome: Outcome, sheet: str) -> tuple[int, int, int]:
    """Added, changed, unchanged rows of a sheet."""
    found = outcome.tally.sheets()[sheet]
    return found["added"], found["changed"], found["unchanged"]


def codes(findings) -> list[str]:
    return [finding.code for finding in findings]


def places(findings) -> list[tuple[str, str, int | None, str]]:
    """Code, sheet, row, column letter of each."""
    return [(finding.code, finding.sheet, finding.row, finding.column) for finding in findings]


REFERENCE = Path(settings.BASE_DIR) / "reference" / "taraz-2025.xlsx"
SHEETS = ("projects", "measures", "indicators", "activities", "attendance", "headcounts", "materials", "publications")


def bring_reference(make):
    with REFERENCE.open("rb") as file:
        return import_workbook(make.organisation, file, REFERENCE.stat().st_size, by=None)


def counted(**lookups) -> int:
    return Attendance.objects.counted().filter(**lookups).count()


def spread(column: str, project: str) -> dict[str, int]:
    rows = Attendance.objects.counted().filter(activity__project__ref=project)
    return dict(Counter(rows.values_list(column, flat=True)))


def changed_attendance(row: int, **cells):
    """The small attendance sheet with some cells of a row changed."""
    rows = [list(line) for line in ATTENDANCE]
    for heading, value in cells.items():
        rows[row][ATTENDANCE[0].index(heading)] = value
    return rows
