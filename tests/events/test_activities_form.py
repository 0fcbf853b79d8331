"""The form of an activity: six fields are enough, everything is kept, nothing bad gets in."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from events.actions.activities import create_activity, update_activity
from events.models import Activity, ActivityKind
from grants.models import Role
from tests.conftest import signed_in
from tests.factories import ALMATY


def kind(code="seminar"):
    return ActivityKind.objects.get(organisation=None, code=code)


def filled(project, **fields):
    """What a browser sends from the form."""
    return {
        "project": project.pk,
        "kind": kind().pk,
        "title": "«Саналы отбасы» семинары",
        "starts_on": "2025-09-10",
        "starts_at": "10:00",
        "venue": "Тараз сервис колледжі",
        "speakers-TOTAL_FORMS": "3",
        "speakers-INITIAL_FORMS": "0",
        **fields,
    }


def test_six_fields_make_an_activity(make, organiser):
    project = make.project(ref="P2")
    answer = organiser.post("/activities/new/", filled(project))
    made = Activity.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == "/activities/P2-01/"
    assert (made.title, made.starts_on, made.starts_at) == (
        "«Саналы отбасы» семинары",
        date(2025, 9, 10),
        time(10, 0),
    )
    assert (made.format, made.ask_name, made.ask_phone, made.count_unit) == ("offline", "optional", "off", "people")


def test_everything_in_the_form_is_stored(make, organiser):
    project = make.project(ref="P2")
    measure = make.measure(project)
    organiser.post(
        "/activities/new/",
        filled(
            project,
            measure=measure.pk,
            topic="Тақырып",
            format="mixed",
            ends_on="2025-09-12",
            town="Тараз",
            address="Төле би, 1",
            languages=["kk", "ru"],
            expected_number="40",
            count_unit="families",
            goal="Мақсат",
            outcome="Нәтиже",
            guests="Қонақ",
            ask_name="required",
            ask_phone="optional",
            ref="ӘН-7",
            **{
                "speakers-0-name": "А. Спикер",
                "speakers-0-post": "психолог",
                "speakers-2-name": "Б. Спикер",
                "speakers-2-topic": "Неке",
            },
        ),
    )
    made = Activity.objects.get(ref="ӘН-7")
    assert (made.measure, made.topic, made.format, made.ends_on) == (measure, "Тақырып", "mixed", date(2025, 9, 12))
    assert (made.languages, made.expected_number, made.count_unit) == (["kk", "ru"], 40, "families")
    assert (made.ask_name, made.ask_phone) == ("required", "optional")
    assert list(made.speakers.values_list("name", "post", "topic")) == [
        ("А. Спикер", "психолог", ""),
        ("Б. Спикер", "", "Неке"),
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "а" * 501),
        ("title", "a\0b"),
        ("starts_on", "32.13.2025"),
        ("starts_on", "0001-01-01"),
        ("starts_on", "9999-12-31"),
        ("starts_on", ""),
        ("starts_at", "25:99"),
        ("ends_on", "2025-09-09"),
        ("project", "999999999999999999999999"),
        ("project", "x"),
        ("kind", "\0"),
        ("measure", "7"),
        ("format", "by post"),
        ("languages", "tlh"),
        ("expected_number", "-1"),
        ("expected_number", "99999999999"),
        ("count_unit", "sheep"),
        ("goal", "а" * 10_001),
        ("ask_name", "maybe"),
        ("ref", "a/b"),
        ("ref", "new"),
        ("speakers-0-post", "психолог"),
        ("speakers-TOTAL_FORMS", "x"),
    ],
)
def test_a_bad_value_is_told_and_nothing_entered_is_lost(make, organiser, field, value):
    project = make.project()
    fields = filled(project, topic="сақталсын", ends_on="2025-09-11") | {field: value}
    answer = organiser.post("/activities/new/", fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "field__errors" in page or "notice--bad" in page
    assert 'value="сақталсын"' in page
    assert Activity.objects.count() == 0


def test_a_measure_of_another_project_is_told_beside_the_field(make, organiser):
    project, measure = make.project(), make.measure(make.project())
    answer = organiser.post("/activities/new/", filled(project, measure=measure.pk))
    assert answer.status_code == 422
    assert "measure" in answer.context["form"].errors


def test_a_taken_short_code_is_told_beside_the_field(make, organiser):
    project = make.project()
    make.activity(project, ref="A1")
    answer = organiser.post("/activities/new/", filled(project, ref="A1"))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["ref"]


def test_the_form_begins_with_today_and_the_project_used_last(make):
    member = make.member()
    first, second = make.project(), make.project()
    create_activity(first, kind=kind(), title="Семинар", by=member.user)
    form = signed_in(member.user).get("/activities/new/").context["form"]
    assert form["project"].value() == first.pk
    assert form.initial["starts_on"] == timezone.localdate()
    assert second in form.fields["project"].queryset


def test_a_copy_brings_everything_but_date_number_and_results(make, organiser):
    activity = make.activity(outcome="Бұрынғы нәтиже", topic="Тақырып", reported_count=30)
    activity.speakers.create(name="А. Спикер")
    page = organiser.get("/activities/new/", {"copy": activity.ref})
    form = page.context["form"]
    assert (form["title"].value(), form["topic"].value()) == (activity.title, "Тақырып")
    assert (form["outcome"].value(), form["ref"].value()) == (None, None)
    assert form.initial["starts_on"] != activity.starts_on
    assert page.context["speakers"].initial == [{"name": "А. Спикер", "post": "", "topic": ""}]


def test_a_copy_saves_its_speakers_unchanged(make, organiser):
    activity = make.activity()
    activity.speakers.create(name="А. Спикер", post="психолог")
    fields = filled(activity.project, **{"speakers-INITIAL_FORMS": "1", "speakers-0-name": "А. Спикер"})
    fields |= {"speakers-0-post": "психолог"}
    organiser.post(f"/activities/new/?copy={activity.ref}", fields)
    copy = Activity.objects.exclude(pk=activity.pk).get()
    assert list(copy.speakers.values_list("name", "post")) == [("А. Спикер", "психолог")]


def test_nothing_foreign_is_copied_or_offered(make, organiser):
    foreign = make.other_organisation().activity(title="Бөтен іс-шара")
    make.project()
    page = organiser.get("/activities/new/", {"copy": foreign.ref})
    assert page.status_code == 200
    assert "Бөтен іс-шара" not in page.content.decode()
    assert organiser.post("/activities/new/", filled(foreign.project)).status_code == 422


def test_without_a_project_the_form_sends_to_make_one(make, organiser):
    page = organiser.get("/activities/new/")
    assert page.status_code == 200
    assert "/projects/new/" in page.content.decode()


def test_an_edit_changes_what_was_sent_and_removes_an_emptied_speaker(make, organiser):
    activity = make.activity(ref="A1", languages=["kk"])
    activity.speakers.create(name="А. Спикер")
    page = organiser.get("/activities/A1/edit/").content.decode()
    assert 'value="А. Спикер"' in page
    fields = filled(activity.project, title="Жаңа атау", **{"speakers-INITIAL_FORMS": "1", "speakers-0-name": ""})
    answer = organiser.post("/activities/A1/edit/", fields)
    assert answer.status_code == 302
    activity.refresh_from_db()
    assert (activity.title, activity.ref, activity.languages) == ("Жаңа атау", "A1", [])
    assert activity.speakers.count() == 0


def test_an_edit_that_fails_changes_nothing(make, organiser):
    activity = make.activity(ref="A1", title="Ескі атау")
    answer = organiser.post("/activities/A1/edit/", filled(activity.project, title="Жаңа", starts_on="кеше"))
    assert answer.status_code == 422
    assert 'value="Жаңа"' in answer.content.decode()
    assert Activity.objects.get().title == "Ескі атау"


def test_cancelling_asks_for_a_reason(make, organiser):
    activity = make.activity(ref="A1")
    assert organiser.get("/activities/A1/cancel/").status_code == 200
    assert organiser.post("/activities/A1/cancel/", {"reason": " "}).status_code == 422
    assert organiser.post("/activities/A1/cancel/", {"reason": "карантин"}).status_code == 302
    activity.refresh_from_db()
    assert activity.cancel_reason == "карантин"
    assert organiser.post("/activities/A1/restore/").status_code == 302
    activity.refresh_from_db()
    assert activity.cancelled_at is None


@pytest.mark.parametrize("address", ["edit/", "cancel/"])
def test_another_organisations_activity_is_not_found(make, organiser, address):
    foreign = make.other_organisation().activity(ref="F1")
    assert organiser.get(f"/activities/F1/{address}").status_code == 404
    assert organiser.post(f"/activities/F1/{address}", {"reason": "x"}).status_code == 404
    assert organiser.post("/activities/F1/restore/").status_code == 404
    foreign.refresh_from_db()
    assert foreign.cancelled_at is None


@pytest.mark.parametrize("role", [Role.STAFF, Role.VIEWER])
def test_only_editors_change_activities(make, role):
    make.activity(ref="A1")
    client = signed_in(make.member(role).user)
    for address in ("new/", "A1/edit/", "A1/cancel/"):
        assert client.get(f"/activities/{address}").status_code == 403
        assert client.post(f"/activities/{address}", {}).status_code == 403
    assert client.post("/activities/A1/restore/").status_code == 403


def test_a_stranger_is_sent_to_sign_in(make, client):
    make.activity(ref="A1")
    for address in ("", "new/", "calendar/", "A1/edit/"):
        answer = client.get(f"/activities/{address}")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")


def test_the_check_in_section_is_stored_copied_and_folded(make, organiser):
    project = make.project(ref="P2")
    organiser.post(
        "/activities/new/",
        filled(
            project,
            ask_signature="required",
            opens_at="2025-09-10T09:00",
            closes_at="2025-09-10T11:30",
            wants_presence_code="on",
        ),
    )
    made = Activity.objects.get()
    opens, closes = timezone.localtime(made.opens_at), timezone.localtime(made.closes_at)
    assert (opens.strftime("%d.%m.%Y %H:%M"), closes.strftime("%d.%m.%Y %H:%M")) == (
        "10.09.2025 09:00",
        "10.09.2025 11:30",
    )
    assert (made.ask_signature, made.wants_presence_code) == ("required", True)
    page = organiser.get("/activities/P2-01/edit/").content.decode()
    assert 'value="2025-09-10T09:00"' in page
    copy = organiser.get("/activities/new/", {"copy": "P2-01"}).context["form"].initial
    assert (copy["ask_signature"], copy["wants_presence_code"]) == ("required", True)
    assert not {"opens_at", "closes_at"} & set(copy)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("opens_at", "x"),
        ("opens_at", "0001-01-01T00:00"),
        ("closes_at", "9999-12-31T23:59"),
        ("closes_at", "2025-09-10T08:00"),
        ("ask_signature", "maybe"),
    ],
)
def test_bad_hours_are_told_beside_their_field_and_nothing_is_lost(make, organiser, field, value):
    fields = filled(make.project(), opens_at="2025-09-10T09:00", topic="сақталсын") | {field: value}
    answer = organiser.post("/activities/new/", fields)
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {field})
    assert answer.context["form"].check_in_has_errors
    assert 'value="сақталсын"' in answer.content.decode()
    assert Activity.objects.count() == 0


def test_the_posters_hours_move_with_the_day_unless_they_are_set_anew(make, organiser):
    activity = make.activity(
        opens_at=datetime(2025, 9, 10, 9, tzinfo=ALMATY), closes_at=datetime(2025, 9, 10, 11, tzinfo=ALMATY)
    )
    moved = update_activity(activity, starts_on=date(2025, 9, 17), by=None)
    assert (moved.opens_at, moved.closes_at) == (
        datetime(2025, 9, 17, 9, tzinfo=ALMATY),
        datetime(2025, 9, 17, 11, tzinfo=ALMATY),
    )
    again = update_activity(
        moved, starts_on=date(2025, 9, 18), opens_at=datetime(2025, 9, 18, 7, tzinfo=ALMATY), by=None
    )
    assert (again.opens_at, again.closes_at) == (
        datetime(2025, 9, 18, 7, tzinfo=ALMATY),
        datetime(2025, 9, 18, 11, tzinfo=ALMATY),
    )


def test_an_address_may_name_the_measure_and_with_it_the_project(make, organiser):
    measure = make.measure(make.project(ref="P2"))
    make.project(ref="P9")
    form = organiser.get(f"/activities/new/?measure={measure.pk}").context["form"]
    assert (form["measure"].value(), form["project"].value()) == (measure.pk, measure.project_id)
    for strange in ("999999", "x", "²", "9" * 40):
        assert organiser.get(f"/activities/new/?measure={strange}").status_code == 200
