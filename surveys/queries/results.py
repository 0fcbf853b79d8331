"""What a run's sheets say: the only figures there are. Page, files, public page, API and command all show these."""

from __future__ import annotations

from dataclasses import dataclass, field

from rules.questionnaires.definition import Definition
from rules.survey_maths.counting import Counting, QuestionResult
from surveys.models import Run
from surveys.queries.sheets import Filters, definitions_of, door_names, read_sheets


@dataclass(frozen=True)
class RunResults:
    """`n` sheets were counted; the questions of the version asked now, then those that are no longer asked.
    `definitions`: every version that a sheet may have answered."""

    run: Run
    filters: Filters
    n: int
    questions: tuple[QuestionResult, ...] = field(repr=False)
    definitions: tuple[Definition, ...] = field(repr=False)

    def question(self, code: str) -> QuestionResult | None:
        """The question with this code; where its type has changed, as it is asked now."""
        return next((one for one in self.questions if one.question.code == code), None)


def run_results(*, run: Run, filters: Filters | None = None) -> RunResults:
    """The figures of a run, of a test after the activity unless another door is wished. Two queries."""
    wanted = filters or Filters(door=door_names(run)[-1])
    definitions = definitions_of(run)
    counting = Counting(definitions, run.version_id)
    for version, sheets in read_sheets(run, wanted):
        counting.add(version, sheets)
    return RunResults(run, wanted, counting.n, tuple(counting.results()), tuple(definitions.values()))
