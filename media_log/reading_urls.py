"""Addresses of readings, pages and their followers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
