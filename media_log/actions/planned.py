"""The content plan: lines are added, changed, moved, dropped, and done by a publication."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from events.actions.once import hold_project
from events.models import Activity
from grants.actions.audit import record_audit
from grants.models import Project, User
from media_log.actions.mentions import MentionRow, record_mentions
from media_log.models import PlannedPost, Post
from rules.errors import AppError
from rules.post_keys import find_links, inspect_link


@dataclass(frozen=True)
class PlanRow:
    """What a line of the plan says."""

    planned_on: date
    platform: str
    kind: str
    title: str
    activity: Activity | None = None
    language: str = ""
    note: str = ""


@transaction.atomic
def add_line(project: Project, row: PlanRow, *, number: uuid.UUID, by: User | None) -> PlannedPost:
    """Plan a publication; `number` is the form's: sent again it is the line that is there already.

    Raises AppError plan_of_another_project (422), try_again (409) where the number is not this project's.
    """
    held = hold_project(project)
    _check(row.activity, held)
    known = PlannedPost.objects.filter(number=number).select_related("project").first()
    if known is not None:
        if known.project_id != held.pk:
            raise AppError("try_again", 409)
        return known
    line = PlannedPost.objects.create(project=held, number=number, added_by=by, **vars(row))
    record_audit(held.organisation, by, "plan.add", line)
    return line


@transaction.atomic
def add_lines(project: Project, rows: Iterable[tuple[uuid.UUID, PlanRow]], *, by: User | None) -> int:
    """Plan many at once, each under its own number; those that are there already stay as they are. Returns how many
    are new. Raises as add_line."""
    held = hold_project(project)
    wanted = dict(rows)
    for row in wanted.values():
        _check(row.activity, held)
    known = set(PlannedPost.objects.filter(number__in=wanted).values_list("number", flat=True))
    new = [
        PlannedPost(project=held, number=number, added_by=by, **vars(row))
        for number, row in wanted.items()
        if number not in known
    ]
    PlannedPost.objects.bulk_create(new)
    if new:
        record_audit(held.organisation, by, "plan.add_many", held, lines=len(new))
    return len(new)


@transaction.atomic
def change_line(line: PlannedPost, row: PlanRow, *, by: User | None) -> None:
    """Write the line anew. Raises AppError plan_of_another_project (422)."""
    held = _hold(line)
    _check(row.activity, held.project)
    for name, value in vars(row).items():
        setattr(held, name, value)
    held.save(update_fields=[*vars(row)])
    record_audit(held.project.organisation, by, "plan.change", held)


@transaction.atomic
def move_line(line: PlannedPost, *, day: date, by: User | None) -> None:
    """Plan it for another day."""
    held = _hold(line)
    if held.planned_on == day:
        return
    old, held.planned_on = held.planned_on, day
    held.save(update_fields=["planned_on"])
    record_audit(held.project.organisation, by, "plan.move", held, old=old.isoformat(), new=day.isoformat())


@transaction.atomic
def drop_line(line: PlannedPost, *, by: User | None) -> None:
    """It is not going to be published; it stays in the plan and says so. Raises AppError line_is_done (409)."""
    held = _hold(line)
    if held.post_id:
        raise AppError("line_is_done", 409)
    if held.dropped_at:
        return
    held.dropped_at = timezone.now()
    held.save(update_fields=["dropped_at"])
    record_audit(held.project.organisation, by, "plan.drop", held)


@transaction.atomic
def reopen_line(line: PlannedPost, *, by: User | None) -> None:
    """It is to be published after all, or another publication is to stand for it. The publication itself stays."""
    held = _hold(line)
    if not held.dropped_at and not held.post_id:
        return
    held.dropped_at, held.post = None, None
    held.save(update_fields=["dropped_at", "post"])
    record_audit(held.project.organisation, by, "plan.reopen", held)


@transaction.atomic
def publish_line(line: PlannedPost, *, link: str, published_on: date | None = None, by: User | None) -> Post:
    """It is published: its link is logged for the line's activity (else the project) and stands for the line.

    Raises AppError no_links, one_link (422), and as `choose_post`.
    """
    links = find_links(link)
    if not links:
        raise AppError("no_links", 422)
    if len(links) > 1:
        raise AppError("one_link", 422)
    held = _hold(line)
    activity = held.activity
    project = activity.project if activity else held.project
    row = MentionRow(inspect_link(links[0]), project, activity, published_on=published_on)
    answer = record_mentions([row], organisation=held.project.organisation, by=by)[0]
    if answer.post is None:
        raise AppError("no_links", 422)
    _stand(held, answer.post, by)
    return answer.post


@transaction.atomic
def choose_post(line: PlannedPost, post: Post, *, by: User | None) -> None:
    """A publication of the log stands for the line. Raises AppError post_stands_already (409) where it stands for
    another line, line_has_other_post (409) where another one stands for this."""
    _stand(_hold(line), post, by)


def _stand(held: PlannedPost, post: Post, by: User | None) -> None:
    if held.post_id == post.pk:
        return
    if held.post_id:
        raise AppError("line_has_other_post", 409)
    if PlannedPost.objects.filter(post=post).exists():
        raise AppError("post_stands_already", 409)
    if not Post.objects.filter(pk=post.pk).select_for_update().exists():
        raise AppError("try_again", 409)
    held.post, held.dropped_at = post, None
    held.save(update_fields=["post", "dropped_at"])
    record_audit(held.project.organisation, by, "plan.publish", held, key=post.key)


def _hold(line: PlannedPost) -> PlannedPost:
    """The line as it is now, held with its project, so that one publication comes to stand for one line."""
    hold_project(line.project)
    found = PlannedPost.objects.select_related("project__organisation", "activity__project")
    return found.get(pk=line.pk)


def _check(activity: Activity | None, project: Project) -> None:
    if activity is not None and activity.project_id != project.pk:
        raise AppError("plan_of_another_project", 422)
