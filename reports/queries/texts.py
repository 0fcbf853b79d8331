"""The texts of a project's reports: which places there are, what stands at each, what differs from the records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import QuerySet
from django.utils.functional import Promise

from grants.models import Membership, Project
from grants.permissions import may_edit
from reports.catalogue import LANGUAGES
from reports.dataset import ReportData, report_data
from reports.dataset.model import ActivityEntry, MeasureEntry
from reports.forms import Wording
from reports.forms.headings import final_sections
from reports.models import NarrativeText, NarrativeVersion
from reports.narrative.labels import placeholder_label
from reports.narrative.marks import Mark, marks_of
from reports.narrative.placeholders import PLACEHOLDERS, escaped, filled, placeholder_values
from reports.narrative.ready import ready_text
from reports.narrative.slots import Entry, kind_of, slots_of

READY, TYPED, DIFFERS = "ready", "typed", "differs"


@dataclass(frozen=True)
class TextState:
    """How a text stands in one language. `numbers`: typed ones that are other than computed, as (typed, computed)."""

    language: str
    state: str
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TextLine:
    """A place of the reports. `name`: what stands there; `note`: its ref and day, "" for others than activities."""

    slot: str
    name: str
    note: str
    states: tuple[TextState, ...]


@dataclass(frozen=True)
class TextGroup:
    """The places of a measure, of activities without one, or of the sections. `code`: measure, others, sections."""

    code: str
    number: str
    title: str
    lines: tuple[TextLine, ...]


@dataclass(frozen=True)
class Placeholder:
    """A placeholder of a slot, what it is called and what it gives now."""

    name: str
    label: str | Promise
    value: str

    @property
    def typed(self) -> str:
        """As it is typed."""
        return "{" + self.name + "}"


@dataclass(frozen=True)
class TextsPart:
    """What the centre of the reports shows of the texts: how many are typed (in either language), how many of these say
    otherwise than the records."""

    typed: int = 0
    differing: int = 0
    may_edit: bool = False


@dataclass(frozen=True)
class SlotText:
    """One text of one language, for reading and typing. `row` None: nobody ever typed it."""

    data: ReportData
    slot: str
    entry: Entry
    language: str
    row: NarrativeText | None

    @property
    def is_typed(self) -> bool:
        """Whether people's own words stand there."""
        return bool(self.row and self.row.is_typed)

    @property
    def revision(self) -> int:
        """The one that stands there now, 0 where there is none."""
        return self.row.revision if self.row else 0

    @cached_property
    def ready(self) -> str:
        """The ready text, as it would be typed."""
        return escaped(ready_text(self.data, self.entry, self.language))

    @property
    def typing(self) -> str:
        """What the editor begins with."""
        return self.row.text if self.row and self.row.is_typed else self.ready

    @property
    def reads(self) -> str:
        """What the report prints."""
        return filled(self.typing, placeholder_values(self.data, self.entry, self.language))

    def marks(self, text: str) -> list[Mark]:
        """What of a typed text the records do not give."""
        return marks_of(text, data=self.data, slot=self.slot, entry=self.entry, language=self.language)

    def placeholders(self) -> list[Placeholder]:
        """Those of this kind of slot, with what they give now."""
        kind, values = kind_of(self.slot), placeholder_values(self.data, self.entry, self.language)
        return [Placeholder(name, placeholder_label(name, kind), values[name]) for name in PLACEHOLDERS[kind]]


def slot_texts(*, project: Project, slot: str) -> dict[str, SlotText]:
    """language -> the text of a slot; empty where the project's reports have no such place."""
    data = report_data(project=project)
    entry = slots_of(data).get(slot)
    if entry is None:
        return {}
    rows = NarrativeText.objects.filter(project=project, slot=slot).select_related("changed_by", "organisation")
    typed = {row.language: row for row in rows}
    return {one: SlotText(data, slot, entry, one, typed.get(one)) for one in LANGUAGES}


