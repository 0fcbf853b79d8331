"""Importing the reference workbook, and what becomes of rows when the file or the system has changed since."""

import uuid
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.db.models import Sum
from openpyxl import load_workbook

from events.actions.activities import cancel_activity
from events.actions.attendance import correct_attendance, void_attendance
from events.actions.head_counts import set_head_count, void_head_count
from events.actions.people import withdraw_person
from events.facts import Facts
from events.models import Activity, Attendance, HeadCount, MaterialCount, Person, Session, Source
from grants.models import AuditEntry, Grantee, Indicator, Measure, Project, Task
from media_log.models import Mention, Post
from outreach.desk.workbook import apply
from outreach.desk.workbook.importing import import_workbook
from rules.errors import AppError
from tests.desk.books import (
    ACTIVITIES,
    ATTENDANCE,
    bring,
    check,
    codes,
    counts,
    places,
    saved,
    small_book,
)
from tests.factories import ALMATY

REFERENCE = Path(settings.BASE_DIR) / "reference" / "taraz-2025.xlsx"
SHEETS = ("projects", "measures", "indicators", "activities", "attendance", "headcounts", "materials", "publications")


def bring_reference(make):
    with REFERENCE.open("rb") as file:
        return import_workbook(make.organisation, file, REFERENCE.stat().st_size, by=None)


def counted(**lookups) -> int:
    return Attendance.objects.counted().filter(**lookups).count()


def spread(column: str, project: str) -> dict[str, int]:
    rows = Attendance.objects.counted().filter(activity__project__ref=project)
    return dict(Counter(rows.values_list(column, flat=True)))


def changed_attendance(row: int, **cells):
    """The small attendance sheet with some cells of a row changed."""
    rows = [list(line) for line in ATTENDANCE]
    for heading, value in cells.items():
        rows[row][ATTENDANCE[0].index(heading)] = value
    return rows


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
    assert (material.activity.ref, material.material, material.language, material.handed_out) == (
        "P2-40",
        "leaflet",
        "kk+ru",
        620,
    )


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


def test_somebody_whose_data_were_deleted_does_not_come_back_with_the_next_workbook(make):
    bring(make, small_book())
    withdraw_person(Person.objects.get(external_key="K1"), by=None)
    outcome = bring(make, small_book())
    assert counts(outcome, "attendance") == (0, 0, 3)
    assert "person_withdrawn" in codes(outcome.warnings)
    assert not Person.objects.filter(external_key="K1").exists()
    assert counted(activity__ref="B1-01") == 3


def test_somebody_who_checked_in_already_is_counted_once(make):
    bring(make, small_book(attendance=None))
    activity = Activity.objects.get(ref="B1-01")
    make.attendance(activity, person=make.person(external_key="K1"), age=22)
    outcome = bring(make, small_book())
    assert counts(outcome, "attendance") == (2, 0, 1)
    assert "already_counted" in codes(outcome.warnings)
    assert counted(activity=activity, person__external_key="K1") == 1
    assert Attendance.objects.get(person__external_key="K1").age == 22


def test_a_person_seen_only_at_another_session_is_still_counted_once(make):
    bring(make, small_book(attendance=None))
    activity = Activity.objects.get(ref="B1-01")
    second = Session.objects.create(activity=activity, number=2)
    make.attendance(activity, session=second, person=make.person(external_key="K1"))
    bring(make, small_book())
    assert counted(activity=activity, person__external_key="K1") == 1
    assert counted(activity=activity) == 3


def test_the_same_participant_twice_at_an_activity_is_counted_once(make):
    outcome = bring(make, small_book(attendance=[*ATTENDANCE, ["B1-01", "K1", None, None, 44, "male", "business"]]))
    assert counts(outcome, "attendance") == (3, 0, 1)
    assert ("person_twice", "attendance", 5, "") in places(outcome.warnings)
    assert counted(activity__ref="B1-01") == 3
    assert Attendance.objects.get(person__external_key="K1").age == 19
    again = bring(make, small_book(attendance=[*ATTENDANCE, ["B1-01", "K1", None, None, 44, "male", "business"]]))
    assert counts(again, "attendance") == (0, 0, 4)


