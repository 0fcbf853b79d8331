"""Satisfaction that too few people stated."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from reports.contradictions.facts import ProjectFacts
from reports.contradictions.findings import Finding, sentence
from surveys.queries.satisfaction import satisfaction_of

# A share of satisfied people from fewer than a third of those who came says little.
_SHARE = 3


def findings(facts: ProjectFacts) -> Iterator[Finding]:
    """Activities whose satisfaction rests on fewer than a third of their people. Two queries."""
    asked = satisfaction_of(activities=[one.activity.pk for one in facts.met])
    few = [
        (one.activity.ref, asked[one.activity.pk].n, one.count.total)
        for one in facts.met
        if 0 < asked[one.activity.pk].n * _SHARE < one.count.total
    ]
    if few:
        told = ", ".join(f"{ref} ({n}/{people})" for ref, n, people in few)
        message = sentence(_("Fewer than a third said how satisfied they were: {told}."), told=told)
        figures = tuple(number for _ref, *numbers in few for number in numbers)
        yield Finding("few_answers", message, tuple(ref for ref, *_numbers in few), figures)
