"""What was handed out, advised, signed and won, and how many were reached, as it stands in the final report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from events.labels import MATERIAL_LABELS
from events.models.consultations import Channel, ClientUnit
from reports.blocks import Block, Bullets, Cell, Paragraph, Table, Value
from reports.dataset import ReportData
from reports.dataset.given import ContestEntry, WinnerEntry
from reports.forms.plan import heads
from reports.forms.words import figure, label, say

_CHANNELS = {one.value: one.label for one in Channel}
_CLIENTS = {one.value: one.label for one in ClientUnit}


def material_table(data: ReportData, language: str) -> Iterator[Table]:
    """Copies by measure and language, with their sum."""
    rows: list[Sequence[Value | Cell]] = [
        [one.measure, label(MATERIAL_LABELS, one.kind, language), one.title, one.language, one.printed, one.handed_out]
        for one in data.materials
    ]
    if rows:
        head = heads(language, "of_measure", "kind", "title", "in_language", "printed", "handed_out")
        sums = (say(language, "total"), (False, False, False, False, False, True))
        caption = say(language, "materials_caption")
        yield Table([head], rows, widths=(12, 18, 30, 12, 14, 14), caption=caption, code="materials", total=sums)


def consultation_table(data: ReportData, language: str) -> Iterator[Table]:
    """Entries of the register by channel and client, with their sum."""
    rows: list[Sequence[Value | Cell]] = [
        [label(_CHANNELS, one.channel, language), label(_CLIENTS, one.unit, language), one.number]
        for one in data.consultations
    ]
    if rows:
        head = heads(language, "channel", "client", "made")
        sums = (say(language, "total"), (False, False, True))
        caption = say(language, "consultations_caption")
        yield Table([head], rows, widths=(40, 40, 20), caption=caption, code="consultations", total=sums)


def memorandum_table(data: ReportData, language: str) -> Iterator[Table]:
    """Memoranda, numbered through."""
    rows: list[Sequence[Value | Cell]] = [
        [place, one.partner, one.number, one.signed_on, one.subject] for place, one in enumerate(data.memoranda, 1)
    ]
    if rows:
        head = heads(language, "number", "organisation", "paper_number", "signed_on", "subject")
        caption = say(language, "memoranda_caption")
        yield Table([head], rows, widths=(6, 32, 14, 14, 34), caption=caption, code="memoranda")


def contest_blocks(data: ReportData, language: str) -> Iterator[Block]:
    """Each contest with its works, jury and winners."""
    for one in data.contests:
        yield Paragraph(_contest(one, language), style="label")
        if one.jury:
            yield Paragraph(say(language, "jury", names="; ".join(one.jury)))
        if one.winners:
            yield Bullets([_winner(winner, language) for winner in one.winners])


def _contest(one: ContestEntry, language: str) -> str:
    works = say(language, "works", number=figure(one.works))
    return f"{' · '.join(part for part in (one.activity, one.title) if part)}: {works}"


def _winner(one: WinnerEntry, language: str) -> str:
    """«Сурет: 1-орын – «Менің отбасым», Асан А., № 3 мектеп»."""
    place = say(language, "place_won", number=one.place) if one.place else ""
    won = ", ".join(part for part in (place, one.prize) if part)
    work = ", ".join(part for part in (f"«{one.title}»" if one.title else "", one.author, one.from_where) if part)
    lead = f"{one.nomination}: " if one.nomination else ""
    return lead + " – ".join(part for part in (won, work) if part)


def reach_and_organisations(data: ReportData, language: str) -> Iterator[Block]:
    """Direct reach, indirect reach apart from it, organisations by name. Nothing where nothing is known."""
    reach, named = data.reach, data.organisations
    said = [say(language, "direct_reach", number=figure(reach.direct))] if reach.direct else []
    if reach.views is not None:
        said.append(say(language, "views_reach", number=figure(reach.views)))
    if reach.products is not None:
        said.append(say(language, "products_reach", number=figure(reach.products)))
    if named.total:
        text = say(language, "organisations_reached", number=figure(named.total))
        said.append(f"{text}: {'; '.join(named.names)}" if named.names else text)
    if said:
        yield Bullets(said)
