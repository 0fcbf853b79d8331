"""A form's Word file as the organisation wants it: through its own template, or as we made it where it has none."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import BinaryIO

from grants.models import Organisation
from reports.dataset import ReportData
from reports.forms import Wording
from reports.queries.word_templates import template_in_use
from reports.word_templates.rendering import write_with_template

_log = logging.getLogger(__name__)


def written_by_template(
    organisation: Organisation, data: ReportData, wording: Wording, form: str, file: BinaryIO
) -> bool | None:
    """True: written. None: the organisation has no template for it. False: it has one that could not be filled in, and
    nothing was written: a report never fails because of its looks."""
    template = template_in_use(organisation, form, wording.language)
    if template is None:
        return None
    made = BytesIO()
    try:
        with template.file.open("rb") as kept:
            content = kept.read()
        write_with_template(content, data, wording, form, made)
    except Exception:
        # Whatever it was, the built-in look can be had; what happened is in the log.
        _log.exception("Word template %s could not be filled in", template.pk)
        return False
    file.write(made.getvalue())
    return True
