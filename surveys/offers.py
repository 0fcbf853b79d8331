"""Surveys as they are offered on "you are counted"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from events.models import Activity
from events.phones import Phone
from rules.questionnaires.duration import minutes_of
from surveys.actions.runs import open_satisfaction_run
from surveys.marks import mark_of, respondents_of
from surveys.models import Answered, Mode, Run, SurveyKind, Wave, WaveName
from surveys.queries.runs import runs_about

# A test's second part is offered a little before the end: people leave at the end.
BEFORE_THE_END = timedelta(minutes=15)
# Where nobody has said when it ends.
USUAL_LENGTH = timedelta(minutes=60)
# Experts are asked by name, never everybody who came.
_OFFERED = (SurveyKind.TEST, SurveyKind.SATISFACTION, SurveyKind.OPINION)


@dataclass(frozen=True)
class SurveyOffer:
    """`path` of the survey's page; `answered`: this phone's holder has answered, thank them instead; `when`: of a test
    before or after; `questions`, `minutes`: how long it is; `is_unlinked`: nothing ties its sheets to anybody."""

    path: str
    answered: bool
    title: str
    when: str
    questions: int
    minutes: int
    is_unlinked: bool


def offers_of(*, activity: Activity, phone: Phone, now: datetime | None = None) -> list[SurveyOffer]:
    """What to offer somebody who is counted at an activity, the most useful first.

    A test comes before everything else: until its second part is useful nobody is asked whether they were satisfied.
    Doors that take nobody new are offered to nobody, but who has answered there is thanked as long as the key lives.
    Satisfaction need not be set up by anybody: it opens when the first counted person sees it.
    """
    if activity.cancelled_at:
        return []
    if activity.kind.gathers_people:
        open_satisfaction_run(activity, by=None)
    runs = runs_about(activity=activity).filter(kind__in=_OFFERED).select_related("organisation")
    asked = sorted(runs, key=lambda run: (_OFFERED.index(SurveyKind(run.kind)), run.pk))
    moment = now or timezone.now()
    found = [_door(run, moment >= _second_part_from(run, activity)) for run in asked]
    is_early = any(door.name == WaveName.PRE for door in found)
    doors = [door for door in found if not (is_early and door.run.kind == SurveyKind.SATISFACTION)]
    come = _answered(doors, phone)
    return [_offer(door, door.pk in come) for door in doors if not door.stopped_at or door.pk in come]


def _door(run: Run, is_second_useful: bool) -> Wave:
    """The one door of a run that may be offered now."""
    doors = {wave.name: wave for wave in run.waves.all()}
    for wave in doors.values():
        wave.run = run
    if run.kind != SurveyKind.TEST:
        return doors[WaveName.ONLY]
    before, after = doors[WaveName.PRE], doors[WaveName.POST]
    return after if is_second_useful or before.stopped_at else before


def _second_part_from(run: Run, activity: Activity) -> datetime:
    """From when on a test's second part makes sense: shortly before the (last) activity ends."""
    if run.kind != SurveyKind.TEST:
        return datetime.min.replace(tzinfo=timezone.get_current_timezone())
    last = activity
    if run.series_id:
        of_series = Activity.objects.filter(series=run.series_id, cancelled_at__isnull=True, starts_on__isnull=False)
        last = of_series.order_by("starts_on", "starts_at", "pk").last() or activity
    return _near_the_end(last)


def _near_the_end(activity: Activity) -> datetime:
    """Where there is no date nobody can tell: organisers stop the first door, then the second one is offered."""
    day = activity.last_day
    if day is None:
        return datetime.max.replace(tzinfo=timezone.get_current_timezone())
    sessions = [session for session in activity.sessions.all() if (session.held_on or day) == day]
    ends = [session.ends_at for session in sessions if session.ends_at]
    if ends:
        return _moment(day, max(ends)) - BEFORE_THE_END
    begins = [start for session in sessions if (start := session.starts_at or activity.starts_at)]
    # Without a time: in the afternoon.
    return _moment(day, max(begins)) + USUAL_LENGTH - BEFORE_THE_END if begins else _moment(day, time(12))


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def _answered(doors: Iterable[Wave], phone: Phone) -> set[int]:
    """At which doors this phone's holder has answered. After closing nobody can tell any more. One query."""
    marks = {
        mark_of(door, respondent): door.pk
        for door in doors
        if door.run.key is not None
        for respondent in respondents_of(run=door.run, phone=phone)
    }
    return {marks[mark] for mark in Answered.objects.filter(mark__in=marks).values_list("mark", flat=True)}


def _offer(door: Wave, answered: bool) -> SurveyOffer:
    version = door.run.version
    questions = len(version.definition.answered)
    return SurveyOffer(
        path=reverse("surveys:answer", args=[door.public_code]),
        answered=answered,
        title=version.text,
        when="" if door.name == WaveName.ONLY else door.name,
        questions=questions,
        minutes=minutes_of(version.definition),
        is_unlinked=door.run.mode == Mode.ANONYMOUS,
    )
