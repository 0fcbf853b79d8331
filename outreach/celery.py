"""The worker's application: it wakes up for job rows (grants.jobs), it does not own the work."""

import os
from pathlib import Path

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outreach.settings")

app = Celery("outreach")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

if not settings.REDIS_URL:
    for folder in ("queue", "control"):
        Path(settings.BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
