"""Addresses of the report centre and of issued reports."""

from django.urls import path

from reports import centre_views

urlpatterns = [
    path("projects/<ref:ref>/report/", centre_views.centre, name="centre"),
    path("projects/<ref:ref>/report/draft/", centre_views.draft, name="draft"),
]
