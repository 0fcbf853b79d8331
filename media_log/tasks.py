"""Work of the media log that nobody waits for."""

from __future__ import annotations

from celery import shared_task

from media_log.actions.looking import look_at_due_links


@shared_task(name="media_log.look_at_links", expires=55)
def look_at_links() -> None:
    """Look at some of the links that are due. The rows are the truth: a lost message costs a minute."""
    look_at_due_links()
