"""The page of one activity: its number, what it is made of, what is still to do."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from events.actions.activities import cancel_activity, note_poster
from events.actions.head_counts import set_head_count
from grants.models import Role
from media_log.actions import add_links
from surveys.actions.runs import open_satisfaction_run
from tests.conftest import signed_in
from tests.events.papers import kept, text
from tests.surveys.conftest import door, send_sheet


@pytest.fixture
def activity(make):
    return make.activity(
        make.project(ref="P2", starts_on=date(2025, 5, 8), ends_on=date(2025, 10, 31)),
        ref="A1",
        title="Саналы отбасы",
        starts_on=date(2025, 9, 10),
        starts_at=time(10, 0),
    )


def english(client):
    """The same browser with the page in English."""
    client.cookies["django_language"] = "en"
    return client


def answer_survey(activity, *values):
    run = open_satisfaction_run(activity, None)
    for number, value in enumerate(values):
        send_sheet(door(run), f"phone:{number}", overall=str(value), useful=str(value))


def shares(page):
    return {str(group.label): {str(label): count for label, count in group.shares} for group in page.shares}


def test_people_checked_in_are_counted_by_gender_category_and_age(make, activity, organiser):
    make.attendance(activity, gender="female", age=19, statuses=("youth",))
    make.attendance(activity, gender="male", age=52, statuses=())
    make.attendance(activity, person=None, gender="not_stated", age=None, statuses=())
    page = english(organiser).get("/activities/A1/").context["page"]
    assert (page.head.count.total, page.head.count.scanned, page.head.count.identified) == (3, 3, 2)
    assert shares(page) == {
        "Gender": {"Men": 1, "Women": 1, "Not stated": 1},
        "Social category": {"Youth": 1, "People over 50": 1, "Not stated": 1},
        "Age": {"17–22": 1, "46–58": 1, "Not stated": 1},
    }


def test_a_head_count_instead_hides_scanned_people_and_says_so(make, activity, organiser):
    for _ in range(2):
        make.attendance(activity)
    set_head_count(activity, mode="instead", basis="paper", total=40, parts={"gender": {"male": 15}}, by=None)
    answer = english(organiser).get("/activities/A1/")
    page = answer.context["page"]
    assert (page.head.count.total, page.hidden_scans) == (40, 2)
    assert shares(page)["Gender"] == {"Men": 15, "Not stated": 25}
    text = answer.content.decode()
    assert "2 people checked in are not in the count because the head count of 40 stands instead of them." in text
    assert 'name="mode" value="in_addition"' in text


def test_a_head_count_in_addition_hides_nobody(make, activity, organiser):
    make.attendance(activity)
    set_head_count(activity, mode="in_addition", basis="paper", total=40, by=None)
    page = organiser.get("/activities/A1/").context["page"]
    assert (page.head.count.total, page.hidden_scans) == (41, 0)


@pytest.mark.parametrize(
    ("reported", "words"), [(3, "the count is 1 fewer"), (2, "agrees"), (1, "the count is 1 more"), (None, None)]
)
def test_a_claim_is_compared_with_the_count(make, activity, organiser, reported, words):
    activity.reported_count = reported
    activity.save()
    for _ in range(2):
        make.attendance(activity)
    text = english(organiser).get("/activities/A1/").content.decode()
    if words:
        assert words in text
    else:
        assert "Reported elsewhere" not in text


def test_a_claim_without_a_count_is_not_called_different(make, activity, organiser):
    activity.reported_count = 32
    activity.save()
    page = organiser.get("/activities/A1/").context["page"]
    assert page.claim_difference is None


def test_the_head_compares_with_what_was_expected(make, activity, organiser):
    activity.expected_number = 4
    activity.save()
    make.attendance(activity)
    answer = english(organiser).get("/activities/A1/")
    head = answer.context["head"]
    assert (head.percent, head.width, head.state) == (25, 25, "held")
    assert "of 4 expected" in answer.content.decode()
    set_head_count(activity, mode="instead", basis="paper", total=400, by=None)
    head = organiser.get("/activities/A1/").context["head"]
    assert (head.percent, head.width) == (10_000, 100)


def test_a_held_activity_says_what_it_lacks_until_it_has_it(make, activity, organiser):
    lacks = lambda: organiser.get("/activities/A1/").context["page"].lacks  # noqa: E731
    assert lacks() == ["people", "survey", "documents", "publication"]
    make.attendance(activity)
    assert lacks() == ["survey", "documents", "publication"]
    open_satisfaction_run(activity, None)
    assert lacks() == ["survey", "documents", "publication"]
    answer_survey(activity, 5)
    assert lacks() == ["documents", "publication"]
    for code in activity.kind.usual_evidence:
        kept(activity, text(code), name="a.txt", type=code)
    assert lacks() == ["publication"]
    add_links(
        organisation=activity.organisation,
        project=activity.project,
        activity=activity,
        text="https://www.instagram.com/p/DG2lAQstlEP/",
        by=None,
    )
    assert lacks() == []


def test_an_activity_ahead_lacks_only_its_poster(make, activity, organiser):
    activity.starts_on = timezone.localdate() + timedelta(days=3)
    activity.save()
    page = lambda: organiser.get("/activities/A1/").context["page"]  # noqa: E731
    assert (page().head.state, page().lacks) == ("upcoming", ["poster"])
    note_poster(activity, by=None)
    assert page().lacks == []


def test_the_days_of_an_activity_decide_its_state(make, activity, organiser):
    today = timezone.localdate()
    for starts, ends, state in (
        (today, None, "today"),
        (today - timedelta(days=1), today, "today"),
        (today - timedelta(days=2), today - timedelta(days=1), "held"),
        (today + timedelta(days=1), None, "upcoming"),
        (None, None, "undated"),
    ):
        activity.starts_on, activity.ends_on = starts, ends
        activity.save()
        assert organiser.get("/activities/A1/").context["head"].state == state


def test_satisfaction_is_told_with_its_number_of_answers(make, activity, organiser):
    answer_survey(activity, 5, 4, 2)
    text = english(organiser).get("/activities/A1/").content.decode()
    assert "66.7 %" in text
    assert "share of the two best answers, 3 answers" in text


def test_an_activity_outside_the_contract_has_a_badge(make, activity, organiser):
    assert "Outside the contract period" not in english(organiser).get("/activities/A1/").content.decode()
    activity.starts_on = date(2025, 12, 1)
    activity.save()
    assert "Outside the contract period" in organiser.get("/activities/A1/").content.decode()


def test_a_cancelled_activity_says_why_and_lacks_nothing(make, activity, organiser):
    cancel_activity(activity, reason="карантин", by=None)
    answer = english(organiser).get("/activities/A1/")
    text = answer.content.decode()
    assert answer.context["page"].lacks == []
    assert "карантин" in text
    assert "/activities/A1/restore/" in text
    assert "/check-in/?activity=A1" not in text


def test_buttons_are_for_those_who_may_press_them(make, activity):
    pages = {
        role: signed_in(make.member(role).user).get("/activities/A1/").content.decode()
        for role in (Role.ORGANISER, Role.STAFF, Role.VIEWER)
    }
    links = {
        "/activities/A1/edit/": (True, False, False),
        "/activities/A1/cancel/": (True, False, False),
        "/activities/A1/people/": (True, False, False),
        "/check-in/?activity=A1": (True, True, False),
        "/activities/A1/head-count/": (True, True, False),
        "/activities/A1/poster/": (True, True, True),
        "/activities/A1/survey/": (True, True, True),
        "/activities/A1/publications/": (True, True, True),
    }
    found = {link: tuple(f'href="{link}"' in page for page in pages.values()) for link in links}
    assert found == links


def test_what_was_written_is_shown_as_text(make, activity, organiser):
    activity.title, activity.goal = "<b>Атау</b>", "<script>1</script>"
    activity.save()
    activity.speakers.create(name="А. Спикер", post="психолог", topic="Неке")
    text = organiser.get("/activities/A1/").content.decode()
    assert "&lt;b&gt;Атау&lt;/b&gt;" in text
    assert "<script>1" not in text
    assert "А. Спикер, психолог: Неке" in text


def test_another_organisations_activity_is_not_found(make, organiser, client):
    make.other_organisation().activity(ref="F1")
    assert organiser.get("/activities/F1/").status_code == 404
    assert organiser.get("/activities/no-such/").status_code == 404
    assert client.get("/activities/F1/").status_code == 302
    assert organiser.post("/activities/F1/").status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_number_of_questions(make, activity, organiser, django_assert_num_queries, number):
    for _ in range(number):
        make.attendance(activity)
        activity.speakers.create(name="А. Спикер")
    set_head_count(activity, mode="in_addition", basis="paper", total=4, parts={"gender": {"male": 1}}, by=None)
    with django_assert_num_queries(19):
        organiser.get("/activities/A1/")
