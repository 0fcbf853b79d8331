"""Addresses of products, represented organisations and notes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
