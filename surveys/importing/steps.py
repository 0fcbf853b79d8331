"""From a file to sheets, in the order of the work: read, lay out, understand. actions.imports does the rest."""

from __future__ import annotations

from typing import IO

from django.conf import settings

from rules.survey_files.headings import lay_out
from rules.survey_files.mapping import FileMapping
from rules.survey_files.reading import Reading, read_file
from surveys.importing.files import table_of
from surveys.models import Wave


def understood(wave: Wave, file: IO[bytes], size: int, mapping: FileMapping) -> Reading:
    """The file as answers to what the run asks now. Raises FileRefusedError, MappingError."""
    table = table_of(file, size, settings.WORKBOOK_MAX_BYTES)
    definition = wave.run.version.definition
    return read_file(definition, lay_out(definition, table, mapping), mapping)
