"""Addresses of reports on the screen."""

from django.urls import path

from reports import preview_views

urlpatterns = [path("projects/<ref:ref>/report/preview/<slug:form>/", preview_views.preview, name="preview")]
