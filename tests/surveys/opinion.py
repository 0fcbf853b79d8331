"""The opinion survey of the reference data: its questions, its printed shares, its made-up sheets."""

import csv
import uuid
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.utils import timezone

from rules.questionnaires.definition import Definition, Option, Question, Words
from rules.questionnaires.documents import document_of
from surveys.actions.runs import open_run
from surveys.models import Questionnaire, QuestionnaireVersion, Response, SurveyKind

REFERENCE = Path(__file__).resolve().parents[2] / "reference"


@cache
def published():
    """Question's number -> (text, [(option, printed percent)])."""
    found = defaultdict(lambda: ["", []])
    with (REFERENCE / "opinion_survey_as_published.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[int(row["question"])][0] = row["text"]
            found[int(row["question"])][1].append((row["option"], Decimal(row["percent"])))
    return dict(found)


@cache
def sheets():
    """The answer sheets by code: option numbers, None where nothing was answered."""
    with (REFERENCE / "opinion_survey_responses.csv").open(encoding="utf-8") as file:
        return [{code: row[code] or None for code in row if code != "respondent"} for row in csv.DictReader(file)]


def definition() -> Definition:
    """15 questions with one answer each."""
    questions = tuple(
        Question(
            f"q{number}",
            "single",
            Words(kk=text, ru=f"Вопрос {number}", en=f"Question {number}"),
            options=tuple(Option(str(place), Words(kk=option)) for place, (option, _) in enumerate(options, 1)),
        )
        for number, (text, options) in published().items()
    )
    return Definition(Words("Этносаралық қатынастар", "Межэтнические отношения", "Interethnic relations"), questions)


def version_of(make, asked: Definition, kind: str = SurveyKind.OPINION, code: str = "") -> QuestionnaireVersion:
    """A published version of an organisation's own questionnaire."""
    questionnaire = Questionnaire.objects.create(
        organisation=make.organisation, code=code or f"own-{uuid.uuid4().hex[:8]}", kind=kind
    )
    return QuestionnaireVersion.objects.create(
        questionnaire=questionnaire, document=document_of(asked), published_at=timezone.now()
    )


def fill(run, answers, *, version=None, **fields):
    """Sheets as they lie in the database, many at once."""
    defaults = {"wave": "only", "language": "kk", "source": "phone", "received_on": date(2025, 9, 10)}
    Response.objects.bulk_create(
        (
            Response(run=run, version=version or run.version, answers=sheet, **{**defaults, **fields})
            for sheet in answers
        ),
        batch_size=500,
    )


def opinion_run(make, times: int = 1):
    """The opinion survey with all its sheets, `times` over."""
    run = open_run(version=version_of(make, definition()), project=make.project(), planned=500, by=None)
    fill(run, sheets() * times)
    return run
