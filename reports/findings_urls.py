"""Addresses of what does not add up."""

from django.urls import path

from reports import findings_views as views

urlpatterns = [
    path("projects/<ref:ref>/findings/", views.findings, name="findings"),
    path("projects/<ref:ref>/findings/count/", views.findings_count, name="findings_count"),
    path("projects/<ref:ref>/findings/<int:pk>/withdraw/", views.withdraw, name="finding_withdraw"),
]
