"""How often activities were changed, as calendars want to know."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Max

from events.calendars import Revision
from events.models import Activity
from grants.models import AuditEntry

# The entries of the trail after which a calendar entry may look different.
_VERBS = ("activity.update", "activity.cancel", "activity.restore", "activity.sessions")


def revisions_of(*, activities: Iterable[Activity]) -> dict[int, Revision]:
    """Each activity's changes since it was made; one that was never changed is not there. One query."""
    subjects = {f"{activity._meta.label}:{activity.pk}": activity for activity in activities}
    if not subjects:
        return {}
    organisation = next(iter(subjects.values())).organisation
    entries = AuditEntry.objects.of(organisation).filter(subject__in=list(subjects), verb__in=_VERBS)
    rows = entries.order_by().values_list("subject").annotate(number=Count("pk"), at=Max("at"))
    return {subjects[subject].pk: Revision(number, at) for subject, number, at in rows}
