"""What a project's figures are counted from: each kind of fact is read once, however many indicators ask for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, F, IntegerField, Q, QuerySet, Sum, Value

from events.models import Activity, Consultation, Memorandum
from events.queries import counts
from events.queries.counts import CountedActivity
from events.queries.materials import noted_for, tapped_for
from events.queries.periods import ALWAYS, begins_within, belongs_to
from events.queries.products import measure_of_product, products_of
from events.queries.represented import namings
from grants.models import Project
from media_log.queries import mentions_for
from rules.counting import CountingRule
from rules.plan_progress import Period
from surveys.models import Response, SurveyKind
from surveys.queries.satisfaction import Satisfaction, satisfaction_with_project

# Surveys that ask about a project, not about one meeting.
OF_PROJECT = (SurveyKind.OPINION, SurveyKind.EXPERT)
_Sums = dict[str, dict[int | None, int]]


@dataclass(frozen=True)
class PostFact:
    """One mention: its post with its key, the measure of its activity, the post's latest readings with their days."""

    post: int
    key: str
    measure: int | None
    followers: int | None
    views: int | None
    followers_read_on: date | None
    views_read_on: date | None


@dataclass(frozen=True)
class ProductFact:
    """One line of products: how many, of which measure, where it is, its indirect reach and the day it was read."""

    number: int
    measure: int | None
    link: str
    reach: int | None
    read_on: date | None


