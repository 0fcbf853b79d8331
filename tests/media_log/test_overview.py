"""The overview: each post in one cell, every table a sum over the same cells, every cell opens its records."""

import random
from collections import Counter
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from events.actions.activities import update_activity
from grants.models import Indicator
from media_log.models import Mention, Post
from media_log.overview_forms import PostFilterForm
from media_log.overview_page import overview_page
from media_log.queries import distinct_posts, overview_of, views_by_platform
from media_log.queries.chosen import posts_chosen
from media_log.queries.digest import digest_of
from media_log.queries.overview import DIMENSIONS, KIND, NO_PLACE, PLACE, PLATFORM, SEVERAL
from media_log.queries.planned import month_of
from reports.queries.indicators import indicator_actuals
from tests.desk.books import bring_reference

TODAY = date(2025, 11, 20)
MONTHS = [month_of(date(2025, month, 1)) for month in range(1, 13)]


def random_world(make, seed, *, posts=60):
    """Two projects with activities and posts of every sort: shared, of the whole project, undated, unread, moved."""
    chance = random.Random(seed)
    projects = [make.project(), make.project()]
    activities = [make.activity(chance.choice(projects), starts_on=date(2025, 6, 1 + n)) for n in range(7)]
    for _number in range(posts):
        post = make.post(**facts(chance))
        for place in chance.sample([*activities, *projects], chance.choice([0, 1, 1, 1, 2, 3])):
            make.mention(post, place)
    moved = chance.choice(activities)
    update_activity(moved, by=None, project=next(p for p in projects if p != moved.project))
    return projects


def facts(chance):
    views = chance.choice([None, 0, 9_999, 10_000, chance.randrange(30_000)])
    return {
        "platform": chance.choice(["instagram", "tiktok", "site"]),
        "kind": chance.choice(["post", "reel", "article"]),
        "language": chance.choice(["", "kk", "ru"]),
        "is_paid": chance.choice([None, True, False]),
        "made_on": chance.choice([None, date(2025, 4, 28) + timedelta(days=chance.randrange(200))]),
        "views": views,
        "views_read_on": None if views is None else date(2025, 9, chance.randrange(1, 30)),
        "page_followers": chance.choice([None, 19_999, 20_000]),
    }


def whole_page(make, project):
    return overview_page(
        organisation=make.organisation,
        project=project,
        projects=list(make.organisation.projects.order_by("ref")),
        today=TODAY,
        show_all=True,
    )


def tables_of(page):
    return [*page["tables"], page["months"], page["by_place"]]


def listed(make, query) -> list[Post]:
    """What the list shows for a query of the overview."""
    form = PostFilterForm(QueryDict(query), organisation=make.organisation)
    assert form.is_valid(), form.errors
    return list(posts_chosen(organisation=make.organisation, chosen=form.chosen))


@pytest.mark.parametrize("seed", range(6))
def test_every_table_sums_to_the_same_total_and_every_row_lists_what_it_counts(make, seed):
    for project in [*random_world(make, seed), None]:
        page = whole_page(make, project)
        total = page["total"]
        assert total.posts == len(listed(make, page["list_query"]))
        assert len(page["overview"].cells) <= total.posts
        if project:
            assert total.posts == distinct_posts(project=project)
        else:
            assert total.posts == Post.objects.of(make.organisation).count() == 60
        for table in tables_of(page):
            for what in ("posts", "known", "views"):
                assert sum(getattr(row.tally, what) for row in table.rows) == getattr(total, what), (table.code, what)
            for row in table.rows:
                found = listed(make, row.query)
                read = [post for post in found if post.views is not None]
                days = [post.views_read_on for post in read]
                assert (len(found), len(read), sum(post.views for post in read)) == row.tally.numbers[:3], row
                if table.code != "month":
                    assert (min(days, default=None), max(days, default=None)) == row.tally.numbers[3:], row
        heat = page["heat"]
        shown = [cell for week in heat.weeks for cell in week if cell.posts]
        assert sum(cell.posts for cell in shown) + heat.outside + heat.undated == total.posts
        for cell in shown:
            assert len(listed(make, cell.query)) == cell.posts
        assert sum(bar.row.tally.posts for bar in page["chart"].bars) + page["chart"].earlier + heat.undated == (
            total.posts
        )


