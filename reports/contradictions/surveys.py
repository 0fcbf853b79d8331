"""Satisfaction and tests that too few people answered, respondents that no sheet shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from reports.contradictions.facts import ProjectFacts
from reports.contradictions.findings import Finding, sentence
from reports.queries.facts import PlanFacts
from reports.queries.indicators import RESPONDENTS, reporting_activity
from surveys.models import Response
from surveys.models.questionnaires import SurveyKind
from surveys.queries.satisfaction import satisfaction_of

# What fewer than a third of those who came have said says little.
_SHARE = 3


def findings(facts: ProjectFacts) -> Iterator[Finding]:
    """Activities whose satisfaction or test rests on fewer than a third of their people, and those whose number of
    respondents is not that of their sheets. Six queries."""
    asked = satisfaction_of(activities=[one.activity.pk for one in facts.met])
    answers = {pk: one.n for pk, one in asked.items() if one.n}
    yield from _few(facts, "few_answers", _("Fewer than a third said how satisfied they were: {told}."), answers)
    words = _("Fewer than a third took the test before and after: {told}.")
    yield from _few(facts, "few_pairs", words, _paired(facts))
    yield from _respondents(facts)


def _few(facts: ProjectFacts, code: str, words: object, numbers: dict[int, int]) -> Iterator[Finding]:
    """Of the activities that were asked at all (by id: how many answered)."""
    few = [
        (one.activity.ref, numbers[one.activity.pk], one.count.total)
        for one in facts.met
        if one.activity.pk in numbers and numbers[one.activity.pk] * _SHARE < one.count.total
    ]
    if few:
        told = ", ".join(f"{ref} ({n}/{people})" for ref, n, people in few)
        figures = tuple(number for _ref, *numbers in few for number in numbers)
        yield Finding(code, sentence(words, told=told), tuple(ref for ref, *_numbers in few), figures)


def _paired(facts: ProjectFacts) -> dict[int, int]:
    """How many people took both tests of an activity, where anybody took one. One query."""
    tests = Response.objects.filter(run__project=facts.project, run__kind=SurveyKind.TEST, run__activity__isnull=False)
    sheets = tests.order_by().values_list("run__activity", "run", "pair").annotate(times=Count("wave", distinct=True))
    found: Counter[int] = Counter()
    for activity, _run, pair, times in sheets:
        found[activity] += bool(pair) and times > 1
    return dict(found)


def _respondents(facts: ProjectFacts) -> Iterator[Finding]:
    """A number of respondents beside which the program has other answered sheets."""
    plan = PlanFacts(facts.project, today=facts.today, codes={"respondents"})
    own = reporting_activity(plan)
    for one in plan.admitted(RESPONDENTS, None):
        activity, told = one.activity, one.count.total
        sheets = plan.sheets(activity.pk) or (plan.sheets(None) if activity.pk == own else 0)
        if told and sheets and told != sheets:
            words = _("{ref}: {told} respondents are counted, {sheets} sheets are answered.")
            message = sentence(words, ref=activity.ref, told=told, sheets=sheets)
            yield Finding("respondents_differ", message, (activity.ref,), (told, sheets))