def test_a_phone_makes_a_person_and_two_names_at_one_phone_are_two(make):
    rows = [
        ATTENDANCE[0],
        ["B1-01", None, "Айгүл", "8 (700) 000-00-01", 30, "female", None],
        ["B1-01", None, "Болат", "+7 700 000 00 01", 31, "male", None],
        ["B1-02", None, "айгүл", "77000000001", 30, "female", None],
        ["B1-02", None, None, "7000000002", 30, "female", None],
        ["B1-02", None, "Дәурен", None, 40, "male", None],
    ]
    outcome = bring(make, small_book(attendance=rows))
    assert counts(outcome, "attendance") == (5, 0, 0)
    people = Person.objects.order_by("pk").values_list("name", "phone", "is_identified")
    assert list(people) == [
        ("Айгүл", "+77000000001", True),
        ("Болат", "+77000000001", True),
        ("", "+77000000002", True),
        ("Дәурен", "", False),
    ]
    assert Attendance.objects.filter(person__name="Айгүл").count() == 2
    assert counts(bring(make, small_book(attendance=rows)), "attendance") == (0, 0, 5)


def test_a_key_is_given_to_the_person_whose_phone_was_known(make):
    known = make.person(external_key="", phone="+77000000003", name="")
    rows = [ATTENDANCE[0], ["B1-01", "K9", "Айгүл", "87000000003", 30, "female", None]]
    bring(make, small_book(attendance=rows))
    known.refresh_from_db()
    assert (known.external_key, known.name) == ("K9", "Айгүл")
    assert Person.objects.count() == 1


def test_the_first_name_of_a_participant_stays_and_importing_again_does_not_flip_it(make):
    rows = [
        ATTENDANCE[0],
        ["B1-01", "K1", "Айгүл", None, 30, "female", None],
        ["B1-02", "K1", "Айгүл Б.", None, 30, "female", None],
    ]
    outcome = bring(make, small_book(attendance=rows))
    assert ("name_differs", "attendance", 3, "C") in places(outcome.warnings)
    assert Person.objects.get().name == "Айгүл"
    assert counts(bring(make, small_book(attendance=rows)), "attendance") == (0, 0, 2)
    rows[1][2] = rows[2][2] = "Айгүл Бекова"
    assert counts(bring(make, small_book(attendance=rows)), "attendance") == (0, 1, 1)
    assert Person.objects.get().name == "Айгүл Бекова"
    assert Attendance.objects.count() == 2


def test_a_birth_year_gives_the_age_and_follows_the_activity_when_it_moves(make):
    rows = [["activity_ref", "participant_key", "birth_year", "gender"], ["B1-01", "K1", 2006, "ер"]]
    bring(make, small_book(attendance=rows))
    row = Attendance.objects.get()
    assert (row.age, row.birth_year, row.age_band, row.category, row.category_is_derived) == (
        19,
        2006,
        "17-22",
        "youth",
        True,
    )
    moved = [ACTIVITIES[0], ["B1-01", "B1", "1.1", "seminar", "1-семинар", "2026-01-10", "10:00", None]]
    outcome = bring(make, small_book(activities=moved, attendance=rows))
    assert counts(outcome, "attendance") == (0, 0, 1)
    row.refresh_from_db()
    assert (row.age, row.voided_at) == (20, None)


def test_an_age_beside_a_birth_year_is_the_fact_and_a_contradiction_is_told(make):
    rows = [
        ["activity_ref", "participant_key", "age", "birth_year"],
        ["B1-01", "K1", 18, 2006],
        ["B1-01", "K2", 30, 2006],
    ]
    outcome = bring(make, small_book(attendance=rows))
    assert list(Attendance.objects.order_by("pk").values_list("age", "birth_year")) == [(18, None), (30, None)]
    assert ("age_and_birth_year", "attendance", 3, "C") in places(outcome.warnings)
    assert counts(bring(make, small_book(attendance=rows)), "attendance") == (0, 0, 2)


def test_observed_time_is_the_stated_one_else_that_of_the_activity(make):
    rows = [
        ["activity_ref", "participant_key", "observed_at"],
        ["B1-01", "K1", "10.09.2025 10:03"],
        ["B1-01", "K2", None],
        ["B1-02", "K3", None],
    ]
    bring(make, small_book(attendance=rows))
    seen = {row.person.external_key: row.observed_at for row in Attendance.objects.all()}
    assert seen == {
        "K1": datetime(2025, 9, 10, 10, 3, tzinfo=ALMATY),
        "K2": datetime(2025, 9, 10, 10, 0, tzinfo=ALMATY),
        "K3": datetime(2025, 9, 17, 12, 0, tzinfo=ALMATY),
    }
    rows[1][2] = "10.09.2025 10:05"
    assert counts(bring(make, small_book(attendance=rows)), "attendance") == (0, 1, 2)


