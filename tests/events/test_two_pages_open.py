"""Two people have the same page open: nobody's words, numbers or erased names are lost or come back."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from events.actions.contests import EntryFacts, add_entry, contest_of, forget_author
from events.models import Activity, ContestEntry, Material, MaterialCount, Point

DAY = date(2025, 9, 10)


def form_of(page, name="form"):
    """What a browser would send back of a form, hidden first values too."""
    sent = {}
    for field in page.context[name]:
        value = field.value()
        sent[field.html_name] = "" if value is None else value
        if field.field.show_hidden_initial:
            assert f'name="{field.html_initial_name}"' in page.content.decode()
            sent[field.html_initial_name] = sent[field.html_name]
    return sent


def test_an_erased_name_does_not_come_back_from_a_page_that_was_open(organiser, make):
    contest = contest_of(make.activity(kind="exhibition"))
    facts = EntryFacts(title="Сурет", author_name="Айша Серік", name_consent="own", author_age=30)
    entry = add_entry(contest, facts, act=uuid.uuid4(), by=None).entry
    address = reverse("events:contest_entry", args=[entry.pk])
    sent = form_of(organiser.get(address))
    forget_author(entry, by=None)
    assert organiser.post(address, {**sent, "title": "Дала"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.author_name, entry.name_consent) == ("Дала", "", "none")
    # Typed anew with consent it is a new word of the author's.
    sent = form_of(organiser.get(address))
    organiser.post(address, {**sent, "author_name": "Айша Серік", "name_consent": "own"})
    entry.refresh_from_db()
    assert entry.author_name == "Айша Серік"


def test_a_form_of_one_contest_sent_to_another_is_refused(organiser, make):
    form = {"form": uuid.uuid4(), "title": "Сурет"}
    answers = []
    for _ in range(2):
        activity = make.activity(kind="exhibition")
        contest_of(activity)
        answers.append(organiser.post(reverse("events:contest", args=[activity.ref]), form).status_code)
    assert answers == [302, 409]
    # Another work in the same form, after the back button, is another entry.
    address = reverse("events:contest", args=[contest_of(Activity.objects.earliest("pk")).activity.ref])
    assert [organiser.post(address, {**form, "title": "Мүсін"}).status_code for _tap in range(2)] == [302, 302]
    assert list(ContestEntry.objects.values_list("number", "title")) == [(1, "Сурет"), (2, "Мүсін")]


def test_two_people_writing_an_activitys_texts_lose_nothing(organiser, make):
    activity = make.activity(goal="Мақсат", outcome="Ескі\nмәтін")
    address = reverse("events:activity_edit", args=[activity.ref])
    page = organiser.get(address)
    rows = {f"{name}-{what}_FORMS": 0 for name in ("speakers", "partners") for what in ("TOTAL", "INITIAL")}
    sent = {**form_of(page), **rows}
    type(activity).objects.update(outcome="Әріптестің мәтіні", resolution="Қарар")
    # What this page left alone stays as the other one wrote it.
    assert organiser.post(address, {**sent, "goal": "Жаңа мақсат"}).status_code == 302
    activity.refresh_from_db()
    assert (activity.goal, activity.outcome, activity.resolution) == ("Жаңа мақсат", "Әріптестің мәтіні", "Қарар")
    # What both wrote is shown, and nothing is saved until it was seen.
    both = {**sent, "goal": "Жаңа мақсат", "initial-goal": "Жаңа мақсат", "outcome": "Менің мәтінім"}
    answer = organiser.post(address, both)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Әріптестің мәтіні" in text
    assert "Менің мәтінім" in text
    again = {**both, "initial-outcome": "Әріптестің мәтіні"}
    assert 'name="initial-outcome" value="Әріптестің мәтіні"' in text
    assert organiser.post(address, again).status_code == 302
    activity.refresh_from_db()
    assert activity.outcome == "Менің мәтінім"


@pytest.fixture
def leaflet(make):
    return Material.objects.create(activity=make.activity(kind="flyer_action"), kind="leaflet")


def copies(organiser, leaflet, **fields):
    address = reverse("events:copies", args=[leaflet.activity.ref, leaflet.pk])
    return organiser.post(address, {"day": f"{DAY}", **fields}).status_code


def noted():
    return list(MaterialCount.objects.order_by("pk").values_list("point__name", "day", "handed_out"))


def test_a_place_written_once_more_never_takes_the_place_of_its_number(organiser, leaflet):
    assert copies(organiser, leaflet, name0="Вокзал", count0="10") == 302
    # The same form again is the same; another page that did not know the place yet is told.
    assert copies(organiser, leaflet, name0="Вокзал", count0="10") == 302
    assert copies(organiser, leaflet, name0="вокзал", count0="4") == 422
    point = Point.objects.get()
    shown = {f"p{point.pk}": "12", f"initial-p{point.pk}": "10"}
    assert copies(organiser, leaflet, **shown, name0="Вокзал", count0="4") == 422
    assert noted() == [("Вокзал", DAY, 10)]
    # Without a number yet it is that point, in whatever capitals; two spellings of a new one are one.
    MaterialCount.objects.all().delete()
    assert (
        copies(organiser, leaflet, name0="ВОКЗАЛ", count0="4", name1="Базар", count1="1", name2="базар", count2="2")
        == 302
    )
    assert noted() == [("Вокзал", DAY, 4), ("Базар", DAY, 3)]


def test_copies_are_not_noted_on_a_day_that_nobody_chose(organiser, leaflet):
    type(leaflet.activity).objects.update(starts_on=date(2025, 9, 20))
    assert copies(organiser, leaflet, p0="5") == 422
    assert noted() == []
    assert copies(organiser, leaflet, p0="5", day="2025-09-20") == 302
    assert copies(organiser, leaflet, p0="6", day="none") == 302
    assert noted() == [(None, date(2025, 9, 20), 5), (None, None, 6)]
