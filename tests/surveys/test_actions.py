"""One response per respondent, and nothing that leads from a response to a person."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, models
from django.utils import timezone

from grants.models import AuditEntry
from rules.errors import AppError
from surveys.actions.responses import Received
from surveys.actions.runs import change_mode, close_run, open_satisfaction_run, restart_wave, stop_wave
from surveys.models import Answered, Mode, Response, Run, Wave
from tests.surveys.conftest import door, pass_of_respondents, send_sheet


def test_opening_twice_gives_the_same_run_of_the_ready_questionnaire(make):
    activity, user = make.activity(), make.member().user
    run = open_satisfaction_run(activity, by=user)
    assert open_satisfaction_run(activity, by=None) == run
    assert [question.code for question in run.version.definition.questions] == ["overall", "useful", "comment"]
    assert (run.mode, run.project, [wave.name for wave in run.waves.all()]) == ("anonymous", activity.project, ["only"])
    assert AuditEntry.objects.get().verb == "survey.open"


def test_a_sheet_is_stored_with_what_was_answered_and_its_day_only(wave):
    assert send_sheet(wave, "phone:1", overall="5", useful="4", comment="Рақмет!") is Received.NEW
    response = Response.objects.get()
    assert isinstance(response.received_on, date)
    assert response.answers == {"overall": "5", "useful": "4", "comment": "Рақмет!"}
    assert (response.rating, response.pair, response.name) == (5, None, "")


def test_a_second_sheet_of_the_phone_or_of_the_person_is_not_stored(wave):
    send_sheet(wave, "phone:1", "person:7", overall="5")
    assert send_sheet(wave, "phone:1", overall="1") is Received.ALREADY
    assert send_sheet(wave, "phone:2", "person:7", overall="1") is Received.ALREADY
    assert send_sheet(wave, "phone:2", overall="4") is Received.NEW
    assert Response.objects.count() == 2
    assert Answered.objects.count() == 3


def test_the_same_sheet_twice_is_one_response_also_of_nobody_known(wave):
    passed = pass_of_respondents(wave)
    assert send_sheet(wave, passed=passed, overall="5") is Received.NEW
    assert send_sheet(wave, passed=passed, overall="1") is Received.ALREADY
    assert Response.objects.get().rating == 5


def test_respondents_of_one_run_are_strangers_to_another(make, wave):
    other = door(open_satisfaction_run(make.activity(), by=None))
    send_sheet(wave, "phone:1", overall="5")
    assert send_sheet(other, "phone:1", overall="5") is Received.NEW
    assert len(set(Answered.objects.values_list("mark", flat=True))) == 2


def test_closing_destroys_the_key_keeps_the_answers_and_takes_nobody_new(run, wave, make):
    user = make.member().user
    send_sheet(wave, "phone:1", overall="5")
    closed = close_run(run, by=user)
    assert (closed.key, Response.objects.count()) == (None, 1)
    assert Wave.objects.get().stopped_at == closed.closed_at
    later = pass_of_respondents(wave, "phone:2")
    later = type(later)(**{**later.__dict__, "begun_at": timezone.now()})
    with pytest.raises(AppError, match="survey_closed"):
        send_sheet(door(run), passed=later, overall="5")
    assert close_run(run, by=user).closed_at == closed.closed_at
    assert open_satisfaction_run(run.activity, by=None).closed_at == closed.closed_at


def test_what_was_begun_before_the_closing_still_counts_and_only_once(run, wave):
    first, begun = pass_of_respondents(wave, "phone:1"), pass_of_respondents(wave, "phone:2")
    send_sheet(wave, passed=first, overall="5")
    close_run(run, by=None)
    closed = door(run)
    assert send_sheet(closed, passed=begun, overall="4") is Received.NEW
    assert send_sheet(closed, passed=begun, overall="1") is Received.ALREADY
    assert send_sheet(closed, passed=pass_of_respondents(wave, "phone:1"), overall="1") is Received.ALREADY
    assert sorted(Response.objects.values_list("rating", flat=True)) == [4, 5]


def test_a_stopped_door_can_be_opened_again_but_not_in_a_closed_run(run, wave):
    stop_wave(wave, by=None)
    assert Run.objects.get().key is not None
    assert restart_wave(wave, by=None).stopped_at is None
    close_run(run, by=None)
    with pytest.raises(AppError, match="survey_closed"):
        restart_wave(wave, by=None)


def test_the_mode_is_fixed_once_somebody_has_answered(run, wave):
    assert change_mode(run, mode=Mode.CONFIDENTIAL, by=None).mode == Mode.CONFIDENTIAL
    change_mode(run, mode=Mode.ANONYMOUS, by=None)
    send_sheet(wave, "phone:1", overall="5")
    with pytest.raises(AppError, match="mode_is_fixed"):
        change_mode(run, mode=Mode.NAMED, by=None)
    assert Run.objects.get().mode == Mode.ANONYMOUS


@pytest.mark.django_db(transaction=True)
def test_a_sheet_that_fails_leaves_no_mark(wave):
    refused_by_the_database = replace(pass_of_respondents(wave, "phone:1"), source="nowhere")
    with pytest.raises(IntegrityError):
        send_sheet(wave, passed=refused_by_the_database, overall="5")
    assert (Answered.objects.count(), Response.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_second_sheet_leaves_no_mark_of_its_other_respondents(wave):
    send_sheet(wave, "phone:1", overall="5")
    assert send_sheet(wave, "phone:1", "person:7", overall="1") is Received.ALREADY
    assert send_sheet(wave, "person:7", overall="4") is Received.NEW
    assert sorted(Response.objects.values_list("rating", flat=True)) == [4, 5]


def reachable(model, seen=None):
    """Every model that foreign keys lead to from here."""
    seen = seen if seen is not None else set()
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.related_model not in seen:
            seen.add(field.related_model)
            reachable(field.related_model, seen)
    return {model._meta.label for model in seen}


def test_no_table_leads_from_a_response_to_a_person_and_none_keeps_a_fine_time():
    for model in (Response, Answered):
        keys = {f.related_model._meta.label for f in model._meta.get_fields() if isinstance(f, models.ForeignKey)}
        assert keys <= {"surveys.Run", "surveys.QuestionnaireVersion"}
        # Random ids: their order tells nothing.
        assert isinstance(model._meta.pk, models.UUIDField)
        assert not [f.name for f in model._meta.get_fields() if isinstance(f, models.DateTimeField)]
        assert not model._meta.related_objects
    assert not {"events.Person", "events.Attendance", "events.PersonalCode"} & reachable(Response)
    assert not {f.name for f in Answered._meta.get_fields()} - {"id", "run", "mark"}


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_once_is_one_response(make):
    run = open_satisfaction_run(make.activity(), by=None)
    passed = pass_of_respondents(door(run), "phone:1", "person:1")
    answers, start = [], threading.Barrier(4)

    def send():
        try:
            start.wait()
            answers.append(send_sheet(door(run), passed=passed, overall="5").value)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(answers) == ["already", "already", "already", "new"]
    assert (Response.objects.count(), Answered.objects.count()) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_two_people_opening_at_once_open_one_run(make):
    activity = make.activity()
    runs, start = [], threading.Barrier(3)

    def open_it():
        try:
            start.wait()
            runs.append(open_satisfaction_run(activity, by=None).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=open_it) for _ in range(3)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(runs) == 3
    assert set(runs) == {Run.objects.get().pk}
    assert Wave.objects.count() == 1
