"""Registration with Django."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """The grants app."""

    name = "grants"
