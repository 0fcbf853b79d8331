"""What is handed out at an activity, for the line on its page."""

from django import template

from events.models import Activity
from events.queries.materials import HandedOut, handed_out_at
from events.words import material_in_words

register = template.Library()


@register.simple_tag
def handed_out(activity: Activity) -> list[tuple[str, HandedOut]]:
    """Every material in words, with its copies. Three queries."""
    return [(material_in_words(one.material), one) for one in handed_out_at(activity=activity)]
