"""Writing the register: entries are rows of the ledger, corrected and undone as such."""

import uuid
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from events.actions.activities import cancel_activity, update_activity
from events.actions.attendance import correct_attendance
from events.actions.consultations import (
    Entry,
    correct_consultation,
    record_alike,
    record_consultation,
    undo_alike,
    undo_consultation,
)
from events.actions.restore import restore_attendance
from events.actions.subjects import add_subject, merge_subjects, offer_subject, rename_subject
from events.facts import Facts
from events.models import Attendance, Consultation, CountUnit, Session, Subject
from events.queries.consultations import entries_at
from events.queries.counts import activity_counts
from grants.models import AuditEntry
from reports.queries.statistics import project_statistics
from rules.errors import AppError
from tests.factories import ALMATY
from tests.reports.plan import figure

DAY = date(2025, 9, 10)


@pytest.fixture
def hotline(make):
    return make.activity(
        kind="hotline", count_unit="consultations", starts_on=date(2025, 6, 1), ends_on=date(2025, 9, 30)
    )


def entry(**fields) -> Entry:
    return Entry(**{"held_on": DAY, "channel": "phone", "unit": "person", **fields})


def write(activity, by=None, act=None, **fields) -> Consultation:
    return record_consultation(activity, entry(**fields), act=act or uuid.uuid4(), by=by)


def code_of(refused) -> str:
    return refused.value.code


def number_of(activity) -> int:
    return activity_counts(activities=[activity.pk])[activity.pk].total


def test_an_entry_is_one_row_of_the_ledger_without_a_person(make, hotline):
    by = make.member("staff").user
    subject = add_subject(make.organisation, name="Жәрдемақы", by=by)
    made = write(
        hotline,
        by,
        held_at=time(14, 5),
        subject=subject,
        specialist="  Заңгер   1 ",
        result=" Түсіндірілді ",
        minutes=12,
        gender="female",
        band="17-22",
    )
    row = made.attendance
    assert (row.person, row.source, row.collected_by, row.is_counted) == (None, "register", by, True)
    assert (row.gender, row.stated_band, row.age_band, row.age) == ("female", "17-22", "17-22", None)
    assert (row.category, row.category_is_derived) == ("youth", True)
    assert row.observed_at == datetime(2025, 9, 10, 14, 5, tzinfo=ALMATY)
    assert (made.subject, made.specialist, made.result, made.minutes) == (subject, "Заңгер 1", "Түсіндірілді", 12)
    assert (number_of(hotline), entries_at(activity=hotline)) == (1, 1)


def test_the_same_act_again_is_the_same_entry(hotline):
    act = uuid.uuid4()
    first = write(hotline, act=act)
    assert write(hotline, act=act, minutes=99).pk == first.pk
    assert Consultation.objects.count() == Attendance.objects.count() == 1
    undo_consultation(first, reason="қате", by=None)
    with pytest.raises(AppError) as refused:
        write(hotline, act=act)
    assert code_of(refused) == "consultation_undone"
    assert (number_of(hotline), entries_at(activity=hotline)) == (0, 0)


def test_an_act_of_somewhere_else_is_no_entry(make, hotline):
    row = make.attendance(hotline).attendance
    other = write(make.activity(kind="hotline", count_unit="consultations"))
    for act in (row.uuid, other.attendance.uuid):
        with pytest.raises(AppError) as refused:
            write(hotline, act=act)
        assert code_of(refused) == "act_of_another_session"
    assert Consultation.objects.count() == 1


@pytest.mark.parametrize(
    ("count_unit", "fitting"),
    [
        ("people", {"person"}),
        ("families", {"family"}),
        ("organisations", {"organisation"}),
        ("consultations", {"person", "family", "organisation"}),
        ("respondents", set()),
    ],
)
def test_an_entry_fits_what_its_activity_counts(make, count_unit, fitting):
    activity = make.activity(kind="consultation", count_unit=count_unit)
    for unit in ("person", "family", "organisation"):
        if unit in fitting:
            write(activity, unit=unit)
            continue
        with pytest.raises(AppError) as refused:
            write(activity, unit=unit)
        assert code_of(refused) == "consultation_unit_unfit"
    assert number_of(activity) == len(fitting)


