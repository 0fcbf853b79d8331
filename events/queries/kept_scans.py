"""Scans that phones sent and nobody could be counted by: kept until somebody has looked at them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils import timezone

from events.kept_words import content_in_words, why_in_words
from events.models import Activity, Person, Scan, ScanOutcome
from events.queries.codes import identify
from events.queries.people import PersonShown, person_shown
from grants.models import Organisation

# How many activities somebody may choose from for a scan whose own is gone.
_NEAREST = 60


def kept_at(activity: Activity) -> QuerySet[Scan]:
    """An activity's scans that wait for a look, the oldest first."""
    return _waiting(Scan.objects.of(activity.organisation).filter(activity=activity))


def kept_without_activity(organisation: Organisation) -> QuerySet[Scan]:
    """Scans whose activity was deleted before they came."""
    return _waiting(Scan.objects.of(organisation).filter(activity__isnull=True))


def lost_scans(organisation: Organisation) -> int:
    """How many of these there are."""
    return kept_without_activity(organisation).count()


def _waiting(scans: QuerySet[Scan]) -> QuerySet[Scan]:
    return scans.filter(outcome=ScanOutcome.KEPT, looked_at__isnull=True)


@dataclass(frozen=True)
class KeptScan:
    """One of them as a member may see it. `person`: whom its code names, if it names anybody who may be counted."""

    scan: Scan
    content: str
    why: str
    person: PersonShown | None = None

    @property
    def is_told(self) -> bool:
        """Whether the phone sent a form or a group instead of a code."""
        return bool({"walk_in", "group"} & set(self.scan.content))


def kept_shown(scans: Iterable[Scan], *, full: bool) -> list[KeptScan]:
    """The lines of a list."""
    return [KeptScan(scan, content_in_words(scan.content, full=full), why_in_words(scan.why)) for scan in scans]


def kept_one(scan: Scan, *, full: bool) -> KeptScan:
    """One scan with whom it names."""
    (shown,) = kept_shown([scan], full=full)
    person = _named_by(scan)
    return replace(shown, person=person_shown(person, full=full) if person else None)


def _named_by(scan: Scan) -> Person | None:
    """The organisation's person whom the scan names: by a code, also a cancelled one, or by the phone's list."""
    content, organisation = scan.content, scan.organisation
    if "participant" in content:
        found = Person.objects.of(organisation).filter(pk=content["participant"]).first()
    else:
        entry = str(content.get("token") or content.get("short_code") or "")
        code = identify(entry, organisation=organisation).code if entry else None
        found = code.person if code else None
    return found.standing if found and found.standing.withdrawn_at is None else None


def activities_near(scan: Scan) -> list[Activity]:
    """The organisation's activities nearest in time to a scan, the nearest first."""
    day = timezone.localdate(scan.observed_at)
    dated = Activity.objects.of(scan.organisation).filter(starts_on__isnull=False, sessions__isnull=False).distinct()
    before = dated.filter(starts_on__lte=day).order_by("-starts_on", "-pk")[:_NEAREST]
    after = dated.filter(starts_on__gt=day).order_by("starts_on", "pk")[:_NEAREST]
    near = sorted([*before, *after], key=lambda one: abs(((one.last_day or day) - day).days))
    return [activity for activity in near if activity.pk != scan.activity_id][:_NEAREST]
