"""The customer's priority directions: add, change, delete, take over a pasted list; make indicators from one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from grants.actions.audit import record_audit
from grants.models import Direction, ExpectedResult, Indicator, Organisation, Project, User
from rules.directions import DirectionRow
from rules.errors import AppError


@transaction.atomic
def keep_direction(direction: Direction, *, by: User | None) -> None:
    """Keep a new or changed direction. Raises AppError direction_number_taken (409)."""
    verb = "direction.change" if direction.pk else "direction.create"
    try:
        with transaction.atomic():
            direction.save()
    except IntegrityError as taken:
        raise AppError("direction_number_taken", 409) from taken
    record_audit(direction.organisation, by, verb, direction, number=direction.number)


@transaction.atomic
def delete_direction(direction: Direction, *, by: User | None) -> None:
    """Delete it with its expected results. Projects keep their own wording, and the indicators made from it."""
    record_audit(direction.organisation, by, "direction.delete", direction, number=direction.number)
    direction.delete()


@transaction.atomic
def keep_result(result: ExpectedResult, *, by: User | None) -> None:
    """Keep a new or changed expected result. Raises AppError result_number_taken (409)."""
    verb = "expected_result.change" if result.pk else "expected_result.create"
    try:
        with transaction.atomic():
            result.save()
    except IntegrityError as taken:
        raise AppError("result_number_taken", 409) from taken
    record_audit(result.direction.organisation, by, verb, result)


@transaction.atomic
def delete_result(result: ExpectedResult, *, by: User | None) -> None:
    """Delete an expected result; indicators made from it stay."""
    record_audit(result.direction.organisation, by, "expected_result.delete", result, number=result.number)
    result.delete()


@transaction.atomic
def take_over_directions(organisation: Organisation, rows: Iterable[DirectionRow], *, by: User | None) -> int:
    """Add the rows without faults whose number is not in the list yet; those that are stay as they are. How many came
    in: none the second time."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    there = set(Direction.objects.of(organisation).values_list("number", flat=True))
    added = 0
    for row in rows:
        if row.faults or row.number in there:
            continue
        there.add(row.number)
        facts = {name: value for name, value in vars(row).items() if name not in {"results", "faults"}}
        direction = Direction.objects.create(organisation=organisation, **facts)
        ExpectedResult.objects.bulk_create(
            ExpectedResult(direction=direction, number=place, text=text)
            for place, text in enumerate(row.results, start=1)
        )
        added += 1
    if added:
        record_audit(organisation, by, "direction.paste", organisation, number=added)
    return added


@dataclass(frozen=True)
class FromDirection:
    """What becomes of an expected result: `indicator` is new and not stored yet; `standing` counts the same already;
    neither, and it stays a sentence."""

    result: ExpectedResult
    indicator: Indicator | None = None
    standing: Indicator | None = None


def indicators_from_direction(project: Project) -> list[FromDirection]:
    """What would be made of the results of the project's direction, in their order. Two queries."""
    standing = {one.code: one for one in project.indicators.filter(measure=None)}
    lines = []
    for result in ExpectedResult.objects.filter(direction=project.direction_id).order_by("number"):
        if not result.code or result.plan is None:
            lines.append(FromDirection(result))
        elif known := standing.get(result.code):
            lines.append(FromDirection(result, standing=known))
        else:
            new = Indicator(project=project, code=result.code, plan=result.plan, unit=result.unit)
            standing[result.code] = new
            lines.append(FromDirection(result, indicator=new))
    return lines


@transaction.atomic
def make_indicators(project: Project, *, by: User | None) -> list[Indicator]:
    """Add the indicators of the project's direction that are not there yet, for the project as a whole. The second
    time there are none.

    Raises AppError project_without_direction (409).
    """
    held = Project.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation")
    row = held.get(pk=project.pk)
    if row.direction_id is None:
        raise AppError("project_without_direction", 409)
    made = [line.indicator for line in indicators_from_direction(row) if line.indicator]
    for indicator in made:
        indicator.save()
        record_audit(row.organisation, by, "indicator.create", indicator, direction=row.direction_id)
    return made