def test_only_what_the_rule_admits_enters_the_tables(make):
    """Twenty families are twenty; a consultation does not enter."""
    project = make.project()
    families = make.activity(project, kind="consultation", count_unit="families")
    for people in (None, 4, 5):
        write(families, unit="family", people=people)
    write(make.activity(project, kind="hotline", count_unit="consultations"), gender="male")
    write(make.activity(project, kind="reception"), gender="male", band="59+")
    statistics = project_statistics(project=project)
    assert statistics.total == 4
    assert statistics.tables["gender"] == {"male": 1, "female": 0, "not_stated": 3}
    assert statistics.tables["age"]["59+"] == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"people": 3}, "consultation_people_of_family"),
        ({"unit": "family", "people": 0}, "consultation_people_of_family"),
        ({"channel": "pigeon"}, "consultation_unclear"),
        ({"gender": "x"}, "consultation_unclear"),
        ({"band": "13"}, "consultation_unclear"),
        ({"minutes": 0}, "consultation_unclear"),
        ({"minutes": 601}, "consultation_unclear"),
        ({"result": "тел. +7 700 000 00 01"}, "consultation_phone"),
        ({"specialist": "8 (700) 000-00-01"}, "consultation_phone"),
        ({"result": "ЖСН 990101300123"}, "consultation_iin"),
        ({"new_subject": "990101 300123"}, "consultation_iin"),
    ],
)
def test_what_is_no_entry_is_refused_and_leaves_nothing(hotline, fields, code):
    with pytest.raises(AppError) as refused:
        write(hotline, **fields)
    assert code_of(refused) == code
    assert (Attendance.objects.count(), Consultation.objects.count(), Subject.objects.count()) == (0, 0, 0)


def test_the_future_is_refused_and_the_present_is_not(hotline):
    now = timezone.localtime()
    write(hotline, held_on=now.date())
    write(hotline, held_on=now.date(), held_at=now.time().replace(second=0, microsecond=0))
    assert all(row.observed_at <= timezone.now() for row in Attendance.objects.all())
    ahead = [{"held_on": now.date() + timedelta(days=1)}]
    if now.hour < 23:
        ahead.append({"held_on": now.date(), "held_at": time(23, 59)})
    for fields in ahead:
        with pytest.raises(AppError) as refused:
            write(hotline, **fields)
        assert code_of(refused) == "consultation_in_future"


def test_a_cancelled_activity_and_a_foreign_subject(make, hotline):
    foreign = add_subject(make.other_organisation().organisation, name="Бөтен", by=None)
    with pytest.raises(AppError) as refused:
        write(hotline, subject=foreign)
    assert code_of(refused) == "subject_of_another_organisation"
    cancel_activity(hotline, reason="болмады", by=None)
    hotline.refresh_from_db()
    for attempt in (
        lambda: write(hotline),
        lambda: record_alike(hotline, entry(), number=3, act=uuid.uuid4(), by=None),
    ):
        with pytest.raises(AppError) as refused:
            attempt()
        assert code_of(refused) == "activity_cancelled"


def test_an_entry_belongs_to_the_day_of_its_session(make, hotline):
    second = Session.objects.create(activity=hotline, number=2, held_on=DAY)
    assert write(hotline).attendance.session == second
    assert write(hotline, held_on=date(2025, 7, 1)).attendance.session.number == 1


