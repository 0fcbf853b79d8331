"""What stands beneath each heading of the final report: by the place's code (data/places.json)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from events.labels import LABELS
from reports.blocks import Block, Bullets, Paragraph
from reports.catalogue import places
from reports.dataset import ReportData
from reports.forms import Wording
from reports.forms.activities import activity_blocks
from reports.forms.annex import appendix_table
from reports.forms.charts import participation_chart
from reports.forms.final.given import (
    consultation_table,
    contest_blocks,
    material_table,
    memorandum_table,
    reach_and_organisations,
)
from reports.forms.final.lists import note_blocks, partner_table, post_blocks, product_table, survey_blocks
from reports.forms.plan import figure_in_words, plan_match
from reports.forms.tables import statistics_tables
from reports.forms.tasks import ACTIVITIES, Spread, part_blocks, task_blocks
from reports.forms.words import days, figure, heading, label, money, say
from rules.codes import DIMENSIONS

PRESENTATION, INFORMATION_WORK = "presentation", "information_work"


@dataclass(frozen=True)
class Filling:
    """What the sections are filled from."""

    data: ReportData
    wording: Wording
    spread: Spread = field(init=False)

    def __post_init__(self) -> None:
        # Tasks are named in the contract's words, which are the Kazakh form's.
        named = dict(zip(self.places, self.wording.forms["final"]["sections"], strict=True))
        own = {place: named[place] for place in (PRESENTATION, INFORMATION_WORK) if place in named}
        object.__setattr__(self, "spread", Spread(self.data, own))

    @property
    def language(self) -> str:
        """Of the form."""
        return self.wording.language

    @property
    def places(self) -> tuple[str, ...]:
        """The edition's places in their order."""
        return places("final", self.wording.edition)

    def text(self, place: str) -> Iterator[Block]:
        """The words of a section; an empty line where nobody has written any."""
        slot = f"section:{place}"
        yield Paragraph(self.data.texts.get(slot, ""), slot=slot)

    def words(self, key: str, **values: object) -> str:
        """Words in the form's language."""
        return say(self.language, key, **values)


def activities(filling: Filling) -> Iterator[Block]:
    """Tasks, measures, activities, with plan and actual."""
    data, language = filling.data, filling.language
    yield from _about(filling)
    per_measure = filling.wording.forms["final"].get("per_measure", ())
    labels = [heading(one, language) for one in per_measure]
    for task, parts in filling.spread.parts(ACTIVITIES):
        yield from task_blocks(task, parts, data, language, labels)
    if others := filling.spread.others(ACTIVITIES):
        yield Paragraph(filling.words("other_activities"), style="subheading")
        for one in others:
            yield from activity_blocks(one, data.texts, language)
    if not data.activities():
        yield Paragraph(filling.words("no_activities"))


def _about(filling: Filling) -> Iterator[Block]:
    """Which project, contract and period: what the edition's head leaves out."""
    project, language = filling.data.project, filling.language
    yield Paragraph(filling.words("project", title=project.title))
    if project.contract_number and project.contract_date:
        signed = days(project.contract_date, None, language)
        yield Paragraph(filling.words("contract", number=project.contract_number, day=signed))
    if period := days(project.starts_on, project.ends_on, language):
        yield Paragraph(filling.words("period", text=period))


def presentation(filling: Filling) -> Iterator[Block]:
    """The public presentation of the results."""
    yield from _own_section(filling, PRESENTATION)


def information_work(filling: Filling) -> Iterator[Block]:
    """What was made known of the project, and where."""
    yield from _own_section(filling, INFORMATION_WORK)
    yield from post_blocks(filling.data, filling.language)


def _own_section(filling: Filling, place: str) -> Iterator[Block]:
    yield from filling.text(place)
    for _, parts in filling.spread.parts(place):
        for part in parts:
            yield from part_blocks(part, filling.data, filling.language)
    for one in filling.spread.others(place):
        yield from activity_blocks(one, filling.data.texts, filling.language)