def test_statuses_are_the_fact_and_the_category_follows_the_projects_order(make):
    bring(make, small_book())
    row = Attendance.objects.get(person__external_key="K2")
    assert (row.statuses, row.category) == ("elderly_50_plus;unemployed", "unemployed")


def test_odd_rows_come_in_with_warnings(make):
    rows = [
        ATTENDANCE[0],
        ["B1-01", "K1", None, "123", None, None, None],
        ["B1-01", "K2", None, None, None, "female", None],
        ["B1-01", "K3", None, None, 12, "male", "civil_servants"],
    ]
    outcome = bring(make, small_book(attendance=rows))
    assert counts(outcome, "attendance") == (3, 0, 0)
    assert places(outcome.warnings) == [
        ("bad_phone", "attendance", 2, "D"),
        ("no_age", "attendance", 2, "E"),
        ("no_gender", "attendance", 2, "F"),
        ("unlikely_status", "attendance", 4, "G"),
    ]
    no_age = next(finding for finding in outcome.warnings if finding.code == "no_age")
    assert dict(no_age.params) == {"ref": "B1-01", "count": 2, "rows": "2–3"}


def test_people_of_an_earlier_workbook_that_are_not_in_this_one_stay_with_a_warning(make):
    bring(make, small_book())
    outcome = bring(make, small_book(attendance=ATTENDANCE[:2]))
    assert counts(outcome, "attendance") == (0, 0, 1)
    gone = next(finding for finding in outcome.warnings if finding.code == "rows_gone")
    assert dict(gone.params) == {"ref": "B1-01", "count": 2}
    assert counted(activity__ref="B1-01") == 3


def test_a_reported_number_without_a_list_is_a_head_count_and_a_list_takes_its_place(make):
    bring(make, small_book())
    head_count = HeadCount.objects.live().get()
    assert (head_count.activity.ref, head_count.mode, head_count.basis, head_count.total) == (
        "B1-02",
        "instead",
        "reported",
        25,
    )
    rows = [*ATTENDANCE, ["B1-02", "K1", None, None, 19, "female", "youth"]]
    outcome = bring(make, small_book(attendance=rows))
    assert counts(outcome, "attendance") == (1, 0, 3)
    assert counts(outcome, "activities") == (0, 1, 1)
    assert ("reported_differs", "activities", 3, "H") in places(outcome.warnings)
    head_count.refresh_from_db()
    assert head_count.void_reason == "rows_in_workbook"
    assert Activity.objects.get(ref="B1-02").reported_count == 25
    assert [counts(bring(make, small_book(attendance=rows)), sheet)[:2] for sheet in SHEETS] == [(0, 0)] * 8


def test_a_new_reported_number_replaces_the_imported_head_count(make):
    bring(make, small_book())
    activities = [*ACTIVITIES[:2], [*ACTIVITIES[2][:7], 30]]
    outcome = bring(make, small_book(activities=activities))
    assert counts(outcome, "activities") == (0, 1, 1)
    assert list(HeadCount.objects.live().values_list("total", flat=True)) == [30]
    assert HeadCount.objects.count() == 2


@pytest.mark.parametrize("undone", [True, False])
def test_a_head_count_that_a_person_set_or_undid_stays(make, undone):
    bring(make, small_book())
    activity = Activity.objects.get(ref="B1-02")
    if undone:
        void_head_count(HeadCount.objects.live().get(), reason="қате", by=None)
    else:
        set_head_count(activity, mode="instead", basis="paper", total=28, by=None)
    outcome = bring(make, small_book())
    assert counts(outcome, "activities") == (0, 0, 2)
    assert ("head_count_kept", "activities", 3, "H") in places(outcome.warnings)
    assert list(HeadCount.objects.live().values_list("total", flat=True)) == ([] if undone else [28])


