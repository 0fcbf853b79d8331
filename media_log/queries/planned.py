"""The content plan against what takes place and what was published."""

from __future__ import annotations

import calendar
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from events.models import Activity
from grants.models import Organisation, Project
from media_log.models import Mention, PlannedPost, Post
from media_log.queries.posts import mentions_for

# An announcement so many days before an activity, a report so many days after its last.
BEFORE, AFTER = 3, 1
_NUMBERS = uuid.UUID("6f0f7c1e-3a53-4a0b-9b62-0c7f1d0e5a11")


class LineState(StrEnum):
    """Where a line of the plan stands."""

    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"
    DROPPED = "dropped"


@dataclass(frozen=True)
class PlanLine:
    """A line and its state on the day of looking."""

    line: PlannedPost
    state: LineState


@dataclass
class PlanDay:
    """What takes place on a day, what is planned for it, and what was published that day without being the day's own
    line."""

    day: date
    activities: list[Activity] = field(default_factory=list)
    lines: list[PlanLine] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)

    @property
    def is_free(self) -> bool:
        """Nothing at all."""
        return not (self.activities or self.lines or self.posts)


@dataclass(frozen=True)
class PlanCounts:
    """How many lines are in which state; they sum to `planned`."""

    done: int = 0
    due: int = 0
    overdue: int = 0
    dropped: int = 0

    @property
    def planned(self) -> int:
        """All lines."""
        return self.done + self.due + self.overdue + self.dropped


@dataclass(frozen=True)
class PlanMonth:
    """A month: weeks from Monday (None: a day of another month), and its lines by state."""

    first: date
    last: date
    weeks: list[list[PlanDay | None]]
    counts: PlanCounts

    @property
    def has_any(self) -> bool:
        """Whether any day has anything."""
        return any(day and not day.is_free for week in self.weeks for day in week)


@dataclass(frozen=True)
class Proposal:
    """A line that may be planned. `number` follows from what it is about: proposed and taken twice it is one."""

    number: uuid.UUID
    planned_on: date
    title: str
    activity: Activity | None = None
    platform: str = ""
    kind: str = ""
    language: str = ""
    note: str = ""
    # "before" or "after" an activity, "copy" of another month's line
    what: str = "copy"


def state_of(line: PlannedPost, today: date) -> LineState:
    """Done beats everything; a line of today is not overdue yet."""
    if line.post_id:
        return LineState.DONE
    if line.dropped_at:
        return LineState.DROPPED
    return LineState.OVERDUE if line.planned_on < today else LineState.DUE


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def plan_lines(*, project: Project, today: date, first: date | None = None, last: date | None = None) -> list[PlanLine]:
    """A project's lines from `first` to `last`, both included, by their days. One query."""
    found = lines_of(project=project)
    if first:
        found = found.filter(planned_on__gte=first)
    if last:
        found = found.filter(planned_on__lte=last)
    return [PlanLine(line, state_of(line, today)) for line in found]


def lines_of(*, project: Project) -> QuerySet[PlannedPost]:
    """A project's lines with what they are about."""
    return PlannedPost.objects.filter(project=project).select_related("activity", "post")


def counts_of(lines: Iterable[PlanLine]) -> PlanCounts:
    """How many of these lines are in which state."""
    states = [one.state for one in lines]
    return PlanCounts(**{state.value: states.count(state) for state in LineState})


def plan_month(*, project: Project, day: date, today: date) -> PlanMonth:
    """The month of a day. Three queries."""
    first, last = month_of(day)
    days = {first + timedelta(days=n): PlanDay(first + timedelta(days=n)) for n in range((last - first).days + 1)}
    lines = plan_lines(project=project, today=today, first=first, last=last)
    for one in lines:
        days[one.line.planned_on].lines.append(one)
    for activity in _activities(project, first, last):
        # Once, on its first day here: one of a whole month would stand before everything that is planned.
        days[max(first, activity.starts_on or first)].activities.append(activity)
    own = {(one.line.post_id, one.line.planned_on) for one in lines}
    for post in _posts(project, first, last):
        if post.made_on and (post.pk, post.made_on) not in own:
            days[post.made_on].posts.append(post)
    weeks = [[days.get(at) for at in week] for week in calendar.Calendar(0).monthdatescalendar(first.year, first.month)]
    return PlanMonth(first, last, weeks, counts_of(lines))


