"""Registration with Django."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The events app."""

    name = "events"

    def ready(self) -> None:
        """Tell the plan what it may ask and must report; register the long work."""
        import events.tasks  # noqa: F401
        from events import plan_hooks

        plan_hooks.register()