class PlanFacts:
    """The facts of one project as of `today`, of a `period` (events.queries.periods). Seven queries at most.

    `codes`: the indicators that will be asked for; nothing else is read. `activities`: the project's, with their kind
    and whatever else the caller annotates; cancelled ones may be among them and count for nothing.
    """

    def __init__(
        self,
        project: Project,
        *,
        today: date,
        codes: Collection[str],
        activities: QuerySet[Activity] | None = None,
        period: Period = ALWAYS,
    ) -> None:
        self.project = project
        self.period = period
        self.today = today
        self._codes = frozenset(codes)
        usual = project.activities.filter(cancelled_at__isnull=True).select_related("kind").order_by()
        self._asked_activities = (usual if activities is None else activities).filter(begins_within(period))

    @cached_property
    def everything(self) -> list[CountedActivity]:
        """All the activities asked for, with their numbers."""
        return counts.counted_activities(self._asked_activities)

    @cached_property
    def _alive(self) -> list[CountedActivity]:
        return [one for one in self.everything if not one.activity.cancelled_at]

    def activities(self, measure: int | None) -> Iterator[CountedActivity]:
        """Those not cancelled: of a measure, or (None) of the whole project."""
        return (one for one in self._alive if measure is None or one.activity.measure_id == measure)

    def held(self, measure: int | None) -> Iterator[CountedActivity]:
        """Those whose last day has come."""
        return (one for one in self.activities(measure) if self.is_held(one.activity))

    def is_held(self, activity: Activity) -> bool:
        """Whether an activity that was not cancelled has reached its last day: today's is held, as the plan counts."""
        return bool(not activity.cancelled_at and activity.last_day and activity.last_day <= self.today)

    def admitted(self, rule: CountingRule, measure: int | None) -> Iterator[CountedActivity]:
        """Those that `rule` admits."""
        return (
            one
            for one in self.activities(measure)
            if rule.admits(unit=one.activity.count_unit, kind=one.activity.kind.code)
        )

    @cached_property
    def rule(self) -> CountingRule:
        """The project's choice of what its tables count."""
        return counts.counting_rule(self.project)

    def people(self, measure: int | None) -> int:
        """Unique people of a measure or of the whole: a person of two measures is one person."""
        sums = self._sums
        return sums.get("everyone", {}).get(None, 0) if measure is None else sums.get("people", {}).get(measure, 0)

    def copies(self, activity: int) -> int:
        """Copies handed out at an activity."""
        return self._sums.get("copies", {}).get(activity, 0)

    def register_entries(self, activity: int) -> int:
        """Live entries of the register at an activity that is not itself counted in consultations."""
        return self._sums.get("register", {}).get(activity, 0)

    def sheets(self, activity: int | None) -> int:
        """Answered sheets of the surveys about an activity; under None of those about the project as a whole."""
        return self._sums.get("sheets", {}).get(activity, 0)

    def memoranda(self, measure: int | None) -> int:
        """Memoranda of a measure, or of the whole project."""
        found = self._sums.get("memoranda", {})
        return sum(found.values()) if measure is None else found.get(measure, 0)

    def represented(self, measure: int | None) -> tuple[set[int], list[CountedActivity]]:
        """The organisations named at a measure's activities, and the activities counted in organisations that name
        none: their number stands for their list."""
        named: set[int] = set()
        without_list = []
        for one in self.activities(measure):
            here = self._named_at.get(one.activity.pk, set())
            named |= here
            if not here and one.activity.count_unit == "organisations":
                without_list.append(one)
        return named, without_list

    @cached_property
    def posts(self) -> list[PostFact]:
        """Every mention for the project."""
        of_post = ("key", "activity__measure", "page_followers", "views", "followers_read_on", "views_read_on")
        columns = ("post", *(name if "__" in name else f"post__{name}" for name in of_post))
        mentions = mentions_for(project=self.project, period=self.period).order_by()
        return [PostFact(*row) for row in mentions.values_list(*columns)]

    @cached_property
    def products(self) -> list[ProductFact]:
        """Every line of products."""
        rows = products_of(project=self.project, period=self.period).select_related(None).order_by()
        columns = ("number_made", "of", "link", "indirect_reach", "reach_read_on")
        return [ProductFact(*row) for row in rows.annotate(of=measure_of_product()).values_list(*columns)]

    @cached_property
    def satisfaction(self) -> dict[int | None, Satisfaction]:
        """By measure, under None of the whole project."""
        return satisfaction_with_project(project=self.project, period=self.period)

    @cached_property
    def _named_at(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        for what, activity, organisation in self._sum_rows:
            if what == "named" and activity is not None:
                found.setdefault(activity, set()).add(organisation)
        return found

    @cached_property
    def _sums(self) -> _Sums:
        """By what is counted, and by activity or measure."""
        sums: _Sums = {}
        for what, of, number in self._sum_rows:
            by = sums.setdefault(what, {})
            by[of] = by.get(of, 0) + (number or 0)
        return sums

    @cached_property
    def _sum_rows(self) -> list[tuple[str, int | None, int]]:
        """What is counted, of which activity or measure, how many (of "named": which organisation). One query."""
        parts: dict[str, Callable[[], list[QuerySet[Any, Any]]]] = {
            "participants": self._people_rows,
            "unique_people": self._people_rows,
            "materials_distributed": self._copy_rows,
            "consultations": self._register_rows,
            "respondents": self._sheet_rows,
            "memoranda": self._memorandum_rows,
            "organisations": self._named_rows,
        }
        asked = dict.fromkeys(part for code, part in parts.items() if code in self._codes)
        queries = [rows for part in asked for rows in part()]
        if len(queries) > 1:
            return list(queries[0].union(*queries[1:], all=True))
        return list(queries[0]) if queries else []

    def _people_rows(self) -> list[QuerySet[Any, Any]]:
        rows = counts.counted_rows(counts.activities_in_scope(project=self.project, rule=self.rule, period=self.period))
        by_measure = rows.filter(activity__measure__isnull=False)
        people = counts.people_among()
        return [
            _sums("people", by_measure, F("activity__measure"), people),
            _sums("everyone", rows, Value(None, IntegerField()), people),
        ]

    def _copy_rows(self) -> list[QuerySet[Any, Any]]:
        return [
            _sums("copies", noted_for(self.project, self.period), F("material__activity"), Sum("handed_out")),
            _sums("copies", tapped_for(self.project, self.period), F("activity"), Count("pk")),
        ]

    def _register_rows(self) -> list[QuerySet[Any, Any]]:
        return [_sums("register", register_of(self.project, self.period), F("attendance__activity"), Count("pk"))]

    def _sheet_rows(self) -> list[QuerySet[Any, Any]]:
        return [_sums("sheets", sheets_of(self.project, self.period), F("run__activity"), Count("pk"))]

    def _memorandum_rows(self) -> list[QuerySet[Any, Any]]:
        return [_sums("memoranda", memoranda_of(self.project, self.period), measure_of_product(), Count("pk"))]

    def _named_rows(self) -> list[QuerySet[Any, Any]]:
        within = begins_within(self.period)
        alive = Activity.objects.filter(within, project=self.project, cancelled_at__isnull=True).order_by()
        return [
            rows.annotate(what=Value("named")).values_list("what", "activity", "one").distinct()
            for rows in namings(alive.values("pk"))
        ]


def memoranda_of(project: Project, period: Period = ALWAYS) -> QuerySet[Memorandum]:
    """The project's memoranda of a period. Like a product, one goes with its activity wherever that belongs now."""
    places = Q(activity__project=project) | Q(activity__isnull=True, project=project)
    return Memorandum.objects.filter(places, belongs_to(period, "signed_on"))


def sheets_of(project: Project, period: Period = ALWAYS) -> QuerySet[Response]:
    """Sheets of a period that are respondents: of surveys about an activity, and of opinion and expert surveys about
    the project. A test is no survey of respondents, and who rates a series was a participant."""
    about_activity = Q(run__activity__cancelled_at__isnull=True, run__activity__isnull=False)
    about_project = Q(run__activity__isnull=True, run__series__isnull=True, run__kind__in=OF_PROJECT)
    of_period = belongs_to(period, "received_on", "run__activity__")
    sheets = Response.objects.filter(about_activity | about_project, of_period, run__project=project)
    return sheets.exclude(run__kind=SurveyKind.TEST)


def register_of(project: Project, period: Period = ALWAYS) -> QuerySet[Consultation]:
    """Live entries of the register at the project's activities of a period that are counted in anything but
    consultations: where they are counted in those, the activity's own number has them."""
    alive = Consultation.objects.filter(
        begins_within(period, "attendance__activity__"),
        attendance__activity__project=project,
        attendance__activity__cancelled_at__isnull=True,
        attendance__voided_at__isnull=True,
    )
    return alive.exclude(attendance__activity__count_unit="consultations").order_by()


def _sums(what: str, rows: QuerySet[Any], of: Any, number: Any) -> QuerySet[Any, Any]:
    """(what, of, number), a row per `of`."""
    grouped = rows.order_by().annotate(what=Value(what), of=of).values("what", "of").annotate(number=number)
    return grouped.values_list("what", "of", "number")
