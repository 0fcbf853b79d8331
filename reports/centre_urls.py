"""Addresses of the report centre, of issued reports, and of verifying them."""

from django.urls import path

from reports import centre_views, issue_views, verify_views

urlpatterns = [
    path("projects/<ref:ref>/report/", centre_views.centre, name="centre"),
    path("projects/<ref:ref>/report/draft/", centre_views.draft, name="draft"),
    path("projects/<ref:ref>/report/issue/", issue_views.issue, name="issue"),
    path("projects/<ref:ref>/report/issued/<int:pk>/", issue_views.issued, name="issued"),
    path("projects/<ref:ref>/report/issued/<int:pk>/<str:file_format>/", issue_views.issued_file, name="issued_file"),
    path("v/<str:code>/", verify_views.verify, name="verify"),
    path("verify/", verify_views.verify, name="verify_file"),
]
