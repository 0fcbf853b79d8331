"""A post shows the latest day's reading of each number, in whatever order the readings came."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media_log.actions.followers import FollowersRow, record_followers
from media_log.actions.numbers import delete_reading, record_numbers
from media_log.actions.readings import ReadingRow
from media_log.models import Page, ReadingSource
from media_log.models.posts import READ_ON
from tests.factories import Factory

START = date(2025, 9, 1)
NUMBERS = ("views", "likes", "reach", "page_followers")
readings = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.fixed_dictionaries({}, optional={name: st.integers(0, 50_000) for name in NUMBERS}),
    ),
    max_size=8,
)
followers = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 50_000)), max_size=4)


def expected(said, of_page) -> dict[str, object]:
    """Day by day the last word, then of each number the latest day."""
    days: dict[int, dict[str, int]] = {}
    for day, numbers in said:
        days.setdefault(day, {}).update(numbers)
    found: dict[str, object] = dict.fromkeys([*READ_ON, *READ_ON.values()])
    for day in sorted(days):
        for name, value in days[day].items():
            found[name], found[READ_ON[name]] = value, START + timedelta(day)
    pages = dict(of_page)
    if pages:
        day = START + timedelta(max(pages))
        own = found["followers_read_on"]
        if own is None or day >= own:
            found["page_followers"], found["followers_read_on"] = pages[max(pages)], day
    return found


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(said=readings, of_page=followers, at_once=st.booleans(), pages_first=st.booleans())
def test_the_latest_day_stands(said, of_page, at_once, pages_first):
    from django.db import transaction

    with transaction.atomic():
        make = Factory()
        page = Page.objects.create(organisation=make.organisation, platform="site", key="x", name="x")
        post = make.post()
        how = {"organisation": make.organisation, "by": None}

        def of_pages():
            post.page = page
            post.save(update_fields=["page"])
            record_followers([FollowersRow(page, START + timedelta(day), n) for day, n in of_page], **how)

        if pages_first and of_page:
            # Then followers told with a post are the page's too.
            said = [(day, {k: v for k, v in numbers.items() if k != "page_followers"}) for day, numbers in said]
            of_pages()
        rows = [ReadingRow(post, START + timedelta(day), **numbers) for day, numbers in said]
        for some in [rows] if at_once else [[row] for row in rows]:
            record_numbers(some, source=ReadingSource.TYPED, **how)
        if not pages_first and of_page:
            post.refresh_from_db()
            of_pages()
        post.refresh_from_db()
        assert {name: getattr(post, name) for name in [*READ_ON, *READ_ON.values()]} == expected(said, of_page)
        for reading in list(post.readings.all()):
            delete_reading(post, reading, by=None)
        post.refresh_from_db()
        assert {name: getattr(post, name) for name in [*READ_ON, *READ_ON.values()]} == expected([], of_page)
        transaction.set_rollback(True)
