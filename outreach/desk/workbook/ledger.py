"""The stored rows of the activities that a workbook speaks of, and what has become of them since."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from events.models import Attendance, Source
from events.reasons import BY_IMPORT
from outreach.desk.workbook.known import chunks


@dataclass
class Ledger:
    """The stored rows of the activities that the file speaks of."""

    by_uuid: dict[uuid.UUID, Attendance] = field(default_factory=dict)
    by_pk: dict[int, Attendance] = field(default_factory=dict)
    successor: dict[int, Attendance] = field(default_factory=dict)
    # (activity, person) -> the live row that counts them there
    live: dict[tuple[int, int], Attendance] = field(default_factory=dict)

    def last_of(self, base: uuid.UUID) -> Attendance | None:
        """What has become of the row that an import once made under this id."""
        found = self.by_uuid.get(base)
        while found and found.pk in self.successor:
            found = self.successor[found.pk]
        return found

    def is_untouched(self, row: Attendance) -> bool:
        """Whether only imports have written this entry: nobody undid or corrected it."""
        if row.voided_at or row.source != Source.IMPORT:
            return False
        while row.replaces_id:
            row = self.by_pk[row.replaces_id]
            if row.void_reason not in BY_IMPORT:
                return False
        return True


def load_ledger(activities: Iterable[int]) -> Ledger:
    """Read every row of these activities, live or not."""
    ledger = Ledger()
    for handful in chunks(set(activities)):
        for row in Attendance.objects.filter(activity_id__in=handful).select_related("represents").order_by("pk"):
            ledger.by_uuid[row.uuid] = row
            ledger.by_pk[row.pk] = row
            if row.replaces_id:
                ledger.successor[row.replaces_id] = row
            if row.voided_at is None and row.person_id:
                known = ledger.live.get((row.activity_id, row.person_id))
                if known is None or row.is_counted:
                    ledger.live[row.activity_id, row.person_id] = row
    return ledger
