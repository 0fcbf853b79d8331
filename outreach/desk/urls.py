"""Addresses of the desk."""

from django.urls import path

from outreach.desk import board_urls, counted, job_pages, pages, reach_pages, workbook_pages

app_name = "desk"

urlpatterns = [
    path("", pages.home, name="home"),
    path("needs/<slug:what>/", pages.lacking, name="lacking"),
    path("jobs/", job_pages.recent, name="jobs"),
    path("jobs/<uuid:pk>/", job_pages.job, name="job"),
    path("jobs/<uuid:pk>/file/", job_pages.job_file, name="job_file"),
    path("import/", workbook_pages.upload, name="workbook_upload"),
    path("import/template.xlsx", workbook_pages.template, name="workbook_template"),
    path("import/<uuid:pk>/bring-in/", workbook_pages.bring_in, name="workbook_bring_in"),
    *board_urls.urlpatterns,
    path("projects/<ref:ref>/reach/", reach_pages.reach, name="reach"),
    # After "activities/new/" and "activities/calendar/", whose words no activity may have as its short code.
    path("activities/<ref:ref>/", pages.activity, name="activity"),
    path("a/<str:code>/counted/", counted.counted, name="counted"),
]
