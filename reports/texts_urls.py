"""Addresses of the texts of a project's reports."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from reports import text_views


class SlotConverter(StringConverter):
    """As slots are written: section:goals, measure:12. Nothing else is looked for in a database."""

    regex = "[a-z]+:[a-z0-9_]+"


register_converter(SlotConverter, "slot")
_ONE = "projects/<ref:ref>/report/texts/<slot:slot>/<slug:language>/"

urlpatterns = [
    path("projects/<ref:ref>/report/texts/", text_views.texts, name="texts"),
    path(_ONE, text_views.text, name="text"),
    path(f"{_ONE}versions/", text_views.versions, name="text_versions"),
    path(f"{_ONE}versions/<int:revision>/", text_views.version, name="text_version"),
]
