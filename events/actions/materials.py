"""Leaflet points, materials, and copies noted by hand. Each holds the activity's sessions: no tap comes in between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from events.actions.counter import hold_sessions
from events.models import Activity, Attendance, Material, MaterialCount, Point
from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError


@dataclass(frozen=True)
class Position:
    """Where a point is, in degrees; both or neither."""

    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True)
class Printed:
    """What is handed out: `kind` a code of rules.kinds.MATERIAL_KINDS or an own word, `language` as "kk+ru", `printed`
    copies or None."""

    kind: str
    title: str = ""
    language: str = ""
    printed: int | None = None


@transaction.atomic
def save_point(
    activity: Activity, *, name: str, position: Position, by: User | None, point: Point | None = None
) -> Point:
    """Add a point, or change `point`. Raises AppError point_taken when another one has this name."""
    hold_sessions(activity)
    others = activity.points.filter(name=name)
    if (others.exclude(pk=point.pk) if point else others).exists():
        raise AppError("point_taken", 409)
    saved = point or Point(activity=activity)
    saved.name, saved.latitude, saved.longitude = name, position.latitude, position.longitude
    saved.save()
    record_audit(activity.organisation, by, "point.update" if point else "point.create", saved)
    return saved


@transaction.atomic
def remove_point(point: Point, *, by: User | None) -> None:
    """Remove a point that nothing was ever counted at. Raises AppError point_in_use."""
    hold_sessions(point.activity)
    if point.counts.exists() or Attendance.objects.filter(point=point).exists():
        raise AppError("point_in_use", 409)
    record_audit(point.activity.organisation, by, "point.delete", point, name=point.name)
    point.delete()


@transaction.atomic
def save_material(activity: Activity, what: Printed, *, by: User | None, material: Material | None = None) -> Material:
    """Add a material, or change `material`. Raises AppError material_taken: the same kind, title and languages."""
    hold_sessions(activity)
    same = activity.materials.filter(kind=what.kind, title=what.title, language=what.language)
    if (same.exclude(pk=material.pk) if material else same).exists():
        raise AppError("material_taken", 409)
    saved = material or Material(activity=activity)
    saved.kind, saved.title, saved.language, saved.printed = what.kind, what.title, what.language, what.printed
    saved.save()
    verb = "material.update" if material else "material.create"
    record_audit(activity.organisation, by, verb, saved, printed=what.printed)
    return saved


@transaction.atomic
def remove_material(material: Material, *, by: User | None) -> None:
    """Remove a material of which nothing was ever handed out. Raises AppError material_in_use."""
    hold_sessions(material.activity)
    if material.counts.exists() or Attendance.objects.filter(material=material).exists():
        raise AppError("material_in_use", 409)
    record_audit(material.activity.organisation, by, "material.delete", material, title=str(material))
    material.delete()


@transaction.atomic
def note_copies(
    material: Material,
    *,
    day: date | None,
    at_points: Mapping[int | None, int | None],
    at_names: Mapping[str, int],
    by: User | None,
) -> None:
    """Note how many copies were handed out on a day, by the point's id (None: at no point). The numbers take the place
    of those noted there before; None takes one away. `at_names`: at points that may be new. Twice is once.

    Raises AppError point_unknown for a point that is gone.
    """
    activity = material.activity
    hold_sessions(activity)
    numbers = dict(at_points)
    for name, number in at_names.items():
        point, is_new = Point.objects.get_or_create(activity=activity, name=name)
        if is_new:
            record_audit(activity.organisation, by, "point.create", point)
        numbers[point.pk] = number
    wanted = {pk for pk in numbers if pk is not None}
    points = activity.points.in_bulk(wanted)
    if len(points) != len(wanted):
        raise AppError("point_unknown", 409)
    for pk, copies in numbers.items():
        there: dict[str, Any] = {"material": material, "point": points[pk] if pk is not None else None, "day": day}
        if copies is None:
            MaterialCount.objects.filter(**there).delete()
        else:
            MaterialCount.objects.update_or_create(**there, defaults={"handed_out": copies})
    told = {str(pk or ""): copies for pk, copies in numbers.items()}
    record_audit(activity.organisation, by, "material.copies", material, day=str(day or ""), copies=told)
