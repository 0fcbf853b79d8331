"""Tasks, measures and indicators of a project: add, change, delete."""

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from grants.actions.audit import record_audit
from grants.models import Indicator, Measure, Task, User
from rules.errors import AppError

PlanItem = Task | Measure | Indicator

_TAKEN = {Task: "task_number_taken", Measure: "measure_number_taken", Indicator: "indicator_taken"}
_IN_USE = {Task: "task_in_use", Measure: "measure_in_use"}


@transaction.atomic
def add_plan_item(item: PlanItem, *, by: User | None) -> None:
    """Keep a new task, measure or indicator.

    Raises AppError task_number_taken, measure_number_taken or indicator_taken (409).
    """
    _save(item)
    record_audit(item.project.organisation, by, f"{item._meta.model_name}.create", item)


@transaction.atomic
def change_plan_item(item: PlanItem, *, by: User | None) -> None:
    """Keep a changed task, measure or indicator. Raises like add_plan_item."""
    _save(item)
    record_audit(item.project.organisation, by, f"{item._meta.model_name}.change", item)


def delete_plan_item(item: PlanItem, *, by: User | None) -> None:
    """Delete it; a measure's indicators go with it.

    Raises AppError task_in_use (409) for a task with measures, measure_in_use (409) for a measure with activities.
    """
    organisation, name = item.project.organisation, f"{item._meta.label}:{item.pk}"
    try:
        with transaction.atomic():
            item.delete()
            record_audit(organisation, by, f"{item._meta.model_name}.delete", name)
    except (ProtectedError, IntegrityError) as used:  # IntegrityError: something was added to it this very moment
        raise AppError(_IN_USE.get(type(item), "try_again"), 409) from used


def _save(item: PlanItem) -> None:
    _check_project(item)
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError as taken:
        raise AppError(_TAKEN[type(item)], 409) from taken


def _check_project(item: PlanItem) -> None:
    """A measure's task and an indicator's measure are of the same project."""
    above: Task | Measure | None = None
    if isinstance(item, Measure):
        above = item.task
    elif isinstance(item, Indicator):
        above = item.measure
    if above is not None and above.project_id != item.project_id:
        raise ValueError("parts of a plan belong to one project")
