"""Words for planned figures."""

from django import template

from grants import wording

register = template.Library()
register.filter("indicator_label", wording.indicator_label)
register.filter("indicator_unit", wording.indicator_unit)
