"""Registration with Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk: pages over several apps, without tables of its own."""

    name = "outreach.desk"
    label = "desk"

    def ready(self) -> None:
        """Register the long work, so that whoever runs jobs in this process knows it."""
        import outreach.desk.tasks  # noqa: F401
