"""Addresses of the operator's summary."""

from django.urls import path

from reports import issue_views, summary_text_views, summary_views

_TEXT = "reports/summary/texts/<str:slot>/<str:language>/"

urlpatterns = [
    path("reports/summary/", summary_views.summary, name="summary"),
    path("reports/summary/draft/", summary_views.summary_draft, name="summary_draft"),
    path("reports/summary/issue/", summary_views.summary_issue, name="summary_issue"),
    path(_TEXT, summary_text_views.summary_text, name="summary_text"),
    path(f"{_TEXT}versions/", summary_text_views.summary_text_versions, name="summary_text_versions"),
    path(f"{_TEXT}versions/<int:revision>/", summary_text_views.summary_text_version, name="summary_text_version"),
    path("reports/summary/issued/<int:pk>/", issue_views.issued, name="summary_issued"),
    path("reports/summary/issued/<int:pk>/<str:file_format>/", issue_views.issued_file, name="summary_issued_file"),
]
