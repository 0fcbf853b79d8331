"""A family or a class on the staff's pages: counted in one act, shown as one line, undone in one."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from events.actions.activities import cancel_activity
from events.actions.groups import void_group
from events.models import Attendance, Person
from tests.conftest import signed_in


@pytest.fixture
def activity(make):
    return make.activity(starts_on=timezone.localdate())


@pytest.fixture
def staff(make):
    return signed_in(make.member("staff").user)


def path_of(activity) -> str:
    return reverse("events:group", args=[activity.ref])


def send(client, activity, *lines, form=None, act="count", statuses=(), follow=False):
    """Send a form with lines of (how many, gender, age)."""
    sent = {"form": form or uuid.uuid4(), "act": act, "statuses": list(statuses)}
    sent |= {"lines-TOTAL_FORMS": len(lines), "lines-INITIAL_FORMS": min(2, len(lines))}
    for number, (count, gender, age) in enumerate(lines):
        sent |= {f"lines-{number}-count": count, f"lines-{number}-gender": gender, f"lines-{number}-age": age}
    return client.post(path_of(activity), sent, follow=follow)


CLASS = ((12, "female", 14), (15, "male", ""), ("", "", ""), (1, "", 45))


def test_a_class_is_counted_in_one_act(staff, activity):
    page = send(staff, activity, *CLASS, statuses=["youth"], follow=True)
    rows = Attendance.objects.all()
    assert [rows.filter(gender=gender).count() for gender in ("female", "male", "not_stated")] == [12, 15, 1]
    assert {(row.source, row.statuses, row.person) for row in rows} == {("group", "youth", None)}
    assert (page.context["just_counted"].size, page.context["counted"], Person.objects.count()) == (28, 28, 0)


def test_the_first_page_offers_lines_and_nothing_is_sent_twice(staff, activity):
    page = staff.get(path_of(activity))
    assert [line["gender"].value() for line in page.context["lines"]] == ["female", "male", None]
    form = uuid.uuid4()
    for _tap in range(3):
        assert send(staff, activity, *CLASS, form=form).status_code == 302
    assert Attendance.objects.count() == 28
    # Another class typed into the same form, after the back button, is another act.
    send(staff, activity, (9, "male", 10), ("", "", ""), form=form)
    assert Attendance.objects.count() == 37


def test_the_same_form_sent_again_says_that_nobody_was_added(staff, activity):
    form, words = uuid.uuid4(), "This form was sent before"
    with translation.override("en"):
        staff.cookies["django_language"] = "en"
        assert words not in send(staff, activity, *CLASS, form=form, follow=True).content.decode()
        again = send(staff, activity, *CLASS, form=form, follow=True)
    assert words in again.content.decode()
    assert (again.context["just_counted"].size, again.context["counted"]) == (28, 28)


def test_more_lines_without_a_script_and_nothing_typed_is_lost(staff, activity):
    page = send(staff, activity, (12, "female", 14), ("", "male", ""), act="more", statuses=["youth"])
    assert page.status_code == 200
    lines = page.context["lines"]
    assert len(lines.forms) == 5
    assert (lines[0]["count"].value(), lines[0]["age"].value()) == ("12", "14")
    assert page.context["form"]["statuses"].value() == ["youth"]
    assert Attendance.objects.count() == 0
    longest = send(staff, activity, *[("", "", "")] * 39, act="more")
    assert len(longest.context["lines"].forms) == 40


@pytest.mark.parametrize(
    "lines",
    [
        (("", "female", ""), ("", "male", "")),
        ((0, "female", ""),),
        ((150, "female", ""), (51, "male", "")),
        ((201, "female", ""),),
        ((-1, "female", ""),),
        ((3, "female", 121),),
        ((3, "female", "он"),),
        ((3, "sheep", ""),),
        (("", "female", 12), (1, "male", 12)),
        (("9" * 5000, "female", ""),),
        (("\0", "female", ""),),
    ],
)
def test_what_is_no_group_is_told_and_kept(staff, activity, lines):
    answer = send(staff, activity, *lines)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert answer.context["lines"][0]["count"].value() == str(lines[0][0])
    assert Attendance.objects.count() == 0


def test_rubbish_instead_of_a_form_is_a_refusal_not_a_fault(staff, activity):
    assert staff.post(path_of(activity), {}).status_code == 422
    assert staff.post(path_of(activity), {"lines-TOTAL_FORMS": "x", "act": "more"}).status_code == 200
    assert send(staff, activity, (1, "", ""), form="x").status_code == 422
    assert staff.get(path_of(activity), {"counted": "x"}).status_code == 200
    assert staff.get(path_of(activity), {"counted": uuid.uuid4()}).context["just_counted"] is None


def test_it_is_one_line_in_the_list_with_what_is_known(organiser, make, activity):
    send(organiser, activity, *CLASS, statuses=["youth"])
    send(organiser, activity, (2, "", ""))
    make.attendance(activity, person=make.person(name="Айгүл Сынақ"))
    page = organiser.get(reverse("events:people", args=[activity.ref]), headers={"accept-language": "en"})
    lines = page.context["lines"]
    assert sorted(line.group.size if line.group else 0 for line in lines) == [0, 2, 28]
    shown = next(line.group for line in lines if line.group and line.group.size == 28)
    assert len(shown.facts) == 5  # girls, boys, not stated, ages, status
    assert [words.split(": ")[1] for words in shown.facts[:3]] == ["15", "12", "1"]
    assert shown.facts[3].startswith("14–45")
    text = page.content.decode()
    assert text.count(reverse("events:group_undo", args=[shown.group])) == 1
    assert reverse("events:correct", args=[Attendance.objects.filter(group=shown.group).first().uuid]) not in text


def test_the_whole_group_is_undone_with_a_reason(organiser, make, activity):
    send(organiser, activity, *CLASS)
    send(organiser, activity, (2, "", ""))
    group = Attendance.objects.filter(gender="male").first().group
    path = reverse("events:group_undo", args=[group])
    assert organiser.get(path).context["group"].size == 28
    assert organiser.post(path, {}).status_code == 422
    assert Attendance.objects.counted().count() == 30
    assert organiser.post(path, {"usual": "twice"}).status_code == 302
    assert Attendance.objects.counted().count() == 2
    assert organiser.post(path, {"usual": "twice"}).status_code == 302
    assert organiser.get(path).context["group"] is None
    listed = organiser.get(reverse("events:people", args=[activity.ref]), {"undone": 1}).context["lines"]
    assert sorted((line.group.size, bool(line.row.voided_at)) for line in listed) == [(2, False), (28, True)]


def test_the_same_form_after_an_undo_says_that_nobody_was_counted(staff, make, activity):
    form = uuid.uuid4()
    send(staff, activity, (3, "", ""), form=form)
    void_group(organisation=make.organisation, group=Attendance.objects.first().group, reason="қате", by=None)
    assert send(staff, activity, (3, "", ""), form=form).status_code == 409
    assert Attendance.objects.counted().count() == 0


def test_foreign_groups_and_cancelled_activities(staff, make, activity):
    other = make.other_organisation()
    theirs = other.activity(ref="X-1")
    send(signed_in(other.member("staff").user), theirs, (3, "", ""))
    group = Attendance.objects.first().group
    assert staff.post(reverse("events:group_undo", args=[group]), {"usual": "twice"}).status_code == 404
    assert staff.get(path_of(theirs)).status_code == 404
    cancel_activity(activity, reason="болмады", by=None)
    assert staff.get(path_of(activity)).status_code == 409
    assert send(staff, activity, (3, "", "")).status_code == 409
