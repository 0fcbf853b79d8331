"""Things made, and who sees them: counted in one place only. Their reach is indirect and is never added to people.

A product goes with its activity: to the project and the measure the activity belongs to now. What was made stays made,
also where its activity was cancelled afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from events.models import Activity, Product
from events.queries.periods import ALWAYS, belongs_to
from grants.models import Project
from rules.kinds import PRODUCT_KINDS
from rules.plan_progress import Period


@dataclass(frozen=True)
class MadeOfKind:
    """How many things of a kind were made, and how many of them are approved."""

    kind: str
    made: int
    approved: int


def products_of(*, project: Project, period: Period = ALWAYS) -> QuerySet[Product]:
    """The project's products of a period, the newest first."""
    places = Q(activity__project=project) | Q(activity__isnull=True, project=project)
    return Product.objects.filter(places, belongs_to(period, "made_on")).select_related("activity", "measure")


def measure_of_product() -> Coalesce:
    """The measure that a product belongs to: its activity's, else its own."""
    return Coalesce(F("activity__measure"), F("measure"))


def made_by_kind(*, products: Iterable[Product]) -> list[MadeOfKind]:
    """Sums of these products by kind, in the order of the kinds."""
    made: dict[str, int] = {}
    approved: dict[str, int] = {}
    for one in products:
        made[one.kind] = made.get(one.kind, 0) + one.number_made
        approved[one.kind] = approved.get(one.kind, 0) + (one.number_made if one.is_approved else 0)
    return [MadeOfKind(kind, made[kind], approved[kind]) for kind in PRODUCT_KINDS if kind in made]


def products_at(*, activity: Activity) -> list[MadeOfKind]:
    """What was made at an activity, by kind. One query."""
    return made_by_kind(products=activity.products.all())
