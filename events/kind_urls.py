"""Addresses of kinds, many activities at once, partners, memoranda and contests."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
