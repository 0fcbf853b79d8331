"""Addresses of publications without a link and of proofs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
