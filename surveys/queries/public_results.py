"""What of a run's results everybody may read: one-way tables, and nothing that few people said."""

from __future__ import annotations

from dataclasses import dataclass

from rules.questionnaires.definition import DATE, TEXTS
from rules.survey_maths.counting import QuestionResult
from rules.survey_maths.suppression import hidden_questions
from surveys.models import Run
from surveys.queries.cross import parents_in
from surveys.queries.results import RunResults, run_results
from surveys.queries.sheets import Filters, door_names


@dataclass(frozen=True)
class SafeResults:
    """One door's results as they may be read by everybody: `questions` in full, `hidden` ones without any figure."""

    door: str
    n: int
    questions: tuple[QuestionResult, ...]
    hidden: tuple[QuestionResult, ...]


def safe_results(results: RunResults) -> SafeResults:
    """Questions that fewer than 10 answered are hidden, with those that hang on them; under 10 sheets all are. What
    people wrote, and days, which may be anybody's birthday, are left out altogether."""
    found = [one for one in results.questions if one.question.type not in (*TEXTS, DATE)]
    bases: dict[str, int] = {}
    for one in results.questions:
        # A code that has changed its type is two questions, of which the smaller one decides.
        bases[one.question.code] = min(one.base, bases.get(one.question.code, one.base))
    parents = parents_in(results.definitions)
    hidden = hidden_questions(bases, parents)
    return SafeResults(
        results.filters.door,
        results.n,
        tuple(one for one in found if one.question.code not in hidden),
        tuple(one for one in found if one.question.code in hidden),
    )


def safe_results_of(run: Run) -> list[SafeResults]:
    """Every door of the run: of a test, before and after."""
    return [safe_results(run_results(run=run, filters=Filters(door=door))) for door in door_names(run)]
