"""Writing surveys: open a run, take an answer sheet once per respondent, close."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.utils import timezone

from events.models import Activity
from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError
from surveys.models import Answer, Answered, Option, Question, QuestionnaireVersion, Response, Run

SATISFACTION = "satisfaction"


class Received(StrEnum):
    """What became of an answer sheet."""

    NEW = "new"
    # This respondent has answered before: nothing is stored twice.
    ALREADY = "already"


@dataclass(frozen=True)
class Given:
    """What a sheet says to one question: an option, or a text."""

    option: Option | None = None
    text: str = ""


def open_satisfaction_run(activity: Activity, by: User | None) -> Run:
    """The activity's satisfaction survey, opened now if it never was. A closed one stays closed and is returned."""
    runs = Run.objects.filter(
        activity=activity,
        version__questionnaire__code=SATISFACTION,
        version__questionnaire__organisation__isnull=True,
    )
    found = runs.first()
    if found:
        return found
    version = _published_version()
    try:
        with transaction.atomic():
            run = Run.objects.create(version=version, activity=activity)
            record_audit(activity.organisation, by, "survey.open", activity, survey=SATISFACTION)
            return run
    except IntegrityError:
        return runs.get()


@transaction.atomic
def submit_response(
    run: Run, *, respondents: Collection[str], answers: Mapping[Question, Given], language: str
) -> Received:
    """Store one answer sheet, unless one of these respondents ("phone:…", "person:…") has answered already.

    Marks, sheet and answers come into being together or not at all, and nothing stored leads from one to the other.
    Raises AppError survey_closed.
    """
    # Held to the end: the same form sent twice at once waits here, and so does closing.
    held = Run.objects.select_for_update().get(pk=run.pk)
    if held.key is None:
        raise AppError("survey_closed", 410)
    marks = {mark_of(held, respondent) for respondent in respondents}
    if Answered.objects.filter(run=held, mark__in=marks).exists():
        return Received.ALREADY
    Answered.objects.bulk_create(Answered(run=held, mark=mark) for mark in sorted(marks))
    response = Response.objects.create(run=held, language=language, received_on=timezone.localdate())
    Answer.objects.bulk_create(
        Answer(response=response, question=question, option=given.option, text=given.text)
        for question, given in answers.items()
        if given.option or given.text
    )
    return Received.NEW


@transaction.atomic
def close_run(run: Run, *, by: User | None) -> Run:
    """Take no more answers, for good. The key goes, so that nobody can ever find out who has answered."""
    held = Run.objects.select_for_update(of=("self",)).select_related("activity__organisation").get(pk=run.pk)
    if held.closed_at:
        return held
    held.closed_at, held.key = timezone.now(), None
    held.save(update_fields=["closed_at", "key"])
    record_audit(held.activity.organisation, by, "survey.close", held.activity)
    return held


def mark_of(run: Run, respondent: str) -> str:
    """The keyed mark of a respondent in an open run."""
    assert run.key is not None
    return hmac.new(bytes(run.key), respondent.encode(), hashlib.sha256).hexdigest()


def _published_version() -> QuestionnaireVersion:
    versions = QuestionnaireVersion.objects.filter(
        questionnaire__organisation__isnull=True,
        questionnaire__code=SATISFACTION,
        published_at__isnull=False,
    )
    return versions.order_by("-number")[0]
