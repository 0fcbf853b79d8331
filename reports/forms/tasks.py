"""Tasks and measures in a report: which section a measure stands in, and what stands beneath its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.blocks import Block, Paragraph
from reports.dataset import ReportData
from reports.dataset.model import ActivityEntry, MeasureEntry, TaskEntry
from reports.forms.activities import activity_blocks
from reports.forms.plan import measure_plan
from reports.forms.words import say

ACTIVITIES = "activities"


@dataclass(frozen=True)
class Part:
    """What of a measure stands in a section. `is_home`: here its plan and actual stand too."""

    measure: MeasureEntry
    activities: Sequence[ActivityEntry]
    is_home: bool


class Spread:
    """The measures shared out to sections. `own`: the sections that contracts ask for, place -> heading: an activity
    of the kind of that name stands there, and so does a measure whose task is named like it."""

    def __init__(self, data: ReportData, own: dict[str, str]) -> None:
        self._data = data
        self._own = {_same(heading): place for place, heading in own.items()}
        self._places = frozenset(own)

    def parts(self, place: str) -> Iterator[tuple[TaskEntry, list[Part]]]:
        """Tasks with what of their measures stands at a place."""
        for task in self._data.tasks:
            if parts := [part for measure in task.measures if (part := self._part(task, measure, place))]:
                yield task, parts

    def others(self, place: str) -> list[ActivityEntry]:
        """Activities without a measure that stand at a place."""
        return [one for one in self._data.other_activities if self._place(one, ACTIVITIES) == place]

    def _part(self, task: TaskEntry, measure: MeasureEntry, place: str) -> Part | None:
        home = self._home(task, measure)
        here = [one for one in measure.activities if self._place(one, home) == place]
        return Part(measure, here, home == place) if here or home == place else None

    def _home(self, task: TaskEntry, measure: MeasureEntry) -> str:
        for title in (measure.title, task.title):
            if named := self._own.get(_same(title)):
                return named
        kinds = {one.kind for one in measure.activities}
        return kinds.pop() if len(kinds) == 1 and kinds <= self._places else ACTIVITIES

    def _place(self, one: ActivityEntry, home: str) -> str:
        return one.kind if one.kind in self._places else home


def task_blocks(
    task: TaskEntry, parts: Sequence[Part], data: ReportData, language: str, labels: Sequence[str] = ()
) -> Iterator[Block]:
    """«N-міндет», then its measures."""
    yield Paragraph(say(language, "task", number=task.number, title=task.title), style="subheading")
    for part in parts:
        yield from part_blocks(part, data, language, labels)


def part_blocks(part: Part, data: ReportData, language: str, labels: Sequence[str] = ()) -> Iterator[Block]:
    """«N іс-шара» with its deadline, activities, summary and plan. `labels`: the edition's own two lines of a measure,
    its deadline and its figures."""
    measure = part.measure
    yield Paragraph(say(language, "measure", number=measure.number, title=measure.title), style="subheading")
    if part.is_home:
        yield from _deadline(measure, language, labels)
    for one in part.activities:
        yield from activity_blocks(one, data.texts, language)
    if part.is_home:
        yield from _summary(measure, data, language, labels)


def _deadline(measure: MeasureEntry, language: str, labels: Sequence[str]) -> Iterator[Block]:
    if labels:
        yield Paragraph(f"{labels[0]} {measure.deadline_text}".rstrip())
    elif measure.deadline_text:
        yield Paragraph(say(language, "deadline", text=measure.deadline_text))


def _summary(measure: MeasureEntry, data: ReportData, language: str, labels: Sequence[str]) -> Iterator[Block]:
    if labels:
        yield Paragraph(labels[1], style="label")
    slot = f"measure:{measure.pk}"
    if text := data.texts.get(slot):
        yield Paragraph(text, slot=slot)
    yield from measure_plan(measure, language)


def _same(text: str) -> str:
    return " ".join(text.casefold().split()).strip(' .:«»"')
