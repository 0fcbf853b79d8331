"""Actual figures of a project's indicators: what the plan asked for, counted from what is there, none typed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from events.queries.counts import CountedActivity
from grants.models import Indicator, Project
from reports.queries.facts import PlanFacts, PostFact
from rules.counting import UNIQUE_PEOPLE, CountingRule
from rules.indicators import MANY_FOLLOWERS, MANY_VIEWS
from rules.plan_progress import percent_of
from surveys.queries.satisfaction import Satisfaction

# People and families met at activities of every kind; views and readers never enter (domain: direct reach).
DIRECT_REACH = CountingRule()
RESPONDENTS = CountingRule(units=("respondents",))


@dataclass(frozen=True)
class IndicatorActual:
    """An indicator's figure beside its plan. `actual` None: counted by hand, or no readings were taken yet.

    `percent` is the actual in percent of the plan, to 0,1; None without an actual or with a plan of zero.
    `basis`: of satisfaction, what it was counted from: it is printed with its formula and n.
    """

    indicator: Indicator
    actual: Decimal | None
    plan: Decimal
    basis: Satisfaction | None = None

    @property
    def percent(self) -> Decimal | None:
        """The actual in percent of the plan."""
        return percent_of(self.actual, self.plan)


def indicator_actuals(*, project: Project, today: date | None = None) -> list[IndicatorActual]:
    """Every indicator of the project with its figure as of `today`, in the plan's order. Eight queries at most."""
    indicators = list(project.indicators.select_related("measure").order_by("measure_id", "pk"))
    facts = PlanFacts(project, today=today or timezone.localdate(), codes={one.code for one in indicators})
    return [actual_of(one, facts) for one in indicators]


def actual_of(indicator: Indicator, facts: PlanFacts) -> IndicatorActual:
    """One indicator's figure from the facts of its project, which must have been asked for its code."""
    figure = figure_of(facts, indicator.code, indicator.measure_id)
    basis = facts.satisfaction.get(indicator.measure_id) if indicator.code == "satisfaction" else None
    return IndicatorActual(indicator, figure, indicator.plan, basis if basis and basis.n else None)


def figure_of(facts: PlanFacts, code: str, measure: int | None) -> Decimal | None:
    """The figure for an indicator's code, of a measure or (None) of the whole project; None where the code is counted
    by hand or nothing was read yet."""
    question = QUESTIONS.get(code)
    figure = question(facts, measure) if question else None
    return None if figure is None else Decimal(figure)


def _held(facts: PlanFacts, measure: int | None) -> int:
    return sum(1 for _one in facts.held(measure))


def _participants(facts: PlanFacts, measure: int | None) -> int:
    if facts.rule.basis == UNIQUE_PEOPLE:
        return facts.people(measure)
    return _visits(facts, facts.rule, measure)


def _visits(facts: PlanFacts, rule: CountingRule, measure: int | None) -> int:
    """Visits with head counts at the activities that `rule` admits."""
    return sum(one.count.total for one in facts.admitted(rule, measure))


def _consultations(facts: PlanFacts, measure: int | None) -> int:
    """Of an activity counted in consultations its number, elsewhere the entries of its register."""
    return sum(consultations_at(facts, one) for one in facts.activities(measure))


def consultations_at(facts: PlanFacts, one: CountedActivity) -> int:
    """How many consultations an activity gives."""
    return one.count.total if one.activity.count_unit == "consultations" else facts.register_entries(one.activity.pk)


def respondents_at(facts: PlanFacts, one: CountedActivity) -> int:
    """How many respondents an activity counted in them gives: its number; where it has none, the sheets of its surveys,
    or those about the project where it is the activity that reports them. Never both: they are the same people."""
    own = one.count.total or facts.sheets(one.activity.pk)
    return own or (facts.sheets(None) if one.activity.pk == reporting_activity(facts) else 0)


