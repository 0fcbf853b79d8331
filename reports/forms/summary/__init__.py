"""The operator's summary: an edition's sections, filled from the grantees' final reports, which stand in it whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reports.blocks import Block, Bullets, Document, PageBreak, Paragraph, Signature, Table
from reports.dataset.summary import SummaryData, SummaryProject
from reports.forms import Wording
from reports.forms.final import final_blocks
from reports.forms.headings import interim_form
from reports.forms.summary import tables
from reports.forms.summary.words import sections, sheet, title, words
from reports.forms.words import day, days, figure, money

# Texts that the operator writes: nothing in the records says them.
SLOTS = ("other_money", "conclusions")


def summary_document(data: SummaryData, wording: Wording) -> Document:
    """The whole summary; of no project at all one whose sections are empty."""
    language = wording.language
    return Document(
        title=title(language),
        language=language,
        blocks=list(_blocks(data, wording)),
        mark=wording.mark,
        form="summary",
        edition=wording.edition,
        subject=data.organisation,
    )


def _blocks(data: SummaryData, wording: Wording) -> Iterator[Block]:
    yield Paragraph(title(wording.language), style="title", align="center")
    yield Paragraph(words(wording.language, "operator", name=data.organisation))
    for section in sections(wording):
        yield Paragraph(section.heading, style="heading")
        yield from _SECTIONS[section.place](data, wording)
    yield from _signature(data, wording)


def _period(data: SummaryData, wording: Wording) -> Iterator[Block]:
    yield Paragraph(days(data.from_day, data.to_day, wording.language))


def _directions(data: SummaryData, wording: Wording) -> Iterator[Block]:
    named = sum(1 for line in data.directions() if line.title)
    yield Paragraph(words(wording.language, "number_of", number=figure(named)))
    yield tables.directions(data, wording)


def _grants(data: SummaryData, wording: Wording) -> Iterator[Block]:
    yield Paragraph(words(wording.language, "number_of", number=figure(len(data.projects))))
    yield tables.grants(data, wording)


def _fields(data: SummaryData, wording: Wording) -> Iterator[Block]:
    language = wording.language
    unknown = words(language, "not_stated")
    said = [words(language, "field", name=name or unknown, number=number) for name, number in data.fields()]
    yield Bullets(said) if said else Paragraph(words(language, "nothing"))


def _state_money(data: SummaryData, wording: Wording) -> Iterator[Block]:
    yield Paragraph(money(data.amount(), wording.language))
    if unknown := data.without_amount():
        yield Paragraph(words(wording.language, "amount_unknown", refs=", ".join(unknown)), style="small")


def _other_money(data: SummaryData, wording: Wording) -> Iterator[Block]:
    yield _text(data, "other_money")


def _partners(data: SummaryData, wording: Wording) -> Iterator[Block]:
    yield from _partner_blocks(data, wording, foreign=False)


def _foreign_partners(data: SummaryData, wording: Wording) -> Iterator[Block]:
    yield from _partner_blocks(data, wording, foreign=True)


def _partner_blocks(data: SummaryData, wording: Wording, *, foreign: bool) -> Iterator[Block]:
    """How many different ones, and each with every project it helped."""
    names = {line.partner.name.casefold() for line in data.partners(foreign=foreign)}
    found: Table | None = tables.partners(data, wording, foreign=foreign)
    if found is None:
        yield Paragraph(words(wording.language, "nothing"))
    else:
        yield Paragraph(words(wording.language, "number_of", number=figure(len(names))))
        yield found


def _grantees(data: SummaryData, wording: Wording) -> Iterator[Block]:
    """One sheet for each grant."""
    heading, lines = sheet(wording)
    for one in data.projects:
        yield Paragraph(heading, style="subheading")
        for line, value in zip(lines, _of_sheet(one, wording.language), strict=True):
            yield Paragraph(f"{line} {value}".rstrip())


def _of_sheet(one: SummaryProject, language: str) -> list[str]:
    project = one.data.project
    field = f" ({project.field_of_law})" if project.field_of_law else ""
    return [
        project.grantee,
        project.head_name,
        ", ".join(part for part in (project.address, project.phone) if part),
        f"{project.title}{field}",
        days(project.starts_on, project.ends_on, language),
        money(project.amount, language),
    ]


def _reports(data: SummaryData, wording: Wording) -> Iterator[Block]:
    """Every final report, each beginning a page and saying where it is from."""
    language = wording.language
    if missing := data.missing():
        yield Paragraph(words(language, "missing", refs=", ".join(missing)))
    for one in data.projects:
        yield PageBreak()
        yield from final_blocks(one.data, wording)
        if one.source:
            signed = day(one.source.issued_on, language)
            yield Paragraph(words(language, "source", day=signed, number=one.source.number), style="small")


def _conclusions(data: SummaryData, wording: Wording) -> Iterator[Block]:
    yield _text(data, "conclusions")


def _text(data: SummaryData, slot: str) -> Paragraph:
    return Paragraph(data.texts.get(slot, ""), slot=f"summary:{slot}")


def _signature(data: SummaryData, wording: Wording) -> Iterator[Block]:
    _pages, head, post, filled_on, seal = interim_form(wording)["closing"]
    filled = f"{filled_on}: {day(data.made_at.date(), wording.language)}"
    yield Signature([head, post], seal=seal, filled=filled)


_SECTIONS: dict[str, Callable[[SummaryData, Wording], Iterator[Block]]] = {
    "period": _period,
    "directions": _directions,
    "grants": _grants,
    "fields": _fields,
    "state_money": _state_money,
    "other_money": _other_money,
    "partners": _partners,
    "foreign_partners": _foreign_partners,
    "grantees": _grantees,
    "reports": _reports,
    "conclusions": _conclusions,
}
