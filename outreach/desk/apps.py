"""Registration with Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk: pages over several apps, without tables of its own."""

    name = "outreach.desk"
    label = "desk"
