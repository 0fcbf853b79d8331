"""Importing the reference workbook, and what becomes of rows when the file or the system has changed since."""

from collections import Counter
from datetime import date, time

from django.db.models import Sum

from events.actions.attendance import correct_attendance, void_attendance
from events.facts import Facts
from events.models import Activity, Attendance, HeadCount, MaterialCount, Person, Session, Source
from grants.models import AuditEntry, Grantee, Indicator, Measure, Project, Task
from media_log.models import Mention, Post
from tests.desk.books import (
    ACTIVITIES,
    SHEETS,
    bring,
    bring_reference,
    changed_attendance,
    check,
    codes,
    counted,
    counts,
    places,
    small_book,
    spread,
)


def test_the_reference_workbook_comes_in_without_faults(make):
    outcome = bring_reference(make)
    assert outcome.faults == []
    assert outcome.applied
    added = {sheet: counts(outcome, sheet) for sheet in SHEETS}
    assert added == {
        "projects": (3, 0, 0),
        "measures": (32, 0, 0),
        "indicators": (15, 0, 0),
        "activities": (55, 0, 0),
        "attendance": (1709, 0, 0),
        "headcounts": (0, 0, 0),
        "materials": (1, 0, 0),
        "publications": (143, 0, 5),
    }
    assert counted(activity__project__ref="P2") == 1709
    assert spread("gender", "P2") == {"male": 769, "female": 940}
    assert spread("age_band", "P2") == {
        "13-16": 15,
        "17-22": 1417,
        "23-27": 163,
        "28-32": 29,
        "33-45": 16,
        "46-58": 10,
        "59+": 59,
    }
    assert spread("category", "P2") == {
        "youth": 1446,
        "civil_servants": 10,
        "budget_workers": 25,
        "persons_with_disability": 3,
        "elderly_50_plus": 69,
        "unemployed": 21,
        "ngo_representatives": 125,
        "business": 10,
    }
    assert set(Attendance.objects.values_list("source", flat=True)) == {Source.IMPORT}
    assert Person.objects.filter(is_identified=True).count() == 1709


def test_the_reference_head_counts_are_those_of_activities_without_lists(make):
    bring_reference(make)
    live = HeadCount.objects.live()
    assert set(live.values_list("mode", "basis")) == {("instead", "reported")}
    by_unit = dict(
        live.filter(activity__project__ref="P1").order_by().values_list("activity__count_unit").annotate(Sum("total"))
    )
    assert by_unit == {"people": 734, "respondents": 3428}
    by_unit = dict(
        live.filter(activity__project__ref="P3").order_by().values_list("activity__count_unit").annotate(Sum("total"))
    )
    assert by_unit == {"people": 200, "consultations": 108, "organisations": 7}
    # The survey's respondents are all that P2 has besides its lists.
    assert list(live.filter(activity__project__ref="P2").values_list("activity__ref", "total")) == [("P2-48", 606)]
    assert counted(activity__project__ref__in=["P1", "P3"]) == 0


def test_the_reference_plan_and_details_are_stored_as_they_stand(make):
    bring_reference(make)
    project = Project.objects.get(ref="P2")
    assert (project.contract_number, project.contract_date, project.amount) == ("36", date(2025, 5, 8), 5500000)
    assert (project.starts_on, project.ends_on, project.edition_id) == (date(2025, 5, 8), date(2025, 10, 31), "2025")
    assert project.priority_direction.startswith("Отбасы институтын нығайтуға")
    assert Grantee.objects.count() == 3
    assert Task.objects.filter(project=project).count() == 7
    assert Measure.objects.get(project=project, number="2.2").task.number == "2"
    assert Indicator.objects.filter(project=project, measure=None).count() == 2
    activity = Activity.objects.get(ref="P2-40")
    assert (activity.kind.code, activity.count_unit, activity.measure.number) == ("flyer_action", "people", "2.2")
    assert (activity.starts_on, activity.ends_on) == (date(2025, 6, 17), date(2025, 6, 23))
    assert Activity.objects.get(ref="P1-01").starts_at == time(9)
    assert Activity.objects.get(ref="P2-47").count_unit == "families"
    assert Session.objects.filter(number=1).count() == 55
    material = MaterialCount.objects.get()
    of = material.material
    assert (of.activity.ref, of.kind, of.language, of.printed) == ("P2-40", "leaflet", "kk+ru", None)
    assert (material.point, material.day, material.handed_out) == (None, None, 620)


