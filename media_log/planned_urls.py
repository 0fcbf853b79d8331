"""Addresses of the content plan and the digest."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
