"""What plans count besides people: register entries, represented organisations."""

from datetime import date

from events.models import Activity, Attendance, Consultation, Represented, Source
from tests.factories import Factory


def advised(make: Factory, activity: Activity, *, unit: str) -> Attendance:
    """One entry of the register: a row of the ledger and what was asked."""
    row = make.attendance(activity, person=None, source=Source.REGISTER).attendance
    Consultation.objects.create(attendance=row, held_on=date(2025, 9, 10), channel="phone", unit=unit)
    return row


def represented(make: Factory, name: str) -> Represented:
    """An organisation as participants name it."""
    return Represented.objects.create(organisation=make.organisation, name=name, key=name.casefold())
