"""Register once for ten lectures: one form, each activity with its own places."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.actions.activities import cancel_activity, update_activity
from events.actions.series import choose_activities, make_series
from events.models import Activity, Consent, Person, Registration, Series
from events.queries.registrations import next_of_series
from grants.models import Role
from rules.errors import AppError
from tests.conftest import signed_in
from tests.events.phone import Phone
from tests.events.register_phone import Visitor, ahead


@pytest.fixture
def project(make):
    return make.project(ref="P9")


@pytest.fixture
def lectures(make, project):
    return [ahead(make, project=project, days=day, title=f"Дәріс {day}", ref=f"L{day}") for day in (1, 2, 3)]


@pytest.fixture
def series(project, lectures):
    made = make_series(project, title=" Он   дәріс ", by=None)
    choose_activities(made, lectures, by=None)
    for lecture in lectures:
        lecture.refresh_from_db()
    return made


def states() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for ref, state in Registration.objects.order_by("pk").values_list("activity__ref", "state"):
        found.setdefault(ref, []).append(state)
    return found


def test_one_form_registers_for_every_upcoming_activity(make, series, lectures, project):
    over = ahead(make, project=project, days=-3, ref="L0")
    snow, shut = ahead(make, project=project, days=4, ref="L4"), ahead(make, project=project, days=5, ref="L5")
    choose_activities(series, [*lectures, over, snow, shut], by=None)
    cancel_activity(snow, reason="snow", by=None)
    Activity.objects.filter(pk=shut.pk).update(takes_registrations=False)
    visitor = Visitor(series)
    answer = visitor.register(follow=True, name="Айгерім")
    assert answer.redirect_chain == [(f"/r/{series.public_code}/place/", 302)]
    assert states() == {"L1": ["place"], "L2": ["place"], "L3": ["place"]}
    assert (Person.objects.count(), Consent.objects.count()) == (1, 6)
    text = answer.content.decode()
    assert [title for title in ("Дәріс 1", "Дәріс 2", "Дәріс 3") if title in text] == ["Дәріс 1", "Дәріс 2", "Дәріс 3"]
    # Each one's own link knows it too, and a second form changes nothing.
    assert "You have a place" in visitor.at(lectures[1]).place()
    assert visitor.at(series).get().status_code == 302
    assert Registration.objects.count() == 3


def test_each_activity_has_its_own_places_and_queue(series, lectures):
    Activity.objects.filter(ref="L2").update(capacity=1)
    first, second = Visitor(series), Visitor(series)
    first.register()
    text = second.register(follow=True).content.decode()
    assert states() == {"L1": ["place", "place"], "L2": ["place", "waiting"], "L3": ["place", "place"]}
    assert "Waiting list: you are number 1" in text
    first.cancel(lectures[1])
    assert states() == {"L1": ["place", "place"], "L2": ["cancelled", "place"], "L3": ["place", "place"]}
    assert "You cancelled" in first.place()
    assert "Register for the others too" in first.place()
    second.cancel()
    assert states() == {"L1": ["place", "cancelled"], "L2": ["cancelled", "cancelled"], "L3": ["place", "cancelled"]}


def test_an_activity_added_later_is_one_tap_away(make, series, lectures, project):
    visitor = Visitor(series)
    visitor.register()
    choose_activities(series, [*lectures, ahead(make, project=project, days=9, ref="L9")], by=None)
    assert 'value="again"' in visitor.get().content.decode()
    visitor.register(act="again")
    assert states()["L9"] == ["place"]
    assert Registration.objects.count() == 4


def test_who_registered_for_one_registers_for_the_rest_without_cookies(series, lectures):
    visitor = Visitor(series, keeps_cookies=False)
    mark = visitor.mark()
    visitor.send(mark)
    Registration.objects.filter(activity=lectures[2]).delete()
    answer = visitor.send(mark)
    assert answer.status_code == 200
    assert states() == {"L1": ["place"], "L2": ["place"], "L3": ["place"]}
    assert Person.objects.count() == 1


def test_the_form_asks_for_what_any_of_them_requires(series):
    Activity.objects.filter(ref="L3").update(ask_phone="required")
    answer = Visitor(series).register()
    assert answer.status_code == 422
    assert Registration.objects.count() == 0


def test_an_empty_or_finished_series_says_so(project, series, lectures):
    empty = make_series(project, title="Бос", by=None)
    assert Visitor(empty).get().status_code == 410
    Activity.objects.filter(series=series).update(starts_on=timezone.localdate() - timedelta(2))
    assert Visitor(series).get().status_code == 410


def test_choosing_opens_registration_and_leaving_keeps_people(make, project, series, lectures):
    plain = make.activity(project, ref="X1", starts_on=timezone.localdate())
    choose_activities(series, [lectures[0], plain], by=None)
    plain.refresh_from_db()
    assert plain.takes_registrations is True
    assert sorted(series.activities.values_list("ref", flat=True)) == ["L1", "X1"]
    Visitor(lectures[1]).register()
    assert states() == {"L2": ["place"]}
    with pytest.raises(AppError, match="activity_of_another_project"):
        choose_activities(series, [make.activity()], by=None)


def test_an_activity_that_moves_to_another_project_leaves_the_series(make, lectures, series):
    update_activity(lectures[0], project=make.project(), measure=None, by=None)
    lectures[0].refresh_from_db()
    assert lectures[0].series is None


def test_what_comes_next(series, lectures):
    now = timezone.now()
    assert next_of_series(activity=lectures[0], now=now) == lectures[1]
    cancel_activity(lectures[1], reason="snow", by=None)
    assert next_of_series(activity=lectures[0], now=now) == lectures[2]
    assert next_of_series(activity=lectures[2], now=now) is None


def test_the_organisers_pages(make, project, lectures, organiser):
    organiser.cookies["django_language"] = "en"
    answer = organiser.post("/series/", {"project": project.pk, "title": "Он дәріс"})
    series = Series.objects.get()
    assert answer.url == f"/series/{series.pk}/"
    assert organiser.post("/series/", {"project": project.pk, "title": "  "}).status_code == 422
    foreign = make.other_organisation().project()
    assert organiser.post("/series/", {"project": foreign.pk, "title": "x"}).status_code == 422
    assert Series.objects.count() == 1
    organiser.post(answer.url, {"act": "activities", "activity": ["L1", "L3", "no-such", "\0"]})
    assert list(series.activities.values_list("ref", flat=True)) == ["L1", "L3"]
    Visitor(series).register()
    page = organiser.get(answer.url)
    assert [(one.ref, places.taken, door) for one, places, door in page.context["lines"]] == [
        ("L1", 1, "open"),
        ("L3", 1, "open"),
    ]
    assert f"/r/{series.public_code}/" in page.content.decode()
    organiser.post(answer.url, {"act": "rename", "title": "Бес дәріс"})
    assert organiser.post(answer.url, {"act": "rename", "title": ""}).status_code == 422
    assert "Бес дәріс" in organiser.get("/series/").content.decode()
    assert "2 activities" in organiser.get("/series/").content.decode()
    staff = signed_in(make.member(Role.STAFF).user)
    assert staff.get(answer.url).status_code == 403


def test_saving_the_choice_keeps_what_is_over_or_cancelled(make, project, organiser, series, lectures):
    over = ahead(make, project=project, days=-3, ref="L0")
    choose_activities(series, [*lectures, over], by=None)
    cancel_activity(lectures[0], reason="snow", by=None)
    page = organiser.get(f"/series/{series.pk}/")
    assert {one.ref for one in page.context["choices"]} == {"L0", "L1", "L2", "L3"}


def test_who_was_counted_is_led_to_the_next_activity_of_the_series(make, project):
    today, later = (ahead(make, project=project, days=day, ref=f"N{day}") for day in (0, 6))
    choose_activities(make_series(project, title="Он дәріс", by=None), [today, later], by=None)
    phone = Phone(today)
    text = phone.check_in(follow=True).content.decode()
    assert f'href="/r/{later.public_code}/"' in text
    assert later.title in text
