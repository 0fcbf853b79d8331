"""Numbered appendices: to which one a document belongs, and its number there (docs/adr/0008)."""

from __future__ import annotations

import uuid

from django.db.models import Max
from django.utils import timezone

from events.models import Activity, Appendix, Evidence
from grants.models import Measure, Project, User
from grants.queries import plan_of


def place_for(project: Project, measure: Measure | None) -> tuple[Appendix, int]:
    """The appendix for documents of a measure, or of the project as a whole (None), and the next free place in it.

    Runs inside the transaction that stores the document: the project's row is held till its end, so that nobody else is
    given the same place. Neither an appendix's number nor a place is given a second time, also not after a removal.
    """
    Project.objects.select_for_update(no_key=True).select_related(None).get(pk=project.pk)
    appendix = _appendix_of(project, measure)
    last = Evidence.objects.filter(appendix=appendix).aggregate(last=Max("place"))["last"]
    return appendix, (last or 0) + 1


def follow_measure(activity: Activity, *, by: User | None) -> None:
    """An activity's documents go with it to the appendix of its new measure or project. Where they were a removed
    document stays with the number that may be printed already, and says where to look."""
    living = Evidence.objects.live().filter(activity=activity).select_related("appendix", "project")
    for evidence in living.order_by("appendix__number", "place"):
        was, left = evidence.project, Evidence.objects.get(pk=evidence.pk)
        evidence.appendix, evidence.place = place_for(activity.project, activity.measure)
        if evidence.appendix.pk == left.appendix_id:
            continue
        evidence.project = activity.project
        evidence.save(update_fields=["project", "appendix", "place"])
        left.pk, left.number = None, uuid.uuid4()
        left.activity = activity if was == activity.project else None
        left.file, left.preview = "", ""
        left.removed_at, left.removed_by = timezone.now(), by
        left.remove_reason = f"→ {evidence.appendix.number}.{evidence.place}"
        left.save(force_insert=True)


def _appendix_of(project: Project, measure: Measure | None) -> Appendix:
    appendices = Appendix.objects.filter(project=project)
    if not appendices.exists():
        _number_measures(project)
    known = appendices.filter(measure=measure) if measure else appendices.filter(is_general=True)
    found = known.first()
    if found:
        return found
    last = appendices.aggregate(last=Max("number"))["last"]
    number = (last or 0) + 1
    return Appendix.objects.create(project=project, measure=measure, is_general=measure is None, number=number)


def _number_measures(project: Project) -> None:
    """At the first document every measure gets its number, in the plan's order."""
    measures = [planned.measure for task in plan_of(project=project).tasks for planned in task.measures]
    Appendix.objects.bulk_create(
        Appendix(project=project, measure=measure, number=number) for number, measure in enumerate(measures, 1)
    )
