"""What changes elsewhere owe the register of consultations."""

from __future__ import annotations

from events.models import Activity, Attendance, Consultation, Source
from rules.errors import AppError
from rules.kinds import client_units


def carry_consultation(old: Attendance, new: Attendance) -> None:
    """What an entry says beside its row is said by the row that replaces it, too: a copy, for the replaced one keeps
    its own as the trail."""
    if old.source != Source.REGISTER:
        return
    said = Consultation.objects.get(attendance=old)
    said.pk, said.attendance = None, new
    said._state.adding = True
    said.save(force_insert=True)


def refuse_unit_of_entries(activity: Activity) -> None:
    """One entry is one unit of its activity's count, so the unit cannot become one that live entries do not fit. Raises
    AppError unit_of_entries."""
    live = Consultation.objects.filter(attendance__activity=activity, attendance__voided_at__isnull=True)
    if live.exclude(unit__in=client_units(activity.count_unit)).exists():
        raise AppError("unit_of_entries", 409)


def refuse_unfit_entry(row: Attendance) -> None:
    """An undone entry does not hold its activity's unit, so that may be another one by now. Raises AppError
    unit_of_undone_entry."""
    if row.source != Source.REGISTER:
        return
    fit = client_units(row.activity.count_unit)
    if Consultation.objects.filter(attendance=row).exclude(unit__in=fit).exists():
        raise AppError("unit_of_undone_entry", 409)
