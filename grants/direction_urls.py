"""Addresses of the customer's priority directions and of partners."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