def reporting_activity(facts: PlanFacts) -> int | None:
    """The activity that stands for the project's own surveys in the plan: the only one counted in respondents, or the
    only opinion survey among them."""
    asked = [one.activity for one in facts.admitted(RESPONDENTS, None)]
    opinion = [one for one in asked if one.kind.code == "opinion_survey"]
    found = asked if len(asked) == 1 else opinion
    return found[0].pk if len(found) == 1 else None


def unreported_sheets(facts: PlanFacts, measure: int | None) -> int:
    """Sheets about the project that no activity stands for: they count for the project as a whole. Where several
    activities report opinion surveys, their numbers are these sheets already."""
    if measure is not None or reporting_activity(facts) is not None:
        return 0
    asked = facts.admitted(RESPONDENTS, None)
    is_told = any(one.count.total for one in asked if one.activity.kind.code == "opinion_survey")
    return 0 if is_told else facts.sheets(None)


def _respondents(facts: PlanFacts, measure: int | None) -> int:
    told = sum(respondents_at(facts, one) for one in facts.admitted(RESPONDENTS, measure))
    return told + unreported_sheets(facts, measure)


def _organisations(facts: PlanFacts, measure: int | None) -> int:
    named, without_list = facts.represented(measure)
    return len(named) + sum(one.count.total for one in without_list)


def _products(facts: PlanFacts, measure: int | None) -> int:
    return sum(one.number for one in facts.products if measure is None or one.measure == measure)


def posts_of(facts: PlanFacts, measure: int | None) -> dict[int, PostFact]:
    """Distinct posts of a measure or the whole, however often they are mentioned."""
    return {one.post: one for one in facts.posts if measure is None or one.measure == measure}


# Which day says when an indicator's numbers were read.
READ_ON_OF = {
    "publication_views": "views_read_on",
    "publications_over_10000_views": "views_read_on",
    "publications_on_pages_over_20000_followers": "followers_read_on",
}


def read_days(facts: PlanFacts, code: str, measure: int | None) -> tuple[date, date] | None:
    """The oldest and the newest day of the readings that an indicator's figure is counted from; None where it is not
    counted from readings, or nothing was read. No query of its own."""
    column = READ_ON_OF.get(code)
    posts = posts_of(facts, measure).values() if column else ()
    days = [day for one in posts if (day := getattr(one, column or "")) is not None]
    return (min(days), max(days)) if days else None


def _posts_on_large_pages(facts: PlanFacts, measure: int | None) -> int | None:
    known = [one.followers for one in posts_of(facts, measure).values() if one.followers is not None]
    return sum(1 for followers in known if followers >= MANY_FOLLOWERS) if known else None


def _posts_seen_often(facts: PlanFacts, measure: int | None) -> int | None:
    known = [one.views for one in posts_of(facts, measure).values() if one.views is not None]
    return sum(1 for views in known if views >= MANY_VIEWS) if known else None


def _views(facts: PlanFacts, measure: int | None) -> int | None:
    """Latest readings added up; without any reading nothing is known, which is not the same as nobody."""
    known = [one.views for one in posts_of(facts, measure).values() if one.views is not None]
    return sum(known) if known else None


def _satisfied(facts: PlanFacts, measure: int | None) -> Decimal | None:
    """By the contract's formula from all who answered, not the mean of the activities' shares."""
    return facts.satisfaction.get(measure, Satisfaction()).share


QUESTIONS: dict[str, Callable[[PlanFacts, int | None], int | Decimal | None]] = {
    "activities": _held,
    "participants": _participants,
    "unique_people": lambda facts, of: facts.people(of),
    "people_reached": lambda facts, of: _visits(facts, DIRECT_REACH, of),
    "consultations": _consultations,
    "respondents": _respondents,
    "organisations": _organisations,
    "materials_distributed": lambda facts, of: sum(facts.copies(one.activity.pk) for one in facts.activities(of)),
    "publications": lambda facts, of: len(posts_of(facts, of)),
    "publications_on_pages_over_20000_followers": _posts_on_large_pages,
    "publications_over_10000_views": _posts_seen_often,
    "publication_views": _views,
    "satisfaction": _satisfied,
    "products": _products,
    "memoranda": lambda facts, of: facts.memoranda(of),
}
