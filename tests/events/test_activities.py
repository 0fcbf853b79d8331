"""Activities: created in a minute, numbered safely, changed with everything that hangs on them."""

from datetime import date, time
from threading import Thread

import pytest
from django.db import connection

from events.actions.activities import (
    SpeakerLine,
    cancel_activity,
    create_activity,
    next_ref,
    restore_activity,
    update_activity,
)
from events.models import Activity, ActivityKind, Attendance
from grants.models import AuditEntry
from rules.errors import AppError


def kind(code="seminar"):
    return ActivityKind.objects.get(organisation=None, code=code)


def create(project, **details):
    return create_activity(project, **{"kind": kind(), "title": "Семинар", "by": None, **details})


def test_a_new_activity_has_a_number_a_unit_and_a_first_session(make):
    project = make.project(ref="P2")
    user = make.user()
    made = create(
        project,
        kind=kind("opinion_survey"),
        starts_on=date(2025, 9, 10),
        starts_at=time(10, 0),
        by=user,
        speakers=[SpeakerLine("А. Спикер", "психолог", "Отбасы")],
    )
    assert (made.ref, made.count_unit, made.created_by) == ("P2-01", kind("opinion_survey").unit, user)
    session = made.sessions.get()
    assert (session.number, session.held_on, session.starts_at) == (1, date(2025, 9, 10), time(10, 0))
    assert list(made.speakers.values_list("name", "post", "topic")) == [("А. Спикер", "психолог", "Отбасы")]
    entry = AuditEntry.objects.get(verb="activity.create")
    assert (entry.actor, entry.details) == (user, {"ref": "P2-01"})


def test_the_next_number_follows_the_highest_one(make):
    project = make.project(ref="P2")
    for ref in ("P2-01", "P2-43", "P2-extra", "P2-7x"):
        make.activity(project, ref=ref)
    assert next_ref(project) == "P2-44"
    assert create(project).ref == "P2-44"


def test_a_long_project_code_still_gives_a_valid_number(make):
    made = create(make.project(ref="P" * 40))
    assert (len(made.ref), made.ref[-3:]) == (37, "-01")


@pytest.mark.parametrize("ref", ["new", "calendar", ".", ".."])
def test_words_of_our_own_addresses_are_no_short_codes(make, ref):
    with pytest.raises(AppError, match="ref_reserved"):
        create(make.project(), ref=ref)


def test_a_short_code_is_used_once_in_an_organisation(make):
    create(make.project(), ref="A1")
    with pytest.raises(AppError, match="ref_taken"):
        create(make.project(), ref="A1")
    other = make.other_organisation()
    assert create(other.project(), ref="A1").ref == "A1"


def test_nothing_of_another_organisation_or_project_is_taken(make):
    other = make.other_organisation()
    foreign_kind = ActivityKind.objects.create(
        organisation=other.organisation, code="own", name_kk="а", name_ru="а", name_en="a"
    )
    with pytest.raises(AppError, match="kind_of_another_organisation"):
        create(make.project(), kind=foreign_kind)
    with pytest.raises(AppError, match="measure_of_another_project"):
        create(make.project(), measure=make.measure(make.project()))
    activity = make.activity()
    with pytest.raises(AppError, match="project_of_another_organisation"):
        update_activity(activity, project=other.project(), by=None)


@pytest.mark.django_db(transaction=True)
def test_activities_made_at_the_same_moment_get_different_numbers(make):
    project = make.project(ref="P2")

    def work():
        try:
            create(project)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refs = sorted(Activity.objects.values_list("ref", flat=True))
    assert refs == ["P2-01", "P2-02", "P2-03", "P2-04", "P2-05", "P2-06"]


def test_a_new_date_moves_the_sessions_and_recomputes_ages(make):
    activity = make.activity(starts_on=date(2025, 9, 10), sessions=2)
    row = make.attendance(activity, age=13, birth_year=2012, statuses=()).attendance
    assert (row.age_band, row.category) == ("13-16", "children")
    update_activity(activity, starts_on=date(2029, 1, 5), by=None)
    row = Attendance.objects.get(pk=row.pk)
    assert (row.age, row.age_band, row.category) == (17, "17-22", "youth")
    assert list(activity.sessions.values_list("number", "held_on")) == [
        (1, date(2029, 1, 5)),
        (2, date(2029, 1, 5)),
    ]


def test_another_project_brings_its_own_order_of_categories(make):
    activity = make.activity()
    row = make.attendance(activity, statuses=("youth", "unemployed")).attendance
    assert row.category == "unemployed"
    order = ["youth", *[code for code in activity.project.category_precedence if code != "youth"]]
    update_activity(activity, project=make.project(category_precedence=order), by=None)
    assert Attendance.objects.get(pk=row.pk).category == "youth"


def test_a_date_before_somebody_was_born_is_refused_and_nothing_changes(make):
    activity = make.activity(starts_on=date(2025, 9, 10))
    make.attendance(activity, age=3, birth_year=2022)
    with pytest.raises(AppError, match="date_before_birth"):
        update_activity(activity, starts_on=date(2020, 1, 1), by=None)
    activity.refresh_from_db()
    assert activity.starts_on == date(2025, 9, 10)


def test_a_change_leaves_the_names_of_the_fields_in_the_trail(make):
    activity = make.activity(title="Ескі")
    update_activity(activity, title="Жаңа", venue=activity.venue, by=None)
    update_activity(activity, title="Жаңа", by=None)
    assert [entry.details for entry in AuditEntry.objects.filter(verb="activity.update")] == [{"changed": ["title"]}]


def test_a_cancelled_activity_says_why_and_comes_back(make):
    activity = make.activity()
    with pytest.raises(AppError, match="reason_missing"):
        cancel_activity(activity, reason=" ", by=None)
    cancelled = cancel_activity(activity, reason="карантин", by=None)
    assert cancelled.cancelled_at
    assert cancelled.cancel_reason == "карантин"
    again = cancel_activity(activity, reason="басқа", by=None)
    assert again.cancel_reason == "карантин"
    restored = restore_activity(activity, by=None)
    assert (restored.cancelled_at, restored.cancel_reason) == (None, "")
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["activity.cancel", "activity.restore"]
