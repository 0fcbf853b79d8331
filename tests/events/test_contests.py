"""Contests: entries numbered by themselves, names only with consent, places, a list that can be read out."""

import uuid
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from events.actions.contests import ContestFacts as Facts
from events.actions.contests import (
    EntryFacts,
    NominationLine,
    add_entry,
    contest_of,
    set_contest,
    set_results,
    withdraw_entry,
)
from events.models import ContestEntry, JuryMember, Nomination, Subject
from events.queries.counts import activity_counts
from grants.models import AuditEntry, Role
from rules.errors import AppError
from tests.conftest import signed_in


@pytest.fixture
def activity(make):
    return make.activity(kind="exhibition", ref="A1", title="Балалар көрмесі")


@pytest.fixture
def contest(activity):
    row = contest_of(activity)
    nominations = [NominationLine("Сурет"), NominationLine("Қолөнер")]
    set_contest(row, Facts("Ереже", 6, 12, date(2025, 10, 15)), nominations=nominations, jury=[], by=None)
    return row


def entered(contest, title="Ауыл", **facts):
    return add_entry(contest, EntryFacts(title, **facts), act=uuid.uuid4(), by=None).entry


def sent(**fields):
    return {"form": str(uuid.uuid4()), "title": "Менің ауылым", "name_consent": "none", **fields}


def test_entries_are_numbered_and_sent_twice_is_once(activity, contest, organiser):
    drawing = Nomination.objects.get(title="Сурет")
    fields = sent(author_age="9", nomination=drawing.pk, from_where="№ 5 мектеп")
    for _tap in range(2):
        assert organiser.post("/activities/A1/contest/", fields).status_code == 302
    assert organiser.get("/activities/A1/contest/").context["form"]["from_where"].value() == "№ 5 мектеп"
    organiser.post("/activities/A1/contest/", sent(title="Достық"))
    assert list(ContestEntry.objects.values_list("number", "title", "nomination__title", "author_age")) == [
        (1, "Менің ауылым", "Сурет", 9),
        (2, "Достық", None, None),
    ]
    assert activity_counts(activities=[activity.pk])[activity.pk].total == 0


@pytest.mark.parametrize(
    ("language", "work", "works", "register"),
    [("kk", "1 жұмыс", "Жұмыстар", "0 жазба"), ("ru", "1 работа", "Работы", "0 записей")],
)
def test_a_contest_has_works_where_a_register_has_entries(
    make, activity, contest, organiser, language, work, works, register
):
    organiser.cookies["django_language"] = language
    entered(contest)
    assert work in organiser.get("/activities/A1/contest/").content.decode()
    book = load_workbook(BytesIO(organiser.get("/activities/A1/contest/entries.xlsx").content))
    assert book.sheetnames == [works]
    subject = Subject.objects.create(organisation=make.organisation, name="Неке")
    assert register in organiser.get(f"/consultations/subjects/{subject.pk}/").content.decode()


def test_the_activitys_page_counts_entries_apart_from_people(activity, contest, organiser):
    entered(contest), entered(contest), withdraw_entry(entered(contest), withdrawn=True, by=None)
    organiser.cookies["django_language"] = "en"
    page = organiser.get("/activities/A1/").content.decode()
    assert '<b class="number">2</b> <span class="muted">· works, not people · 1 withdrawn</span>' in page


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"author_name": "Айгүл"}, "name_consent"),
        ({"author_name": "Айгүл", "name_consent": "own", "author_age": "17"}, "name_consent"),
        ({"author_name": "Айгүл", "name_consent": "own"}, "author_age"),
        ({"author_age": "121"}, "author_age"),
        ({"author_age": "-1"}, "author_age"),
        ({"nomination": "0"}, "nomination"),
        ({"title": "а" * 301}, "title"),
        ({"name_consent": "mine"}, "name_consent"),
    ],
)
def test_a_bad_entry_is_told_beside_its_field_and_nothing_is_lost(contest, organiser, fields, wrong):
    answer = organiser.post("/activities/A1/contest/", sent(from_where="Мектеп") | fields)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])
    assert 'value="Мектеп"' in answer.content.decode()
    assert ContestEntry.objects.count() == 0


