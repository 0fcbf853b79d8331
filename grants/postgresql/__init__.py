"""Django's PostgreSQL with a cheaper look whether a kept connection still lives; the ENGINE of outreach/settings.py."""
