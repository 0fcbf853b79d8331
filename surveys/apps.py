"""Registration with Django."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The surveys app."""

    name = "surveys"

    def ready(self) -> None:
        """Tell the plan what it may ask; register the long work."""
        import surveys.importing.tasks
        import surveys.tasks  # noqa: F401
        from surveys import plan_hooks

        plan_hooks.register()
