"""Addresses of pasting links and of one publication."""

from django.urls import URLPattern, path

from media_log.views import post

urlpatterns: list[URLPattern] = [
    path("publications/<int:pk>/", post.post, name="post"),
]
