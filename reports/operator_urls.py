"""Addresses of reading several grantees' projects."""

from django.urls import path

from reports import operator_views, readers_views

urlpatterns = [
    path("reports/readers/", readers_views.readers, name="readers"),
    path("reports/readers/ask/", readers_views.reading_ask, name="reading_ask"),
    path("reports/readers/<int:pk>/take-back/", readers_views.reading_take_back, name="reading_take_back"),
    path("reading/<str:token>/", readers_views.reading_answer, name="reading_request"),
    path("reports/grantees/", operator_views.grantees, name="grantees"),
    path("reports/grantees/between/", operator_views.across, name="across"),
    path("reports/grantees/<int:pk>/", operator_views.readable, name="readable"),
    path("reports/grantees/<int:pk>/files/<int:file>/", operator_views.readable_file, name="readable_file"),
]
