"""The workbook and what is known already: head counts, gaps, odd rows, another organisation."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError
from openpyxl import load_workbook

from events.actions.activities import cancel_activity
from events.actions.head_counts import set_head_count, void_head_count
from events.models import Activity, Attendance, HeadCount, Person
from grants.models import Indicator, Project, Task
from media_log.models import Post
from outreach.desk.workbook import apply
from rules.errors import AppError
from tests.desk.books import (
    ACTIVITIES,
    ATTENDANCE,
    REFERENCE,
    SHEETS,
    bring,
    bring_reference,
    check,
    codes,
    counted,
    counts,
    places,
    saved,
    small_book,
    spread,
)


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
