"""How satisfied people were: the only code that counts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, QuerySet

from events.models import Activity
from rules.shares import share
from surveys.models import Response, SurveyKind

Activities = QuerySet[Activity] | Iterable[int]
SATISFIED_FROM = 4


@dataclass(frozen=True)
class Satisfaction:
    """How many chose each answer (1 is the worst of five)."""

    counts: Mapping[int, int] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.counts.values())

    @property
    def satisfied(self) -> int:
        """How many chose one of the two best answers."""
        return sum(count for rating, count in self.counts.items() if rating >= SATISFIED_FROM)

    @property
    def share(self) -> Decimal | None:
        """Satisfied, in percent to 0,1; None where nobody answered."""
        return share(self.satisfied, self.n)


def satisfaction_of(*, activities: Activities) -> dict[int, Satisfaction]:
    """How satisfied people were with each activity; every requested activity has an entry. One query for ids, two for
    a queryset."""
    ids = list(activities.values_list("pk", flat=True) if isinstance(activities, QuerySet) else activities)
    rows = (
        Response.objects.filter(run__activity__in=ids, run__kind=SurveyKind.SATISFACTION, rating__isnull=False)
        .order_by()
        .values_list("run__activity", "rating")
        .annotate(n=Count("pk"))
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for activity, rating, n in rows:
        found[activity][rating] = n
    return {pk: Satisfaction(found.get(pk, {})) for pk in ids}
