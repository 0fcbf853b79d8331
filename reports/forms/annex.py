"""Annexes: what was explained, what changed since the interim report, the numbered appendices."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from events.labels import EVIDENCE_LABELS
from reports.blocks import Block, PageBreak, Paragraph, Table, Value
from reports.dataset import ReportData
from reports.dataset.model import AppendixEntry, DocumentEntry
from reports.forms.plan import heads
from reports.forms.words import label, plain, say


def annex_blocks(data: ReportData, language: str, *, with_appendices: bool) -> list[Block]:
    """The annexes on a page of their own; none where there is nothing to tell. `with_appendices`: the form has no place
    for the list of appendices itself."""
    blocks = [*explanations(data, language), *changes_since_interim(data, language)]
    if with_appendices:
        blocks += appendix_table(data, language)
    return [PageBreak(), Paragraph(say(language, "annex"), style="title", align="center"), *blocks] if blocks else []


def explanations(data: ReportData, language: str) -> Iterator[Block]:
    """The accepted findings, each with its reason."""
    accepted = [one for one in data.findings if one.reason]
    if accepted:
        yield Paragraph(say(language, "findings_heading"), style="heading")
        yield Table(
            head=[heads(language, "number", "finding", "records", "reason", "accepted_on")],
            rows=[
                [number, one.message, ", ".join(one.records), one.reason, one.accepted_on]
                for number, one in enumerate(accepted, 1)
            ],
            widths=(6, 34, 16, 32, 12),
            code="findings",
        )


def changes_since_interim(data: ReportData, language: str) -> Iterator[Block]:
    """Figures that are others than in the issued interim report."""
    if data.changes:
        rows: list[list[Value]] = [
            [
                one.what.of(language),
                one.record,
                plain(one.before),
                plain(one.now),
                plain(_difference(one.before, one.now)),
            ]
            for one in data.changes
        ]
        yield Paragraph(say(language, "changes_heading"), style="heading")
        yield Table(
            head=[heads(language, "figure_heading", "record", "before", "now", "deviation")],
            rows=rows,
            widths=(40, 15, 15, 15, 15),
            code="changes",
        )


def appendix_table(data: ReportData, language: str) -> Iterator[Table]:
    """The numbered appendices with their documents and where they can be seen."""
    if data.appendices:
        yield Table(
            head=[heads(language, "number", "title", "documents")],
            rows=[appendix_row(one, language) for one in data.appendices],
            widths=(16, 34, 50),
            caption=say(language, "appendices_caption"),
            code="appendices",
        )


def appendix_row(one: AppendixEntry, language: str) -> list[Value]:
    """Number, measure, documents one below the other."""
    named = f"{one.measure} {one.title}" if one.measure else say(language, "whole")
    papers = "\n".join(_document(paper, language) for paper in one.documents)
    return [say(language, "appendix", number=one.number), named, papers]


def _document(one: DocumentEntry, language: str) -> str:
    """«1. Фото: caption (P2-23) – link»."""
    named = ": ".join(part for part in (label(EVIDENCE_LABELS, one.type, language), one.caption) if part)
    of = f" ({one.activity})" if one.activity else ""
    return f"{one.place}. {named}{of}" + (f" – {one.link}" if one.link else "")


def _difference(before: Decimal | None, now: Decimal | None) -> Decimal | None:
    return None if before is None or now is None else now - before
