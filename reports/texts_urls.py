"""Addresses of the texts of a project's reports."""

from django.urls import path

from reports import text_views

_ONE = "projects/<ref:ref>/report/texts/<str:slot>/<str:language>/"

urlpatterns = [
    path("projects/<ref:ref>/report/texts/", text_views.texts, name="texts"),
    path(_ONE, text_views.text, name="text"),
    path(f"{_ONE}versions/", text_views.versions, name="text_versions"),
    path(f"{_ONE}versions/<int:revision>/", text_views.version, name="text_version"),
]
