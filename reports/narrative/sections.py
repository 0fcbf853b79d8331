"""The ready texts of the sections: what the figures of the whole project say under a heading. What the form itself
prints beneath as a table or list is not said twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

from events.labels import EVIDENCE_LABELS, LABELS
from reports.dataset.model import ActivityEntry, FigureEntry, MeasureEntry, PostEntry, ReportData
from reports.forms.words import figure, label
from reports.narrative.language import Language
from reports.narrative.names import quoted
from reports.narrative.wording import parts
from rules.codes import DIMENSIONS, NOT_STATED
from rules.indicators import INDICATOR_CODES
from rules.shares import share


def section_lines(data: ReportData, code: str, speech: Language) -> Iterator[str]:
    """The lines of a section, none where nothing is computed for it."""
    if code in _SECTIONS:
        yield from _SECTIONS[code](data, speech)


def all_figures(data: ReportData) -> list[FigureEntry]:
    """Every figure of the plan: of the measures, then of the project."""
    return [one for task in data.tasks for measure in task.measures for one in measure.figures] + data.figures


def is_ahead(one: ActivityEntry) -> bool:
    """Whether its day is still to come, and nobody was counted there yet. Of one without a day that is not known."""
    return one.starts_on is not None and not one.is_held and not one.number


def distinct_listed(data: ReportData) -> dict[str, PostEntry]:
    """The posts that the dataset lists, each once."""
    listed = [*data.project_posts, *(post for one in data.activities() for post in one.posts)]
    return {post.key: post for post in listed}


def published_for(measure: MeasureEntry) -> Decimal | int:
    """Different posts of a measure: its own figure, where it plans them (a cancelled activity's are among those too),
    else those that its activities list."""
    told = next((one.actual for one in measure.figures if one.code == "publications"), None)
    return len({post.key for one in measure.activities for post in one.posts}) if told is None else told


def views_of(data: ReportData) -> int | None:
    """Views of all listed posts as read last; None: none were read yet."""
    read = [post.views for post in distinct_listed(data).values() if post.views is not None]
    return sum(read) if read else None


def _goals(data: ReportData, speech: Language) -> Iterator[str]:
    said = []
    if held := sum(one.is_held for one in data.activities()):
        said.append(speech.say("project_held", activities=speech.counted(held, "activities")))
        if total := data.statistics.total:
            said.append(speech.took_part_in_them(total, len(data.activities())))
    elif data.activities() and all(map(is_ahead, data.activities())):
        said.append(speech.say("none_held"))
    if computed := [one for one in all_figures(data) if one.actual is not None]:
        met = sum(one.actual >= one.plan for one in computed if one.actual is not None)
        said.append(speech.say("figures_met", computed=figure(len(computed)), met=figure(met)))
    if said:
        yield " ".join(said)


def _evidence(data: ReportData, speech: Language) -> Iterator[str]:
    types = Counter(paper.type for one in data.appendices for paper in one.documents)
    if types:
        appendices = sum(bool(one.documents) for one in data.appendices)
        yield speech.say("papers", appendices=figure(appendices), documents=figure(types.total()))
        named = [(label(EVIDENCE_LABELS, code, speech.code).lower(), n) for code, n in types.most_common()]
        yield speech.say("papers_by_type", parts=parts(named, speech))


def _plan_match(data: ReportData, speech: Language) -> Iterator[str]:
    judged: Counter[str] = Counter(_how_met(one) for one in all_figures(data))
    if judged:
        order = ("plan_met", "plan_over", "plan_missed", "plan_unknown", "plan_by_hand")
        yield " ".join(speech.say(key, number=figure(judged[key])) for key in order if judged[key])


def _how_met(one: FigureEntry) -> str:
    if one.actual is None:
        return "plan_unknown" if one.code in INDICATOR_CODES else "plan_by_hand"
    if one.actual == one.plan:
        return "plan_met"
    return "plan_over" if one.actual > one.plan else "plan_missed"


def _satisfaction(data: ReportData, speech: Language) -> Iterator[str]:
    """The project's own figure; without one, those of its measures."""
    whole = [one for one in data.figures if one.code == "satisfaction" and one.actual is not None]
    if whole:
        yield speech.say("satisfaction_whole", share=figure(whole[-1].actual), n=_n(whole[-1], speech))
        return
    for task in data.tasks:
        for measure in task.measures:
            for one in measure.figures:
                if one.code == "satisfaction" and one.actual is not None:
                    values = {"share": figure(one.actual), "n": _n(one, speech)}
                    yield speech.say("satisfaction_measure", measure=measure.number, **values)


def _n(one: FigureEntry, speech: Language) -> str:
    return speech.say("n", n=figure(one.n)) if one.n is not None else ""


def _changes(data: ReportData, speech: Language) -> Iterator[str]:
    if rated := sum(one.satisfaction is not None for one in data.activities()):
        yield speech.say("rated", number=figure(rated))
    yield from _satisfaction(data, speech)
    for survey in data.surveys:
        if survey.n:
            yield speech.say("survey", title=quoted(survey.title.of(speech.code)), n=figure(survey.n))


def _results(data: ReportData, speech: Language) -> Iterator[str]:
    found = data.statistics
    if found.attendances:
        key = "direct_people" if found.people else "direct"
        yield speech.say(key, attendances=figure(found.attendances), people=figure(found.people))
        yield from _spread(data, speech, "gender", "category", "age")
        yield from _youth(data, speech)
    if indirect := list(_indirect(data, speech)):
        yield speech.say("indirect", parts=", ".join(indirect))
    yield from _satisfaction(data, speech)
    if data.posts:
        yield speech.say("published", publications=speech.counted(data.posts, "publications"))


def _indirect(data: ReportData, speech: Language) -> Iterator[str]:
    if views := views_of(data):
        days = [post.views_read_on for post in distinct_listed(data).values() if post.views_read_on]
        day = f"{max(days):%d.%m.%Y}" if days else ""
        yield speech.say("views_on" if day else "views", number=figure(views), day=day)
    if reach := sum(one.reach or 0 for one in data.products):
        yield speech.say("products_reach", number=figure(reach))


def _spread(data: ReportData, speech: Language, *dimensions: str) -> Iterator[str]:
    """The tables' columns that are not zero, in a line for each table."""
    for dimension in dimensions:
        table = data.statistics.tables.get(dimension, {})
        named = [(label(LABELS[dimension], code, speech.code), table.get(code, 0)) for code in DIMENSIONS[dimension]]
        said = [(f"{words[:1].lower()}{words[1:]}", n) for words, n in named if n]
        # Where nothing is stated there is nothing to tell.
        if said and table.get(NOT_STATED, 0) < sum(table.values()):
            yield speech.say(dimension, parts=parts(said, speech))


def _youth(data: ReportData, speech: Language) -> Iterator[str]:
    number = data.statistics.tables.get("category", {}).get("youth", 0)
    if number and data.statistics.total:
        yield speech.say("youth", share=figure(share(number, data.statistics.total)))


def _target_groups(data: ReportData, speech: Language) -> Iterator[str]:
    """By gender and age: the categories are the form's own list."""
    if data.statistics.total:
        yield from _spread(data, speech, "gender", "age")
        yield from _youth(data, speech)
        if data.statistics.people:
            yield speech.say("unique", number=figure(data.statistics.people))


def _long_term(data: ReportData, speech: Language) -> Iterator[str]:
    made = sum(one.number_made for one in data.products)
    known = [("products", made), ("publications", data.posts), ("partners", len(data.partners))]
    if lasting := [(speech.say(key), number) for key, number in known if number]:
        yield speech.say("lasting", parts=parts(lasting, speech))


def _presentation(data: ReportData, speech: Language) -> Iterator[str]:
    listed = [one for one in data.activities() if one.kind == "presentation"]
    if not listed:
        yield speech.say("no_presentation")
    if held := [one for one in listed if one.is_held]:
        people = sum(one.number for one in held if one.unit == "people")
        key = "presentations_people" if people else "presentations"
        yield speech.say(key, number=figure(len(held)), people=figure(people))


def _information_work(data: ReportData, speech: Language) -> Iterator[str]:
    if not data.posts:
        yield speech.say("not_published")
        return
    yield speech.say("published", publications=speech.counted(data.posts, "publications"))
    if indirect := list(_indirect(data, speech)):
        yield speech.say("indirect", parts=", ".join(indirect))


_SECTIONS: dict[str, Callable[[ReportData, Language], Iterator[str]]] = {
    "presentation": _presentation,
    "information_work": _information_work,
    "goals": _goals,
    "evidence_of_goals": _evidence,
    "plan_match": _plan_match,
    "changes": _changes,
    "results": _results,
    "target_groups": _target_groups,
    "long_term": _long_term,
}
