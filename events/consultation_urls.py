"""Addresses of the register of consultations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
