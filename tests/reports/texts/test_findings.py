"""Typed figures that the records do not give are findings: exactly those, in both languages, never of ready texts."""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import Measure, Project
from reports.actions.texts import back_to_ready, save_text
from reports.contradictions import contradictions
from reports.contradictions.facts import ProjectFacts
from reports.contradictions.narrative import findings
from reports.dataset import report_data
from reports.narrative.placeholders import escaped
from reports.narrative.texts import texts_for
from tests.reports.conftest import REFERENCE

LATER = date(2026, 1, 10)


def told(project) -> list[tuple[tuple[str, ...], Decimal, Decimal]]:
    found = [one for one in contradictions(project=project, today=LATER) if one.code == "narrative_figure"]
    return [(one.records, *one.figures) for one in found]


@pytest.fixture
def taraz(db) -> dict[str, Project]:
    """The reference workbook, imported: its projects by ref."""
    call_command("import_workbook", str(REFERENCE / "taraz-2025.xlsx"), organisation="Тараз", stdout=StringIO())
    return {one.ref: one for one in Project.objects.select_related("grantee", "edition", "organisation")}


def test_the_sentences_of_the_published_reports_and_the_ready_texts(taraz):
    texts, marked = defaultdict(list), defaultdict(list)
    with (REFERENCE / "narrative.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["sentence"] not in texts[row["project"], row["measure"]]:
                texts[row["project"], row["measure"]].append(row["sentence"])
            if row["finding"] == "yes":
                record = f"{row['project']} {row['measure']}".strip()
                marked[row["project"]].append(((record,), Decimal(row["number"]), Decimal(row["computed"])))
    for ref, project in taraz.items():
        data = report_data(project=project, today=LATER)
        for language in ("kk", "ru"):
            for slot, ready in texts_for(data, {}, language).items():
                save_text(project, slot=slot, language=language, text=escaped(ready), seen_revision=0, by=None)
        assert told(project) == [], ref
    measures = {(one.project.ref, one.number): one.pk for one in Measure.objects.select_related("project")}
    for (ref, number), sentences in texts.items():
        slot = f"measure:{measures[ref, number]}" if number else "section:goals"
        save_text(taraz[ref], slot=slot, language="kk", text="\n".join(sentences), seen_revision=1, by=None)
    for ref, project in taraz.items():
        assert sorted(told(project)) == sorted(marked[ref]), ref


@pytest.fixture
def project(make):
    return make.project(ref="P1", starts_on=date(2025, 5, 8), ends_on=date(2025, 10, 31))


def test_a_finding_names_its_text_in_the_language_of_the_text(make, project):
    lecture = make.activity(project, ref="P1-1", measure=make.measure(project))
    for _one in range(2):
        make.attendance(lecture)
    place = {"slot": f"activity:{lecture.pk}", "seen_revision": 0, "by": None}
    save_text(project, language="kk", text="Барлығы 7 адам. Иә, 7 адам! {participants} адам.", **place)
    save_text(project, language="ru", text="Всего 2 человека; в зале {plan} {{мест}}.", **place)
    assert told(project) == [(("P1-1",), 7, 2)]
    (found,) = findings(ProjectFacts(project, LATER))
    assert "7" in str(found.message) and "«" not in found.key() and len(found.key()) == 64
    assert "Барлығы 7 адам." in str(found.message)
    back_to_ready(project, slot=f"activity:{lecture.pk}", language="kk", seen_revision=1, by=None)
    assert told(project) == []


def test_a_text_whose_activity_was_cancelled_says_nothing_any_more(make, project):
    lecture = make.activity(project, ref="P1-1")
    make.attendance(lecture)
    slot = f"activity:{lecture.pk}"
    save_text(project, slot=slot, language="kk", text="Барлығы 7 адам.", seen_revision=0, by=None)
    assert len(told(project)) == 1
    lecture.cancelled_at, lecture.cancel_reason = "2025-09-01T00:00Z", "карантин"
    lecture.save()
    assert told(project) == []


def test_one_query_where_nobody_typed_and_no_more_for_more_texts(make, project):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(findings(ProjectFacts(project, LATER)))
        return len(queries)

    assert asked() == 1
    numbers = []
    for _one in range(3):
        slot = f"activity:{make.activity(project).pk}"
        save_text(project, slot=slot, language="ru", text="Всего 9 человек.", seen_revision=0, by=None)
        numbers.append(asked())
    assert numbers[0] == numbers[2]
