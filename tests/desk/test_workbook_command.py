"""`manage.py import_workbook`."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from events.models import Activity
from grants.models import Organisation
from tests.desk.books import small_book

REFERENCE = Path(settings.BASE_DIR) / "reference" / "taraz-2025.xlsx"
FAULTY = [["ref", "project", "kind", "title"], ["B1-01", "B9", "karaoke", "1"]]


def run(*args, **options) -> str:
    out = StringIO()
    call_command("import_workbook", *args, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    def write(**changes):
        path = tmp_path / "workbook.xlsx"
        path.write_bytes(small_book(**changes).getvalue())
        return str(path)

    return write


def test_json_alone_counts_the_reference_workbook_and_then_nothing(db):
    found = json.loads(run(str(REFERENCE), organisation="Тараз", json=True))
    assert {key: found[key] for key in ("added", "changed", "unchanged", "faults", "dry_run", "applied")} == {
        "added": 1958,
        "changed": 0,
        "unchanged": 5,
        "faults": 0,
        "dry_run": False,
        "applied": True,
    }
    assert found["warnings"] == len(found["warning_list"]) >= 10
    assert found["fault_list"] == []
    assert found["sheets"]["attendance"] == {"added": 1709, "changed": 0, "unchanged": 0}
    assert Organisation.objects.get().name == "Тараз"
    again = json.loads(run(str(REFERENCE), organisation="Тараз", json=True))
    assert (again["added"], again["changed"], again["unchanged"], again["applied"]) == (0, 0, 1963, True)
    assert again["warnings"] == found["warnings"]


def test_a_dry_run_says_the_same_and_leaves_nothing(db, file):
    found = json.loads(run(file(), organisation="Жаңа", json=True, dry_run=True))
    assert (found["added"], found["dry_run"], found["applied"]) == (7, True, False)
    assert not Organisation.objects.exists()
    assert not Activity.objects.exists()


def test_faults_in_json_are_no_failure_and_leave_nothing(db, file):
    found = json.loads(run(file(activities=FAULTY, attendance=None), organisation="Жаңа", json=True))
    assert (found["added"], found["faults"], found["applied"]) == (0, 2, False)
    assert found["fault_list"] == [
        {
            "sheet": "activities",
            "row": 2,
            "column": "B (project)",
            "code": "unknown_project",
            "message": "The project “B9” is neither in this workbook nor in the system. Correct the code.",
        },
        {
            "sheet": "activities",
            "row": 2,
            "column": "C (kind)",
            "code": "unknown_kind",
            "message": "“karaoke” is not a kind of activity we know. Use a code or a name from the template’s list.",
        },
    ]
    assert not Organisation.objects.exists()


def test_without_json_the_outcome_is_readable_and_faults_end_with_1(db, file):
    text = run(file(), organisation="Жаңа")
    assert "attendance: 3 added, 0 changed, 0 unchanged" in text
    assert text.endswith("The workbook is in.\n")
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_workbook", file(activities=FAULTY, attendance=None), organisation="Басқа", stdout=out)
    assert ended.value.code == 1
    assert "Faults: 2" in out.getvalue()
    assert "activities, row 2, B (project): The project “B9”" in out.getvalue()


def test_a_missing_file_is_told(db):
    with pytest.raises(CommandError, match="There is no file"):
        run("/nowhere/book.xlsx", organisation="Жаңа")
