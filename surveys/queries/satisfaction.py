"""How satisfied people were: the only code that counts it, by the formula of the project's contract."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet

from events.models import Activity
from events.queries.periods import ALWAYS, belongs_to
from grants.models import Project, SatisfactionFormula
from rules.plan_progress import Period
from rules.questionnaires.definition import Definition
from rules.survey_maths.figures import Interval
from rules.survey_maths.satisfaction import TOP_TWO, satisfaction_of_scales
from rules.survey_maths.satisfaction import Satisfaction as Figure
from surveys.models import QuestionnaireVersion, Response, SurveyKind

Activities = QuerySet[Activity] | Iterable[int]
# On a scale of two answers "the two best" would be everybody: only the better one counts.
_SHORTEST = 3


@dataclass(frozen=True)
class Satisfaction:
    """`scales`: from a scale's number of answers to how many chose each (1 is the worst). `formula`: the project's."""

    scales: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    formula: str = TOP_TWO

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(sum(counts.values()) for counts in self.scales.values())

    @property
    def satisfied(self) -> int | None:
        """How many chose one of the two best answers; None where the formula does not count people."""
        return self._figure.satisfied

    @property
    def share(self) -> Decimal | None:
        """Satisfaction by the formula, in percent to 0,1; None where nobody answered."""
        return self._figure.percent

    @property
    def interval(self) -> Interval | None:
        """Of a share of people its 95 % interval, in percent."""
        return self._figure.interval

    @property
    def printed_interval(self) -> tuple[Decimal, Decimal] | None:
        """The interval to 0,1."""
        return self.interval.printed() if self.interval else None

    @property
    def in_words(self) -> str:
        """The formula in the reader's language."""
        return str(SatisfactionFormula(self.formula).label)

    @cached_property
    def _figure(self) -> Figure:
        return satisfaction_of_scales(self.formula, self.scales)


def satisfaction_of(*, activities: Activities) -> dict[int, Satisfaction]:
    """How satisfied people were with each activity; every requested activity has an entry. Two queries for ids, and one
    more for a queryset."""
    ids = list(activities.values_list("pk", flat=True) if isinstance(activities, QuerySet) else activities)
    found = _satisfaction(Q(run__activity__in=ids), "run__activity")
    return {pk: found.get(pk, Satisfaction()) for pk in ids}


def satisfaction_of_runs(*, runs: Iterable[int]) -> dict[int, Satisfaction]:
    """How satisfied people were as each run tells; every requested run has an entry. Two queries."""
    ids = list(runs)
    found = _satisfaction(Q(run__in=ids), "run")
    return {pk: found.get(pk, Satisfaction()) for pk in ids}


def satisfaction_of_projects(*, projects: Iterable[int]) -> dict[int, Satisfaction]:
    """How satisfied people were with each project as a whole, as `satisfaction_with_project` counts it; every requested
    project has an entry. Two queries."""
    ids = list(projects)
    found = _satisfaction(Q(run__project__in=ids) & _alive(), "run__project")
    return {pk: found.get(pk, Satisfaction()) for pk in ids}


def satisfaction_with_project(*, project: Project, period: Period = ALWAYS) -> dict[int | None, Satisfaction]:
    """By measure, from the runs about its activities; under None all of the project's, also about a series and about
    the project as a whole. What a cancelled activity's run says does not count. Two queries. Of a `period`: what was
    said of its activities, whenever, and within its days of the rest.

    It is counted from all who answered, and is not the mean of the activities' figures.
    """
    of_period = belongs_to(period, "received_on", "run__activity__")
    by_measure = _satisfaction(Q(run__project=project) & _alive() & of_period, "run__activity__measure")
    together: dict[int, Counter[int]] = defaultdict(Counter)
    for one in by_measure.values():
        for highest, counts in one.scales.items():
            together[highest].update(counts)
    return {**by_measure, None: Satisfaction(together, project.satisfaction_formula)}


def _alive() -> Q:
    return Q(run__activity__isnull=True) | Q(run__activity__cancelled_at__isnull=True)


def has_ratings(project: Project) -> bool:
    """Whether anybody has said how satisfied they were: from then on the formula is fixed."""
    return Response.objects.filter(
        run__project=project, run__kind=SurveyKind.SATISFACTION, rating__isnull=False
    ).exists()


def highest_rating(definition: Definition) -> int:
    """The best answer's place on the scale that satisfaction is counted from."""
    question = definition.by_code.get(definition.satisfaction)
    values = [option.value for option in question.options if option.value is not None] if question else []
    return max([*values, _SHORTEST])


def _satisfaction(wanted: Q, by: str) -> dict[Any, Satisfaction]:
    """Ratings of satisfaction runs, grouped by a column; each on the scale of the version that its sheet answered."""
    grouped = (
        Response.objects.filter(wanted, run__kind=SurveyKind.SATISFACTION, rating__isnull=False)
        .order_by()
        .values_list(by, "run__project__satisfaction_formula", "version", "rating")
        .annotate(n=Count("pk"))
    )
    rows = list(grouped)
    versions = {version for _key, _formula, version, _rating, _n in rows}
    asked = QuestionnaireVersion.objects.defer("document").in_bulk(versions)
    highest = {pk: highest_rating(version.definition) for pk, version in asked.items()}
    scales: dict[Any, dict[int, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    formulas = {}
    for key, formula, version, rating, n in rows:
        scales[key][highest[version]][rating] += n
        formulas[key] = formula
    return {key: Satisfaction(found, formulas[key]) for key, found in scales.items()}
