"""The sheet of publications: what has no link, pages, and numbers with the day they were read."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from media_log.actions.unlinked import Unlinked, log_unlinked
from media_log.models import Mention, Page, Post, Reading
from tests.desk.books import bring, check, counts, places, small_book

HEADINGS = [
    "activity_ref",
    "url",
    "platform",
    "kind",
    "page",
    "title",
    "published_on",
    "language",
    "paid",
    "views",
    "likes",
    "reach",
    "followers",
    "read_on",
]
URL = "https://www.instagram.com/p/DG2lAQstlEP/"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def row(ref="B1-01", **cells):
    """A line of the sheet."""
    assert set(cells) <= set(HEADINGS)
    return [ref, *(cells.get(name) for name in HEADINGS[1:])]


def book(*rows):
    return small_book(publications=[HEADINGS, *rows])


STORY = {"kind": "телесюжет", "page": "Жамбыл ТВ", "title": "Жастар форумы", "published_on": "10.09.2025"}


def test_what_has_no_link_comes_in_once_and_is_the_one_that_was_typed(make):
    rows = [
        row(**STORY, language="қазақша", paid="жоқ", reach=12000, read_on="12.09.2025"),
        row("B1-02", platform="газет", page="Ақ жол", title="Келісім күні", published_on="11.09.2025"),
        row("B1-02", kind="билборд", page="Төле би 12", title="Акция", published_on="01.09.2025", paid="да"),
        row("B1-02", **STORY),
    ]
    outcome = bring(make, book(*rows))
    assert outcome.faults == []
    assert counts(outcome, "publications") == (4, 0, 0)
    assert places(outcome.warnings) == [("link_shared", "publications", 5, "B")]
    posts = {post.key: post for post in Post.objects.all()}
    assert {key: (post.platform, post.kind, post.is_paid) for key, post in posts.items()} == {
        "tv:жамбыл тв/2025-09-10/жастар форумы": ("tv", "tv_story", False),
        "newspaper:ақ жол/2025-09-11/келісім күні": ("newspaper", "print", None),
        "outdoor:12 би төле/2025-09-01/акция": ("outdoor", "outdoor_ad", True),
    }
    story = posts["tv:жамбыл тв/2025-09-10/жастар форумы"]
    assert (story.language, story.reach, story.reach_read_on) == ("kk", 12000, date(2025, 9, 12))
    assert (story.made_on, story.page.name, story.mentions.count()) == (date(2025, 9, 10), "Жамбыл ТВ", 2)
    assert counts(bring(make, book(*rows)), "publications") == (0, 0, 4)
    assert (Post.objects.count(), Page.objects.count(), Reading.objects.count()) == (3, 3, 1)
    activity = story.mentions.first().activity
    facts = Unlinked("tv", "tv_story", "«Жамбыл» ТВ", date(2025, 9, 10), "Жастар форумы.")
    typed = log_unlinked(facts, organisation=make.organisation, project=activity.project, activity=activity, by=None)
    assert (typed.outcome, typed.post) == ("repeated", story)


def test_numbers_belong_to_their_day_and_the_same_file_changes_nothing(make):
    rows = [
        row(url=URL, page="@taraz_qogam", views=1500, likes=40, read_on="12.09.2025"),
        row(url=URL, views=900, read_on="11.09.2025"),
    ]
    bring(make, book(*rows))
    post = Post.objects.get()
    assert (post.views, post.views_read_on, post.likes) == (1500, date(2025, 9, 12), 40)
    assert (post.page.name, post.page.platform) == ("@taraz_qogam", "instagram")
    assert list(Reading.objects.values_list("read_on", "views", "source")) == [
        (date(2025, 9, 12), 1500, "workbook"),
        (date(2025, 9, 11), 900, "workbook"),
    ]
    assert counts(bring(make, book(*rows)), "publications") == (0, 0, 2)
    # A number that was wrong on its day is put right; a later one without a day is today's.
    rows[1] = row(url=URL, views=950, read_on="11.09.2025")
    outcome = bring(make, book(*rows))
    assert counts(outcome, "publications") == (0, 1, 1)
    [change] = outcome.tally.examples["publications", "changed"]
    assert [(one.label, one.old, one.new) for one in change.fields] == [("views (11.09.2025)", "—", "950")]
    later = row(url=URL, views=2100, page="@taraz")
    outcome = check(make, book(later))
    [change] = outcome.tally.examples["publications", "changed"]
    assert [(one.label, one.old, one.new) for one in change.fields] == [
        ("page", "@taraz_qogam", "@taraz"),
        ("views", "1\xa0500", "2\xa0100"),
    ]
    bring(make, book(later))
    post.refresh_from_db()
    assert (post.views, post.views_read_on, post.likes_read_on) == (2100, timezone.localdate(), date(2025, 9, 12))
    assert post.page.name == "@taraz"
    assert counts(bring(make, book(later)), "publications") == (0, 0, 1)


def test_a_row_without_a_link_says_what_it_lacks(make):
    tomorrow = (timezone.localdate() + timedelta(days=1)).strftime("%d.%m.%Y")
    rows = [
        row(views=5),
        row(platform="тв", page="Жамбыл ТВ"),
        row(**{**STORY, "platform": "марс"}),
        row(**{**STORY, "title": "!!!"}),
        row(url=URL, views=5, read_on=tomorrow),
    ]
    outcome = bring(make, book(*rows))
    assert places(outcome.faults) == [
        ("cell_empty", "publications", 2, "B"),
        ("cell_empty", "publications", 3, "F"),
        ("cell_empty", "publications", 3, "G"),
        ("unknown_platform", "publications", 4, "C"),
        ("unlinked_unclear", "publications", 5, "F"),
        ("read_in_future", "publications", 6, "N"),
    ]
    assert not Mention.objects.exists()
    # The sheet of links alone, as before.
    assert places(bring(make, small_book(publications=[["activity_ref", "url"], ["B1-01", None]])).faults) == [
        ("cell_empty", "publications", 2, "B")
    ]


def test_words_that_nobody_knows_are_left_out_with_a_warning(make):
    outcome = bring(make, book(row(**STORY, language="клингон", paid="мүмкін")))
    assert places(outcome.warnings) == [
        ("unknown_language", "publications", 2, "H"),
        ("unknown_paid", "publications", 2, "I"),
    ]
    post = Post.objects.get()
    assert (post.language, post.is_paid) == ("", None)
