"""Surveys as they are offered on "you are counted"."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from events.models import Activity
from events.phones import Phone
from surveys.actions.responses import has_come
from surveys.actions.runs import open_satisfaction_run
from surveys.models import WaveName
from surveys.passes import pass_for_phone


@dataclass(frozen=True)
class SurveyOffer:
    """`path` of the survey's page; `answered`: this phone's holder has answered, thank them instead."""

    path: str
    answered: bool


def satisfaction_link(*, activity: Activity, phone: Phone) -> SurveyOffer | None:
    """The satisfaction survey to offer after an activity, None where there is none (kinds at which nobody meets,
    cancelled, closed). Nobody need set it up: it opens when the first counted person sees it."""
    if activity.cancelled_at or not activity.kind.gathers_people:
        return None
    run = open_satisfaction_run(activity, by=None)
    run.activity = activity
    wave = run.waves.get(name=WaveName.ONLY)
    wave.run = run
    # After closing nobody can tell any more.
    answered = run.key is not None and has_come(wave, pass_for_phone(wave, phone))
    if wave.stopped_at and not answered:
        return None
    return SurveyOffer(path=reverse("surveys:answer", args=[wave.public_code]), answered=answered)
