"""Addresses of the plan board."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
