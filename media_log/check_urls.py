"""Addresses of looking at links."""

from django.urls import URLPattern, path

from media_log.views import link_checks

urlpatterns: list[URLPattern] = [
    path("publications/links/", link_checks.links, name="links"),
    path("publications/<int:pk>/link/look/", link_checks.look_now, name="look_now"),
    path("publications/<int:pk>/link/day/", link_checks.take_day, name="take_day"),
    path("publications/<int:pk>/link/picture/", link_checks.link_picture, name="link_picture"),
]
