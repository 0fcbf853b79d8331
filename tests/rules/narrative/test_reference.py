"""The sentences of the published reports: exactly the figures that contradict their ledger are named."""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from rules.narrative import KindFigures, SectionFigures, contradictions

REFERENCE = Path(__file__).resolve().parents[3] / "reference"


def rows(name):
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def sections() -> dict[tuple[str, str], SectionFigures]:
    """What is known of each measure and each project, as the ledger of the reference has it."""
    seen = defaultdict(int)
    for row in rows("attendance"):
        seen[row["activity_ref"]] += 1
    inside = defaultdict(list)
    for row in rows("activities"):
        number = seen[row["ref"]] or int(row["reported_count"] or 0)
        for section in (row["measure"], ""):
            inside[row["project"], section].append((row["kind"], row["count_unit"], number))
    plans = defaultdict(lambda: defaultdict(set))
    for row in rows("indicators"):
        plans[row["project"], row["measure"]][row["indicator"]].add(Decimal(row["plan"]))
    return {section: figures(found, plans[section]) for section, found in inside.items()}


def figures(found, plans) -> SectionFigures:
    people = [(kind, number) for kind, unit, number in found if unit in {"адам", "отбасы"}]
    kinds = {
        kind: KindFigures(
            activities=sum(one == kind for one, *_ in found),
            people=sum(number for one, number in people if one == kind),
            each=tuple(number for one, number in people if one == kind),
        )
        for kind, *_ in found
    }
    actual = {"participants": Decimal(sum(number for _kind, number in people)), "activities": Decimal(len(found))}
    for unit, code in (("респондент", "respondents"), ("консультация", "consultations")):
        if any(one == unit for _kind, one, _number in found):
            actual[code] = Decimal(sum(number for _kind, one, number in found if one == unit))
    return SectionFigures(actual, {code: frozenset(values) for code, values in plans.items()}, kinds)


SECTIONS = sections()
SENTENCES = sorted({(row["project"], row["measure"], row["sentence"]) for row in rows("narrative")})


@pytest.mark.parametrize(("project", "measure", "sentence"), SENTENCES)
def test_exactly_the_figures_marked_as_findings_are_named(project, measure, sentence):
    marked = [
        (Decimal(row["number"]), Decimal(row["computed"]))
        for row in rows("narrative")
        if (row["project"], row["measure"], row["sentence"], row["finding"]) == (project, measure, sentence, "yes")
    ]
    found = contradictions(sentence, SECTIONS[project, measure])
    assert [(one.figure.number, one.should_be) for one in found] == marked
