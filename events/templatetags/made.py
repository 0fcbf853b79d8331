"""What pages tell in a line about an activity's products and organisations, and age bands in words."""

from __future__ import annotations

from django import template
from django.utils.text import capfirst

from events.models import Activity
from events.product_labels import made_in_words
from events.queries.products import products_at
from events.queries.represented import number_at
from events.words import band_in_words

register = template.Library()


@register.filter
def band_words(band: str) -> str:
    """An age band with its dash and word, as the list of people says it."""
    return capfirst(band_in_words(band)) if band else ""


@register.filter
def made_at(activity: Activity) -> list[str]:
    """What was made at an activity, such as "10 demotivators", by kind."""
    return [made_in_words(one.kind, one.made) for one in products_at(activity=activity)]


@register.filter
def organisations_named_at(activity: Activity) -> int:
    """How many organisations were represented by name."""
    return number_at(activity=activity)
