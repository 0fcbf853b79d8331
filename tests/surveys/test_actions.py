"""One response per respondent, and nothing that leads from a response to a person."""

import threading
from datetime import date

import pytest
from django.db import connection, models

from grants.models import AuditEntry
from rules.errors import AppError
from surveys.actions import Given, Received, close_run, open_satisfaction_run, submit_response
from surveys.models import Answer, Answered, Response, Run
from surveys.queries import questions_of


def sheet(run, overall="5", useful="4", comment=""):
    overall_question, useful_question, comment_question = questions_of(run=run)

    def option(question, code):
        return Given(option=next(o for o in question.options.all() if o.code == code))

    return {
        overall_question: option(overall_question, overall),
        useful_question: option(useful_question, useful),
        comment_question: Given(text=comment),
    }


def submit(run, *respondents, **answers):
    return submit_response(run, respondents=respondents, answers=sheet(run, **answers), language="kk")


def test_opening_twice_gives_the_same_run_of_the_ready_questionnaire(make):
    activity, user = make.activity(), make.member().user
    run = open_satisfaction_run(activity, by=user)
    assert open_satisfaction_run(activity, by=None) == run
    assert [question.code for question in questions_of(run=run)] == ["overall", "useful", "comment"]
    assert AuditEntry.objects.get().verb == "survey.open"


def test_a_sheet_is_stored_with_what_was_answered_and_its_day_only(run):
    assert submit(run, "phone:1", comment="Рақмет!") is Received.NEW
    response = Response.objects.get()
    assert isinstance(response.received_on, date)
    assert list(response.answers.order_by("question__position").values_list("option__code", "text")) == [
        ("5", ""),
        ("4", ""),
        (None, "Рақмет!"),
    ]


def test_an_empty_comment_is_no_answer(run):
    submit(run, "phone:1")
    assert Answer.objects.count() == 2


def test_a_second_sheet_of_the_phone_or_of_the_person_is_not_stored(run):
    submit(run, "phone:1", "person:7")
    assert submit(run, "phone:1", overall="1") is Received.ALREADY
    assert submit(run, "phone:2", "person:7", overall="1") is Received.ALREADY
    assert submit(run, "phone:2") is Received.NEW
    assert Response.objects.count() == 2
    assert Answered.objects.count() == 3


def test_respondents_of_one_run_are_strangers_to_another(make, run):
    other = open_satisfaction_run(make.activity(), by=None)
    submit(run, "phone:1")
    assert submit(other, "phone:1") is Received.NEW
    assert len(set(Answered.objects.values_list("mark", flat=True))) == 2


def test_closing_destroys_the_key_keeps_the_answers_and_takes_no_more(run, make):
    user = make.member().user
    submit(run, "phone:1")
    closed = close_run(run, by=user)
    assert (closed.key, Response.objects.count()) == (None, 1)
    with pytest.raises(AppError, match="survey_closed"):
        submit(run, "phone:2")
    assert close_run(run, by=user).closed_at == closed.closed_at
    assert open_satisfaction_run(run.activity, by=None).closed_at == closed.closed_at


def test_a_sheet_that_fails_leaves_no_mark(run, monkeypatch):
    def explode(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Answer.objects, "bulk_create", explode)
    with pytest.raises(RuntimeError):
        submit(run, "phone:1")
    assert (Answered.objects.count(), Response.objects.count()) == (0, 0)


def reachable(model, seen=None):
    """Every model that foreign keys lead to from here, or that point here from a table below a person."""
    seen = seen if seen is not None else set()
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.related_model not in seen:
            seen.add(field.related_model)
            reachable(field.related_model, seen)
    return {model._meta.label for model in seen}


def test_no_table_leads_from_a_response_to_a_person_and_none_keeps_a_fine_time():
    own = {"surveys.Response", "surveys.Answer", "surveys.Answered"}
    for model in (Response, Answer, Answered):
        keys = {f.related_model._meta.label for f in model._meta.get_fields() if isinstance(f, models.ForeignKey)}
        assert keys <= {"surveys.Run", "surveys.Response", "surveys.Question", "surveys.Option"}
        # Random ids: their order tells nothing.
        assert isinstance(model._meta.pk, models.UUIDField)
        assert not [f.name for f in model._meta.get_fields() if isinstance(f, models.DateTimeField)]
    pointing = {
        relation.related_model._meta.label
        for model in (Response, Answer, Answered)
        for relation in model._meta.related_objects
    }
    assert pointing <= own
    assert not {"events.Person", "events.Attendance", "events.PersonalCode"} & reachable(Response)
    assert not {f.name for f in Answered._meta.get_fields()} - {"id", "run", "mark"}


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_once_is_one_response(make):
    run = open_satisfaction_run(make.activity(), by=None)
    answers, start = [], threading.Barrier(4)

    def send():
        try:
            start.wait()
            answers.append(submit(Run.objects.get(pk=run.pk), "phone:1", "person:1").value)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(answers) == ["already", "already", "already", "new"]
    assert (Response.objects.count(), Answer.objects.count(), Answered.objects.count()) == (1, 2, 2)


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
