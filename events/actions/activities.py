"""Writing activities: create, change, cancel, restore. Each leaves a line in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from events.actions.appendices import follow_measure
from events.actions.partners import InvolvementLine, follow_project, write_involvements
from events.actions.places import fill_places
from events.actions.projections import recompute_activity
from events.actions.register_rows import refuse_unit_of_entries
from events.models import Activity, ActivityKind, Session, Speaker
from grants.actions.audit import record_audit
from grants.models import AuditEntry, Project, User
from rules.errors import AppError

# Words that stand in addresses where a short code would stand.
RESERVED_REFS = frozenset({"new", "calendar"})
REF_LENGTH = 40

# What an organiser may set besides project, kind and title.
DETAILS = frozenset(
    {
        "measure",
        "topic",
        "format",
        "starts_on",
        "ends_on",
        "starts_at",
        "venue",
        "address",
        "town",
        "languages",
        "goal",
        "outcome",
        "resolution",
        "number_in_series",
        "guests",
        "expected_number",
        "reported_count",
        "count_unit",
        "ask_name",
        "ask_phone",
        "ask_signature",
        "opens_at",
        "closes_at",
        "wants_presence_code",
    }
)
# Carried over when an activity is copied: everything but its own date, number and results. With speakers and partners.
COPIED = (
    "project",
    "kind",
    "measure",
    "title",
    "topic",
    "format",
    "starts_at",
    "venue",
    "town",
    "address",
    "languages",
    "expected_number",
    "count_unit",
    "goal",
    "guests",
    "ask_name",
    "ask_phone",
    "ask_signature",
    "wants_presence_code",
)
CHANGEABLE = DETAILS | {"project", "kind", "title", "ref"}


@dataclass(frozen=True)
class SpeakerLine:
    """A speaker as entered: name, post, own topic."""

    name: str
    post: str = ""
    topic: str = ""


def create_activity(
    project: Project,
    *,
    kind: ActivityKind,
    title: str,
    by: User | None,
    ref: str = "",
    speakers: Sequence[SpeakerLine] = (),
    partners: Sequence[InvolvementLine] = (),
    **details: Any,
) -> Activity:
    """Make an activity and its first session. Without `ref` it gets the project's next number: P2-44.

    The unit is the kind's unless `count_unit` says otherwise. Raises AppError ref_taken, ref_reserved,
    measure_of_another_project, kind_of_another_organisation, partner_involved_twice.
    """
    _check_names(details, DETAILS)
    details["count_unit"] = details.get("count_unit") or kind.unit
    # Three tries: only another activity made at the same moment can take a free number.
    for _attempt in range(3):
        activity = Activity(
            organisation=project.organisation,
            project=project,
            kind=kind,
            title=title,
            ref=ref,
            created_by=by,
            **details,
        )
        try:
            return _insert(activity, speakers, partners, by)
        except IntegrityError:
            if ref:
                raise AppError("ref_taken", 409, ref=ref) from None
    raise AppError("try_again", 409)


@transaction.atomic
def _insert(
    activity: Activity, speakers: Sequence[SpeakerLine], partners: Sequence[InvolvementLine], by: User | None
) -> Activity:
    Project.objects.select_for_update().get(pk=activity.project_id)
    activity.ref = activity.ref or next_ref(activity.project)
    _check(activity)
    activity.save(force_insert=True)
    Session.objects.create(activity=activity, held_on=activity.starts_on, starts_at=activity.starts_at)
    _write_speakers(activity, speakers)
    write_involvements(activity.project, activity, partners, by=by)
    record_audit(activity.organisation, by, "activity.create", activity, ref=activity.ref)
    return activity


def next_ref(project: Project) -> str:
    """The project's next free number, two digits at least: after P2-43 comes P2-44."""
    prefix = f"{project.ref[: REF_LENGTH - 6]}-"
    taken = Activity.objects.of(project.organisation).filter(ref__startswith=prefix).values_list("ref", flat=True)
    numbers = [int(rest) for ref in taken if (rest := ref[len(prefix) :]).isdecimal() and len(rest) <= 5]
    return f"{prefix}{max(numbers, default=0) + 1:02d}"


@transaction.atomic
def update_activity(
    activity: Activity,
    *,
    by: User | None,
    speakers: Sequence[SpeakerLine] | None = None,
    partners: Sequence[InvolvementLine] | None = None,
    **changes: Any,
) -> Activity:
    """Set what `changes` names; `speakers` and `partners` None leaves them. A new date or project recomputes the
    ledger's projections.

    Raises AppError ref_taken, ref_reserved, measure_of_another_project, project_of_another_organisation,
    kind_of_another_organisation, date_before_birth, partner_involved_twice, unit_of_entries.
    """
    _check_names(changes, CHANGEABLE)
    row = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    before = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    changed = sorted(name for name, value in before.items() if getattr(row, name) != value)
    changed += _move_window(row, before, changed)
    _check(row)
    if "count_unit" in changed:
        refuse_unit_of_entries(row)
    if row.series and row.series.project_id != row.project_id:
        row.series = None  # a series is of one project
        changed.append("series")
    try:
        with transaction.atomic():
            row.save(update_fields=changed)
    except IntegrityError:
        raise AppError("ref_taken", 409, ref=row.ref) from None
    if {"starts_on", "ends_on"} & set(changed):
        fill_places(row)  # while it was over nobody moved up
    if speakers is not None and _write_speakers(row, speakers):
        changed.append("speakers")
    if partners is not None and write_involvements(row.project, row, partners, by=by):
        changed.append("partners")
    _follow(row, changed, before)
    if {"project", "measure"} & set(changed):
        follow_measure(row, by=by)
    if changed:
        # Scanner phones of the project it was in may go on counting at it.
        moved = {"project_was": before["project"].pk} if "project" in changed else {}
        record_audit(row.organisation, by, "activity.update", row, changed=changed, **moved)
    return row


