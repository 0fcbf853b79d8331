"""Two rows that are one person: put together, counted once, taken back to the letter."""

import uuid
from datetime import date

import pytest

from events.actions.attendance import correct_attendance, void_attendance
from events.actions.codes import issue_code, token_of
from events.actions.merging import merge_people, unmerge
from events.actions.people import withdraw_person
from events.facts import Facts
from events.models import Attendance, Person, PersonalCode, PersonMerge, Registration
from events.phones import Phone
from events.queries.codes import identify
from events.queries.counts import activity_counts
from events.queries.people import people_found
from events.queries.presence import match_by_phone
from grants.models import AuditEntry
from outreach.desk.workbook.people import People
from reports.queries.statistics import project_statistics
from rules.errors import AppError
from tests.desk.books import ATTENDANCE, bring, counts, small_book
from tests.events.register_phone import ahead


def tables() -> dict[str, list]:
    """Everything that a merge may touch, as it is stored."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Person, PersonalCode, Attendance, Registration)
    }


def registration(activity, person, state="place", **fields) -> Registration:
    return Registration.objects.create(
        activity=activity, person=person, state=state, stated_on=date(2025, 9, 1), gender="female", **fields
    )


@pytest.fixture
def two(make):
    """One woman twice: by key, and by phone; together at one session of two, each alone elsewhere."""
    kept = make.person(external_key="K1", name="Айгүл Бекова")
    merged = make.person(external_key="", phone="+77000000001", name="Айгүл Б.")
    return kept, merged


@pytest.fixture
def visits(make, two):
    """Her visits: at `both` twice at one session, at `days` on two days, at `alone` only as the second."""
    kept, merged = two
    project = make.project()
    both, days, alone = (make.activity(project, sessions=2) for _ in range(3))
    first, second = days.sessions.all()
    make.attendance(both, person=kept)
    make.attendance(both, person=merged)
    make.attendance(days, person=merged, session=first)
    make.attendance(days, person=kept, session=second)
    make.attendance(alone, person=merged)
    undone = make.attendance(alone, person=kept).attendance
    void_attendance(undone, reason="x", by=None)
    return both, days, alone


def count_of(activity) -> tuple[int, int]:
    number = activity_counts(activities=[activity.pk])[activity.pk]
    return number.total, number.identified


def test_visits_of_both_count_once_each_and_unique_people_become_one(make, two, visits):
    kept, merged = two
    project = visits[0].project
    assert (project_statistics(project=project).attendances, project_statistics(project=project).people) == (5, 2)
    merge_people(kept=kept, merged=merged, by=None)
    assert [count_of(activity) for activity in visits] == [(1, 1), (1, 1), (1, 1)]
    figures = project_statistics(project=project)
    assert (figures.attendances, figures.people) == (3, 1)
    assert not Attendance.objects.filter(person=merged).exists()
    voided = Attendance.objects.get(void_reason="merged")
    assert (voided.activity, voided.person, voided.is_counted) == (visits[0], kept, False)
    days = Attendance.objects.filter(activity=visits[1]).order_by("session__number")
    assert [(row.person_id, row.is_counted) for row in days] == [(kept.pk, False), (kept.pk, True)]


def test_undoing_gives_back_everything_exactly(make, two, visits):
    kept, merged = two
    issue_code(merged)
    merged.refresh_from_db()
    both, days, alone = visits
    registration(both, kept, "waiting")
    registration(both, merged)
    registration(days, merged)
    registration(alone, kept)
    registration(alone, merged, "waiting")
    before = tables()
    merge = merge_people(kept=kept, merged=merged, by=None)
    assert tables() != before
    live = Registration.objects.exclude(state="cancelled").order_by("activity")
    assert [(row.activity, row.person, row.state) for row in live] == [(a, kept, "place") for a in visits]
    unmerge(merge, by=None)
    assert tables() == before
    verbs = AuditEntry.objects.filter(verb__startswith="person.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["person.merge", "person.unmerge"]


def test_a_row_without_name_phone_and_key_takes_them_and_gives_them_back(make):
    kept = make.person(external_key="", is_identified=False)
    merged = make.person(external_key="K7", phone="+77000000002", name="Берік")
    before = tables()
    merge = merge_people(kept=kept, merged=merged, by=None)
    kept.refresh_from_db()
    assert (kept.name, kept.phone, kept.external_key, kept.is_identified) == ("Берік", "+77000000002", "K7", True)
    assert "Берік" not in str(merge.moved)
    assert "+7" not in str(merge.moved)
    unmerge(merge, by=None)
    assert tables() == before


def test_what_was_changed_since_stays_with_the_kept_person(make):
    kept = make.person(external_key="", name="", is_identified=False)
    merged = make.person(name="Берік")
    activity = make.activity()
    merge = merge_people(kept=kept, merged=merged, by=None)
    Person.objects.filter(pk=kept.pk).update(name="Берік Асанов")
    later = make.attendance(activity, person=Person.objects.get(pk=kept.pk)).attendance
    unmerge(merge, by=None)
    kept.refresh_from_db()
    later.refresh_from_db()
    assert (kept.name, later.person) == ("Берік Асанов", kept)


def test_entries_corrected_and_undone_since_go_back_as_they_are(make, two, visits):
    kept, merged = two
    merge = merge_people(kept=kept, merged=merged, by=None)
    row = Attendance.objects.get(activity=visits[2], voided_at=None)
    new = correct_attendance(row, facts=Facts(gender="male"), reason="x", by=None)
    second_day = Attendance.objects.get(activity=visits[1], session__number=2)
    void_attendance(second_day, reason="x", by=None)
    unmerge(merge, by=None)
    new.refresh_from_db()
    assert (new.person, new.is_counted) == (merged, True)
    assert [count_of(activity) for activity in visits] == [(2, 2), (1, 1), (1, 1)]


def test_merging_and_undoing_twice_is_once(make, two, visits):
    kept, merged = two
    merge = merge_people(kept=kept, merged=merged, by=None)
    assert merge_people(kept=kept, merged=merged, by=None) == merge
    unmerge(merge, by=None)
    after = tables()
    unmerge(merge, by=None)
    assert tables() == after
    again = merge_people(kept=kept, merged=merged, by=None)
    assert again != merge
    assert PersonMerge.objects.count() == 2


def test_who_can_not_be_put_together(make):
    one, other, third = make.person(), make.person(), make.person()

    def refused(kept, merged) -> str:
        with pytest.raises(AppError) as error:
            merge_people(kept=kept, merged=merged, by=None)
        return error.value.code

    assert refused(one, one) == "merge_same_person"
    assert refused(one, make.other_organisation().person()) == "person_of_another_organisation"
    merge_people(kept=one, merged=other, by=None)
    assert refused(third, other) == "merged_already"
    assert refused(other, third) == "merged_already"
    assert refused(other, one) == "merged_already"
    withdraw_person(third, by=None)
    assert refused(one, third) == "person_withdrawn"


def test_three_rows_of_one_person_are_taken_apart_in_the_opposite_order(make):
    activity = make.activity()
    one, other, third = make.person(), make.person(), make.person()
    for person in (other, third):
        make.attendance(activity, person=person)
    before = tables()
    first = merge_people(kept=one, merged=other, by=None)
    second = merge_people(kept=one, merged=third, by=None)
    assert count_of(activity) == (1, 1)
    with pytest.raises(AppError, match="merge_undo_later_first"):
        unmerge(first, by=None)
    unmerge(second, by=None)
    unmerge(first, by=None)
    assert tables() == before


def test_a_chain_means_its_last_person(make):
    one, other, third = make.person(), make.person(), make.person()
    code = issue_code(third)
    inner = merge_people(kept=other, merged=third, by=None)
    merge_people(kept=one, merged=other, by=None)
    assert identify(code.short_code, organisation=make.organisation).code.person.standing == one
    with pytest.raises(AppError, match="merge_undo_later_first"):
        unmerge(inner, by=None)


def test_codes_and_phones_of_the_merged_row_mean_the_kept_person(make, two):
    kept, merged = two
    code = issue_code(merged)
    phone = Phone(uuid.uuid4())
    phone.remember(code)
    merge = merge_people(kept=kept, merged=merged, by=None)
    for entry in (code.display, token_of(code)):
        assert identify(entry, organisation=make.organisation).code.person.standing == kept
    assert phone.person(make.organisation) == kept
    found = people_found(organisation=make.organisation, text="Айгүл Б.", full=True)
    assert [one.pk for one in found] == [kept.pk]
    asked = {"phone_number": "+77000000001", "facts": Facts(), "on": date(2025, 9, 10)}
    assert match_by_phone(organisation=make.organisation, name="Айгүл Б.", **asked) == kept
    unmerge(merge, by=None)
    assert match_by_phone(organisation=make.organisation, name="Айгүл Б.", **asked) == merged


def test_staff_count_a_merged_row_as_the_kept_person(make, organiser, two):
    kept, merged = two
    activity = make.activity()
    code = issue_code(merged)
    merge_people(kept=kept, merged=merged, by=None)
    organiser.get(f"/check-in/?activity={activity.ref}")
    form = "6a0c8f2e-54a8-4c8e-9d52-000000000001"
    assert organiser.post("/check-in/", {"form": form, "entry": code.display}).status_code == 302
    assert organiser.post("/check-in/", {"form": form, "person": merged.pk}).status_code == 302
    assert Attendance.objects.get().person == kept
    assert "Айгүл Бекова" in organiser.get(f"/people/{merged.pk}/code/").content.decode()


def test_deleting_the_data_of_a_merged_person_deletes_every_spelling(make, two, visits):
    kept, merged = two
    code = issue_code(merged)
    merge = merge_people(kept=kept, merged=merged, by=None)
    withdraw_person(kept, by=None)
    for person in (kept, merged):
        person.refresh_from_db()
        assert (person.name, person.phone, person.external_key) == ("", "", "")
        assert person.withdrawn_at
    code.refresh_from_db()
    assert code.revoked_at
    assert [count_of(activity)[0] for activity in visits] == [1, 1, 1]
    with pytest.raises(AppError, match="person_withdrawn"):
        unmerge(merge, by=None)


def test_a_workbook_with_both_keys_changes_nothing_after_the_merge(make):
    rows = [
        ATTENDANCE[0],
        ["B1-01", "K2", "Айгүл Б.", None, 30, "female", None],
        ["B1-01", "K1", "Айгүл Бекова", None, 30, "female", None],
        ["B1-02", "K2", "Айгүл Б.", None, 30, "female", None],
    ]
    bring(make, small_book(attendance=rows))
    kept, merged = Person.objects.get(external_key="K1"), Person.objects.get(external_key="K2")
    merge_people(kept=kept, merged=merged, by=None)
    before = tables()
    outcome = bring(make, small_book(attendance=rows))
    assert counts(outcome, "attendance") == (0, 0, 3)
    assert [finding.code for finding in outcome.warnings if finding.sheet == "attendance"] == []
    assert tables() == before
    more = [*rows, ["B1-02", "K1", "Айгүл Бекова", None, 30, "female", None]]
    assert counts(bring(make, small_book(attendance=more)), "attendance") == (0, 0, 4)
    assert Attendance.objects.filter(activity__ref="B1-02", is_counted=True).count() == 1


def test_the_importer_knows_one_object_per_person(make, two):
    kept, merged = two
    merge_people(kept=kept, merged=merged, by=None)
    people = People(make.organisation, ["K1"], ["+77000000001"])
    by_key = people.person_for(key="K1", phone="", name="")
    by_phone = people.person_for(key="", phone="+77000000001", name="Айгүл Бекова")
    assert by_key is by_phone
    assert people.by_pk(merged.pk) is by_key
    assert people.changed == people.new == []


def test_whoever_asks_under_the_merged_row_is_deleted_whole(make):
    merged, kept = make.person(name=""), make.person(name="Дәурен")
    merge_people(kept=kept, merged=merged, by=None)
    withdraw_person(merged, by=None)
    kept.refresh_from_db()
    assert (kept.name, kept.withdrawn_at is None) == ("", False)


def test_the_second_place_of_one_person_goes_to_who_waits_longest(make):
    activity = ahead(make, capacity=2)
    kept, merged, first, second = (make.person() for _ in range(4))
    for person, state in ((kept, "place"), (merged, "place"), (first, "waiting"), (second, "waiting")):
        registration(activity, person, state)
    merge = merge_people(kept=kept, merged=merged, by=None)
    states = activity.registrations.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["place", "cancelled", "place", "waiting"]
    assert activity.registrations.get(person=first).promoted_at is not None
    # Nobody loses a place by itself: both have theirs again, and nobody was pushed out.
    unmerge(merge, by=None)
    assert list(states.all()) == ["place", "place", "place", "waiting"]
