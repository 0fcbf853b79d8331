"""Pairs that may be one person: which are shown, with what reason, and what a decision does."""

from datetime import datetime

import pytest

from events.actions.codes import issue_code
from events.actions.merging import keep_apart, merge_people
from events.models import DifferentPeople, PersonMerge
from events.queries.duplicates import suggestions
from grants.models import Role
from tests.conftest import signed_in
from tests.factories import ALMATY


def shown(make) -> list[tuple]:
    return [(s.kept.person.name, s.merged.person.name, *s.why) for s in suggestions(organisation=make.organisation)]


def person(make, name="", phone="", key=""):
    return make.person(external_key=key, name=name, phone=phone)


def visit(make, who, activity=None, **facts):
    return make.attendance(activity or make.activity(), person=who, **facts)


def test_pairs_by_phone_by_name_and_by_initial_the_likeliest_first(make):
    person(make, "Айгерім Серікова")
    person(make, "Айгерім С.")
    person(make, "Дәурен Ахметов")
    person(make, "ахметов  дәурен")
    person(make, "Болат", "+77000000001")
    person(make, "", "+77000000001")
    person(make, "Айгерім")
    person(make, "Ерлан Бейсен")
    assert shown(make) == [
        ("Болат", "", "phone"),
        ("Дәурен Ахметов", "ахметов  дәурен", "name"),
        ("Айгерім Серікова", "Айгерім С.", "initial"),
    ]


def test_gender_and_age_that_contradict_are_two_people(make):
    one, other = person(make, "Айгерім Серікова"), person(make, "Серікова Айгерім")
    early, late = make.activity(starts_on="2024-09-10"), make.activity(starts_on="2025-09-10")
    for activity in (early, late):
        activity.refresh_from_db()
    visit(make, one, early, age=19)
    row = visit(make, other, late, age=21).attendance
    assert len(shown(make)) == 1  # 19 a year ago: 20 now, and a year is forgiven
    row.age = 22
    row.save()
    assert shown(make) == []
    row.age, row.gender = 20, "male"
    row.save()
    assert shown(make) == []
    row.gender = "not_stated"
    row.save()
    assert len(shown(make)) == 1


def test_two_names_at_one_phone_are_shown_and_said(make):
    person(make, "Айгүл Бекова", "+77000000001")
    person(make, "Алия Бекова", "+77000000001")
    assert shown(make) == [("Айгүл Бекова", "Алия Бекова", "phone", "other_names")]


def test_two_keys_of_the_grantee_need_an_equal_name(make):
    person(make, "Айгүл Бекова", key="K1")
    person(make, "Айгүл Б.", key="K2")
    assert shown(make) == []
    person(make, "Бекова Айгүл", key="K3")
    assert shown(make) == [("Айгүл Бекова", "Бекова Айгүл", "name")]


def test_both_at_one_session_is_said_with_the_times(make):
    one, other = person(make, "Айгүл Бекова"), person(make, "Бекова Айгүл")
    activity = make.activity(title="Дәріс")
    visit(make, one, activity, observed_at=datetime(2025, 9, 10, 10, 2, tzinfo=ALMATY))
    visit(make, other, activity, observed_at=datetime(2025, 9, 10, 10, 5, tzinfo=ALMATY))
    (pair,) = suggestions(organisation=make.organisation)
    title, first, second = pair.together
    assert (title, first.astimezone(ALMATY).minute, second.astimezone(ALMATY).minute) == ("Дәріс", 2, 5)


def test_who_has_more_visits_stays(make):
    one, other = person(make, "Айгүл Бекова"), person(make, "Бекова Айгүл")
    for _time in range(2):
        visit(make, other)
    (pair,) = suggestions(organisation=make.organisation)
    assert (pair.kept.person, pair.kept.visits, pair.merged.person, pair.merged.visits) == (other, 2, one, 0)


def test_a_decision_takes_the_pair_from_the_list(make):
    one, other, third = (person(make, "Айгүл Бекова") for _row in range(3))
    assert len(shown(make)) == 3
    keep_apart(other, one, by=None)
    keep_apart(one, other, by=None)
    assert DifferentPeople.objects.count() == 1
    assert len(shown(make)) == 2
    merge_people(kept=third, merged=other, by=None)
    assert len(shown(make)) == 1
    make.other_organisation().person(name="Айгүл Бекова")
    assert len(shown(make)) == 1


@pytest.mark.parametrize("number", [1, 12])
def test_queries_do_not_grow_with_the_list(make, number, django_assert_num_queries):
    activity = make.activity()
    for place in range(number):
        for name in (f"Айгүл Бекова{'а' * place}", f"Бекова{'а' * place} Айгүл"):
            who = person(make, name)
            issue_code(who)
            visit(make, who, activity)
    with django_assert_num_queries(5):
        assert len(suggestions(organisation=make.organisation)) == number


def test_the_page_decides_and_undoes(make, organiser):
    one, other = person(make, "Айгүл Бекова", "+77000000001"), person(make, "Айгүл Б.", "+77000000001")
    page = organiser.get("/people/duplicates/")
    assert "Айгүл Б." in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store, private"
    body = {"kept": one.pk, "merged": other.pk, "act": "same"}
    for _tap in range(2):
        assert organiser.post("/people/duplicates/", body).status_code == 302
    merge = PersonMerge.objects.get()
    assert (merge.kept, merge.merged, merge.undone_at) == (one, other, None)
    for _tap in range(2):
        assert organiser.post(f"/merges/{merge.pk}/undo/").status_code == 302
    merge.refresh_from_db()
    assert merge.undone_at
    organiser.post("/people/duplicates/", {**body, "act": "different"})
    assert DifferentPeople.objects.get().first == one
    assert "Айгүл Б. → Айгүл Бекова" in organiser.get("/people/duplicates/").content.decode()


def test_a_merge_by_name_and_by_short_code(make, organiser):
    one, other = person(make, "Айгүл Бекова"), person(make, "Гүлі", "+77000000002")
    code = issue_code(other)
    for wanted in ("гү", code.display):
        page = organiser.post(f"/people/{one.pk}/merge/", {"find": wanted}).content.decode()
        assert f'value="{other.pk}"' in page
        assert f'value="{one.pk}"' not in page
    assert organiser.post(f"/people/{one.pk}/merge/", {"merged": other.pk}).status_code == 302
    other.refresh_from_db()
    assert other.merged_into == one
    assert organiser.post(f"/people/{one.pk}/merge/", {"merged": one.pk}, follow=True).status_code == 200
    assert organiser.get(f"/people/{other.pk}/merge/").status_code == 404


@pytest.mark.parametrize("body", [{}, {"kept": "x"}, {"kept": "٣", "merged": "1"}, {"act": "same"}])
def test_nonsense_is_404(make, organiser, body):
    assert organiser.post("/people/duplicates/", body).status_code == 404


def test_staff_and_viewers_see_no_names_here(make):
    for role in (Role.STAFF, Role.VIEWER):
        assert signed_in(make.member(role).user).get("/people/duplicates/").status_code == 403
