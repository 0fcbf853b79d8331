"""The register of consultations in templates."""

from django import template

from events.models import Activity
from events.queries.consultations import entries_at

register = template.Library()


@register.simple_tag
def register_entries(activity: Activity) -> int:
    """How many live entries an activity's register has. One query."""
    return entries_at(activity=activity)
