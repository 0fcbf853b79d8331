"""What an activity's page tells in a line about its products and organisations."""

from __future__ import annotations

from django import template

from events.models import Activity
from events.product_labels import made_in_words
from events.queries.products import products_at
from events.queries.represented import number_at

register = template.Library()


@register.filter
def made_at(activity: Activity) -> list[str]:
    """What was made at an activity, such as "10 demotivators", by kind."""
    return [made_in_words(one.kind, one.made) for one in products_at(activity=activity)]


@register.filter
def organisations_named_at(activity: Activity) -> int:
    """How many organisations were represented by name."""
    return number_at(activity=activity)
