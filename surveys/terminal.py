"""What commands name a survey by: the number of its run, or the code of a door's link."""

from __future__ import annotations

from django.core.management.base import CommandError

from surveys.models import Run, Wave
from surveys.queries.doors import wave_of_code

_RELATED = ("organisation", "project", "activity", "series", "version__questionnaire")


def run_named(name: str) -> Run:
    """A run. Raises CommandError where there is none."""
    runs = Run.objects.select_related(*_RELATED)
    wave = wave_of_code(code=name)
    if wave:
        return runs.get(pk=wave.run_id)
    found = runs.filter(pk=int(name)).first() if name.isascii() and name.isdigit() and len(name) < 18 else None
    if found is None:
        raise CommandError(f"There is no survey {name}. Give its number, or the code at the end of its link.")
    return found


def door_named(name: str, door: str = "") -> Wave:
    """A door: by the code of its link, or by its run; of a test also by "pre" or "post". Raises CommandError."""
    run = run_named(name)
    doors = {wave.name: wave for wave in run.waves.all()}
    for wave in doors.values():
        wave.run = run
    by_code = [wave for wave in doors.values() if wave.public_code == name.upper()]
    if by_code:
        return by_code[0]
    if not door and len(doors) == 1:
        return next(iter(doors.values()))
    if door not in doors:
        raise CommandError(f"Survey {name} has the doors {' and '.join(doors)}: add --door.")
    return doors[door]
