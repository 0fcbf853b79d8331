"""What a typed line of a paper list means: whom it counts, or between whom to choose."""

from __future__ import annotations

from dataclasses import dataclass, field

from events.actions.sheets import RowEntry
from events.forms.sheets import RowForm
from events.models import Person, Sheet
from events.queries.codes import Standing, identify
from events.queries.people import standing_people
from events.queries.sheets import Candidate, SheetRow, candidates
from events.refusals import words_for

NEW = "new"


@dataclass(frozen=True)
class Meant:
    """The entry of a line; or, without one, the people among whom somebody must choose (none: the form says why)."""

    entry: RowEntry | None = None
    choices: list[Candidate] = field(default_factory=list)


def meant_by(form: RowForm, *, sheet: Sheet, row: SheetRow, chosen: str, full: bool) -> Meant:
    """Whom a valid form's line means. `chosen`: the id of the one chosen, NEW for somebody else, "" before choosing."""
    name, phone = form.cleaned_data["who"], form.cleaned_data.get("phone", "")
    person = _chosen(sheet, chosen) or _unchanged(row, name)
    if person is None and name:
        answer = identify(name, organisation=sheet.activity.organisation)
        if answer.code and answer.standing is Standing.OURS:
            person = answer.code.person.standing
        elif answer.standing is not Standing.UNKNOWN or any(sign.isdigit() for sign in name):
            form.add_error("who", words_for(answer.standing))
            return Meant()
    if person is None and name and chosen != NEW:
        found = candidates(sheet=sheet, name=name, row=row.number, full=full)
        if found:
            return Meant(choices=found)
    if person is None and (name or phone) and form.lacks_guardian():
        return Meant()
    entry = RowEntry(
        form.facts(), "" if person else name, "" if person else phone, person, form.cleaned_data["guardian"]
    )
    return Meant(entry)


def _chosen(sheet: Sheet, chosen: str) -> Person | None:
    if not (chosen.isascii() and chosen.isdigit()):
        return None
    return standing_people(sheet.activity.organisation).filter(pk=int(chosen[:18])).first()


def _unchanged(row: SheetRow, name: str) -> Person | None:
    """The person of this row, when the name in the field is still theirs as it was shown."""
    if not name or name not in (row.name, row.code):
        return None
    person = row.attendance.person if row.attendance and row.attendance.person else row.printed
    return person.standing if person else None
