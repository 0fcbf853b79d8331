"""What plans count besides people: register entries, represented organisations."""

from datetime import date

from django.utils import timezone

from events.models import Activity, Attendance, Consultation, Represented, Source
from reports.queries.facts import PlanFacts
from reports.queries.indicators import QUESTIONS
from tests.factories import Factory


def advised(make: Factory, activity: Activity, *, unit: str) -> Attendance:
    """One entry of the register: a row of the ledger and what was asked."""
    row = make.attendance(activity, person=None, source=Source.REGISTER).attendance
    Consultation.objects.create(attendance=row, held_on=date(2025, 9, 10), channel="phone", unit=unit)
    return row


def represented(make: Factory, name: str) -> Represented:
    """An organisation as participants name it."""
    return Represented.objects.create(organisation=make.organisation, name=name, key=name.casefold())


def figure(project, code, measure_id=None):
    """What the plan counts for a code: of a measure, or of the whole project."""
    facts = PlanFacts(project, today=timezone.localdate(), codes={code})
    return QUESTIONS[code](facts, measure_id)
