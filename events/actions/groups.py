"""Counting a family or a class in one act: rows without a person, made together and undone together."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.facts import NOTHING_SPECIAL, Circumstances, Facts
from events.models import Attendance, Session, Source
from events.queries.counter import is_taken_back
from events.reasons import UNDONE_ON_COUNTER
from grants.actions.audit import record_audit
from grants.models import Organisation, User
from rules.ages import OLDEST
from rules.codes import AGE_BANDS, CATEGORIES, GENDER_VALUES, NOT_STATED, OUTSIDE
from rules.errors import AppError

LARGEST_GROUP = 200
# What somebody may be seen to be without being asked.
STATED_BANDS = (*AGE_BANDS, OUTSIDE)


@dataclass(frozen=True)
class GroupLine:
    """So many people alike: `gender` male, female or None for not stated; `age` in years or None, or else the `band`
    they seem to be of."""

    gender: str | None
    age: int | None
    count: int
    band: str = ""


def count_group(
    *,
    session: Session,
    lines: Sequence[GroupLine],
    statuses: tuple[str, ...],
    act: uuid.UUID,
    observed_at: datetime,
    by: User | None,
    circumstances: Circumstances = NOTHING_SPECIAL,
    source: Source = Source.GROUP,
    is_fact: bool = False,
) -> list[Attendance]:
    """Count several people of whom only numbers are known: one row each, without a person, all marked with `act`.

    The same act again returns the first rows, also when they were undone since. `is_fact`: it has happened and is only
    told now, so a cancellation stops nothing, and a point or material that is not there is left out. What was undone
    on the counter before it came is written as undone. Raises AppError group_empty, group_too_large, group_unclear,
    activity_cancelled, act_of_another_session, point_unknown, material_unknown.
    """
    _check(lines, statuses)
    with transaction.atomic():
        # The same act twice at once: the second waits here and finds the first one's rows.
        Session.objects.select_for_update(no_key=True).get(pk=session.pk)
        made = _made_by(act, session)
        if made:
            return made
        if session.activity.cancelled_at and not is_fact:
            raise AppError("activity_cancelled", 409)
        how = replace(_at_known_point(session, circumstances, is_fact), group=act)
        common = {
            "source": source,
            "observed_at": observed_at,
            "collected_by": by,
            **_standing(session, act, by, how, source),
        }
        Attendance.objects.bulk_create(_rows(session, lines, statuses, how, common), ignore_conflicts=True)
        return _made_by(act, session)


def _check(lines: Sequence[GroupLine], statuses: tuple[str, ...]) -> None:
    for line in lines:
        age_is_known = line.age is None or 0 <= line.age <= OLDEST
        if line.band and (line.age is not None or line.band not in STATED_BANDS):
            raise AppError("group_unclear", 422)
        if not age_is_known or line.count < 0 or (line.gender or NOT_STATED) not in GENDER_VALUES:
            raise AppError("group_unclear", 422)
    if set(statuses) - set(CATEGORIES):
        raise AppError("group_unclear", 422)
    total = sum(line.count for line in lines)
    if total < 1:
        raise AppError("group_empty", 422)
    if total > LARGEST_GROUP:
        raise AppError("group_too_large", 422, most=LARGEST_GROUP)


def _rows(
    session: Session,
    lines: Sequence[GroupLine],
    statuses: tuple[str, ...],
    how: Circumstances,
    common: dict[str, Any],
) -> list[Attendance]:
    precedence = session.activity.project.category_precedence
    assert how.group is not None
    act = how.group
    alike = [(line.count, Facts(line.gender or NOT_STATED, line.age, None, statuses, line.band)) for line in lines]
    facts = [columns for count, stated in alike for columns in [stated.columns(precedence)] * count]
    return [
        Attendance(
            uuid=uuid.uuid5(act, str(number)),
            activity=session.activity,
            session=session,
            **common,
            **columns,
            **how.columns(),
        )
        for number, columns in enumerate(facts)
    ]


def _standing(session: Session, act: uuid.UUID, by: User | None, how: Circumstances, source: Source) -> dict[str, Any]:
    """Whether the rows count: an undo on the counter may have come before what it undoes."""
    is_undone = source is Source.COUNTER and is_taken_back(
        act=act, activity=session.activity, device_id=how.device_id, by=by
    )
    if not is_undone:
        return {"is_counted": True}
    return {"is_counted": False, "voided_at": timezone.now(), "voided_by": by, "void_reason": UNDONE_ON_COUNTER}


def _at_known_point(session: Session, how: Circumstances, is_fact: bool) -> Circumstances:
    """The same with the activity's own point and material. What has happened is counted without them where they are
    gone. The session is held, so neither goes away while we write (events/actions/materials.py)."""
    activity = session.activity
    known = activity.points.filter(pk=how.point_id).exists() if how.point_id is not None else True
    if not known and not is_fact:
        raise AppError("point_unknown", 422)
    has_material = activity.materials.filter(pk=how.material_id).exists() if how.material_id is not None else True
    if not has_material and not is_fact:
        raise AppError("material_unknown", 422)
    return replace(how, point_id=how.point_id if known else None, material_id=how.material_id if has_material else None)


def _made_by(act: uuid.UUID, session: Session) -> list[Attendance]:
    """The rows an act has made, in their order; none yet: an empty list."""
    numbers = {uuid.uuid5(act, str(number)): number for number in range(LARGEST_GROUP)}
    # Corrected rows keep the mark but have another uuid: a repeat answers with the first ones.
    rows = [row for row in Attendance.objects.filter(group=act) if row.uuid in numbers]
    if any(row.session_id != session.pk for row in rows):
        raise AppError("act_of_another_session", 409)
    return sorted(rows, key=lambda row: numbers[row.uuid])


@transaction.atomic
def void_group(*, organisation: Organisation, group: uuid.UUID, reason: str, by: User | None) -> int:
    """Undo every live row of a group, with a reason; the number of rows undone. Doing it again changes nothing.

    Raises AppError reason_missing.
    """
    if not reason.strip():
        raise AppError("reason_missing", 422)
    rows = Attendance.objects.of(organisation).live().filter(group=group).select_for_update(of=("self",))
    found = list(rows.select_related("activity").order_by("pk"))
    if not found:
        return 0
    undone = Attendance.objects.filter(pk__in=[row.pk for row in found]).update(
        voided_at=timezone.now(), voided_by=by, void_reason=reason.strip()[:300], is_counted=False
    )
    record_audit(organisation, by, "group.void", found[0].activity, group=str(group), rows=undone, reason=reason)
    return undone
