"""The media log: each post once, each of its mentions once, whoever pastes what twice."""

import csv
import threading
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import AuditEntry
from media_log.actions import MentionRow, Outcome, add_links, record_mentions, remove_mention
from media_log.models import Mention, Post
from rules.errors import AppError
from rules.post_keys import inspect_link

REFERENCE = Path(__file__).parents[2] / "reference" / "publications.csv"


def paste(activity, text, by=None):
    return add_links(organisation=activity.organisation, project=activity.project, activity=activity, text=text, by=by)


def outcomes(added):
    return [answer.outcome.value for answer in added]


def reference_rows(make):
    project = make.project()
    with REFERENCE.open(newline="") as file:
        rows = list(csv.DictReader(file))
    activities = {ref: make.activity(project, ref=ref) for ref in dict.fromkeys(r["activity_ref"] for r in rows)}
    return [MentionRow(inspect_link(r["url"]), project, activities[r["activity_ref"]]) for r in rows]


def test_several_links_are_added_at_once_and_the_same_post_twice_is_told(make):
    activity = make.activity()
    added = paste(
        activity,
        "1. https://www.instagram.com/p/DOsfpZwiFnY/?igsh=1 2. https://www.instagram.com/reel/DOsfpZwiFnY/ "
        "3. https://youtu.be/g3NsPIWIWcg",
    )
    assert outcomes(added) == ["added", "repeated", "added"]
    assert [post.key for post in Post.objects.order_by("pk")] == ["instagram:DOsfpZwiFnY", "youtube:g3NsPIWIWcg"]
    assert Mention.objects.get(post__key="instagram:DOsfpZwiFnY").url_as_given == (
        "https://www.instagram.com/p/DOsfpZwiFnY/?igsh=1"
    )
    assert outcomes(paste(activity, "https://youtube.com/watch?v=g3NsPIWIWcg")) == ["repeated"]
    assert Mention.objects.count() == 2


def test_a_post_of_another_activity_is_a_second_mention_that_names_the_first(make):
    first, second = make.activity(), make.activity()
    paste(first, "https://youtu.be/g3NsPIWIWcg")
    (answer,) = paste(second, "https://youtu.be/g3NsPIWIWcg")
    assert answer.outcome == Outcome.SHARED
    assert [place.ref for place in answer.elsewhere] == [first.ref]
    assert (Post.objects.count(), Mention.objects.count()) == (1, 2)


def test_the_same_post_in_two_organisations_is_two_posts(make):
    other = make.other_organisation()
    for factory in (make, other):
        assert outcomes(paste(factory.activity(), "https://youtu.be/g3NsPIWIWcg")) == ["added"]
    assert Post.objects.count() == 2


def test_a_project_as_a_whole_may_mention_a_post(make):
    activity = make.activity()
    whole = {"organisation": activity.organisation, "project": activity.project, "activity": None, "by": None}
    assert outcomes(add_links(**whole, text="https://a.kz/1")) == ["added"]
    assert outcomes(add_links(**whole, text="https://a.kz/1/")) == ["repeated"]
    (answer,) = paste(activity, "https://a.kz/1")
    assert (answer.outcome, answer.elsewhere[0].ref) == (Outcome.SHARED, activity.project.ref)


def test_a_text_without_links_and_five_hundred_and_one_links_are_refused(make):
    activity = make.activity()
    with pytest.raises(AppError, match="no_links"):
        paste(activity, "Бүгін семинар өтті")
    with pytest.raises(AppError, match="too_many_links"):
        paste(activity, " ".join(f"https://a.kz/{number}" for number in range(501)))
    assert not Post.objects.exists()


def test_of_a_list_each_element_is_judged_by_itself(make):
    added = paste(make.activity(), ["https://a.kz/1", "сілтеме жоқ", "https://a.kz/1?utm_source=x"])
    assert outcomes(added) == ["added", "not_a_link", "repeated"]


def test_the_reference_gives_139_posts_and_143_mentions_in_few_queries_and_nothing_the_second_time(make):
    rows = reference_rows(make)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        first = outcomes(record_mentions(rows, organisation=make.organisation, by=None))
    assert {name: first.count(name) for name in set(first)} == {"added": 139, "shared": 4, "repeated": 5}
    assert (Post.objects.count(), Mention.objects.count()) == (139, 143)
    assert len(queries) <= 12
    again = record_mentions(rows, organisation=make.organisation, by=None)
    assert set(outcomes(again)) == {"repeated"}
    assert not any(answer.changed for answer in again)
    assert (Post.objects.count(), Mention.objects.count()) == (139, 143)


def test_facts_from_a_table_are_kept_and_only_a_real_change_is_a_change(make):
    activity = make.activity()
    link = inspect_link("https://a.kz/1")

    def bring(*rows):
        given = [MentionRow(link, activity.project, activity, **row) for row in rows]
        return [answer.changed for answer in record_mentions(given, organisation=make.organisation, by=None)]

    first = {"kind": "video", "published_on": date(2025, 9, 11), "views": 900}
    assert bring(first, {"views": 1200, "followers": 20000}) == [True, False]
    post = Post.objects.get()
    assert (post.kind, post.published_on, post.views, post.page_followers) == ("video", date(2025, 9, 11), 1200, 20000)
    assert bring(first, {"views": 1200, "followers": 20000}) == [False, False]
    assert bring({}) == [False]
    assert bring({"views": 0}) == [True]
    post.refresh_from_db()
    assert (post.views, post.page_followers) == (0, 20000)


def test_a_removed_mention_takes_the_post_along_only_when_it_was_the_last(make):
    first, second = make.activity(), make.activity()
    user = make.member().user
    for activity in (first, second):
        paste(activity, "https://youtu.be/g3NsPIWIWcg", by=user)
    remove_mention(first.mentions.get(), by=user)
    assert Post.objects.count() == 1
    last = second.mentions.get()
    remove_mention(last, by=user)
    remove_mention(last, by=user)
    assert Post.objects.count() == 0
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", "actor")) == [
        ("publications.add", user.pk),
        ("publications.add", user.pk),
        ("publication.remove", user.pk),
        ("publication.remove", user.pk),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_people_pasting_the_same_links_at_once_store_each_once(make):
    activity = make.activity()
    links = [f"https://a.kz/{number}" for number in range(20)]
    answers, start = [], threading.Barrier(4)

    def work(own):
        try:
            start.wait()
            answers.extend(outcomes(paste(activity, own)))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(own,)) for own in (links, links[::-1], links, links[::-1])]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (answers.count("added"), answers.count("repeated")) == (20, 60)
    assert (Post.objects.count(), Mention.objects.count()) == (20, 20)