def test_a_reported_number_does_not_replace_people_counted_at_the_door(make):
    activities = [*ACTIVITIES[:2], [*ACTIVITIES[2][:7], None]]
    bring(make, small_book(activities=activities))
    make.attendance(Activity.objects.get(ref="B1-02"))
    outcome = bring(make, small_book())
    assert ("reported_beside_scanned", "activities", 3, "H") in places(outcome.warnings)
    assert not HeadCount.objects.exists()
    assert Activity.objects.get(ref="B1-02").reported_count == 25


def test_parts_of_a_head_count_come_from_their_sheet(make):
    parts = [
        ["activity_ref", "dimension", "value", "count"],
        ["B1-02", "gender", "male", 10],
        ["B1-02", "жынысы", "әйел", 12],
        ["B1-02", "age", "17-22 жас", 20],
        ["B1-02", "category", "youth", 25],
        ["B1-02", "age", "not_stated", 5],
    ]
    outcome = bring(make, small_book(headcounts=parts))
    assert outcome.faults == []
    assert counts(outcome, "headcounts") == (4, 0, 1)
    head_count = HeadCount.objects.live().get()
    assert set(head_count.parts.values_list("dimension", "value", "count")) == {
        ("gender", "male", 10),
        ("gender", "female", 12),
        ("age", "17-22", 20),
        ("category", "youth", 25),
    }
    assert counts(bring(make, small_book(headcounts=parts)), "headcounts") == (0, 0, 5)
    parts[1][3] = 11
    assert counts(bring(make, small_book(headcounts=parts)), "headcounts") == (0, 1, 4)
    assert HeadCount.objects.live().get().parts.get(value="male").count == 11
    # A workbook without the sheet says nothing about the parts.
    assert [counts(bring(make, small_book()), sheet)[:2] for sheet in SHEETS] == [(0, 0)] * 8
    assert HeadCount.objects.live().get().parts.count() == 4


def test_parts_without_a_reported_number_make_the_total_and_parts_beside_a_list_are_left_out(make):
    parts = [
        ["activity_ref", "dimension", "value", "count"],
        ["B1-02", "gender", "male", 10],
        ["B1-01", "gender", "male", 1],
    ]
    activities = [*ACTIVITIES[:2], [*ACTIVITIES[2][:7], None]]
    outcome = bring(make, small_book(activities=activities, headcounts=parts))
    assert {"total_from_parts", "parts_ignored"} <= set(codes(outcome.warnings))
    assert list(HeadCount.objects.values_list("activity__ref", "total")) == [("B1-02", 10)]
    assert [
        counts(bring(make, small_book(activities=activities, headcounts=parts)), sheet)[:2] for sheet in SHEETS
    ] == [(0, 0)] * 8


def test_an_empty_cell_does_not_erase_what_is_known(make):
    bring(make, small_book())
    activity = Activity.objects.get(ref="B1-01")
    activity.venue, activity.topic = "Тараз сервис колледжі", "Отбасы"
    activity.save()
    headings = [*ACTIVITIES[0], "venue"]
    outcome = bring(make, small_book(activities=[headings, [*ACTIVITIES[1], None], [*ACTIVITIES[2], None]]))
    assert counts(outcome, "activities") == (0, 0, 2)
    activity.refresh_from_db()
    assert activity.venue == "Тараз сервис колледжі"


def test_the_publications_of_a_workbook_may_say_more_and_change_later(make):
    url = "https://www.instagram.com/p/DG2lAQstlEP/?igsh=abc"
    rows = [
        ["activity_ref", "url", "kind", "published_on", "views", "followers"],
        ["B1-01", url, "рилс", "06.03.2025", "1 200", 21000],
        ["B1-01", "https://example.kz/zhanalyk", "мақала", None, None, None],
        ["B1-01", "сілтеме жоқ", None, None, None, None],
    ]
    outcome = bring(make, small_book(publications=rows))
    assert counts(outcome, "publications") == (2, 0, 1)
    assert ("link_unreadable", "publications", 4, "B") in places(outcome.warnings)
    post = Post.objects.get(platform="instagram")
    assert (post.published_on, post.views, post.page_followers, post.kind) == (date(2025, 3, 6), 1200, 21000, "reel")
    assert counts(bring(make, small_book(publications=rows)), "publications") == (0, 0, 3)
    rows[1][4] = 1500
    assert counts(bring(make, small_book(publications=rows)), "publications") == (0, 1, 2)
    post.refresh_from_db()
    assert post.views == 1500


