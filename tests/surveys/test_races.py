"""Sheets that arrive while somebody closes, changes or deletes their survey."""

import threading
import uuid
from dataclasses import replace

import pytest
from django.db import connection

from rules.errors import AppError
from surveys.actions.responses import Received, submit_response
from surveys.actions.run_settings import delete_run
from surveys.actions.runs import change_mode, close_run, open_satisfaction_run
from surveys.models import Answered, Mode, Response, Run
from tests.surveys.conftest import GOOD, door, pass_of_respondents, send_sheet

PEOPLE, SENT = 30, 6


def at_once(*works):
    """Do these, each in a thread with a connection of its own; what failed is raised here."""
    start, faults = threading.Barrier(len(works)), []

    def do(work):
        try:
            start.wait()
            work()
        except Exception as fault:  # told to the test
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(work,)) for work in works]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    if faults:
        raise faults[0]


@pytest.mark.django_db(transaction=True)
def test_a_survey_closed_while_a_hall_answers_keeps_every_sheet_once(run):
    close_soon = threading.Event()
    change_mode(run, mode=Mode.CONFIDENTIAL, by=None)
    wave = door(run)
    passes = [
        [pass_of_respondents(wave, f"phone:{n}-{m}", f"person:{n}-{m}") for m in range(SENT)] for n in range(PEOPLE)
    ]
    told = {}

    def send(own):
        for passed in own:
            # Twice each: a phone that has not heard the answer sends once more.
            told[passed.sheet] = [send_sheet(door(run), passed=passed, overall="5") for _ in range(2)]
            close_soon.set()

    def close():
        close_soon.wait(120)
        close_run(run, by=None)

    at_once(close, *[lambda own=own: send(own) for own in passes])
    run.refresh_from_db()
    assert run.key is None
    assert all(answers == [Received.NEW, Received.ALREADY] for answers in told.values())
    assert set(Response.objects.values_list("pk", flat=True)) == set(told)
    assert (len(told), Answered.objects.count()) == (PEOPLE * SENT, 2 * PEOPLE * SENT)


@pytest.mark.django_db(transaction=True)
def test_the_first_sheet_and_a_change_of_the_mode_agree(run, make):
    for n in range(12):
        held = Run.objects.get(pk=run.pk)
        held.responses.all().delete()
        held.answered.all().delete()
        Run.objects.filter(pk=run.pk).update(mode=Mode.CONFIDENTIAL)
        wave = door(run)
        passed = pass_of_respondents(wave, f"phone:{n}")

        def anonymous():
            try:
                change_mode(run, mode=Mode.ANONYMOUS, by=None)
            except AppError as refused:
                assert refused.code == "mode_is_fixed"

        at_once(anonymous, lambda wave=wave, passed=passed: send_sheet(wave, passed=passed, overall="5"))
        mode, pair = Run.objects.get(pk=run.pk).mode, Response.objects.get().pair
        assert bool(pair) == (mode == Mode.CONFIDENTIAL)


@pytest.mark.django_db(transaction=True)
def test_a_sheet_that_was_read_before_the_mode_changed_keeps_to_the_new_one(run):
    change_mode(run, mode=Mode.NAMED, by=None)
    wave = door(run)
    passed = pass_of_respondents(wave, "phone:1")
    change_mode(run, mode=Mode.ANONYMOUS, by=None)
    definition = wave.run.version.definition
    answers = dict.fromkeys((question.code for question in definition.answered), None)
    received = submit_response(wave, passed=passed, definition=definition, answers=answers, language="kk", name="Айгүл")
    kept = Response.objects.get()
    assert (received, kept.pair, kept.name, Answered.objects.count()) == (Received.NEW, None, "", 1)


@pytest.mark.django_db(transaction=True)
def test_a_sheet_for_a_survey_deleted_meanwhile_is_told_so(run, answerer, monkeypatch):
    form = answerer.form()
    wave = door(run)
    monkeypatch.setattr("surveys.views.answering.wave_of_code", lambda *, code: wave)
    delete_run(run, by=None)
    answer = answerer.client.post(answerer.path, {**form, **GOOD}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["status"]) == (410, "closed")
    assert not Answered.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_deleting_and_the_first_sheet_never_both_succeed(make):
    for n in range(8):
        run = open_satisfaction_run(make.activity(), by=None)
        wave, ends = door(run), []
        passed = replace(pass_of_respondents(wave, f"phone:{n}"), sheet=uuid.uuid4())

        def told(work, ends=ends):
            try:
                ends.append(str(work()))
            except AppError as refused:
                ends.append(refused.code)

        at_once(
            lambda run=run, told=told: told(lambda: delete_run(run, by=None)),
            lambda wave=wave, passed=passed, told=told: told(lambda: send_sheet(wave, passed=passed, overall="5")),
        )
        assert sorted(ends) in (["None", "survey_closed"], ["new", "survey_answered"])
        assert Response.objects.filter(pk=passed.sheet).exists() == ("new" in ends)
