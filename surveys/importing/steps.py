"""From a file to sheets, in the order of the work: read, lay out, understand, look or bring in."""

from __future__ import annotations

from typing import IO

from django.conf import settings

from grants.models import User
from rules.survey_files.headings import lay_out
from rules.survey_files.mapping import FileMapping
from rules.survey_files.reading import Reading, read_file
from surveys.actions.imports import Brought, bring_in, look_at
from surveys.importing.files import table_of
from surveys.models import Wave


def understood(wave: Wave, file: IO[bytes], size: int, mapping: FileMapping) -> Reading:
    """The file as answers to what the run asks now. Raises FileRefusedError, MappingError."""
    table = table_of(file, size, settings.WORKBOOK_MAX_BYTES)
    definition = wave.run.version.definition
    return read_file(definition, lay_out(definition, table, mapping), mapping)


def preview(wave: Wave, file: IO[bytes], size: int, mapping: FileMapping) -> tuple[Reading, Brought | None]:
    """What bringing the file in would do; nothing can be said of a file that is not ready. Writes nothing."""
    reading = understood(wave, file, size, mapping)
    return reading, look_at(wave, reading) if reading.is_ready else None


def import_file(
    wave: Wave, file: IO[bytes], size: int, mapping: FileMapping, *, by: User | None, subject: str = ""
) -> tuple[Reading, Brought]:
    """Bring the file in: all of it or nothing. Raises AppError import_not_ready and what `preview` raises."""
    reading = understood(wave, file, size, mapping)
    return reading, bring_in(wave, reading, by=by, subject=subject)
