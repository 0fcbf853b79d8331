"""Reads of the surveys app, named for the question they answer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from events.models import Activity
from events.models.activities import CODE_ALPHABET
from events.phones import Phone
from grants.models import Organisation
from rules.shares import printed_shares, share
from surveys.actions import SATISFACTION, mark_of
from surveys.models import Answer, Answered, Option, Question, QuestionType, Response, Run
from surveys.respondents import respondents_of

Activities = QuerySet[Activity] | Iterable[int]
# The question that "satisfied" is counted from, and the least answer that is.
OVERALL = "overall"
SATISFIED_FROM = 4
_CODE = re.compile(rf"[{CODE_ALPHABET}]{{8}}")


@dataclass(frozen=True)
class Satisfaction:
    """`n` people answered the overall question, `satisfied` of them with one of the two best answers."""

    n: int = 0
    satisfied: int = 0

    @property
    def share(self) -> Decimal | None:
        """Satisfied, in percent to 0,1; None where nobody answered."""
        return share(self.satisfied, self.n)


@dataclass(frozen=True)
class OptionResult:
    """One answer of a question: how many chose it, and its share as printed."""

    option: Option
    count: int
    share: Decimal | None


@dataclass(frozen=True)
class QuestionResult:
    """One question: `n` answered it, `missing` gave a sheet without an answer to it."""

    question: Question
    n: int
    missing: int
    options: tuple[OptionResult, ...]
    texts: tuple[str, ...]

    @property
    def whole(self) -> Decimal:
        """The sum of the printed shares."""
        return sum((row.share for row in self.options if row.share is not None), Decimal(0))

    @property
    def is_text(self) -> bool:
        """Whether it is answered in the person's own words."""
        return self.question.type == QuestionType.LONG_TEXT


@dataclass(frozen=True)
class RunResults:
    """Everything that was answered in a run: `n` sheets, and what they say."""

    n: int
    satisfaction: Satisfaction
    questions: tuple[QuestionResult, ...]


def run_of_code(*, code: str) -> Run | None:
    """The run of a survey's link, in capitals or not."""
    if not _CODE.fullmatch(code.upper()):
        return None
    runs = Run.objects.select_related("activity__organisation", "activity__project", "activity__kind", "version")
    return runs.filter(public_code=code.upper()).first()


def satisfaction_run(*, activity: Activity) -> Run | None:
    """The activity's satisfaction survey, open or closed."""
    runs = Run.objects.filter(activity=activity, version__questionnaire__code=SATISFACTION)
    return runs.filter(version__questionnaire__organisation__isnull=True).select_related("version").first()


def questions_of(*, run: Run) -> list[Question]:
    """The run's questions with their answers to choose from. Two queries."""
    return list(run.version.questions.prefetch_related("options"))


def has_answered(*, run: Run, activity: Activity, phone: Phone) -> bool:
    """Whether this phone's holder has answered. After closing nobody can tell any more: no."""
    if run.key is None:
        return False
    marks = [mark_of(run, respondent) for respondent in respondents_of(activity=activity, phone=phone)]
    return Answered.objects.filter(run=run, mark__in=marks).exists()


def satisfaction_of(*, activities: Activities) -> dict[int, Satisfaction]:
    """How satisfied people were with each activity; every requested activity has an entry. One query for ids, two for
    a queryset."""
    ids = list(activities.values_list("pk", flat=True) if isinstance(activities, QuerySet) else activities)
    rows = (
        _overall_answers()
        .filter(response__run__activity__in=ids)
        .order_by()
        .values_list("response__run__activity")
        .annotate(n=Count("pk"), satisfied=Count("pk", filter=Q(option__value__gte=SATISFIED_FROM)))
    )
    return {**dict.fromkeys(ids, Satisfaction()), **{pk: Satisfaction(n, good) for pk, n, good in rows}}


def _overall_answers() -> QuerySet[Answer]:
    return Answer.objects.filter(
        question__code=OVERALL,
        question__version__questionnaire__code=SATISFACTION,
        question__version__questionnaire__organisation__isnull=True,
    )


def run_results(*, run: Run) -> RunResults:
    """Counts, printed shares and comments of a run. Six queries, whatever the number of answers."""
    n = Response.objects.filter(run=run).count()
    answers = Answer.objects.filter(response__run=run).order_by()
    counts = {
        (question, option): number
        for question, option, number in answers.values_list("question", "option").annotate(number=Count("pk"))
    }
    # By their random ids: the order says nothing about who wrote first.
    texts: dict[int, list[str]] = defaultdict(list)
    for question, text in answers.exclude(text="").order_by("pk").values_list("question", "text"):
        texts[question].append(text)
    results = tuple(_result(question, n, counts, texts) for question in questions_of(run=run))
    return RunResults(n, satisfaction_of(activities=[run.activity_id])[run.activity_id], results)


def _result(
    question: Question, n: int, counts: dict[tuple[int, int | None], int], texts: dict[int, list[str]]
) -> QuestionResult:
    options = list(question.options.all())
    numbers = [counts.get((question.pk, option.pk), 0) for option in options]
    answered = sum(numbers) + len(texts[question.pk])
    return QuestionResult(
        question=question,
        n=answered,
        missing=n - answered,
        options=tuple(map(OptionResult, options, numbers, printed_shares(numbers))),
        texts=tuple(texts[question.pk]),
    )


def activities_to_ask(*, organisation: Organisation) -> QuerySet[Activity]:
    """Activities at which people meet and that were not cancelled, the latest first; `has_run`: a survey was opened."""
    run = Run.objects.filter(activity=OuterRef("pk"))
    return (
        Activity.objects.of(organisation)
        .filter(Q(kind__gathers_people=True) | Exists(run), cancelled_at__isnull=True)
        .annotate(has_run=Exists(run))
        .select_related("kind", "project")
        .order_by("-starts_on", "-starts_at", "-ref")
    )
