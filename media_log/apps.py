"""Registration with Django."""

from django.apps import AppConfig


class MediaLogConfig(AppConfig):
    """The media_log app."""

    name = "media_log"
