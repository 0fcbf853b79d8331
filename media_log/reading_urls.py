"""Addresses of readings, pages and their followers."""

from django.urls import URLPattern, path

from media_log.views import number_files, pages, readings

urlpatterns: list[URLPattern] = [
    path("publications/readings/", readings.readings, name="readings"),
    path("publications/readings/file/", number_files.readings_file, name="readings_file"),
    path("publications/readings/file/<uuid:pk>/", number_files.readings_job, name="readings_job"),
    path("publications/readings/table/<ref:ref>/", number_files.readings_table, name="readings_table"),
    path("publications/<int:pk>/readings/", readings.reading, name="reading"),
    path("publications/<int:pk>/readings/<int:number>/", readings.reading_correct, name="reading_correct"),
    path("publications/<int:pk>/readings/<int:number>/delete/", readings.reading_delete, name="reading_delete"),
    path("publications/pages/", pages.pages, name="pages"),
    path("publications/pages/which/", pages.which_page, name="which_page"),
    path("publications/pages/<int:pk>/", pages.page, name="page"),
    path("publications/pages/<int:pk>/merge/", pages.page_merge, name="page_merge"),
    path("publications/pages/<int:pk>/<int:number>/delete/", pages.followers_delete, name="followers_delete"),
]
