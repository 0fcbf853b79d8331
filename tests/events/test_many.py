"""Ten lectures in one go; a series copied, moved, cancelled: all or nothing, and once."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from events.actions.many import Place, make_activities, series_title
from events.models import Activity, ActivityKind, Involvement, Series
from grants.models import AuditEntry, Partner

LINES = "22.05.2025 09:00 Тараз сервис колледжі\n23.05.2025 Медицина колледжі\nДостық үйі"


def kind(code="lecture"):
    return ActivityKind.objects.get(organisation=None, code=code)


def common(project, **fields):
    return {
        "form": str(uuid.uuid4()),
        "project": project.pk,
        "kind": kind().pk,
        "title": "«Толеранттылық» {n}-дәріс",
        "town": "Тараз",
        "starts_at": "15:00",
        "languages": ["kk", "ru"],
        "expected_number": "30",
        "lines": LINES,
        **fields,
    }


def slots(*rows):
    """The preview's rows: day, time, venue."""
    fields = {"act": "save", "slots-TOTAL_FORMS": str(len(rows)), "slots-INITIAL_FORMS": str(len(rows))}
    for place, (day, at, venue) in enumerate(rows):
        fields |= {f"slots-{place}-starts_on": day, f"slots-{place}-starts_at": at, f"slots-{place}-venue": venue}
    return fields


THREE = slots(
    ("2025-05-22", "09:00", "Тараз сервис колледжі"),
    ("2025-05-23", "15:00", "Медицина колледжі"),
    ("2025-05-24", "", "Достық үйі"),
)


def made_series(make, number=3, **details):
    project = make.project(ref="P1")
    today = timezone.localdate()
    places = [Place(today + timedelta(days=7 * step), time(10), f"Мектеп {step}") for step in range(number)]
    return make_activities(
        project, kind=kind(), title="Дәріс {n}", places=places, act=uuid.uuid4(), by=None, **details
    ).series


def test_lines_become_a_preview_and_nothing_is_stored(make, organiser):
    page = organiser.post("/series/new/", common(make.project(), act="preview"))
    preview = page.context["preview"]
    assert (page.status_code, preview.number) == (200, 3)
    said = [
        (row.title, *(row.form.initial[name] for name in ("starts_on", "starts_at", "venue"))) for row in preview.rows
    ]
    assert said == [
        ("«Толеранттылық» 1-дәріс", date(2025, 5, 22), time(9), "Тараз сервис колледжі"),
        ("«Толеранттылық» 2-дәріс", date(2025, 5, 23), time(15), "Медицина колледжі"),
        ("«Толеранттылық» 3-дәріс", None, time(15), "Достық үйі"),
    ]
    assert [len(row.warnings) for row in preview.rows] == [0, 0, 1]
    assert Activity.objects.count() == 0


def test_the_corrected_preview_makes_a_numbered_series_once(make, organiser):
    project = make.project(ref="P1")
    measure = make.measure(project)
    sent = common(project, measure=measure.pk, takes_registrations="on") | THREE
    answers = [organiser.post("/series/new/", sent) for _tap in range(2)]
    series = Series.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/series/{series.pk}/"] * 2
    assert series.title == "«Толеранттылық» дәріс"
    rows = series.activities.order_by("number_in_series")
    assert list(rows.values_list("ref", "title", "number_in_series", "starts_on", "starts_at", "venue")) == [
        ("P1-01", "«Толеранттылық» 1-дәріс", 1, date(2025, 5, 22), time(9), "Тараз сервис колледжі"),
        ("P1-02", "«Толеранттылық» 2-дәріс", 2, date(2025, 5, 23), time(15), "Медицина колледжі"),
        ("P1-03", "«Толеранттылық» 3-дәріс", 3, date(2025, 5, 24), None, "Достық үйі"),
    ]
    first = rows[0]
    assert (first.measure, first.town, first.languages, first.expected_number, first.takes_registrations) == (
        measure, "Тараз", ["kk", "ru"], 30, True,
    )  # fmt: skip
    assert first.sessions.get().held_on == date(2025, 5, 22)
    assert AuditEntry.objects.filter(verb="activity.create").count() == 3
    # The same page with another day is another act.
    organiser.post("/series/new/", sent | {"slots-2-starts_on": "2025-05-25"})
    assert Activity.objects.count() == 6


