"""Calendar files: read back by a library, and the letter of RFC 5545 where programs are picky."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from events.actions.activities import cancel_activity, restore_activity, update_activity
from events.actions.series import choose_activities, make_series
from events.actions.sessions import Hours, add_session, change_session
from tests.events.register_phone import ahead

LONG = "«Отбасы құндылықтары; ұрпақ тәрбиесі, мемлекеттік тіл» атты дәріс: бірінші бөлім\\екінші бөлім"


def events(client, activity, path="a/{}/activity.ics"):
    answer = client.get("/" + path.format(activity.public_code))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content, list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_hours_place_and_words(make, client, settings):
    settings.PUBLIC_URL = "https://outreach.example.kz"
    activity = make.activity(
        title=LONG,
        topic="Тақырып",
        starts_on=date(2025, 9, 10),
        starts_at=time(10, 0),
        address="Абай көшесі, 1; 2-қабат",
    )
    change_session(activity.sessions.get(), Hours(None, None, time(12, 30)), by=None)
    _, (event,) = events(client, activity)
    assert str(event["UID"]) == f"{activity.public_code}@outreach.example.kz"
    assert str(event["SUMMARY"]) == LONG
    assert str(event["LOCATION"]) == "Тараз сервис колледжі, Абай көшесі, 1; 2-қабат, Тараз"
    assert str(event["DESCRIPTION"]).splitlines() == ["Тақырып", make.organisation.name]
    # Almaty is UTC+5 since 2024.
    assert event.decoded("DTSTART") == datetime(2025, 9, 10, 5, 0, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2025, 9, 10, 7, 30, tzinfo=UTC)
    assert str(event["STATUS"]) == "CONFIRMED"
    assert "URL" not in event


def test_lines_end_in_crlf_and_are_75_octets_at_most(make, client):
    content, _ = events(client, make.activity(title=LONG * 3, goal=""))
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is cut in two
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert r"құндылықтары\; ұрпақ тәрбиесі\, мемлекеттік тіл» атты дәріс: бірінші бөлім\\екінші" in unfolded
    for needed in ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:", "METHOD:PUBLISH", "DTSTAMP:20"):
        assert f"\r\n{needed}" in f"\r\n{unfolded}"


def test_whole_days_where_no_hour_is_known(make, client):
    one = make.activity(starts_on=date(2025, 9, 10), starts_at=None)
    _, (event,) = events(client, one)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2025, 9, 10), date(2025, 9, 11))
    three = make.activity(starts_on=date(2025, 9, 10), ends_on=date(2025, 9, 12), starts_at=time(10))
    _, (event,) = events(client, three)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2025, 9, 10), date(2025, 9, 13))


def test_an_end_that_nobody_said_is_not_made_up(make, client):
    _, (event,) = events(client, make.activity(starts_on=date(2025, 9, 10), starts_at=time(23, 0)))
    assert event.decoded("DTSTART") == datetime(2025, 9, 10, 18, 0, tzinfo=UTC)
    assert "DTEND" not in event


def test_one_entry_per_session_under_addresses_that_stay(make, client):
    activity = make.activity(starts_on=date(2025, 9, 10), starts_at=time(10))
    _, (before,) = events(client, activity)
    add_session(activity, Hours(date(2025, 9, 11), time(9), time(11), "Практика"), by=None)
    _, (first, second) = events(client, activity)
    assert str(first["UID"]) == str(before["UID"]) == f"{activity.public_code}@testserver"
    assert str(second["UID"]) == f"{activity.public_code}-2@testserver"
    assert str(second["SUMMARY"]) == f"{activity.title} · Практика"
    assert second.decoded("DTSTART") == datetime(2025, 9, 11, 4, 0, tzinfo=UTC)
    assert [int(event["SEQUENCE"]) for event in (before, first, second)] == [0, 1, 1]


def test_every_change_raises_the_number_and_cancelling_says_so(make, client):
    activity = make.activity(starts_on=date(2025, 9, 10))

    def state():
        _, (event,) = events(client, activity)
        return str(event["STATUS"]), int(event["SEQUENCE"])

    assert state() == ("CONFIRMED", 0)
    update_activity(activity, starts_on=date(2025, 9, 17), by=None)
    assert state() == ("CONFIRMED", 1)
    cancel_activity(activity, reason="snow", by=None)
    assert state() == ("CANCELLED", 2)
    restore_activity(activity, by=None)
    assert state() == ("CONFIRMED", 3)
    stamp = events(client, activity)[1][0].decoded("DTSTAMP")
    assert abs(stamp - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_series_in_one_file(make, client, django_assert_max_num_queries):
    project = make.project()
    activities = [ahead(make, project=project, days=day) for day in (1, 2, 3)]
    cancel_activity(activities[1], reason="snow", by=None)
    series = make_series(project, title="Он дәріс", by=None)
    choose_activities(series, activities, by=None)
    with django_assert_max_num_queries(6):
        _, found = events(client, series, "r/{}/activities.ics")
    assert [str(event["STATUS"]) for event in found] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert [str(event.get("URL", "")) for event in found] == [
        f"http://testserver/r/{activities[0].public_code}/",
        "",
        f"http://testserver/r/{activities[2].public_code}/",
    ]


@pytest.mark.parametrize("path", ["/a/{}/activity.ics", "/r/{}/activities.ics"])
def test_without_a_day_there_is_no_file(make, client, path):
    activity = make.activity(starts_on=None, starts_at=None)
    series = make_series(activity.project, title="Он дәріс", by=None)
    choose_activities(series, [activity], by=None)
    client.cookies["django_language"] = "en"
    answer = client.get(path.format(activity.public_code if "/a/" in path else series.public_code))
    assert answer.status_code == 404
    assert "No date yet" in answer.content.decode()


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\x1f"])
def test_no_text_begins_a_line_of_its_own(make, client, end):
    evil = f"Дәріс{end}END:VEVENT{end}BEGIN:VALARM;a,b"
    activity = make.activity(title=evil, topic=evil, venue=evil, town="")
    content, (event,) = events(client, activity)
    plain = "Дәріс END:VEVENT BEGIN:VALARM;a,b"
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (plain, plain)
    assert str(event["DESCRIPTION"]).splitlines() == [plain, make.organisation.name]
    assert end not in content.decode().replace("\r\n", "")
    assert [line for line in content.decode().splitlines() if line.startswith(("END:V", "BEGIN:V"))] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    assert r"VALARM\;a\,b" in content.decode().split("X-WR-CALNAME:")[1].split("\r\n")[0]
