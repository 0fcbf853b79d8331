"""Addresses of the reports app."""

from django.urls import path

from reports import (
    attendance_views,
    centre_urls,
    findings_urls,
    operator_urls,
    preview_urls,
    summary_urls,
    texts_urls,
    views,
    word_templates_urls,
)

app_name = "reports"

urlpatterns = [
    path("reports/", views.projects, name="projects"),
    path("activities/<ref:ref>/list/", attendance_views.attendance_list, name="attendance_list"),
    path("projects/<ref:ref>/statistics/", views.statistics, name="statistics"),
    path("projects/<ref:ref>/statistics/records/", views.records, name="records"),
    path("projects/<ref:ref>/statistics/export/", views.statistics_export, name="statistics_export"),
    *centre_urls.urlpatterns,
    *findings_urls.urlpatterns,
    *preview_urls.urlpatterns,
    *operator_urls.urlpatterns,
    *summary_urls.urlpatterns,
    *texts_urls.urlpatterns,
    *word_templates_urls.urlpatterns,
]