def test_a_correction_replaces_the_entry_and_keeps_the_old_one(make, hotline):
    by = make.member().user
    old = write(hotline, held_at=time(9, 0), gender="male", result="бірінші")
    act = uuid.uuid4()
    told = entry(held_on=date(2025, 8, 1), channel="site", unit="family", people=4, gender="female", result="екінші")
    new = correct_consultation(old, told, reason="қате", by=by, act=act)
    assert correct_consultation(old, told, reason="қате", by=by, act=act).pk == new.pk
    assert (new.held_on, new.channel, new.unit, new.people, new.result) == (
        date(2025, 8, 1),
        "site",
        "family",
        4,
        "екінші",
    )
    row = new.attendance
    assert (row.gender, row.source, row.collected_by, row.replaces) == ("female", "register", by, old.attendance)
    assert row.observed_at == datetime(2025, 8, 1, 12, 0, tzinfo=ALMATY)
    old.refresh_from_db()
    assert (old.result, old.held_at, old.attendance.void_reason) == ("бірінші", time(9, 0), "қате")
    assert (number_of(hotline), entries_at(activity=hotline)) == (1, 1)
    with pytest.raises(AppError) as refused:
        correct_consultation(old, told, reason="қате", by=by, act=uuid.uuid4())
    assert code_of(refused) == "already_voided"
    with pytest.raises(AppError) as refused:
        correct_consultation(new, entry(), reason=" ", by=by, act=uuid.uuid4())
    assert code_of(refused) == "reason_missing"


def test_a_row_corrected_or_restored_elsewhere_keeps_its_entry(make, hotline):
    """The list of people and the API know rows only: what the entry says goes with the row all the same."""
    old = write(hotline, result="сақталады", band="17-22", minutes=7)
    new = correct_attendance(old.attendance, facts=Facts("female"), reason="қате", by=None)
    assert (new.consultation.result, new.consultation.minutes) == ("сақталады", 7)
    undo_consultation(new.consultation, reason="қате", by=None)
    assert entries_at(activity=hotline) == 0
    back = restore_attendance(new, reason="керек", by=None)
    assert back.consultation.result == "сақталады"
    assert (number_of(hotline), entries_at(activity=hotline)) == (1, 1)
    undone = write(hotline, band="17-22")
    undo_consultation(undone, reason="қате", by=None)
    undone.refresh_from_db()
    assert restore_attendance(undone.attendance, reason="керек", by=None).stated_band == "17-22"


def test_calls_of_a_day_by_their_number(make, hotline):
    by, act = make.member("staff").user, uuid.uuid4()
    for _tap in range(2):
        told = entry(new_subject="Жұмыс", gender="male")
        assert record_alike(hotline, told, number=25, act=act, by=by) == 25
    rows = Attendance.objects.all()
    assert {(row.group, row.gender, row.source, row.collected_by) for row in rows} == {(act, "male", "register", by)}
    assert (rows.count(), number_of(hotline), entries_at(activity=hotline)) == (25, 25, 25)
    assert Consultation.objects.filter(subject__name="Жұмыс").count() == 25
    assert AuditEntry.objects.get(verb="consultation.alike").details["entries"] == 25


@pytest.mark.parametrize("number", [0, -1, 501])
def test_too_many_at_once(hotline, number):
    with pytest.raises(AppError) as refused:
        record_alike(hotline, entry(), number=number, act=uuid.uuid4(), by=None)
    assert code_of(refused) == "consultation_too_many"
    assert Attendance.objects.count() == 0


def test_entries_at_once_are_corrected_singly_and_undone_together(hotline):
    act = uuid.uuid4()
    record_alike(hotline, entry(), number=25, act=act, by=None)
    one = Consultation.objects.first()
    new = correct_consultation(one, entry(result="басқа"), reason="қате", by=None, act=uuid.uuid4())
    assert (new.attendance.group, number_of(hotline)) == (None, 25)
    another = Consultation.objects.filter(attendance__group=act, attendance__voided_at=None).first()
    undo_consultation(another, reason="қате", by=None)
    assert number_of(hotline) == 24
    last = Consultation.objects.filter(attendance__group=act, attendance__voided_at=None).last()
    assert undo_alike(last, reason="екі рет", by=None) == 23
    assert (number_of(hotline), entries_at(activity=hotline)) == (1, 1)
    with pytest.raises(AppError) as refused:
        record_alike(hotline, entry(), number=25, act=act, by=None)
    assert code_of(refused) == "consultation_undone"


