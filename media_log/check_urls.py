"""Addresses of looking at links."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
