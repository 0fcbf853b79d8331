"""Registration with Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The reports app."""

    name = "reports"

    def ready(self) -> None:
        """Register the long work, so that whoever runs jobs in this process knows it."""
        import reports.attendance_files
        import reports.report_jobs
        import reports.tasks  # noqa: F401