def test_an_indicator_with_an_unknown_code_comes_in_with_a_warning(make):
    rows = [
        ["project", "measure", "indicator", "plan", "unit"],
        ["B1", "1.1", "қатысушылар", 300, "адам"],
        ["B1", None, "волонтёрлар", 12, None],
    ]
    outcome = bring(make, small_book(indicators=rows))
    assert places(outcome.warnings) == [("unknown_indicator", "indicators", 3, "C")]
    assert set(Indicator.objects.values_list("measure__number", "code", "plan", "unit")) == {
        ("1.1", "participants", 300, "адам"),
        (None, "волонтёрлар", 12, ""),
    }
    rows[1][3] = 320
    assert counts(bring(make, small_book(indicators=rows)), "indicators") == (0, 1, 1)


def test_a_task_worded_twice_keeps_its_first_wording(make):
    rows = [
        ["project", "number", "task", "measure"],
        ["B1", "1.1", "Бірінші", "А"],
        ["B1", "1.2", "Басқаша", "Ә"],
        ["B1", "2.1", None, "Б"],
    ]
    outcome = bring(make, small_book(measures=rows))
    assert places(outcome.warnings) == [("task_title_differs", "measures", 3, "C")]
    assert list(Task.objects.order_by("pk").values_list("number", "title")) == [("1", "Бірінші"), ("2", "2")]
    assert counts(bring(make, small_book(measures=rows)), "measures") == (0, 0, 3)


def test_a_workbook_may_bring_only_lists_for_activities_that_are_known(make):
    bring(make, small_book(attendance=None))
    outcome = bring(make, small_book(projects=None, measures=None, activities=None))
    assert outcome.faults == []
    assert counts(outcome, "attendance") == (3, 0, 0)


def test_the_edition_comes_from_the_contract_and_a_missing_grantee_is_the_organisation(make):
    projects = [["ref", "title", "contract_date"], ["A", "Ескі", "2023-04-01"], ["B", "Жаңа", None]]
    bring(make, small_book(projects=projects, measures=None, activities=None, attendance=None))
    assert list(Project.objects.order_by("ref").values_list("edition_id", "grantee__name")) == [
        ("2023", make.organisation.name),
        ("2025", make.organisation.name),
    ]


def test_a_cancelled_activity_takes_nobody_new_and_does_not_mind_the_same_workbook(make):
    bring(make, small_book())
    cancel_activity(Activity.objects.get(ref="B1-01"), reason="карантин", by=None)
    assert check(make, small_book()).faults == []
    more = [*ATTENDANCE, ["B1-01", "K7", None, None, 19, "female", "youth"]]
    assert places(bring(make, small_book(attendance=more)).faults) == [("activity_cancelled", "attendance", 5, "A")]


def test_another_organisation_with_the_same_codes_is_not_touched(make):
    other = make.other_organisation()
    bring(make, small_book())
    bring(other, small_book())
    assert Activity.objects.filter(ref="B1-01").count() == 2
    assert Person.objects.filter(external_key="K1").count() == 2
    assert Attendance.objects.of(other.organisation).count() == 3


def test_the_unlucky_moment_of_two_writers_is_told_and_leaves_nothing(make, monkeypatch):
    def clash(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr(apply, "record_mentions", clash)
    rows = [["activity_ref", "url"], ["B1-01", "https://example.kz/a"]]
    with pytest.raises(AppError, match="try_again"):
        bring(make, small_book(publications=rows))
    assert not Project.objects.exists()


def test_the_reference_file_with_one_cell_changed_changes_one_row(make):
    bring_reference(make)
    workbook = load_workbook(REFERENCE)
    workbook["attendance"]["E2"] = 24
    outcome = bring(make, saved(workbook))
    assert counts(outcome, "attendance") == (0, 1, 1708)
    assert spread("age_band", "P2")["23-27"] == 164
    assert counted(activity__project__ref="P2") == 1709


def test_rows_of_the_ledger_keep_their_ids_from_import_to_import(make):
    bring(make, small_book())
    ids = set(Attendance.objects.values_list("uuid", flat=True))
    assert all(isinstance(found, uuid.UUID) and found.version == 5 for found in ids)
    Attendance.objects.all().delete()
    bring(make, small_book())
    assert set(Attendance.objects.values_list("uuid", flat=True)) == ids
