"""Where a report is signed: pages, head, post, date and seal, in the interim form's words."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Signature
from reports.dataset import ReportData
from reports.forms import Wording
from reports.forms.headings import interim_form
from reports.forms.words import day


def signature_blocks(data: ReportData, wording: Wording, *, in_full: bool = True) -> Iterator[Block]:
    """The places to sign. `in_full`: all the lines of the interim form; otherwise only head, date and seal, for a form
    that prints none of its own. The date is that of the data."""
    pages, head, post, filled_on, seal = interim_form(wording)["closing"]
    named = f"{head} {data.project.head_name}".rstrip()
    filled = f"{filled_on}: {day(data.made_at.date(), wording.language)}"
    yield Signature([pages, named, post] if in_full else [named], seal=seal, filled=filled)
