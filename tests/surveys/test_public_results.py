"""The page that everybody with its link can read."""

import re

import pytest

from grants.models import AuditEntry, Role
from rules.questionnaires.definition import Condition, Definition, Option, Question, ShowIf, Words
from surveys.actions.results import switch_results
from surveys.actions.runs import close_run, open_run
from tests.conftest import signed_in
from tests.surveys.opinion import fill, opinion_run, version_of

A, B = Option("a", Words("Иә")), Option("b", Words("Жоқ"))


def published(make, run):
    run = switch_results(run, on=True, by=make.member().user)
    return f"/results/{run.results_code}/"


def read(client, path):
    client.cookies["django_language"] = "en"
    page = client.get(path)
    return page, page.content.decode()


def asking(make, *questions):
    return open_run(version=version_of(make, Definition(Words("Сауал"), questions)), project=make.project(), by=None)


def test_a_closed_run_shows_its_tables_and_asks_not_to_be_found(make, client):
    run = opinion_run(make)
    path = published(make, run)
    close_run(run, by=None)
    page, text = read(client, path)
    assert page.status_code == 200
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex">' in text
    assert text.count("<table") == 15
    assert re.search(r"94\.4 %</text>", text)
    assert "Change the sentence" not in text


def test_an_open_run_tells_only_how_many(make, client):
    run = opinion_run(make)
    _page, text = read(client, published(make, run))
    assert re.search(r"big-number.>3\D*428<", text)
    assert "<table" not in text


@pytest.mark.parametrize(("n", "tables"), [(9, 0), (10, 1)])
def test_under_ten_nothing_but_the_number(make, client, n, tables):
    run = asking(make, Question("q", "single", Words("Сұрақ?"), options=(A, B)))
    fill(run, [{"q": "a"}] * n)
    path = published(make, run)
    close_run(run, by=None)
    _page, text = read(client, path)
    assert text.count("<table") == tables
    assert f'<span class="big-number">{n}</span>' in text


def test_small_questions_and_what_hangs_on_them_are_left_out_with_texts_and_names(make, client):
    first = Question("first", "single", Words("Бірінші?"), options=(A, B))
    few = Question(
        "few", "single", Words("Аз?"), options=(A, B), show_if=ShowIf("all", (Condition("first", "any_of", ("b",)),))
    )
    after = Question(
        "after",
        "single",
        Words("Кейін?"),
        options=(A, B),
        show_if=ShowIf("all", (Condition("few", "none_of", ("x",)),)),
    )
    run = asking(make, first, few, after, Question("text", "long_text", Words("Пікір?")))
    fill(run, [{"first": "a", "text": "Құпия пікір"}] * 20, name="Құпия есім")
    fill(run, [{"first": "b", "few": "a", "after": "b", "text": None}] * 9)
    path = published(make, run)
    close_run(run, by=None)
    _page, text = read(client, path)
    assert text.count("<table") == 1
    assert "Құпия" not in text
    left_out = text.split("Left out, because")[1]
    assert "Аз?" in left_out and "Кейін?" in left_out


def test_switching_is_told_in_the_audit_and_an_old_link_stays_dead(make, client):
    run = opinion_run(make)
    organiser = signed_in(make.member(Role.ORGANISER).user)
    switch = f"/surveys/{run.pk}/results/switch/"
    organiser.post(switch, {"on": "1"})
    organiser.post(switch, {"on": "1"})
    run.refresh_from_db()
    first = run.results_code
    assert client.get(f"/results/{first}/").status_code == 200
    organiser.post(switch)
    assert client.get(f"/results/{first}/").status_code == 404
    organiser.post(switch, {"on": "1"})
    run.refresh_from_db()
    assert run.results_code != first
    verbs = [entry.verb for entry in AuditEntry.objects.order_by("pk") if entry.verb.startswith("survey.results")]
    assert verbs == ["survey.results_on", "survey.results_off", "survey.results_on"]


@pytest.mark.parametrize("code", ["", "x", "0" * 32, "%00", "А" * 32])
def test_what_was_never_there_is_not_there(db, client, code):
    assert client.get(f"/results/{code}/").status_code == 404
