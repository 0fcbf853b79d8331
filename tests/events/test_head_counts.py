"""Head counts: entered with their parts, changed in one tap, undone with a reason, never forgotten."""

import pytest

from events.actions.head_counts import set_head_count
from events.models import HeadCount
from events.queries.counts import activity_counts
from grants.models import Role
from tests.conftest import signed_in

PAGE = "/activities/A1/head-count/"


@pytest.fixture
def activity(make):
    return make.activity(ref="A1")


def sent(**fields):
    return {"total": "40", "mode": "instead", "basis": "tally", **fields}


def total(activity):
    return activity_counts(activities=[activity.pk])[activity.pk].total


def stated(head_count):
    return sorted(head_count.parts.values_list("dimension", "value", "count"))


def test_a_head_count_is_stored_with_the_parts_that_are_known(activity, organiser):
    fields = sent(**{"gender-male": "15", "gender-female": "20", "age-17-22": "40", "category-youth": "0"})
    answer = organiser.post(PAGE, fields)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    live = activity.head_counts.live().get()
    assert (live.total, live.mode, live.basis) == (40, "instead", "tally")
    assert stated(live) == [("age", "17-22", 40), ("gender", "female", 20), ("gender", "male", 15)]
    assert live.noted_by is not None


def test_the_page_says_what_is_not_stated(activity, organiser):
    set_head_count(activity, mode="instead", basis="paper", total=40, parts={"gender": {"male": 15}}, by=None)
    groups = organiser.get(PAGE).context["form"].groups
    assert [(group.dimension, group.rest) for group in groups] == [("gender", 25), ("category", 40), ("age", 40)]


def test_instead_and_in_addition_count_differently(make, activity, organiser):
    for _ in range(3):
        make.attendance(activity)
    organiser.post(PAGE, sent(mode="instead"))
    assert total(activity) == 40
    organiser.post(PAGE, sent(mode="in_addition"))
    assert total(activity) == 43


def test_a_change_keeps_the_earlier_count_in_the_trail(activity, organiser):
    organiser.post(PAGE, sent(total="40"))
    organiser.post(PAGE, sent(total="38"))
    page = organiser.get(PAGE)
    assert page.context["live"].total == 38
    earlier = [line.entry for line in page.context["trail"] if line.entry.voided_at]
    assert [(entry.total, entry.void_reason) for entry in earlier] == [(40, "replaced")]
    assert page.context["live"].replaces.total == 40


