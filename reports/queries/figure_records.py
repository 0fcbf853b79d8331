"""What is behind a planned figure: lines whose numbers add up to it. Every actual can be opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from events.models import Activity, Attendance, Material, Memorandum, Product, Represented
from events.queries import counts
from events.queries.counts import CountedActivity
from events.queries.materials import noted_for, tapped_for
from events.queries.products import measure_of_product, products_of
from grants.models import Indicator, Project
from media_log.models import Post
from media_log.queries import mentions_for
from reports.queries.facts import PlanFacts, memoranda_of, sheets_of
from reports.queries.indicators import (
    DIRECT_REACH,
    RESPONDENTS,
    IndicatorActual,
    actual_of,
    consultations_at,
    respondents_at,
    unreported_sheets,
)
from reports.queries.moment import one_moment
from rules.counting import UNIQUE_PEOPLE, CountingRule
from rules.indicators import MANY_FOLLOWERS, MANY_VIEWS
from rules.tables import TablesDifferError
from surveys.models import Run
from surveys.queries.satisfaction import Satisfaction, satisfaction_of_runs

# What a line is about.
ACTIVITY, MATERIAL, POST, PRODUCT, MEMORANDUM, ORGANISATION, RUN = (
    "activity",
    "material",
    "post",
    "product",
    "memorandum",
    "organisation",
    "run",
)
# Counted from lines that add up to how many answered, not to the share itself.
NOT_A_SUM = frozenset({"satisfaction"})


@dataclass(frozen=True)
class FigureLine:
    """One thing that a figure counts. `number`: what it gives to the figure; None where nothing was read yet.
    `activity`: where it belongs, if anywhere; `count`: how the number of an activity is made up."""

    about: str
    number: int | None
    thing: Activity | Material | Post | Product | Memorandum | Represented | Run
    activity: Activity | None = None
    count: counts.ActivityCount | None = None
    satisfaction: Satisfaction | None = None


@dataclass(frozen=True)
class FigureRecords:
    """A figure and what is behind it: `lines`, or `people`: ledger rows, one for each person, the first of each.

    `total`: what the lines add up to. It is the figure, but for a share, where it is how many answered.
    """

    figure: IndicatorActual
    lines: Sequence[FigureLine]
    people: QuerySet[Attendance] | None
    total: int

    @property
    def is_sum(self) -> bool:
        """Whether the lines add up to the figure."""
        return self.figure.indicator.code not in NOT_A_SUM


def figure_records(*, project: Project, indicator: Indicator) -> FigureRecords:
    """What is behind one indicator of the project. Raises TablesDifferError when it does not give the figure."""
    facts = PlanFacts(project, today=timezone.localdate(), codes={indicator.code})
    with one_moment():
        figure = actual_of(indicator, facts)
        people = _people(facts, indicator)
        lines = [] if people is not None else list(_lines(facts, indicator))
        total = people.count() if people is not None else sum(line.number or 0 for line in lines)
    found = FigureRecords(figure, lines, people, total)
    if found.is_sum and Decimal(total) != (figure.actual or 0):
        raise TablesDifferError(f"{indicator.code}: lines give {total}, the figure is {figure.actual}")
    return found


def _people(facts: PlanFacts, indicator: Indicator) -> QuerySet[Attendance] | None:
    """One row for each unique person, where people are what is counted."""
    by_rule = indicator.code == "participants" and facts.rule.basis == UNIQUE_PEOPLE
    if indicator.code != "unique_people" and not by_rule:
        return None
    scope = counts.activities_in_scope(project=facts.project, rule=facts.rule)
    if indicator.measure_id is not None:
        scope = scope.filter(measure=indicator.measure_id)
    rows = counts.first_stated(counts.counted_rows(scope), "gender")
    return rows.select_related("activity__kind").order_by(
        F("activity__starts_on").asc(nulls_last=True), "activity__ref", "observed_at", "pk"
    )


def _lines(facts: PlanFacts, indicator: Indicator) -> Iterable[FigureLine]:
    """The lines of a figure; none of one that is counted by hand."""
    sources: dict[str, Callable[[PlanFacts, int | None], Iterable[FigureLine]]] = {
        "activities": lambda facts, of: (_activity(one, 1) for one in _in_order(facts.held(of))),
        "participants": lambda facts, of: _visits(facts, facts.rule, of),
        "people_reached": lambda facts, of: _visits(facts, DIRECT_REACH, of),
        "respondents": _respondents,
        "consultations": _consultations,
        "materials_distributed": _materials,
        "organisations": _organisations,
        "publications": lambda facts, of: _posts(facts, of, lambda post: 1),
        "publications_on_pages_over_20000_followers": lambda facts, of: _posts(facts, of, _is_on_large_page),
        "publications_over_10000_views": lambda facts, of: _posts(facts, of, _is_seen_often),
        "publication_views": lambda facts, of: _posts(facts, of, lambda post: post.views),
        "products": _products,
        "memoranda": _memoranda,
        "satisfaction": _answers,
    }
    source = sources.get(indicator.code)
    return source(facts, indicator.measure_id) if source else ()


def _in_order(found: Iterable[CountedActivity]) -> list[CountedActivity]:
    """By the day; what has no day comes last."""
    return sorted(found, key=lambda one: (one.activity.starts_on is None, one.activity.starts_on, one.activity.ref))


def _activity(one: CountedActivity, number: int) -> FigureLine:
    return FigureLine(ACTIVITY, number, one.activity, one.activity, one.count)


def _visits(facts: PlanFacts, rule: CountingRule, measure: int | None) -> Iterator[FigureLine]:
    for one in _in_order(facts.admitted(rule, measure)):
        if one.count.total:
            yield _activity(one, one.count.total)


def _respondents(facts: PlanFacts, measure: int | None) -> Iterator[FigureLine]:
    for one in _in_order(facts.admitted(RESPONDENTS, measure)):
        number = respondents_at(facts, one)
        if number:
            yield _activity(one, number)
    if unreported_sheets(facts, measure):
        sheets = sheets_of(facts.project).filter(run__activity__isnull=True).order_by()
        answered = dict(sheets.values_list("run").annotate(n=Count("pk")))
        for run in Run.objects.filter(pk__in=answered).order_by("pk"):
            yield FigureLine(RUN, answered[run.pk], run)


def _consultations(facts: PlanFacts, measure: int | None) -> Iterator[FigureLine]:
    for one in _in_order(facts.activities(measure)):
        number = consultations_at(facts, one)
        if number:
            yield _activity(one, number)


def _materials(facts: PlanFacts, measure: int | None) -> Iterator[FigureLine]:
    """A line per material: what was noted by hand and what the counter counted."""
    copies: dict[int, int] = {}
    noted = noted_for(facts.project).values_list("material").annotate(copies=Sum("handed_out"))
    tapped = tapped_for(facts.project).values_list("material").annotate(copies=Count("pk"))
    for material, number in [*noted, *tapped]:
        copies[material] = copies.get(material, 0) + number
    listed = Material.objects.filter(pk__in=copies).select_related("activity__kind")
    for one in listed.order_by(F("activity__starts_on").asc(nulls_last=True), "activity__ref", "pk"):
        if copies[one.pk] and (measure is None or one.activity.measure_id == measure):
            yield FigureLine(MATERIAL, copies[one.pk], one, one.activity)


def _organisations(facts: PlanFacts, measure: int | None) -> Iterator[FigureLine]:
    named, without_list = facts.represented(measure)
    for organisation in Represented.objects.filter(pk__in=named).order_by("name", "pk"):
        yield FigureLine(ORGANISATION, 1, organisation)
    for one in _in_order(without_list):
        if one.count.total:
            yield _activity(one, one.count.total)


def _posts(facts: PlanFacts, measure: int | None, number: Callable[[Post], int | None]) -> Iterator[FigureLine]:
    """Distinct posts; one that gives nothing is left out, one without a reading says so."""
    mentions = mentions_for(project=facts.project)
    if measure is not None:
        mentions = mentions.filter(activity__measure=measure)
    for post in Post.objects.filter(pk__in=mentions.values("post")).order_by("-made_on", "-pk"):
        given = number(post)
        if given != 0:
            yield FigureLine(POST, given, post)


def _is_on_large_page(post: Post) -> int | None:
    return None if post.page_followers is None else int(post.page_followers >= MANY_FOLLOWERS)


def _is_seen_often(post: Post) -> int | None:
    return None if post.views is None else int(post.views >= MANY_VIEWS)


def _products(facts: PlanFacts, measure: int | None) -> Iterator[FigureLine]:
    rows = products_of(project=facts.project).annotate(of=measure_of_product())
    for product in rows.filter(_of(measure)):
        yield FigureLine(PRODUCT, product.number_made, product, product.activity)


def _memoranda(facts: PlanFacts, measure: int | None) -> Iterator[FigureLine]:
    rows = memoranda_of(facts.project).select_related("activity", "partner")
    for memorandum in rows.annotate(of=measure_of_product()).filter(_of(measure)):
        yield FigureLine(MEMORANDUM, 1, memorandum, memorandum.activity)


def _of(measure: int | None) -> Q:
    return Q() if measure is None else Q(of=measure)


def _answers(facts: PlanFacts, measure: int | None) -> Iterator[FigureLine]:
    """Each run with how many answered; runs about cancelled activities say nothing."""
    runs = Run.objects.filter(project=facts.project).select_related("activity__kind")
    runs = runs.filter(Q(activity__isnull=True) | Q(activity__cancelled_at__isnull=True))
    listed = {run.pk: run for run in runs if measure is None or _measure_of(run) == measure}
    for pk, satisfaction in satisfaction_of_runs(runs=listed).items():
        if satisfaction.n:
            run = listed[pk]
            yield FigureLine(RUN, satisfaction.n, run, run.activity, satisfaction=satisfaction)


def _measure_of(run: Run) -> int | None:
    return run.activity.measure_id if run.activity else None
