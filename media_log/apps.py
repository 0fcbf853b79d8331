"""Registration with Django."""

from django.apps import AppConfig


class MediaLogConfig(AppConfig):
    """The media_log app."""

    name = "media_log"

    def ready(self) -> None:
        """Register the long work."""
        import media_log.digest_jobs
        import media_log.number_files.tasks  # noqa: F401