def test_sending_the_same_again_changes_nothing(activity, organiser):
    fields = sent(**{"gender-male": "15"})
    organiser.post(PAGE, fields)
    organiser.post(PAGE, fields)
    assert HeadCount.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"total": ""},
        {"total": "-1"},
        {"total": "many"},
        {"total": "1000001"},
        {"total": "9" * 400},
        {"total": "4\0"},
        {"mode": ""},
        {"mode": "both"},
        {"basis": ""},
        {"basis": "reported"},
        {"gender-male": "-3"},
        {"gender-male": "x"},
        {"gender-male": "21", "gender-female": "20"},
        {"age-59+": "41"},
    ],
)
def test_a_bad_number_is_told_and_what_was_entered_stays(activity, organiser, fields):
    answer = organiser.post(PAGE, sent(**{"category-youth": "7"}) | fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="category-youth" value="7"' in page
    assert "notice--bad" in page
    assert HeadCount.objects.count() == 0


def test_parts_beyond_the_total_are_told_beside_their_group(activity, organiser):
    answer = organiser.post(PAGE, sent(**{"gender-male": "21", "gender-female": "20"}))
    errors = {group.dimension: group.error for group in answer.context["form"].groups}
    assert "41" in errors["gender"]
    assert errors["age"] == ""


def test_one_tap_changes_the_mode_and_keeps_the_parts(make, activity, organiser):
    make.attendance(activity)
    set_head_count(activity, mode="instead", basis="paper", total=40, parts={"gender": {"male": 15}}, by=None)
    answer = organiser.post(f"{PAGE}mode/", {"mode": "in_addition"})
    assert (answer.status_code, answer["Location"]) == (302, "/activities/A1/")
    live = activity.head_counts.live().get()
    assert (live.mode, live.basis, live.total, stated(live)) == (
        "in_addition",
        "paper",
        40,
        [("gender", "male", 15)],
    )
    assert total(activity) == 41
    organiser.post(f"{PAGE}mode/", {"mode": "in_addition"})
    assert HeadCount.objects.count() == 2


def test_an_unknown_mode_and_a_missing_head_count_are_refused(activity, organiser):
    assert organiser.post(f"{PAGE}mode/", {"mode": "instead"}).status_code == 404
    set_head_count(activity, mode="instead", basis="paper", total=40, by=None)
    assert organiser.post(f"{PAGE}mode/", {"mode": "twice"}).status_code == 422
    assert organiser.get(f"{PAGE}mode/").status_code == 405


def test_undo_needs_a_reason_and_leaves_a_trail(activity, organiser):
    set_head_count(activity, mode="instead", basis="paper", total=40, by=None)
    assert organiser.post(f"{PAGE}undo/", {"reason": " "}).status_code == 422
    assert activity.head_counts.live().count() == 1
    assert organiser.post(f"{PAGE}undo/", {"reason": "басқа топ"}).status_code == 302
    assert organiser.post(f"{PAGE}undo/", {"reason": "екінші рет"}).status_code == 302
    entry = HeadCount.objects.get()
    assert (entry.void_reason, entry.voided_by is not None) == ("басқа топ", True)
    assert total(activity) == 0
    assert "басқа топ" in organiser.get(PAGE).content.decode()


def test_a_cancelled_activity_takes_no_head_count(activity, organiser):
    activity.cancelled_at, activity.cancel_reason = activity.created_at, "карантин"
    activity.save()
    assert organiser.post(PAGE, sent()).status_code == 409
    assert HeadCount.objects.count() == 0


def test_a_reported_count_can_be_kept_as_such(activity, organiser):
    set_head_count(activity, mode="instead", basis="reported", total=32, by=None)
    assert organiser.post(PAGE, sent(total="33", basis="reported")).status_code == 302
    assert activity.head_counts.live().get().total == 33


def test_staff_count_heads_and_viewers_do_not(make, activity, client):
    staff = signed_in(make.member(Role.STAFF).user)
    assert staff.post(PAGE, sent()).status_code == 302
    viewer = signed_in(make.member(Role.VIEWER).user)
    assert viewer.get(PAGE).status_code == 403
    assert viewer.post(f"{PAGE}undo/", {"reason": "x"}).status_code == 403
    assert client.get(PAGE).status_code == 302


def test_another_organisations_head_count_is_not_found(make, organiser):
    foreign = make.other_organisation().activity(ref="F1")
    set_head_count(foreign, mode="instead", basis="paper", total=40, by=None)
    assert organiser.get("/activities/F1/head-count/").status_code == 404
    assert organiser.post("/activities/F1/head-count/", sent()).status_code == 404
    assert organiser.post("/activities/F1/head-count/mode/", {"mode": "in_addition"}).status_code == 404
    assert organiser.post("/activities/F1/head-count/undo/", {"reason": "x"}).status_code == 404
    assert foreign.head_counts.live().count() == 1


def test_families_may_say_how_many_people_they_are(make, organiser):
    families = make.activity(ref="A2", count_unit="families")
    page = "/activities/A2/head-count/"
    answer = organiser.post(page, sent(total="20", people_within="19"))
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"people_within"})
    organiser.post(page, sent(total="20", people_within="84"))
    live = families.head_counts.live().get()
    assert (live.total, live.people_within, total(families)) == (20, 84, 20)
    organiser.post("/activities/A2/head-count/mode/", {"mode": "in_addition"})
    assert families.head_counts.live().get().people_within == 84
    assert organiser.get("/activities/A2/").context["page"].people_within == 84


def test_only_families_are_asked_how_many_people_they_are(activity, organiser):
    organiser.post(PAGE, sent(people_within="84"))
    assert activity.head_counts.live().get().people_within is None
    assert "people_within" not in organiser.get(PAGE).context["form"].fields


def test_the_trail_says_what_each_change_changed(activity, organiser):
    organiser.post(PAGE, sent(total="40", **{"gender-male": "15"}))
    organiser.post(PAGE, sent(total="38", **{"gender-male": "12", "gender-female": "20"}))
    organiser.cookies["django_language"] = "en"
    trail = organiser.get(PAGE).context["trail"]
    assert [[(str(one.label), one.before, one.after) for one in line.changes] for line in trail] == [
        [("total", "40", "38"), ("Men", "15", "12"), ("Women", "not stated", "20")],
        [],
    ]
    assert trail[0].entry.noted_by is not None
