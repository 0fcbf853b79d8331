"""Addresses of the customer's priority directions."""

from django.urls import URLPattern, path

from grants.views import directions

urlpatterns: list[URLPattern] = [
    path("directions/", directions.directions, name="directions"),
    path("directions/new/", directions.direction_new, name="direction_new"),
    path("directions/paste/", directions.directions_paste, name="directions_paste"),
    path("directions/<int:pk>/", directions.direction, name="direction"),
    path("directions/<int:pk>/edit/", directions.direction_edit, name="direction_edit"),
    path("directions/<int:pk>/delete/", directions.direction_delete, name="direction_delete"),
    path("directions/<int:pk>/results/new/", directions.result_new, name="result_new"),
    path("expected-results/<int:pk>/edit/", directions.result_edit, name="result_edit"),
    path("expected-results/<int:pk>/delete/", directions.result_delete, name="result_delete"),
    path("projects/<ref:ref>/from-direction/", directions.project_indicators, name="project_indicators"),
]