@pytest.mark.parametrize("seed", range(3))
def test_the_plan_and_the_reports_have_the_same_numbers(make, seed):
    projects = random_world(make, seed)
    codes = (
        "publications",
        "publications_on_pages_over_20000_followers",
        "publications_over_10000_views",
        "publication_views",
    )
    for project in projects:
        for code in codes:
            Indicator.objects.create(project=project, code=code, plan=10)
        page = whole_page(make, project)
        reported = [figure.actual for figure in indicator_actuals(project=project)]
        assert [line.actual for line in page["plan"]] == reported
        platforms = views_by_platform(project=project)
        assert sum(line.posts for line in platforms) == page["total"].posts
        assert sum(line.views for line in platforms) == page["total"].views


def test_a_post_has_one_place_however_many_mention_it(make):
    project, other = make.project(), make.project()
    first, second, abroad = make.activity(project), make.activity(project), make.activity(other)
    places = {
        "one": [first],
        "one-and-whole": [first, project],
        "two": [first, second],
        "whole": [project],
        "two-projects": [first, abroad],
        "nowhere": [],
    }
    for code, holders in places.items():
        post = make.post(code)
        for holder in holders:
            make.mention(post, holder)

    def sums(of):
        overview = overview_of(organisation=make.organisation, project=of)
        return {key: tally.posts for key, tally in overview.by(PLACE).items()}

    assert sums(project) == {first.pk: 3, SEVERAL: 1, NO_PLACE: 1}
    assert sums(other) == {abroad.pk: 1}
    assert sums(None) == {project.pk: 4, SEVERAL: 1, NO_PLACE: 1}


def test_cells_are_alike_on_every_database(make):
    """Days are days and sums are whole numbers, whatever the database hands over."""
    make.mention(make.post("a", made_on=date(2025, 7, 2), views=5, is_paid=True, page_followers=20_000), make.project())
    overview = overview_of(organisation=make.organisation)
    (cell,) = overview.cells
    assert [str(value) for value in cell[:6]] in (
        ["site", "article", "", "True", "1", "0"],
        ["site", "article", "", "1", "1", "0"],
    )
    assert cell[DIMENSIONS : DIMENSIONS + 3] == (1, 1, 5)
    assert overview.total.numbers == (1, 1, 5, date(2025, 9, 10), date(2025, 9, 10))
    assert type(overview.total.views) is int


def test_the_reference_made_its_flyers_known_in_july(make):
    bring_reference(make)
    project = make.organisation.projects.get(ref="P2")
    page = whole_page(make, project)
    months = {row.note or "unknown": row.tally.posts for row in page["months"].rows}
    rows = {row.label: row for row in page["by_place"].rows}
    flyers = next(row for label, row in rows.items() if str(label).startswith("P2-40 "))
    made = Counter(post.made_on.month for post in listed(make, flyers.query) if post.made_on)
    assert set(made) == {7}
    assert (months["2025-06"], months["2025-07"]) == (0, 8)
    whole = whole_page(make, None)
    assert whole["total"].posts == 139
    for table in tables_of(whole):
        assert sum(row.tally.posts for row in table.rows) == 139


def test_many_activities_are_put_together_and_still_sum(make):
    project = make.project()
    for number in range(60):
        make.mention(make.post(f"p{number}"), make.activity(project))
    page = overview_page(
        organisation=make.organisation, project=project, projects=[project], today=TODAY, show_all=False
    )
    table = page["by_place"]
    assert (len(table.rows), table.hidden, table.rows[-1].tally.posts) == (41, 20, 20)
    assert sum(row.tally.posts for row in table.rows) == 60
    assert len(whole_page(make, project)["by_place"].rows) == 60