def test_numbers_go_on_from_the_series_last_and_a_row_may_be_left_out(make, organiser):
    series = made_series(make)
    fields = common(series.project) | THREE | {"slots-1-left_out": "on", "slots-1-starts_on": ""}
    assert organiser.post(f"/series/new/?series={series.pk}", fields).status_code == 302
    added = series.activities.filter(number_in_series__gt=3).order_by("number_in_series")
    assert list(added.values_list("number_in_series", "title")) == [
        (4, "«Толеранттылық» 4-дәріс"),
        (5, "«Толеранттылық» 5-дәріс"),
    ]
    assert Series.objects.count() == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"slots-2-starts_on": ""},
        {"slots-2-starts_on": "1999-01-01"},
        {"slots-1-starts_at": "25:99"},
        {"slots-0-venue": "а" * 301},
        {"slots-TOTAL_FORMS": "x"},
        {f"slots-{row}-left_out": "on" for row in range(3)},
        {"title": ""},
        {"kind": "0"},
        {"lines": "", "first_day": ""},
        {"lines": "22.05.2025 Клуб\n" * 61},
        {"form": "x"},
    ],
)
def test_one_fault_and_none_is_made(make, organiser, fault):
    answer = organiser.post("/series/new/", common(make.project()) | THREE | fault)
    assert answer.status_code == 422
    assert "notice--bad" in answer.content.decode()
    assert (Activity.objects.count(), Series.objects.count()) == (0, 0)


def test_a_first_day_and_every_so_many_days(make, organiser):
    fields = common(make.project(), lines="", first_day="2025-05-22", every="14", how_many="3", venue="Клуб")
    rows = organiser.post("/series/new/", fields | {"act": "preview"}).context["preview"].rows
    assert [(row.form.initial["starts_on"], row.form.initial["venue"]) for row in rows] == [
        (date(2025, 5, 22), "Клуб"),
        (date(2025, 6, 5), "Клуб"),
        (date(2025, 6, 19), "Клуб"),
    ]


def test_a_day_outside_the_contract_and_two_at_once_are_warned_of(make, organiser):
    lines = "01.01.2025 09:00 A\n22.05.2025 09:00 A\n22.05.2025 09:00 A"
    rows = organiser.post("/series/new/", common(make.project(), lines=lines, act="preview")).context["preview"].rows
    assert [len(row.warnings) for row in rows] == [1, 1, 1]


def test_a_series_is_copied_to_another_project_with_speakers_and_partners(make, organiser):
    series = made_series(make)
    original = series.activities.order_by("pk").first()
    original.speakers.create(name="А. Спикер", topic="Отбасы")
    partner = Partner.objects.create(organisation=make.organisation, name="Колледж")
    Involvement.objects.create(project=series.project, activity=original, partner=partner, gave="зал")
    other = make.project(ref="P9")
    fields = {"form": str(uuid.uuid4()), "project": other.pk, "title": "Көшірме", "first_day": "2025-06-02"}
    page = organiser.post(f"/series/{series.pk}/copy/", fields | {"act": "preview"})
    rows = [row.form.initial for row in page.context["preview"].rows]
    assert [row["starts_on"] for row in rows] == [date(2025, 6, 2), date(2025, 6, 9), date(2025, 6, 16)]
    fields |= slots(*[(row["starts_on"].isoformat(), "11:00", row["venue"]) for row in rows])
    fields |= {f"slots-{place}-original": row["original"] for place, row in enumerate(rows)}
    for _tap in range(2):
        organiser.post(f"/series/{series.pk}/copy/", fields)
    copied = Series.objects.get(title="Көшірме")
    assert list(copied.activities.order_by("pk").values_list("ref", "title", "number_in_series", "starts_on")) == [
        ("P9-01", "Дәріс 1", 1, date(2025, 6, 2)),
        ("P9-02", "Дәріс 2", 2, date(2025, 6, 9)),
        ("P9-03", "Дәріс 3", 3, date(2025, 6, 16)),
    ]
    first = copied.activities.order_by("pk").first()
    assert (first.speakers.get().topic, first.starts_at) == ("Отбасы", time(11))
    assert (first.involvements.get().gave, first.involvements.get().project) == ("зал", other)
    assert series.activities.count() == 3


