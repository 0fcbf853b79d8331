"""What the pages of runs show: doors with their links, figures against the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from events.code_pictures import qr_data_uri
from events.links import public_link
from rules.questionnaires.definition import Question
from rules.survey_maths.crosstables import NOT_STATED
from surveys.models import Run, SurveyKind, Wave, WaveName
from surveys.queries.quotas import QuotaCell, quota_grid
from surveys.queries.runs import responses_of
from surveys.queries.satisfaction import Satisfaction, satisfaction_of_runs


@dataclass(frozen=True)
class RunLine:
    """A run in a list. `n`: sheets (of a test: of the people before); `after`: of a test, those after."""

    run: Run
    n: int
    after: int | None
    satisfaction: Satisfaction | None

    @property
    def percent(self) -> int | None:
        """How much of the plan has come; None without one."""
        return round(100 * self.n / self.run.planned) if self.run.planned else None

    @property
    def width(self) -> int:
        """A bar ends where the plan is reached."""
        return min(100, self.percent or 0)


@dataclass(frozen=True)
class Door:
    """A door of a run as its page shows it; `qr` is "" once it takes nobody."""

    wave: Wave
    link: str
    qr: str
    n: int


def run_lines(runs: Iterable[Run]) -> list[RunLine]:
    """Runs with their figures: three queries, however many they are."""
    runs = list(runs)
    come = responses_of(runs=[run.pk for run in runs])
    satisfied = satisfaction_of_runs(runs=[run.pk for run in runs if run.kind == SurveyKind.SATISFACTION])
    return [_line(run, come[run.pk], satisfied.get(run.pk)) for run in runs]


def run_line(run: Run) -> RunLine:
    """One run with its figures."""
    return run_lines([run])[0]


def doors_of(request: HttpRequest, run: Run) -> list[Door]:
    """The run's doors, of a test "before" first."""
    come = responses_of(runs=[run.pk])[run.pk]
    doors = []
    for wave in run.waves.all():
        link = door_link(request, wave)
        doors.append(Door(wave, link, "" if wave.stopped_at else qr_data_uri(link), come.get(wave.name, 0)))
    return doors


def door_link(request: HttpRequest, wave: Wave) -> str:
    """The address that a door's poster carries."""
    return public_link(request, reverse("surveys:answer", args=[wave.public_code]))


def may_change_mode(run: Run, line: RunLine) -> bool:
    """Whether nothing was promised to anybody yet."""
    return run.closed_at is None and not line.n and not line.after


def _line(run: Run, come: dict[str, int], satisfaction: Satisfaction | None) -> RunLine:
    if run.kind == SurveyKind.TEST:
        return RunLine(run, come.get(WaveName.PRE, 0), come.get(WaveName.POST, 0), None)
    return RunLine(run, come.get(WaveName.ONLY, 0), None, satisfaction)


@dataclass(frozen=True)
class ShownQuotaRow:
    """A row of the grid in words."""

    words: str
    cells: tuple[QuotaCell, ...]
    total: QuotaCell


@dataclass(frozen=True)
class ShownQuotas:
    """The grid of quotas in the reader's language."""

    row_words: str
    column_words: str
    heads: list[str]
    lines: list[ShownQuotaRow]
    foot: tuple[QuotaCell, ...]
    total: QuotaCell


def shown_quotas(run: Run, language: str) -> ShownQuotas | None:
    """Plan against actual; None where there are no quotas."""
    grid = quota_grid(run=run)
    if grid is None:
        return None
    row, column = grid.row_question, grid.column_question
    return ShownQuotas(
        row_words=row.text.in_language(language) if row else run.quota_rows,
        column_words=column.text.in_language(language) if column else run.quota_columns,
        heads=[_answer_words(column, code, language) for code in grid.columns],
        lines=[ShownQuotaRow(_answer_words(row, one.code, language), one.cells, one.total) for one in grid.rows],
        foot=grid.foot,
        total=grid.total,
    )


def _answer_words(question: Question | None, code: str, language: str) -> str:
    if code == NOT_STATED:
        return _("not stated")
    option = question.option(code) if question else None
    return option.text.in_language(language) if option else _("other answers")
