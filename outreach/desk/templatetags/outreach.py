"""Tags and filters that every template may use without loading them."""

from typing import Any

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from events.models import Activity
from outreach.desk.activity_head import ActivityHead, activity_head_of

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """One symbol of the sprite; decoration only, the word stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons/sprite.svg"),
        name,
    )


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:
    """A dictionary's value by a variable key; None where it is missing."""
    return mapping.get(key)


@register.inclusion_tag("desk/activity_head.html", takes_context=True)
def activity_head(context: Context, activity: Activity, tab: str) -> dict[str, Any]:
    """The head of an activity and its tabs ("people", "survey", "media"); above every page about one activity."""
    known = context.get("head")
    head = known if isinstance(known, ActivityHead) else activity_head_of(activity)
    asked = context.get("request")
    is_mended = asked is not None and asked.COOKIES.get("findings") == str(activity.project_id)
    return {"activity": activity, "head": head, "tab": tab, "is_mended": is_mended}
