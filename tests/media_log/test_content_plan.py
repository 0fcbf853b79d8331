"""The content plan: lines against activities and publications, what can be done with a line, many at once."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from grants.models import AuditEntry
from media_log.actions.planned import PlanRow, add_line, choose_post, publish_line
from media_log.models import Mention, PlannedPost, Post
from media_log.queries.planned import (
    LineState,
    plan_month,
    posts_for_line,
    proposed_for_activities,
    proposed_from_month,
    usual_month,
)
from rules.errors import AppError

TODAY = date(2025, 9, 12)


def line(make, project, day="2025-09-09", **fields):
    defaults = {"platform": "instagram", "kind": "post", "title": "Дәріс туралы"}
    return PlannedPost.objects.create(project=project, planned_on=date.fromisoformat(day), **{**defaults, **fields})


def sent(project, **changed):
    fields = {
        "form": str(uuid.uuid4()),
        "planned_on": "2025-09-20",
        "title": "Семинар анонсы",
        "activity": "",
        "platform": "tiktok",
        "kind": "video",
        "language": "kk",
        "note": "Мәтін",
    }
    return {**fields, **changed}


def test_a_month_holds_plan_activities_and_what_was_published_beside_it(make):
    project, other = make.project(), make.project()
    activity = make.activity(project, starts_on=date(2025, 9, 10), ends_on=date(2025, 9, 11))
    begun = make.activity(project, starts_on=date(2025, 8, 20), ends_on=date(2025, 9, 2))
    make.activity(project, starts_on=date(2025, 8, 20), ends_on=date(2025, 8, 31))
    make.activity(other, starts_on=date(2025, 9, 10))
    planned_post = make.post(made_on=date(2025, 9, 9))
    late_post, free_post = make.post(made_on=date(2025, 9, 11)), make.post(made_on=date(2025, 9, 30))
    for post in (planned_post, late_post, free_post, make.post(made_on=date(2025, 10, 1))):
        make.mention(post, activity)
    make.mention(make.post(made_on=date(2025, 9, 9)), other)
    done, late = line(make, project, post=planned_post), line(make, project, "2025-09-10", post=late_post)
    overdue, due = line(make, project, "2025-09-11"), line(make, project, "2025-09-12")
    dropped = line(make, project, "2025-09-01", dropped_at=timezone.now())
    line(make, project, "2025-10-01")
    line(make, other, "2025-09-09")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        month = plan_month(project=project, day=date(2025, 9, 30), today=TODAY)
    assert len(asked) == 3
    assert (month.first, month.last, len(month.weeks)) == (date(2025, 9, 1), date(2025, 9, 30), 5)
    assert month.weeks[0][0].day == date(2025, 9, 1)  # a Monday
    assert month.weeks[4][2:] == [None] * 5
    days = {day.day: day for week in month.weeks for day in week if day and not day.is_free}
    assert {day: [(one.line, one.state) for one in at.lines] for day, at in days.items() if at.lines} == {
        date(2025, 9, 1): [(dropped, LineState.DROPPED)],
        date(2025, 9, 9): [(done, LineState.DONE)],
        date(2025, 9, 10): [(late, LineState.DONE)],
        date(2025, 9, 11): [(overdue, LineState.OVERDUE)],
        date(2025, 9, 12): [(due, LineState.DUE)],
    }
    assert {day: at.activities for day, at in days.items() if at.activities} == {
        date(2025, 9, 10): [activity],
        date(2025, 9, 1): [begun],
    }
    # A post on its line's own day is told by the line.
    assert {day: at.posts for day, at in days.items() if at.posts} == {
        date(2025, 9, 11): [late_post],
        date(2025, 9, 30): [free_post],
    }
    counts = month.counts
    assert (counts.planned, counts.done, counts.due, counts.overdue, counts.dropped) == (5, 2, 1, 1, 1)


def test_a_line_is_added_once_however_often_its_form_is_sent(organiser, make):
    activity = make.activity()
    project, path = activity.project, f"/projects/{activity.project.ref}/content-plan/new/"
    body = sent(project, activity=activity.pk)
    for _again in range(2):
        answer = organiser.post(path, body)
        assert (answer.status_code, answer.url) == (302, f"/projects/{project.ref}/content-plan/2025/9/")
    made = PlannedPost.objects.get()
    assert (made.planned_on, made.title, made.activity, made.platform, made.kind, made.language, made.note) == (
        date(2025, 9, 20), "Семинар анонсы", activity, "tiktok", "video", "kk", "Мәтін",
    )  # fmt: skip
    assert AuditEntry.objects.filter(verb="plan.add").count() == 1


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"planned_on": ""}, "planned_on"),
        ({"planned_on": "1025-09-20"}, "planned_on"),
        ({"title": "x" * 301}, "title"),
        ({"title": "\x00"}, "title"),
        ({"platform": "myspace"}, "platform"),
        ({"activity": "foreign"}, "activity"),
    ],
)
def test_what_cannot_be_planned_is_said_beside_its_field_and_nothing_is_lost(organiser, make, changed, wrong):
    project, foreign = make.project(), make.activity(make.project())
    if changed.get("activity"):
        changed = {"activity": foreign.pk}
    body = sent(project, **changed)
    page = organiser.post(f"/projects/{project.ref}/content-plan/new/", body)
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {wrong}
    assert page.context["form"]["note"].value() == "Мәтін"
    assert not PlannedPost.objects.exists()


def test_pasting_its_link_logs_the_post_and_does_the_line(organiser, make):
    activity = make.activity()
    planned = line(make, activity.project, activity=activity)
    path = f"/content-plan/{planned.pk}/publish/"
    # Uploaded on 17 September 2025, by its code.
    for _again in range(2):
        answer = organiser.post(path, {"link": "қараңыз: https://www.instagram.com/reel/DOsfpZwiFnY/?igsh=x"})
        assert (answer.status_code, answer.url) == (302, f"/content-plan/{planned.pk}/")
    planned.refresh_from_db()
    assert (planned.post.key, planned.post.made_on) == ("instagram:DOsfpZwiFnY", date(2025, 9, 17))
    assert list(Mention.objects.values_list("activity", "project")) == [(activity.pk, activity.project_id)]
    page = organiser.get(f"/content-plan/{planned.pk}/")
    assert (page.context["state"], page.context["line"].post) == ("done", planned.post)


@pytest.mark.parametrize("link", ["", "сілтеме жоқ", "https://example.kz/1 https://example.kz/2", "x" * 4001])
def test_what_is_not_one_link_is_kept_with_its_error(organiser, make, link):
    planned = line(make, make.project())
    page = organiser.post(f"/content-plan/{planned.pk}/publish/", {"link": link})
    assert page.status_code == 422
    assert page.context["publish"].errors.keys() == {"link"}
    assert page.context["publish"]["link"].value() == link
    assert not Post.objects.exists()


def test_one_publication_stands_for_one_line(make):
    project = make.project()
    first, second = line(make, project), line(make, project)
    post = publish_line(first, link="https://example.kz/1", by=None)
    with pytest.raises(AppError, match="post_stands_already"):
        choose_post(second, post, by=None)
    with pytest.raises(AppError, match="line_has_other_post"):
        publish_line(first, link="https://example.kz/2", by=None)
    # What was refused is not half done.
    assert not Post.objects.filter(url__endswith="/2").exists()
    assert list(PlannedPost.objects.order_by("pk").values_list("post", flat=True)) == [post.pk, None]


def test_only_posts_of_the_lines_activity_can_be_chosen(organiser, make):
    project = make.project()
    activity, elsewhere = make.activity(project), make.activity(project)
    posts = [make.post() for _number in range(4)]
    for post, holder in zip(posts, (activity, activity, elsewhere, project), strict=True):
        make.mention(post, holder)
    line(make, project, post=posts[1])
    at_activity, at_project = line(make, project, activity=activity), line(make, project)
    assert set(posts_for_line(line=at_activity)) == {posts[0]}
    assert set(posts_for_line(line=at_project)) == {posts[0], posts[2], posts[3]}
    path = f"/content-plan/{at_activity.pk}/choose/"
    assert organiser.post(path, {"post": posts[2].pk}).status_code == 422
    assert organiser.post(path, {"post": posts[0].pk}).status_code == 302
    at_activity.refresh_from_db()
    assert at_activity.post == posts[0]


def test_a_line_is_moved_dropped_and_taken_up_again(organiser, make):
    planned = line(make, make.project())
    path = f"/content-plan/{planned.pk}"
    assert organiser.post(f"{path}/move/", {"day": "31.31"}).status_code == 422
    assert organiser.post(f"{path}/move/", {"day": "2025-10-02"}).status_code == 302
    organiser.post(f"{path}/drop/")
    planned.refresh_from_db()
    assert (planned.planned_on, organiser.get(f"{path}/").context["state"]) == (date(2025, 10, 2), "dropped")
    organiser.post(f"{path}/reopen/")
    publish_line(planned, link="https://example.kz/1", by=None)
    assert organiser.post(f"{path}/drop/").status_code == 409
    assert organiser.get(f"{path}/").context["state"] == "done"
    organiser.post(f"{path}/reopen/")
    planned.refresh_from_db()
    assert (planned.post, planned.dropped_at, Post.objects.count()) == (None, None, 1)
    verbs = list(AuditEntry.objects.filter(verb__startswith="plan.").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["plan.move", "plan.drop", "plan.reopen", "plan.publish", "plan.reopen"]


def test_a_changed_line_keeps_its_publication(organiser, make):
    planned = line(make, make.project())
    post = publish_line(planned, link="https://example.kz/1", by=None)
    answer = organiser.post(f"/content-plan/{planned.pk}/edit/", sent(planned.project, title="Басқа"))
    assert answer.status_code == 302
    planned.refresh_from_db()
    assert (planned.title, planned.post, planned.planned_on) == ("Басқа", post, date(2025, 9, 20))


def test_lines_are_proposed_for_activities_without_any(make):
    project = make.project()
    soon = make.activity(project, starts_on=TODAY + timedelta(days=1))
    far = make.activity(project, starts_on=TODAY + timedelta(days=20), ends_on=TODAY + timedelta(days=22))
    held = make.activity(project, starts_on=TODAY - timedelta(days=5))
    published = make.activity(project, starts_on=TODAY - timedelta(days=5))
    make.mention(make.post(), published)
    make.activity(project, starts_on=TODAY - timedelta(days=31))
    make.activity(project, starts_on=None)
    make.activity(project, starts_on=TODAY, cancelled_at=timezone.now(), cancel_reason="x")
    line(make, project, activity=make.activity(project, starts_on=TODAY))
    make.activity(make.project(), starts_on=TODAY)
    found = proposed_for_activities(project=project, today=TODAY)
    assert {(one.activity, one.what, (one.planned_on - TODAY).days) for one in found} == {
        (soon, "before", 0),
        (soon, "after", 2),
        (far, "before", 17),
        (far, "after", 23),
        (held, "after", 0),
    }


def test_ticked_proposals_become_lines_once(organiser, make):
    today = timezone.localdate()
    activity = make.activity(starts_on=today + timedelta(days=10), title="Дәріс")
    path = f"/projects/{activity.project.ref}/content-plan/proposed/"
    organiser.cookies["django_language"] = "en"
    rows = organiser.get(path).context["rows"]
    assert [row["title"].value() for row in rows] == ["Announcement: Дәріс", "Report: Дәріс"]
    before, after = (row.prefix for row in rows)
    shared = {"platform": "telegram", "kind": "post"}
    both = {
        f"{before}-is_in": "on", f"{before}-planned_on": "", f"{before}-title": "Келіңіздер",
        f"{after}-planned_on": str(today), f"{after}-title": "Есеп",
    }  # fmt: skip
    page = organiser.post(path, {**shared, **both})
    assert page.status_code == 422
    assert [form.errors.keys() for form in page.context["rows"]] == [{"planned_on"}, set()]
    assert page.context["rows"][0]["title"].value() == "Келіңіздер"
    day = today + timedelta(days=9)
    for _again in range(2):
        assert organiser.post(path, {**shared, **both, f"{before}-planned_on": str(day)}).status_code == 302
    (made,) = PlannedPost.objects.all()
    assert (made.title, made.planned_on, made.activity, made.platform) == ("Келіңіздер", day, activity, "telegram")


def test_last_months_lines_are_copied_onto_the_same_days_once(organiser, make):
    project = make.project()
    line(make, project, "2025-08-31", title="А", note="Мәтін", platform="vk")
    line(make, project, "2025-08-05", title="Б", post=make.post())
    line(make, project, "2025-08-06", title="В", dropped_at=timezone.now())
    line(make, project, "2025-07-31", title="Г")
    found = proposed_from_month(project=project, source=date(2025, 8, 1), target=date(2025, 9, 1))
    assert [(one.title, one.planned_on) for one in found] == [("Б", date(2025, 9, 5)), ("А", date(2025, 9, 30))]
    path = f"/projects/{project.ref}/content-plan/2025/9/copy/"
    rows = organiser.get(path).context["rows"]
    body = {f"{row.prefix}-{name}": row[name].value() for row in rows for name in ("is_in", "planned_on", "title")}
    for _again in range(2):
        answer = organiser.post(path, body)
        assert (answer.status_code, answer.url) == (302, f"/projects/{project.ref}/content-plan/2025/9/")
    made = PlannedPost.objects.filter(planned_on__month=9)
    assert list(made.values_list("title", "platform", "note", "post")) == [
        ("Б", "instagram", "", None),
        ("А", "vk", "Мәтін", None),
    ]


def test_a_number_of_another_project_is_no_way_in(make):
    mine, theirs = make.project(), make.other_organisation().project()
    number = uuid.uuid4()
    row = PlanRow(TODAY, "vk", "post", "Жасырын")
    add_line(theirs, row, number=number, by=None)
    with pytest.raises(AppError, match="try_again"):
        add_line(mine, row, number=number, by=None)


def test_the_month_to_begin_with_is_the_contracts_nearest(make):
    project = make.project()  # 8 May to 31 October 2025
    days = [date(2026, 3, 1), date(2025, 9, 12), date(2024, 1, 1)]
    found = [usual_month(project=project, today=day) for day in days]
    assert found == [date(2025, 10, 1), date(2025, 9, 1), date(2025, 5, 1)]


def test_months_that_cannot_be_meant_are_404(organiser, make):
    ref = make.project().ref
    for path in ("0/1/", "2025/13/", "2025/0/", "99999999999999999999/1/", "2025/13/copy/", "table/?month=2025-x"):
        assert organiser.get(f"/projects/{ref}/content-plan/{path}").status_code == 404, path
    assert organiser.get("/content-plan/").url == f"/projects/{ref}/content-plan/"


def test_the_plan_opens_at_the_project_that_has_one(organiser, make):
    old, late = make.project(ref="P1"), make.project(ref="P2")
    assert organiser.get("/content-plan/").url == "/projects/P2/content-plan/"
    PlannedPost.objects.create(project=old, platform="vk", kind="post", title="Пост", planned_on=date(2025, 9, 9))
    assert organiser.get("/content-plan/").url == "/projects/P1/content-plan/"
    today = timezone.localdate()
    late.starts_on = late.ends_on = today
    late.save()
    assert organiser.get("/content-plan/").url == "/projects/P2/content-plan/"