def usual_project(*, organisation: Organisation, today: date) -> Project | None:
    """The project that somebody who says nothing means: one that runs today, else one that has a content plan,
    else the one that began last."""
    projects = list(Project.objects.of(organisation).order_by("-starts_on", "-pk"))
    running = [one for one in projects if one.starts_on and one.ends_on and one.starts_on <= today <= one.ends_on]
    if running or len(projects) < 2:
        return next(iter(running or projects), None)
    planned = set(PlannedPost.objects.filter(project__in=projects).order_by().values_list("project", flat=True))
    return next((one for one in projects if one.pk in planned), projects[0])


def usual_month(*, project: Project, today: date) -> date:
    """The first day of the month to begin with: this one, else the nearest of the contract."""
    day = today
    if project.ends_on and day > project.ends_on:
        day = project.ends_on
    if project.starts_on and day < project.starts_on:
        day = project.starts_on
    return day.replace(day=1)


def posts_for_line(*, line: PlannedPost) -> QuerySet[Post]:
    """Publications that may stand for a line: of its activity, else of the project, and of no other line."""
    mentions = Mention.objects.filter(activity=line.activity) if line.activity else mentions_for(project=line.project)
    taken = PlannedPost.objects.filter(post=OuterRef("pk")).exclude(pk=line.pk)
    return Post.objects.filter(~Exists(taken), pk__in=mentions.values("post")).select_related("page")


def usual_platform(*, project: Project) -> tuple[str, str]:
    """Where the project mostly publishes, and what: platform and kind. One query."""
    posts = Post.objects.filter(pk__in=mentions_for(project=project).values("post")).order_by()
    most = posts.values_list("platform", "kind").annotate(number=Count("pk")).order_by("-number", "platform", "kind")
    found = next(iter(most[:1]), None)
    return (found[0], found[1]) if found else ("instagram", "post")


def proposed_for_activities(*, project: Project, today: date) -> list[Proposal]:
    """An announcement before and a report after each activity that has no line yet. Two queries.

    No announcement of what is over; no report of what has a publication, or was over more than 30 days ago. Titles are
    the activity's: the words around them belong to the page.
    """
    activities = Activity.objects.filter(project=project, cancelled_at__isnull=True, starts_on__isnull=False)
    without = activities.filter(~Exists(PlannedPost.objects.filter(activity=OuterRef("pk"))))
    found = list(without.annotate(is_published=Exists(Mention.objects.filter(activity=OuterRef("pk")))))
    proposals: list[Proposal] = []
    for activity in found:
        starts, ends = activity.starts_on, activity.last_day
        assert starts and ends
        if starts > today:
            day = max(today, starts - timedelta(days=BEFORE))
            proposals.append(_proposal(activity, day, "before"))
        if not activity.is_published and ends >= today - timedelta(days=30):
            proposals.append(_proposal(activity, max(today, ends + timedelta(days=AFTER)), "after"))
    return _new(sorted(proposals, key=lambda one: (one.planned_on, one.title)))


def proposed_from_month(*, project: Project, source: date, target: date) -> list[Proposal]:
    """The lines of one month on the same days of another; what was dropped is not carried on. Two queries.

    A line keeps its activity only in its own month: the copy is about the next one of its kind.
    """
    first, last = month_of(source)
    days = month_of(target)[1].day
    kept = lines_of(project=project).filter(planned_on__gte=first, planned_on__lte=last, dropped_at__isnull=True)
    proposals = [
        Proposal(
            number=uuid.uuid5(_NUMBERS, f"copy:{line.number}:{target:%Y-%m}"),
            planned_on=target.replace(day=min(line.planned_on.day, days)),
            title=line.title,
            platform=line.platform,
            kind=line.kind,
            language=line.language,
            note=line.note,
        )
        for line in kept
    ]
    return _new(proposals)


def _proposal(activity: Activity, day: date, what: str) -> Proposal:
    number = uuid.uuid5(_NUMBERS, f"{what}:{activity.public_code}")
    return Proposal(number, day, activity.title, activity, what=what)


def _new(proposals: list[Proposal]) -> list[Proposal]:
    """Without those that were taken before, whatever became of them."""
    numbers = [one.number for one in proposals]
    known = set(PlannedPost.objects.filter(number__in=numbers).values_list("number", flat=True))
    return [one for one in proposals if one.number not in known]


def _activities(project: Project, first: date, last: date) -> list[Activity]:
    begun = Activity.objects.filter(project=project, starts_on__lte=last)
    return list(begun.filter(Q(ends_on__gte=first) | Q(ends_on__isnull=True, starts_on__gte=first)))


def _posts(project: Project, first: date, last: date) -> list[Post]:
    posts = Post.objects.filter(pk__in=mentions_for(project=project).values("post"))
    return list(posts.filter(made_on__gte=first, made_on__lte=last).select_related("page").order_by("made_on", "pk"))
