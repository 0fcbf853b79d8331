"""What tests/outreach/addresses.py puts behind the addresses of the register of consultations."""

import uuid
from datetime import date

from events.actions.consultations import Entry, record_consultation
from events.actions.subjects import add_subject


def register_of(make, project, *, owner, mark) -> tuple[dict[str, object], dict[str, object]]:
    """A hotline with an entry: what addresses are filled with, and the ids."""
    hotline = make.activity(
        project, ref=f"{project.ref}-H", kind="hotline", count_unit="consultations", title=f"{mark} қауырт желі"
    )
    subject = add_subject(make.organisation, name=f"{mark} тақырып", by=owner)
    told = Entry(date(2025, 9, 10), "phone", "person", subject=subject, specialist=f"{mark} маман", result=mark)
    made = record_consultation(hotline, told, act=uuid.uuid4(), by=owner)
    at_entry = {"entry": made.attendance.uuid}
    values = {
        "events:consultations": {"ref": hotline.ref},
        "events:consultation_correct": at_entry,
        "events:consultation_undo": at_entry,
        "events:subject": {"pk": subject.pk},
    }
    ids = {"subject": subject.pk, "into": subject.pk, "channel": "phone", "unit": "person", "held_on": "2025-09-10"}
    return values, ids