def test_an_empty_entry_is_none(contest, organiser):
    answer = organiser.post("/activities/A1/contest/", sent(title=" "))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["title"])
    assert ContestEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("age", "consent", "kept"),
    [("12", "guardian", "guardian"), ("18", "own", "own"), ("", "guardian", "guardian")],
)
def test_a_name_is_kept_with_consent(contest, organiser, age, consent, kept):
    organiser.post("/activities/A1/contest/", sent(author_name="Айгүл С.", name_consent=consent, author_age=age))
    entry = ContestEntry.objects.get()
    assert (entry.author_name, entry.name_consent) == ("Айгүл С.", kept)
    assert "Айгүл" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_consent_without_a_name_is_no_consent(contest):
    assert entered(contest, name_consent="guardian").name_consent == "none"


def test_an_age_outside_the_limits_is_warned_of_and_kept(contest, organiser):
    page = organiser.post("/activities/A1/contest/", sent(author_age="14"), follow=True)
    assert ContestEntry.objects.get().author_age == 14
    assert [message.level_tag for message in page.context["messages"]] == ["ok", "warn"]
    assert [bool(warning) for _entry, warning in page.context["lines"]] == [True]


def test_withdrawing_consent_erases_the_name_and_leaves_the_work(contest, organiser):
    entry = entered(contest, author_name="Айгүл С.", name_consent="guardian", author_age=12)
    set_results(contest, {entry.pk: (1, "")}, by=None)
    assert organiser.post(f"/contest-entries/{entry.pk}/forget/").status_code == 302
    entry.refresh_from_db()
    assert (entry.author_name, entry.name_consent, entry.author_age, entry.place) == ("", "none", 12, 1)
    assert "Айгүл" not in organiser.get("/activities/A1/contest/winners/").content.decode()


def test_a_withdrawn_entry_keeps_its_number_and_loses_its_place(contest, organiser):
    first, second = entered(contest), entered(contest)
    set_results(contest, {second.pk: (1, "диплом")}, by=None)
    organiser.post(f"/contest-entries/{second.pk}/withdraw/")
    second.refresh_from_db()
    assert (second.withdrawn_at is not None, second.place, second.prize) == (True, None, "")
    assert entered(contest).number == 3
    organiser.post(f"/contest-entries/{second.pk}/withdraw/", {"back": "1"})
    second.refresh_from_db()
    assert (second.withdrawn_at, second.number, first.number) == (None, 2, 1)


def test_results_two_first_places_and_the_printed_list(contest, organiser):
    drawing = Nomination.objects.get(title="Сурет")
    named = entered(
        contest, "Достық", nomination=drawing, author_name="Айгүл С.", name_consent="guardian", author_age=11
    )
    nameless = entered(contest, "Наурыз", nomination=drawing, author_age=12)
    ageless = entered(contest, "Қобыз")
    fields = {
        f"entry{named.pk}-place": "1",
        f"entry{named.pk}-prize": "",
        f"entry{nameless.pk}-place": "1",
        f"entry{nameless.pk}-prize": "диплом",
        f"entry{ageless.pk}-place": "",
        f"entry{ageless.pk}-prize": "алғыс хат",
    }
    organiser.cookies["django_language"] = "en"
    page = organiser.post("/activities/A1/contest/results/", fields, follow=True).content.decode()
    assert "Place 1 in «Сурет» is given more than once: entries 1, 2." in page
    groups = organiser.get("/activities/A1/contest/winners/").context["groups"]
    assert [(title, [(row.place, row.prize, who) for row, who in rows]) for title, rows in groups] == [
        ("Сурет", [(1, "", "Айгүл С."), (1, "диплом", "No. 2, aged 12")]),
        (None, [(None, "алғыс хат", "No. 3")]),
    ]
    bad = organiser.post("/activities/A1/contest/results/", fields | {f"entry{named.pk}-place": "4"})
    assert bad.status_code == 422
    assert 'value="диплом"' in bad.content.decode()


def settings(**fields):
    management = {f"{name}-{what}": "0" for name in ("nominations", "jury") for what in ("INITIAL_FORMS",)}
    return {"nominations-TOTAL_FORMS": "3", "jury-TOTAL_FORMS": "2", **management, **fields}