def _follow(activity: Activity, changed: Sequence[str], before: dict[str, Any]) -> None:
    """What hangs on the date and the project goes with them."""
    if {"starts_on", "starts_at"} & set(changed):
        _move_other_days(activity, before)
        first = activity.sessions.filter(number=1)
        first.update(held_on=activity.starts_on, starts_at=activity.starts_at)
    if "project" in changed:
        follow_project(activity)
    if {"starts_on", "project"} & set(changed):
        try:
            recompute_activity(activity)
        except ValueError:
            raise AppError("date_before_birth", 422) from None


def _move_window(activity: Activity, before: dict[str, Any], changed: Sequence[str]) -> list[str]:
    """The poster's opening hours move with the first day unless they were set anew; returns what was moved."""
    was, now = before.get("starts_on"), activity.starts_on
    if "starts_on" not in changed or not was or not now:
        return []
    moved = [name for name in ("opens_at", "closes_at") if getattr(activity, name) and name not in changed]
    for name in moved:
        setattr(activity, name, getattr(activity, name) + (now - was))
    return moved


def _move_other_days(activity: Activity, before: dict[str, Any]) -> None:
    """The whole of an activity was moved, as long as it was: its other days move by as much."""
    was, now = before.get("starts_on"), activity.starts_on
    if was is None or now is None or activity.last_day is None:
        return
    if (before.get("ends_on", activity.ends_on) or was) - was != activity.last_day - now:
        return
    moved = list(activity.sessions.filter(held_on__isnull=False).exclude(number=1))
    for session in moved:
        session.held_on += now - was
    Session.objects.bulk_update(moved, ["held_on"])


@transaction.atomic
def cancel_activity(activity: Activity, *, reason: str, by: User | None) -> Activity:
    """Mark an activity as not held, with a reason; it stays in the list. Raises AppError reason_missing."""
    if not reason.strip():
        raise AppError("reason_missing", 422)
    row = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if row.cancelled_at:
        return row
    row.cancelled_at, row.cancel_reason = timezone.now(), reason.strip()[:300]
    row.save(update_fields=["cancelled_at", "cancel_reason"])
    record_audit(row.organisation, by, "activity.cancel", row, reason=row.cancel_reason)
    return row


@transaction.atomic
def restore_activity(activity: Activity, *, by: User | None) -> Activity:
    """Take a cancellation back."""
    row = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if not row.cancelled_at:
        return row
    row.cancelled_at, row.cancel_reason = None, ""
    row.save(update_fields=["cancelled_at", "cancel_reason"])
    # While it was cancelled nobody moved up.
    fill_places(row)
    record_audit(row.organisation, by, "activity.restore", row)
    return row


def note_poster(activity: Activity, *, by: User | None) -> None:
    """Note, once, that the activity's poster was taken to be printed or sent."""
    if not poster_was_made(activity):
        record_audit(activity.organisation, by, "activity.poster", activity)


def poster_was_made(activity: Activity) -> bool:
    """Whether anybody has taken the activity's poster yet."""
    entries = AuditEntry.objects.of(activity.organisation)
    return entries.filter(verb="activity.poster", subject=f"{activity._meta.label}:{activity.pk}").exists()


def _check_names(details: dict[str, Any], known: frozenset[str]) -> None:
    if unknown := set(details) - known:
        raise TypeError(f"unknown details {sorted(unknown)}")


def _check(activity: Activity) -> None:
    """Everything an activity hangs on belongs to its organisation and its project."""
    if activity.ref in RESERVED_REFS or not activity.ref.strip("."):
        raise AppError("ref_reserved", 422, ref=activity.ref)
    if activity.project.organisation_id != activity.organisation_id:
        raise AppError("project_of_another_organisation", 404)
    if activity.kind.organisation_id not in {None, activity.organisation_id}:
        raise AppError("kind_of_another_organisation", 404)
    if activity.measure and activity.measure.project_id != activity.project_id:
        raise AppError("measure_of_another_project", 422)


def _write_speakers(activity: Activity, lines: Sequence[SpeakerLine]) -> bool:
    """Make the activity's speakers be these; returns whether anything changed."""
    wished = [(line.name, line.post, line.topic) for line in lines]
    if wished == list(activity.speakers.values_list("name", "post", "topic")):
        return False
    activity.speakers.all().delete()
    Speaker.objects.bulk_create(
        Speaker(activity=activity, name=name, post=post, topic=topic) for name, post, topic in wished
    )
    return True