def goals(filling: Filling) -> Iterator[Block]:
    """The text, and the project's own figures."""
    yield from filling.text("goals")
    if filling.data.figures:
        yield Bullets([figure_in_words(one, filling.language) for one in filling.data.figures])


def evidence_of_goals(filling: Filling) -> Iterator[Block]:
    """The text."""
    yield from filling.text("evidence_of_goals")


def plan_against_actual(filling: Filling) -> Iterator[Block]:
    """The text, and every figure with plan, actual, deviation and why."""
    yield from filling.text("plan_match")
    yield from plan_match(filling.data, filling.language)
    yield from participation_chart(filling.data, filling.language)


def changes(filling: Filling) -> Iterator[Block]:
    """The text, and what people answered in surveys."""
    yield from filling.text("changes")
    yield from survey_blocks(filling.data, filling.language)


def statistics(filling: Filling) -> Iterator[Block]:
    """By which rule people were counted, the three tables, attendances beside unique people."""
    found, language = filling.data.statistics, filling.language
    yield Paragraph(filling.words("rule", text=found.rule.of(language)))
    yield from statistics_tables(filling.data, filling.wording)
    both = {"attendances": figure(found.attendances), "people": figure(found.people)}
    yield Paragraph(filling.words("visits_and_people", **both))
    yield Paragraph(found.precedence.of(language), style="small")
    if found.derived:
        yield Paragraph(filling.words("derived", number=figure(found.derived)), style="small")


def results(filling: Filling) -> Iterator[Block]:
    """The text, who was reached, what was made, handed out, advised, won and signed, partners, success stories;
    publications where the edition has no place for them."""
    data, language = filling.data, filling.language
    if "section:results" in data.texts:
        yield from filling.text("results")
    if INFORMATION_WORK not in filling.places:
        yield from post_blocks(data, language)
    yield from reach_and_organisations(data, language)
    yield from product_table(data, language)
    yield from material_table(data, language)
    yield from consultation_table(data, language)
    yield from contest_blocks(data, language)
    yield from memorandum_table(data, language)
    yield from partner_table(data, language)
    yield from note_blocks(data, "success_story", say(language, "stories"))


def target_groups(filling: Filling) -> Iterator[Block]:
    """The text, and how many of each category took part."""
    yield from filling.text("target_groups")
    numbers, labels = filling.data.statistics.tables["category"], LABELS["category"]
    said = [
        filling.words("group", label=label(labels, code, filling.language), number=figure(numbers[code]))
        for code in DIMENSIONS["category"]
        if numbers.get(code)
    ]
    if said:
        yield Bullets(said)


def long_term(filling: Filling) -> Iterator[Block]:
    """The text, and what the organisation recommends."""
    yield from filling.text("long_term")
    yield from note_blocks(filling.data, "recommendation", filling.words("recommendations"))


def economic(filling: Filling) -> Iterator[Block]:
    """The text, the money, and what one participant cost."""
    yield from filling.text("economic")
    project, total = filling.data.project, filling.data.statistics.total
    amounts = {"money": project.amount, "used_money": project.used_amount, "saved_money": project.saved_amount}
    said = [
        filling.words(key, money=money(amount, filling.language))
        for key, amount in amounts.items()
        if amount is not None
    ]
    if project.amount is not None and total:
        cost = figure((project.amount / total).quantize(Decimal("0.01")))
        said.append(filling.words("cost", amount=figure(project.amount), total=figure(total), cost=cost))
    if said:
        yield Bullets(said)


def documents(filling: Filling) -> Iterator[Block]:
    """The text, where a link may stand, and the numbered appendices."""
    yield from filling.text("documents")
    yield from appendix_table(filling.data, filling.language)


SECTIONS: dict[str, Callable[[Filling], Iterator[Block]]] = {
    "activities": activities,
    "presentation": presentation,
    "information_work": information_work,
    "goals": goals,
    "evidence_of_goals": evidence_of_goals,
    "plan_match": plan_against_actual,
    "changes": changes,
    "statistics": statistics,
    "results": results,
    "target_groups": target_groups,
    "long_term": long_term,
    "economic": economic,
    "documents": documents,
}
