"""Addresses of the list of publications and of the overview."""

from django.urls import URLPattern, path

from media_log.views import overview

urlpatterns: list[URLPattern] = [
    path("publications/", overview.posts, name="posts"),
    path("publications/overview/", overview.overview, name="overview"),
    path("publications/file/", overview.posts_file, name="posts_file"),
]
