"""Texts are typed, kept in versions and never lost, whoever types at the same time."""

import threading

import pytest
from django.db import connection

from grants.models import AuditEntry, Project
from reports.actions.texts import back_to_ready, restore_version, save_text
from reports.models import NarrativeText, NarrativeVersion
from reports.queries.drafts import draft_data
from rules.errors import AppError

SLOT = "section:goals"


@pytest.fixture
def project(make):
    return make.project(ref="P1")


def typed(project, text, seen=0, slot=SLOT, by=None):
    return save_text(project, slot=slot, language="kk", text=text, seen_revision=seen, by=by)


def refused(act, *args, **kwargs) -> tuple[str, int]:
    with pytest.raises(AppError) as error:
        act(*args, **kwargs)
    return error.value.code, error.value.status


def kept() -> list[tuple[int, str, bool]]:
    return list(NarrativeVersion.objects.order_by("revision").values_list("revision", "text", "is_typed"))


def test_every_revision_is_kept_and_the_report_prints_the_last(make, project):
    who = make.member().user
    typed(project, "Бірінші", by=who)
    typed(project, "Екінші {activities}", seen=1, by=who)
    assert kept() == [(1, "Бірінші", True), (2, "Екінші {activities}", True)]
    assert draft_data(project=project, language="kk").texts[SLOT] == "Екінші 0"
    assert SLOT not in draft_data(project=project, language="ru").texts
    assert AuditEntry.objects.filter(verb="report_text.save", actor=who).count() == 2


def test_what_was_not_seen_is_not_written_over(project):
    typed(project, "Бірінші")
    for seen in (0, 2, 10**9):
        assert refused(typed, project, "Басқа", seen) == ("text_changed_meanwhile", 409)
    # The same words once more: a second tap.
    assert [typed(project, "Бірінші", seen).revision for seen in (0, 1)] == [1, 1]
    assert kept() == [(1, "Бірінші", True)]


def test_back_to_ready_and_an_earlier_version_back(project):
    back_to_ready(project, slot=SLOT, language="kk", seen_revision=0, by=None)
    assert kept() == []
    typed(project, "Бірінші")
    for seen in (0, 3):
        wrong = refused(back_to_ready, project, slot=SLOT, language="kk", seen_revision=seen, by=None)
        assert wrong == ("text_changed_meanwhile", 409)
    for _twice in range(2):
        back_to_ready(project, slot=SLOT, language="kk", seen_revision=1, by=None)
    assert SLOT not in draft_data(project=project, language="kk").texts
    assert refused(restore_version, NarrativeVersion.objects.get(revision=1), seen_revision=1, by=None)[1] == 409
    restore_version(NarrativeVersion.objects.get(revision=1), seen_revision=2, by=None)
    assert kept() == [(1, "Бірінші", True), (2, "", False), (3, "Бірінші", True)]
    assert draft_data(project=project, language="kk").texts[SLOT] == "Бірінші"


def test_a_text_typed_empty_stays_empty(project):
    typed(project, "  \r\n ")
    assert draft_data(project=project, language="kk").texts[SLOT] == ""


def test_what_no_file_can_hold_is_left_out(project):
    assert typed(project, "\x00а\ud800б\r\nв\rг\x0b\ufffe 😀\tд ").text == "аб\nв\nг 😀\tд"


@pytest.mark.parametrize(
    ("text", "params"),
    [
        ("{particpants}", {"name": "particpants", "nearest": "participants"}),
        ("{ VIEWS }", {"name": " VIEWS ", "nearest": "views"}),
        ("{адам}", {"name": "адам", "nearest": "participants"}),
        ("{speakers}", {"name": "speakers", "nearest": "saved"}),
    ],
)
def test_an_unknown_placeholder_names_the_nearest(project, text, params):
    with pytest.raises(AppError) as error:
        typed(project, text)
    assert (error.value.code, error.value.params) == ("placeholder_unknown", params)
    assert typed(project, "{{адам}} {participants").text == "{{адам}} {participants"


def test_places_of_others_are_none_of_ours(make, project):
    other = make.project(ref="P2")
    theirs, cancelled = (
        make.activity(other),
        make.activity(project, cancelled_at="2025-09-01T00:00Z", cancel_reason="x"),
    )
    measure = make.measure(other)
    slots = [f"activity:{theirs.pk}", f"activity:{cancelled.pk}", f"measure:{measure.pk}", "activity:01", "measure:²"]
    for slot in [*slots, "activity:" + "9" * 30, "section:statistics", "section:", "goals", ""]:
        assert refused(typed, project, "сөз", slot=slot) == ("no_such_text", 404), slot
    assert refused(save_text, project, slot=SLOT, language="en", text="", seen_revision=0, by=None)[1] == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seen", [0, 1])
def test_of_many_at_once_one_is_kept_and_the_others_are_told(make, seen):
    project = make.project(ref="P1")
    if seen:
        typed(project, "Бұрынғы")
    start, outcomes = threading.Barrier(4), []

    def send(place):
        try:
            own = Project.objects.get(pk=project.pk)
            start.wait()
            typed(own, f"Мәтін {place}", seen)
            outcomes.append(f"Мәтін {place}")
        except AppError as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(place,)) for place in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    (won,) = [one for one in outcomes if one != "text_changed_meanwhile"]
    assert len(outcomes) == 4
    assert NarrativeText.objects.get().text == won
    assert [one[1] for one in kept()] == (["Бұрынғы", won] if seen else [won])
