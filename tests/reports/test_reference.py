"""The published figures of Taraz 2025, from the grantee's own workbook."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from grants.models import Organisation
from reports.contradictions import contradictions
from reports.queries.indicators import indicator_actuals
from reports.queries.totals import totals_of_projects

WORKBOOK = Path(__file__).resolve().parents[2] / "reference" / "taraz-2025.xlsx"


def zeros(*names: str, **figures: int) -> dict[str, int]:
    return {**dict.fromkeys(names, 0), **figures}


GENDERS = ("male", "female", "not_stated")
CATEGORIES = (
    "children",
    "youth",
    "civil_servants",
    "budget_workers",
    "persons_with_disability",
    "elderly_50_plus",
    "unemployed",
    "ngo_representatives",
    "business",
    "other",
    "not_stated",
)
AGES = ("13-16", "17-22", "23-27", "28-32", "33-45", "46-58", "59+", "outside", "not_stated")


def head_counts_only(ref: str, total: int) -> dict:
    return {
        "project": ref,
        "edition": "2025",
        "rule": "attendances",
        "total": total,
        "attendances": total,
        "people": 0,
        "gender": zeros(*GENDERS, not_stated=total),
        "category": zeros(*CATEGORIES, not_stated=total),
        "age": zeros(*AGES, not_stated=total),
    }


PUBLISHED = {
    "P1": head_counts_only("P1", 734),
    "P2": {
        "project": "P2",
        "edition": "2025",
        "rule": "attendances",
        "total": 1709,
        "attendances": 1709,
        "people": 1709,
        "gender": zeros(*GENDERS, male=769, female=940),
        "category": zeros(
            *CATEGORIES,
            youth=1446,
            civil_servants=10,
            budget_workers=25,
            persons_with_disability=3,
            elderly_50_plus=69,
            unemployed=21,
            ngo_representatives=125,
            business=10,
        ),
        "age": dict(zip(AGES, (15, 1417, 163, 29, 16, 10, 59, 0, 0), strict=True)),
    },
    "P3": head_counts_only("P3", 200),
}


@pytest.fixture
def taraz(db) -> Organisation:
    """The reference workbook, imported."""
    call_command("import_workbook", str(WORKBOOK), organisation="Тараз", stdout=StringIO(), stderr=StringIO())
    return Organisation.objects.get(name="Тараз")


def test_the_three_projects_have_the_published_figures(taraz):
    for ref, published in PUBLISHED.items():
        out = StringIO()
        call_command("statistics", project=ref, json=True, stdout=out)
        found = json.loads(out.getvalue())
        assert found == published
        assert list(found) == list(published)
    totals = {project.ref: totals for project, totals in _totals(taraz)}
    assert {ref: (one.total, one.attendances, one.people) for ref, one in totals.items()} == {
        "P1": (734, 734, 0),
        "P2": (1709, 1709, 1709),
        "P3": (200, 200, 0),
    }
    actual = {
        (row.indicator.measure.number if row.indicator.measure else "", row.indicator.code): row.actual
        for row in indicator_actuals(project=taraz.projects.get(ref="P1"))
    }
    assert actual["1.1", "activities"] == 10
    assert actual["1.1", "participants"] == 373
    assert actual["1.4", "participants"] == 144
    assert actual["3.1", "respondents"] == 3428
    assert actual["", "people_reached"] == 734
    assert actual["1.1", "satisfaction"] is None
    told = {
        (one.code, frozenset(one.records))
        for one in contradictions(project=taraz.projects.get(ref="P2"), today=date(2026, 1, 10))
        if one.severity == "error"
    }
    assert told == {
        ("unit_mixed", frozenset({"P2-47"})),
        ("outside_contract", frozenset({"P2-43"})),
        ("same_place_other_grantee", frozenset({"P2-46", "P3-52"})),
        ("shared_post", frozenset({"P2-28", "P2-45"})),
        ("shared_post", frozenset({"P2-24", "P2-27"})),
        ("shared_post", frozenset({"P2-25", "P2-26"})),
        ("late_posts", frozenset({"P2-44"})),
        ("late_posts", frozenset({"P2-40"})),
    }


def _totals(organisation: Organisation) -> list:
    found = totals_of_projects(organisation=organisation)
    return [(project, found[project.pk]) for project in organisation.projects.all()]