def test_the_reference_posts_are_counted_once_and_their_faults_are_warnings(make):
    outcome = bring_reference(make)
    assert (Post.objects.count(), Mention.objects.count()) == (139, 143)
    found = Counter(codes(outcome.warnings))
    assert (found["link_repeated"], found["link_shared"]) == (5, 4)
    assert found["link_cut_code"] >= 3
    assert ("outside_contract", "activities", 44, "F") in places(outcome.warnings)


def test_the_same_workbook_again_changes_nothing(make):
    first = bring_reference(make)
    trail = AuditEntry.objects.count()
    second = bring_reference(make)
    assert [counts(second, sheet)[:2] for sheet in SHEETS] == [(0, 0)] * 8
    assert counts(second, "attendance") == (0, 0, 1709)
    assert counts(second, "publications") == (0, 0, 148)
    assert places(second.warnings) == places(first.warnings)
    assert (Attendance.objects.count(), Person.objects.count(), HeadCount.objects.count()) == (1709, 1709, 26)
    assert AuditEntry.objects.count() == trail


def test_looking_writes_nothing(make):
    outcome = check(make, small_book())
    assert (outcome.dry_run, outcome.applied, outcome.faults) == (True, False, [])
    assert counts(outcome, "attendance") == (3, 0, 0)
    for model in (Project, Task, Activity, Person, Attendance, HeadCount, AuditEntry):
        assert not model.objects.exists(), model


def test_a_changed_row_voids_the_old_one_and_links_its_replacement(make):
    bring(make, small_book())
    outcome = bring(make, small_book(attendance=changed_attendance(1, age=30, category="business")))
    assert counts(outcome, "attendance") == (0, 1, 2)
    old = Attendance.objects.get(voided_at__isnull=False)
    assert (old.age, old.void_reason, old.is_counted) == (19, "changed_in_workbook", False)
    new = old.replaced_by
    assert (new.age, new.age_band, new.category, new.is_counted) == (30, "28-32", "business", True)
    assert new.person == old.person
    assert counted(activity__ref="B1-01") == 3
    again = bring(make, small_book(attendance=changed_attendance(1, age=30, category="business")))
    assert counts(again, "attendance") == (0, 0, 3)
    back = bring(make, small_book())
    assert counts(back, "attendance") == (0, 1, 2)
    assert counted(activity__ref="B1-01") == 3
    assert Attendance.objects.live().get(person__external_key="K1").age == 19


def test_a_changed_row_without_a_key_is_found_by_its_place_among_such_rows(make):
    bring(make, small_book())
    outcome = bring(make, small_book(attendance=changed_attendance(3, gender="female")))
    assert counts(outcome, "attendance") == (0, 1, 2)
    assert counted(activity__ref="B1-01") == 3
    row = Attendance.objects.live().get(person=None)
    assert (row.gender, row.age) == ("female", 20)


def test_the_preview_says_old_and_new_in_words(make):
    bring(make, small_book())
    activities = [ACTIVITIES[0], [*ACTIVITIES[1][:4], "Бірінші семинар", "11.09.2025", "9:30", None]]
    outcome = check(make, small_book(activities=activities))
    assert counts(outcome, "activities") == (0, 1, 0)
    [change] = outcome.tally.examples["activities", "changed"]
    assert (change.label, change.row) == ("B1-01", 2)
    assert [(field.old, field.new) for field in change.fields] == [
        ("1-семинар", "Бірінші семинар"),
        ("10.09.2025", "11.09.2025"),
        ("10:00", "09:30"),
    ]


def test_an_entry_that_a_person_corrected_stays_as_the_person_left_it(make):
    bring(make, small_book())
    row = Attendance.objects.get(person__external_key="K1")
    correct_attendance(row, facts=Facts("male", 41, None, ("business",)), reason="жасы қате", by=None)
    for _ in range(2):
        outcome = bring(make, small_book())
        assert counts(outcome, "attendance") == (0, 0, 3)
        assert ("row_changed_by_hand", "attendance", 2, "") in places(outcome.warnings)
    assert Attendance.objects.live().get(person__external_key="K1").age == 41


def test_an_entry_that_a_person_undid_stays_undone(make):
    bring(make, small_book())
    void_attendance(Attendance.objects.get(person__external_key="K2"), reason="келмеді", by=None)
    outcome = bring(make, small_book(attendance=changed_attendance(2, age=53)))
    assert counts(outcome, "attendance") == (0, 0, 3)
    assert "row_changed_by_hand" in codes(outcome.warnings)
    assert counted(activity__ref="B1-01") == 2
