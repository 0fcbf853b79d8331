"""Pasting links on an activity, and the list of all publications."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actions.activities import update_activity
from grants.models import Role
from media_log.models import Mention, Post
from media_log.queries import distinct_posts, overview_of, post_counts
from tests.conftest import signed_in
from tests.media_log.test_actions import paste


def page_of(client, activity):
    return client.get(f"/activities/{activity.ref}/publications/")


def test_weak_links_and_odd_dates_are_said_in_words(organiser, make):
    # DOsfpZwiFnY was uploaded on 17 September 2025.
    kept = {
        make.activity(starts_on="2025-09-10"): [],
        make.activity(starts_on="2025-09-18"): ["before"],
        make.activity(starts_on="2025-08-01"): ["30 days"],
    }
    for activity, words in kept.items():
        paste(activity, "https://www.instagram.com/p/DOsfpZwiFnY/")
        (line,) = page_of(organiser, activity).context["lines"]
        (here,) = [mention for mention in line.mentions if mention.activity == activity]
        assert line.made_on.isoformat() == "2025-09-17"
        assert line.is_from_id
        assert len(here.warnings) == len(words)
    cut = make.activity()
    paste(cut, "https://www.instagram.com/p/DOaczEiF-")
    (line,) = page_of(organiser, cut).context["lines"]
    assert [str(warning) for warning in line.warnings] == [str(page_of(organiser, cut).context["lines"][0].warnings[0])]


def test_links_open_elsewhere_without_telling_where_from(organiser, make):
    activity = make.activity()
    paste(activity, "https://egemen.kz/a")
    page = page_of(organiser, activity).content.decode()
    assert 'href="https://egemen.kz/a" target="_blank" rel="noopener noreferrer nofollow"' in page


def test_a_publication_is_removed_by_post_only(organiser, make):
    activity = make.activity()
    paste(activity, "https://egemen.kz/a")
    path = f"/activities/{activity.ref}/publications/{Mention.objects.get().pk}/remove/"
    assert organiser.get(path).status_code == 405
    assert organiser.post(path).status_code == 302
    assert not Post.objects.exists()
    assert organiser.post(path).status_code == 404
    assert organiser.post(path.replace("/remove", "9" * 30 + "/remove")).status_code == 404


def test_viewers_see_and_only_editors_write(make):
    activity = make.activity()
    paste(activity, "https://egemen.kz/a")
    path = f"/activities/{activity.ref}/publications/"
    for role in (Role.VIEWER, Role.STAFF):
        client = signed_in(make.member(role).user)
        page = client.get(path)
        assert (page.status_code, "/publications/add/" in page.content.decode()) == (200, False)
        assert client.post("/publications/add/", {"text": "https://egemen.kz/b"}).status_code == 403
        assert client.post(f"{path}{Mention.objects.get().pk}/remove/").status_code == 403
    assert Mention.objects.count() == 1


def test_another_organisations_publications_are_not_there(organiser, make):
    foreign = make.other_organisation().activity(ref="FOREIGN-1")
    own = make.activity()
    paste(foreign, "https://egemen.kz/a")
    assert page_of(organiser, foreign).status_code == 404
    mention = Mention.objects.get().pk
    assert organiser.post(f"/activities/{own.ref}/publications/{mention}/remove/").status_code == 404
    assert organiser.post(f"/activities/{foreign.ref}/publications/{mention}/remove/").status_code == 404
    for path in ("/publications/", f"/publications/?project={foreign.project.ref}", "/publications/overview/"):
        page = organiser.get(path).context
        assert (page["total"].posts if "overview" in path else page["total"]) == 0
    assert Mention.objects.count() == 1


def test_the_list_has_each_post_once(organiser, make):
    first, second = make.activity(), make.activity()
    paste(first, "https://youtu.be/g3NsPIWIWcg https://egemen.kz/a https://egemen.kz/b")
    paste(second, "https://youtu.be/g3NsPIWIWcg")
    page = organiser.get("/publications/")
    assert (page.context["total"], len(page.context["lines"])) == (3, 3)
    page = organiser.get(f"/publications/?project={second.project.ref}")
    assert [line.post.key for line in page.context["lines"]] == ["youtube:g3NsPIWIWcg"]
    assert organiser.get("/publications/?project=%00&page=x").status_code == 200


def test_a_moved_activity_takes_its_publications_to_the_other_project(make):
    activity, other = make.activity(), make.project()
    paste(activity, "https://egemen.kz/a")
    update_activity(activity, by=None, project=other)
    activity.refresh_from_db()
    assert distinct_posts(project=other) == 1
    assert overview_of(organisation=make.organisation, project=other).total.posts == 1
    assert [answer.outcome for answer in paste(activity, "https://egemen.kz/a")] == ["repeated"]


def test_counts_of_activities_come_in_one_query(make):
    activities = [make.activity() for _ in range(3)]
    paste(activities[0], "https://egemen.kz/a https://egemen.kz/b")
    paste(activities[1], "https://egemen.kz/a")
    with CaptureQueriesContext(connection) as queries:
        counts = post_counts(activities=[activity.pk for activity in activities])
    assert (list(counts.values()), len(queries)) == ([2, 1, 0], 1)
    assert distinct_posts(project=activities[0].project) == 2


def test_pages_take_as_many_queries_for_many_posts_as_for_one(organiser, make):
    def queries(path):
        with CaptureQueriesContext(connection) as captured:
            assert organiser.get(path).status_code == 200
        return len(captured)

    activity = make.activity(starts_on=timezone.localdate())
    paths = [f"/activities/{activity.ref}/publications/", "/publications/"]
    paste(activity, "https://egemen.kz/0")
    few = [queries(path) for path in paths]
    paste(activity, " ".join(f"https://egemen.kz/{number}" for number in range(1, 30)))
    paste(make.activity(), " ".join(f"https://egemen.kz/{number}" for number in range(30)))
    assert [queries(path) for path in paths] == few
