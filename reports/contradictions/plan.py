"""The plan that was not met, or was set too low."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from grants.wording import indicator_label
from reports.contradictions.facts import ProjectFacts
from reports.contradictions.findings import Finding, sentence
from reports.queries.indicators import indicator_actuals

_OVER_HALF = 150


def findings(facts: ProjectFacts) -> Iterator[Finding]:
    """Indicators whose period is over and that fall short, and those over by half. A measure is named "P2 1.1"."""
    is_over = bool(facts.project.ends_on and facts.project.ends_on < facts.today)
    for row in indicator_actuals(project=facts.project):
        percent = row.percent
        if percent is None or row.actual is None:
            continue
        measure = row.indicator.measure
        record = f"{facts.project.ref} {measure.number}" if measure else facts.project.ref
        code = "plan_over_half" if percent >= _OVER_HALF else "plan_not_met" if is_over and percent < 100 else ""
        if code:
            words = _("{record} · {indicator}: {actual} of {plan} ({percent} %).")
            message = sentence(
                words,
                record=record,
                indicator=indicator_label(row.indicator.code),
                actual=number_format(row.actual.normalize(), use_l10n=True),
                plan=number_format(row.plan.normalize(), use_l10n=True),
                percent=number_format(percent, use_l10n=True),
            )
            figures = (row.actual.normalize(), row.plan.normalize())
            yield Finding(code, message, (record,), figures, subject=row.indicator.code)
