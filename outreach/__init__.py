"""The roof: the only place that sees every app."""

from outreach.celery import app as celery_app

__all__ = ["celery_app"]
