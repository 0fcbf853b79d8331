"""Pictures of a report: what its tables say, as bars that survive a grey print."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Picture
from reports.dataset import ReportData
from reports.dataset.model import QuestionEntry
from reports.forms.words import figure, plain, say
from reports.writers.charts import Bar, bars_png


def participation_chart(data: ReportData, language: str) -> Iterator[Picture]:
    """Participants of each measure that plans them, against the plan; nothing where fewer than two do."""
    bars = [
        Bar(say(language, "measure", number=measure.number, title=measure.title), plain(one.actual), plain(one.plan))
        for task in data.tasks
        for measure in task.measures
        for one in measure.figures
        if one.code == "participants" and one.actual is not None
    ]
    if len(bars) > 1:
        words = say(language, "participation_chart")
        names = say(language, "actual"), say(language, "plan")
        yield Picture(bars_png("", bars, names=names), words)


def question_charts(questions: list[QuestionEntry], language: str) -> Iterator[Picture]:
    """The shares of each question that somebody answered, in percent of its base."""
    for one in questions:
        if one.base and one.options:
            bars = [Bar(option.title.of(language), option.share) for option in one.options]
            words = say(language, "base", title=one.title.of(language), base=figure(one.base))
            yield Picture(bars_png("", bars, unit=" %"), words, width=130)
