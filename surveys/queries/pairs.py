"""A test before and after: the same people's two sheets, compared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import TextField
from django.db.models.functions import Cast

from rules.questionnaires.conditions import Answers
from rules.questionnaires.definition import Definition, Question
from rules.questionnaires.sheets import is_right, points_of
from rules.survey_maths.mcnemar import QuestionChange, question_change
from rules.survey_maths.pairs import PairedResult, compare
from surveys.models import Response, Run, WaveName
from surveys.queries.reach import counted_people
from surveys.queries.sheets import definitions_of

_FULL = 100


@dataclass(frozen=True)
class ChangedQuestion:
    """One test question in both sheets of the same people."""

    question: Question
    change: QuestionChange

    @property
    def right_before(self) -> int:
        """How many answered it right before."""
        return self.change.both_right + self.change.test.lost

    @property
    def right_after(self) -> int:
        """How many answered it right after."""
        return self.change.both_right + self.change.test.gained

    @property
    def printed_p(self) -> Decimal:
        """The exact p to 0,001."""
        return Decimal(str(self.change.test.exact_p)).quantize(Decimal("0.001"))


@dataclass(frozen=True)
class TestPairs:
    """`result`: the sheets that carry a mark; `pre_unmarked`, `post_unmarked`: those that cannot be paired because
    nobody knew whose they were (paper, tablet)."""

    result: PairedResult
    questions: tuple[ChangedQuestion, ...]
    pre_unmarked: int
    post_unmarked: int

    @property
    def pre_n(self) -> int:
        """All sheets before."""
        return self.result.pre_n + self.pre_unmarked

    @property
    def post_n(self) -> int:
        """All sheets after."""
        return self.result.post_n + self.post_unmarked


@dataclass(frozen=True)
class _Sheet:
    definition: Definition
    answers: Answers

    @property
    def score(self) -> Fraction:
        """Points in percent of the most that could be had."""
        got, most = points_of(self.definition, self.answers)
        return Fraction(_FULL * got, most)

    def is_right(self, question: Question) -> bool:
        """Whether the question was answered right, by the key of the sheet's own version."""
        asked = self.definition.by_code.get(question.code)
        return asked is not None and is_right(asked, self.answers.get(question.code))


def pairs_of(*, run: Run) -> TestPairs | None:
    """The comparison; None where the questionnaire has no right answers. Two queries, and those of counted_people."""
    definitions = definitions_of(run)
    if not run.version.definition.is_test:
        return None
    waves: dict[str, dict[str, _Sheet]] = {WaveName.PRE: {}, WaveName.POST: {}}
    unmarked = {WaveName.PRE.value: 0, WaveName.POST.value: 0}
    rows = Response.objects.filter(run=run, wave__in=waves).order_by("pk").annotate(raw=Cast("answers", TextField()))
    for wave, pair, version, raw in rows.values_list("wave", "pair", "version_id", "raw").iterator(chunk_size=5000):
        definition = definitions[version]
        if pair is None or not definition.is_test:
            unmarked[wave] += 1
        else:
            waves[wave][pair] = _Sheet(definition, json.loads(raw))
    before, after = waves[WaveName.PRE], waves[WaveName.POST]
    both = [(sheet, after[pair]) for pair, sheet in before.items() if pair in after]
    return TestPairs(
        result=compare(
            [(pre.score, post.score) for pre, post in both],
            [sheet.score for pair, sheet in before.items() if pair not in after],
            [sheet.score for pair, sheet in after.items() if pair not in before],
            counted_people(run=run),
        ),
        questions=tuple(_changed(question, both) for question in run.version.definition.answered if question.is_tested),
        pre_unmarked=unmarked[WaveName.PRE],
        post_unmarked=unmarked[WaveName.POST],
    )


def _changed(question: Question, both: list[tuple[_Sheet, _Sheet]]) -> ChangedQuestion:
    """Of the people who were shown the question both times."""
    shown = [(pre, post) for pre, post in both if question.code in pre.answers and question.code in post.answers]
    change = question_change((pre.is_right(question), post.is_right(question)) for pre, post in shown)
    return ChangedQuestion(question, change)
