"""Addresses of confirming documents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
