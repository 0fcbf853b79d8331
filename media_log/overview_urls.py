"""Addresses of the overview."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
