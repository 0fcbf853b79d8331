"""The sentences of the published reports, typed into their sections of the imported workbook: exactly the figures that
contradict the ledger are named."""

import csv
from collections import defaultdict
from decimal import Decimal
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from grants.models import Measure, Project
from reports.dataset import ReportData, report_data
from reports.narrative.figures import section_figures
from rules.narrative import contradictions

REFERENCE = Path(__file__).resolve().parents[3] / "reference"


def sentences():
    """Each sentence with its place, the numbers marked as findings and what they should be."""
    marked = defaultdict(list)
    with (REFERENCE / "narrative.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found = marked[row["project"], row["measure"], row["sentence"]]
            if row["finding"] == "yes":
                found.append((Decimal(row["number"]), Decimal(row["computed"])))
    return marked


def test_exactly_the_figures_marked_as_findings_are_named(db):
    call_command("import_workbook", str(REFERENCE / "taraz-2025.xlsx"), organisation="Тараз", stdout=StringIO())
    data = {
        project.ref: report_data(project=project)
        for project in Project.objects.select_related("grantee", "edition", "organisation")
    }
    measures = {(one.project.ref, one.number): one.pk for one in Measure.objects.select_related("project")}
    for (project, measure, sentence), marked in sentences().items():
        slot = f"measure:{measures[project, measure]}" if measure else "section:goals"
        found = contradictions(sentence, section_figures(data[project], slot))
        assert [(one.figure.number, one.should_be) for one in found] == marked, sentence
    assert all(ReportData.model_validate_json(one.model_dump_json()) == one for one in data.values())
    assert {ref: (one.statistics.total, one.posts) for ref, one in data.items()} == {
        "P1": (734, 64),
        "P2": (1709, 61),
        "P3": (200, 14),
    }


def test_a_slot_whose_activity_is_gone_knows_nothing(make):
    data = report_data(project=make.project())
    for slot in ("activity:999999", "measure:999999"):
        assert contradictions("Барлығы 352 адам, 12 семинар.", section_figures(data, slot)) == []