def test_those_ahead_are_moved_once_after_a_preview(make, organiser):
    series = made_series(make)
    today, rows = timezone.localdate(), list(series.activities.order_by("pk"))
    fields = {"form": str(uuid.uuid4()), "days": "7", "activity": [rows[1].ref, rows[2].ref]}
    page = organiser.post(f"/series/{series.pk}/move/", fields | {"act": "preview"})
    assert [(one.ref, day) for one, chosen, day, _outside in page.context["lines"] if chosen] == [
        (rows[1].ref, today + timedelta(days=14)),
        (rows[2].ref, today + timedelta(days=21)),
    ]
    # Past the contract's end it is a warning before anything is moved.
    type(series.project).objects.update(starts_on=today, ends_on=today + timedelta(days=20))
    page = organiser.post(f"/series/{series.pk}/move/", fields | {"act": "preview"})
    assert [outside for _one, chosen, _day, outside in page.context["lines"] if chosen] == [False, True]
    assert page.content.decode().count("badge--warn") == 1
    for _tap in range(2):
        assert organiser.post(f"/series/{series.pk}/move/", fields | {"act": "save"}).status_code == 302
    days = list(series.activities.order_by("pk").values_list("starts_on", flat=True))
    assert days == [today, today + timedelta(days=14), today + timedelta(days=21)]
    assert rows[1].sessions.get().held_on == today + timedelta(days=14)
    assert AuditEntry.objects.get(verb="series.move").details["days"] == 7


@pytest.mark.parametrize("fields", [{"days": "0"}, {"days": "x"}, {"days": "4000"}, {"days": "7", "activity": []}])
def test_an_unclear_move_moves_nothing(make, organiser, fields):
    series = made_series(make)
    refs = list(series.activities.values_list("ref", flat=True))
    sent = {"form": str(uuid.uuid4()), "activity": refs, "act": "save"} | fields
    before = list(series.activities.values_list("starts_on", flat=True))
    assert organiser.post(f"/series/{series.pk}/move/", sent).status_code == 422
    assert list(series.activities.values_list("starts_on", flat=True)) == before


def test_several_are_cancelled_for_one_reason(make, organiser):
    series = made_series(make)
    rows = list(series.activities.order_by("pk"))
    address = f"/series/{series.pk}/cancel/"
    assert organiser.post(address, {"activity": [rows[0].ref], "reason": " "}).status_code == 422
    assert organiser.post(address, {"activity": [], "reason": "карантин"}).status_code == 422
    assert organiser.post(address, {"activity": [rows[0].ref, rows[2].ref], "reason": "карантин"}).status_code == 302
    assert list(series.activities.order_by("pk").values_list("cancel_reason", flat=True)) == [
        "карантин",
        "",
        "карантин",
    ]


def test_a_series_name_is_the_title_without_the_number():
    assert [series_title(title) for title in ("«А» {n}-дәріс", "Дәріс {n}", "{n}", "Дәріс")] == [
        "«А» дәріс", "Дәріс", "{n}", "Дәріс",
    ]  # fmt: skip