def text_groups(*, project: Project, language: str) -> list[TextGroup]:
    """Every place of a project's reports with the state of its texts: by measure, then the sections with their headings
    in this language of the forms. The number of queries does not depend on how many there are."""
    return _groups(report_data(project=project), _typed(project), section_headings(project, language))


def texts_part(project: Project, membership: Membership | None = None) -> TextsPart:
    """What the centre of the reports shows of the texts. One query where nothing was typed."""
    found = TextsPart()
    if NarrativeText.objects.filter(project=project, is_typed=True).exists():
        found = texts_summed(text_groups(project=project, language=LANGUAGES[0]))
    return replace(found, may_edit=bool(membership and may_edit(membership)))


def texts_summed(groups: Iterable[TextGroup]) -> TextsPart:
    """How many are typed, and how many of these say otherwise than the records."""
    states = [{state.state for state in line.states} for group in groups for line in group.lines]
    return TextsPart(
        typed=sum(bool(found & {TYPED, DIFFERS}) for found in states),
        differing=sum(DIFFERS in found for found in states),
    )


def slot_name(slot: str, entry: Entry, headings: dict[str, str]) -> str:
    """What stands at a slot: a measure's number and title, an activity's title, a section's heading."""
    if isinstance(entry, MeasureEntry):
        return f"{entry.number} {entry.title}".strip()
    if isinstance(entry, ActivityEntry):
        return entry.title or entry.topic or entry.ref
    return headings.get(entry, slot)


def versions_of(text: NarrativeText) -> QuerySet[NarrativeVersion]:
    """Every revision of a text, the newest first."""
    return NarrativeVersion.objects.filter(of=text).select_related("made_by").order_by("-revision")


def section_headings(project: Project, language: str) -> dict[str, str]:
    """Section's code -> its heading in the project's edition and this language of the forms."""
    edition = project.edition
    return {one.place: one.heading for one in final_sections(Wording(edition.code, edition.forms, language))}


def _typed(project: Project) -> dict[tuple[str, str], str]:
    rows = NarrativeText.objects.filter(project=project, is_typed=True)
    return {(slot, language): text for slot, language, text in rows.values_list("slot", "language", "text")}


def _groups(data: ReportData, typed: dict[tuple[str, str], str], headings: dict[str, str]) -> list[TextGroup]:
    lines = {slot: _line(data, slot, entry, typed, headings) for slot, entry in slots_of(data).items()}
    groups = []
    for task in data.tasks:
        for measure in task.measures:
            slots = [f"measure:{measure.pk}", *(f"activity:{one.pk}" for one in measure.activities)]
            of_measure = tuple(lines[slot] for slot in slots)
            groups.append(TextGroup("measure", measure.number, measure.title, of_measure))
    others = tuple(lines[f"activity:{one.pk}"] for one in data.other_activities)
    sections = tuple(line for slot, line in lines.items() if kind_of(slot) == "section")
    return [
        *groups,
        *(TextGroup(code, "", "", found) for code, found in (("others", others), ("sections", sections)) if found),
    ]


def _line(
    data: ReportData, slot: str, entry: Entry, typed: dict[tuple[str, str], str], headings: dict[str, str]
) -> TextLine:
    note = ""
    if isinstance(entry, ActivityEntry):
        note = f"{entry.ref} · {entry.starts_on:%d.%m.%Y}" if entry.starts_on else entry.ref
    states = tuple(_state(data, slot, entry, one, typed.get((slot, one))) for one in LANGUAGES)
    return TextLine(slot, slot_name(slot, entry, headings), note, states)


def _state(data: ReportData, slot: str, entry: Entry, language: str, text: str | None) -> TextState:
    if text is None:
        return TextState(language, READY)
    found = marks_of(text, data=data, slot=slot, entry=entry, language=language)
    numbers = tuple(dict.fromkeys((mark.number, mark.computed) for mark in found))
    return TextState(language, DIFFERS if numbers else TYPED, numbers)