def test_activities_without_a_publication_are_those_that_home_names(organiser, make):
    project = make.project()
    lacking, published, later = make.activity(project), make.activity(project), make.activity(project)
    cancelled = make.activity(project, cancelled_at="2025-09-01T00:00:00Z", cancel_reason="x")
    type(later).objects.filter(pk=later.pk).update(starts_on=date(2099, 1, 1))
    make.mention(make.post(), published)
    page = organiser.get("/publications/overview/")
    assert (list(page.context["without"]), page.context["without_number"]) == ([lacking], 1)
    assert cancelled not in page.context["without"]
    assert f'href="/activities/{lacking.ref}/publications/"' in page.content.decode()
    assert [one.pk for one in organiser.get("/needs/publication/").context["page"]] == [lacking.pk]


def test_wrong_years_are_shown_and_break_nothing(organiser, make):
    project = make.project()
    days = [date(1, 1, 1), date(202, 7, 2), date(2025, 7, 2), date(9999, 12, 31)]
    for number, day in enumerate(days):
        make.mention(make.post(f"p{number}", made_on=day), project)
    for address in ("/publications/overview/", "/publications/overview/?project=x"):
        page = organiser.get(address).context
        dated = {row.note: row.tally.posts for row in page["months"].rows if row.tally.posts}
        assert dated == {"0001-01": 1, "0202-07": 1, "2025-07": 1, "9999-12": 1}
        assert page["heat"].outside == 3
        assert all(len(listed(make, row.query)) == row.tally.posts for row in page["months"].rows)


def test_each_link_of_the_page_opens_a_list_that_understands_it(organiser, make):
    project = random_world(make, 1)[0]
    for number in range(2):
        make.mention(make.post(f"more{number}"), project)
    page = organiser.get(f"/publications/overview/?project={project.ref}").content.decode()
    links = {part.split('"', 1)[0].replace("&amp;", "&") for part in page.split('href="/publications/?')[1:]}
    assert len(links) > 20
    for query in links:
        form = PostFilterForm(QueryDict(query), organisation=make.organisation)
        assert form.is_valid(), (query, form.errors)
        assert form.params == dict(parse_qsl(urlsplit(f"?{query}").query))


def test_pages_take_as_many_queries_for_many_posts_as_for_one(organiser, make):
    project = make.project()
    activity = make.activity(project)
    make.mention(make.post("first", made_on=date(2025, 9, 11)), activity)

    def queries(path):
        with CaptureQueriesContext(connection) as captured:
            assert organiser.get(path).status_code == 200
        return len(captured)

    paths = [f"/publications/overview/?project={project.ref}", f"/publications/?project={project.ref}&month=2025-09"]
    few = [queries(path) for path in paths]
    for number in range(30):
        make.mention(make.post(f"p{number}", made_on=date(2025, 9, 11)), [activity, make.activity(project)][number % 2])
    assert Mention.objects.count() == 31
    assert [queries(path) for path in paths] == few == [10, 8]


@pytest.mark.parametrize("seed", range(3))
def test_a_digest_of_the_whole_time_counts_what_the_overview_counts(make, seed):
    """Its months, too: however the project's time is cut, each post of a known day is in one period."""
    for project in random_world(make, seed):
        overview = overview_of(organisation=make.organisation, project=project)
        whole = digest_of(project=project, first=date(2025, 1, 1), last=date(2025, 12, 31), today=TODAY)
        parts = [digest_of(project=project, first=a, last=b, today=TODAY) for a, b in MONTHS]
        assert whole.total == len(whole.posts) == sum(part.total for part in parts)
        assert whole.total + whole.undated == overview.total.posts
        for dimension, lines in ((PLATFORM, "platforms"), (KIND, "kinds")):
            dated = overview.between(date(2025, 1, 1), date(2025, 12, 31)).by(dimension)
            assert {line.code: (line.posts, line.known, line.views) for line in getattr(whole, lines)} == {
                code: (tally.posts, tally.known, tally.views) for code, tally in dated.items()
            }
            listed = Counter(getattr(post, lines[:-1]) for post in whole.posts)
            assert {line.code: line.posts for line in getattr(whole, lines)} == listed
