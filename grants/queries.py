"""Reads of the grants app, named for the question they answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from grants.models import (
    ApiToken,
    Edition,
    Indicator,
    Invitation,
    Measure,
    Membership,
    Organisation,
    Project,
    Role,
    Task,
)
from grants.tokens import hash_of


def edition_for(day: date | None) -> Edition:
    """The edition of the forms for a contract of this date: the newest one that held in its year, the first one for
    the years before it. Without a date, the newest edition."""
    editions = Edition.objects.order_by("-first_year").defer("forms")
    if day is None:
        return editions[0]
    return editions.filter(first_year__lte=day.year).first() or editions.reverse()[0]


def organisation_of_token(secret: str) -> ApiToken | None:
    """The living token with this secret, with its organisation and user; None for anything else.

    A token lives while it is not revoked and its maker may sign in and is still a member. Notes the day of use.
    """
    token = (
        ApiToken.objects.select_related("organisation", "user")
        .filter(secret_hash=hash_of(secret), revoked_at=None, user__is_active=True)
        .first()
    )
    if token is None or not Membership.objects.of(token.organisation).filter(user=token.user).exists():
        return None
    today = timezone.localdate()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
        token.last_used_on = today
    return token


def invitation_of_secret(secret: str) -> Invitation | None:
    """The invitation behind a link, dead or alive."""
    invitations = Invitation.objects.select_related("organisation", "created_by")
    return invitations.filter(secret_hash=hash_of(secret)).first()


def open_invitations(*, organisation: Organisation) -> list[Invitation]:
    """Invitations that can still be accepted, the newest first."""
    alive = Invitation.objects.of(organisation).filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())
    return list(alive.order_by("-created_at"))


def members_of(*, organisation: Organisation) -> list[Membership]:
    """Everybody in the organisation, owners first."""
    members = Membership.objects.of(organisation).select_related("user")
    rank = {role: place for place, role in enumerate(Role.values)}
    return sorted(members, key=lambda m: (rank[m.role], m.user.name.casefold(), m.pk))


def memberships_of_user(*, user_id: int) -> list[Membership]:
    """The organisations a user may switch between, with the role in each."""
    return list(Membership.objects.filter(user=user_id).select_related("organisation").order_by("organisation__name"))


def tokens_seen_by(*, membership: Membership) -> list[ApiToken]:
    """Living tokens of the organisation: a member's own, or everybody's for an owner."""
    tokens = ApiToken.objects.of(membership.organisation).filter(revoked_at=None).select_related("user")
    if membership.role != Role.OWNER:
        tokens = tokens.filter(user=membership.user)
    return list(tokens.order_by("-created_at"))


@dataclass(frozen=True)
class PlannedMeasure:
    """A measure and its planned figures."""

    measure: Measure
    indicators: list[Indicator]


@dataclass(frozen=True)
class PlannedTask:
    """A task and its measures."""

    task: Task
    measures: list[PlannedMeasure]


@dataclass(frozen=True)
class Plan:
    """What a contract promises; `indicators` are those of the whole project."""

    tasks: list[PlannedTask] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)


def plan_of(*, project: Project) -> Plan:
    """The project's tasks, measures and indicators in the order of their numbers. Four queries, whatever the size."""
    measures = Measure.objects.filter(project=project).prefetch_related(
        Prefetch("indicators", Indicator.objects.order_by("pk"))
    )
    tasks = Task.objects.filter(project=project).prefetch_related(Prefetch("measures", measures))
    return Plan(
        tasks=[
            PlannedTask(
                task,
                [
                    PlannedMeasure(measure, list(measure.indicators.all()))
                    for measure in sorted(task.measures.all(), key=lambda m: number_key(m.number))
                ],
            )
            for task in sorted(tasks, key=lambda t: number_key(t.number))
        ],
        indicators=list(project.indicators.filter(measure=None).order_by("pk")),
    )


def number_key(number: str) -> list[tuple[int, int, str]]:
    """The order of tasks and measures: 1.2 stands before 1.10; words stand after figures."""
    parts = re.findall(r"\d+|\D+", number)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
