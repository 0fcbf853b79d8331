"""Addresses of leaflet points and materials."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
