"""The door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outreach.settings")
application = get_wsgi_application()
# Read every page's module now: otherwise the first person at a door waits for it, after each start of a worker.
_addresses = get_resolver().url_patterns