def test_the_unit_stays_while_entries_would_not_fit_it(make, hotline):
    kept = write(hotline, unit="family")
    with pytest.raises(AppError) as refused:
        update_activity(hotline, count_unit=CountUnit.PEOPLE, by=None)
    assert code_of(refused) == "unit_of_entries"
    assert update_activity(hotline, count_unit=CountUnit.FAMILIES, by=None).count_unit == "families"
    undo_consultation(kept, reason="қате", by=None)
    assert update_activity(hotline, count_unit=CountUnit.PEOPLE, by=None).count_unit == "people"


def test_a_subject_is_once_on_the_list(make, hotline):
    first = add_subject(make.organisation, name="  Алимент  ", by=None)
    assert write(hotline, new_subject="АЛИМЕНТ").subject == first
    offer_subject(first, offered=False, by=None)
    assert write(hotline, new_subject="алимент").subject == first
    first.refresh_from_db()
    assert (first.name, first.retired_at, Subject.objects.count()) == ("Алимент", None, 1)
    with pytest.raises(AppError) as refused:
        add_subject(make.organisation, name="  ", by=None)
    assert code_of(refused) == "subject_nameless"


def test_subjects_are_renamed_and_merged_with_their_entries(make, hotline):
    kept, merged = (add_subject(make.organisation, name=name, by=None) for name in ("Алимент", "Алименттер"))
    for subject in (kept, merged, merged):
        write(hotline, subject=subject)
    undo_consultation(Consultation.objects.filter(subject=merged).first(), reason="қате", by=None)
    with pytest.raises(AppError) as refused:
        rename_subject(merged, name="АЛИМЕНТ", by=None)
    assert code_of(refused) == "subject_taken"
    assert rename_subject(kept, name="АЛИМЕНТ", by=None).name == "АЛИМЕНТ"
    merged.refresh_from_db()
    with pytest.raises(AppError) as refused:
        merge_subjects(kept=kept, merged=kept, by=None)
    assert code_of(refused) == "subject_with_itself"
    assert merge_subjects(kept=kept, merged=merged, by=None) == 1
    assert (Consultation.objects.filter(subject=kept).count(), Subject.objects.count()) == (3, 1)
    details = AuditEntry.objects.get(verb="subject.merge").details
    assert details == {"merged": "Алименттер", "entries": 1}


def test_entries_beside_activities_that_count_consultations(make):
    project = make.project()
    measure, other = make.measure(project, "1.1"), make.measure(project, "1.2")
    reception = make.activity(project, kind="reception", measure=measure)
    families = make.activity(project, kind="consultation", count_unit="families", measure=other)
    nowhere = make.activity(project, kind="reception")
    cancelled = make.activity(project, kind="reception", measure=measure)
    hotline = make.activity(project, kind="hotline", count_unit="consultations", measure=measure)
    for activity, times in ((reception, 3), (nowhere, 1), (cancelled, 1), (hotline, 5)):
        for _time in range(times):
            write(activity)
    write(families, unit="family")
    undo_consultation(Consultation.objects.filter(attendance__activity=reception).first(), reason="қате", by=None)
    make.attendance(reception)
    cancel_activity(cancelled, reason="болмады", by=None)
    # Five of the hotline are its own number; one of no measure is the project's alone.
    of = (measure.pk, other.pk, None)
    assert [figure(project, "consultations", one) for one in of] == [2 + 5, 1, 2 + 5 + 1 + 1]


def test_an_undone_entry_does_not_come_back_in_a_unit_that_is_counted_no_more(make):
    activity = make.activity(kind="consultation", count_unit="people")
    undone = write(activity)
    undo_consultation(undone, reason="қате", by=None)
    update_activity(activity, by=None, count_unit="families")
    with pytest.raises(AppError) as refused:
        restore_attendance(undone.attendance, reason="керек", by=None)
    assert code_of(refused) == "unit_of_undone_entry"
    assert (number_of(activity), entries_at(activity=activity)) == (0, 0)
    update_activity(activity, by=None, count_unit="consultations")
    restore_attendance(undone.attendance, reason="керек", by=None)
    assert (number_of(activity), entries_at(activity=activity)) == (1, 1)