def test_nominations_are_renamed_added_and_kept_while_in_use(contest, organiser):
    drawing, craft = contest.nominations.all()
    entered(contest, nomination=drawing)
    fields = settings(
        youngest="7",
        oldest="",
        **{
            "nominations-0-pk": drawing.pk,
            "nominations-0-title": "Қолөнер",
            "nominations-1-pk": craft.pk,
            "nominations-1-title": "Сурет",
            "nominations-2-title": "Мүсін",
            "jury-0-name": "Б. Төреші",
            "jury-0-post": "суретші",
            "jury-0-has_consented": "on",
            "jury-0-is_chair": "on",
        },
    )
    assert organiser.post("/activities/A1/contest/settings/", fields).status_code == 302
    assert list(contest.nominations.values_list("title", flat=True)) == ["Қолөнер", "Сурет", "Мүсін"]
    assert ContestEntry.objects.get().nomination.title == "Қолөнер"
    assert JuryMember.objects.values_list("name", "post", "is_chair", "has_consented").get() == (
        "Б. Төреші", "суретші", True, True,
    )  # fmt: skip
    contest.refresh_from_db()
    assert (contest.youngest, contest.oldest) == (7, None)
    emptied = organiser.post("/activities/A1/contest/settings/", fields | {"nominations-0-title": ""})
    assert emptied.status_code == 422
    assert "«Қолөнер»" in emptied.content.decode()
    assert contest.nominations.count() == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"jury-0-name": "Б. Төреші"},  # without consent
        {"jury-0-post": "суретші"},
        {"youngest": "12", "oldest": "6"},
        {"nominations-0-title": "Сурет", "nominations-1-title": "СУРЕТ"},
        {"jury-0-name": "А", "jury-0-has_consented": "on", "jury-1-name": "а", "jury-1-has_consented": "on"},
        {"jury-TOTAL_FORMS": "x"},
        {"entries_until": "0001-01-01"},
    ],
)
def test_bad_settings_change_nothing_and_lose_nothing(contest, organiser, fields):
    before = list(contest.nominations.values_list("title", flat=True))
    kept = {
        "rules_text": "сақталсын",
        **{f"nominations-{place}-pk": row.pk for place, row in enumerate(contest.nominations.all())},
    }
    kept |= {f"nominations-{place}-title": title for place, title in enumerate(before)}
    answer = organiser.post("/activities/A1/contest/settings/", settings(**kept) | fields)
    assert answer.status_code == 422
    assert "сақталсын" in answer.content.decode()
    assert list(contest.nominations.values_list("title", flat=True)) == before
    assert JuryMember.objects.count() == 0


def test_the_workbook_of_entries_has_names_only_with_consent_and_no_formulas(contest, organiser):
    entered(contest, "=1+1", author_name="Айгүл С.", name_consent="guardian", author_age=12)
    entered(contest, "Наурыз", author_age=9)
    book = load_workbook(BytesIO(organiser.get("/activities/A1/contest/entries.xlsx").content))
    rows = [row[:5] for row in book.worksheets[0].iter_rows(min_row=4, values_only=True)]
    assert rows == [(1, "'=1+1", None, "Айгүл С.", 12), (2, "Наурыз", None, None, 9)]


def test_staff_take_entries_in_and_see_no_names(make, contest):
    entered(contest, author_name="Айгүл С.", name_consent="guardian", author_age=12)
    staff = signed_in(make.member(Role.STAFF).user)
    assert staff.post("/activities/A1/contest/", sent()).status_code == 302
    page = staff.get("/activities/A1/contest/").content.decode()
    assert "Айгүл" not in page
    assert "/contest-entries/" not in page


def test_only_kinds_with_a_contest_have_one(make, organiser):
    make.activity(kind="lecture", ref="L1")
    assert organiser.get("/activities/L1/contest/").status_code == 404


def test_a_nomination_of_another_contest_is_refused(make, contest):
    other = contest_of(make.activity(kind="exhibition"))
    with pytest.raises(AppError, match="nomination_of_another_contest"):
        entered(other, nomination=contest.nominations.first())
