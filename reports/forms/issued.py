"""What stands at the end of an issued report: its number and day, whose it is, the way to verify it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reports.blocks import Block, Paragraph, QrCode
from reports.forms.words import day, say


@dataclass(frozen=True)
class Issued:
    """An issued report's own words. `address`: its page, where a file of it can be verified; `sha256`: of its
    dataset."""

    number: int
    on: date
    organisation: str
    address: str
    sha256: str


def issued_blocks(issued: Issued, language: str) -> Iterator[Block]:
    """The block on the last page."""
    yield Paragraph(say(language, "issued_heading"), style="label")
    yield Paragraph(
        say(
            language,
            "issued",
            number=issued.number,
            day=day(issued.on, language),
            organisation=issued.organisation,
        ),
        keep=True,
    )
    yield QrCode(issued.address, f"{say(language, 'verify')} {issued.address}")
    yield Paragraph(f"SHA-256: {issued.sha256}", style="small", align="center")
