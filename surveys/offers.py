"""The survey as it is offered on "you are counted"."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from events.models import Activity
from events.phones import Phone
from surveys.actions import open_satisfaction_run
from surveys.queries import has_answered


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
    answered = has_answered(run=run, activity=activity, phone=phone)
    if run.closed_at and not answered:
        return None
    return SurveyOffer(path=reverse("surveys:answer", args=[run.public_code]), answered=answered)
