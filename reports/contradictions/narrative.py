"""Figures of typed texts that the records do not give."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from reports.contradictions.facts import ProjectFacts
from reports.contradictions.findings import Finding, sentence
from reports.dataset import report_data
from reports.dataset.model import ActivityEntry, MeasureEntry
from reports.forms.words import figure
from reports.models import NarrativeText
from reports.narrative.marks import contradicting
from reports.narrative.slots import Entry, slots_of
from rules.narrative import Contradiction

_LONGEST_SENTENCE = 160
_WORDS = {
    "parts_differ": _("{record} ({language}): the text says {typed}, its own parts give {computed}: “{sentence}”"),
    "plan_differs": _("{record} ({language}): the text says {typed}, the plan is {computed}: “{sentence}”"),
    "share_impossible": _(
        "{record} ({language}): no number of people gives {typed} %, the nearest share is {computed} %: “{sentence}”"
    ),
    "differs": _("{record} ({language}): the text says {typed}, the records give {computed}: “{sentence}”"),
}


def findings(facts: ProjectFacts) -> Iterator[Finding]:
    """Each figure of a typed text that equals nothing it could mean, placeholders filled in. A text of an activity is
    named by its ref, of a measure "P2 1.1", of a section by the project's. One query where nothing was typed."""
    typed = NarrativeText.objects.filter(project=facts.project, is_typed=True).order_by("pk")
    rows = list(typed.values_list("slot", "language", "text"))
    if not rows:
        return
    data = report_data(project=facts.project, today=facts.today)
    slots = slots_of(data)
    for slot, language, text in rows:
        # The place may be gone since: its activity cancelled, its measure deleted.
        if entry := slots.get(slot):
            record = _record(facts.project.ref, entry)
            found = contradicting(text, data=data, slot=slot, entry=entry, language=language)
            # The same wrong number twice in a text is one finding: it is accepted or mended as one.
            distinct = {(one.figure.unit, one.figure.number, one.should_be): one for one in reversed(found)}
            for one in reversed(distinct.values()):
                yield _finding(one, record, slot, language, is_quoted=not facts.is_for_another)


def _record(project: str, entry: Entry) -> str:
    if isinstance(entry, ActivityEntry):
        return entry.ref
    return f"{project} {entry.number}" if isinstance(entry, MeasureEntry) else project


def _finding(one: Contradiction, record: str, slot: str, language: str, *, is_quoted: bool) -> Finding:
    """`is_quoted`: with the sentence. Words that are not issued yet may name people."""
    said, numbers = one.figure.sentence if is_quoted else "…", (one.figure.number, one.should_be)
    message = sentence(
        _WORDS[one.code],
        record=record,
        language=language,
        typed=figure(one.figure.number),
        computed=figure(one.should_be),
        sentence=said if len(said) <= _LONGEST_SENTENCE else f"{said[:_LONGEST_SENTENCE]}…",
    )
    return Finding("narrative_figure", message, (record,), numbers, subject=f"{slot} {language} {one.figure.unit}")
