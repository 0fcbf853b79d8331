"""Numbers typed in the form reach the board, the figures' pages and the page of reach, each with its day."""

from datetime import date

import pytest

from grants.models import Indicator
from media_log.models import Page


@pytest.fixture(autouse=True)
def in_english(organiser):
    organiser.cookies["django_language"] = "en"


def test_views_and_followers_typed_in_count_on_the_board_with_their_days(organiser, make):
    activity = make.activity()
    project = activity.project
    codes = ("publication_views", "publications_over_10000_views", "publications_on_pages_over_20000_followers")
    figures = {code: Indicator.objects.create(project=project, code=code, plan=2) for code in codes}
    large = Page.objects.create(organisation=make.organisation, platform="site", key="x", name="Бет")
    seen, unread, small = make.post(page=large), make.post(page=large), make.post()
    for post in (seen, unread, small):
        make.mention(post, activity)
    board = f"/projects/{project.ref}/board/"
    assert [one.read for one in organiser.get(board).context["board"].figures] == [None, None, None]

    def read(post, day, **numbers):
        sent = {"read_on": day, **numbers}
        assert organiser.post(f"/publications/{post.pk}/readings/", sent).status_code == 302

    read(seen, "2025-09-01", views="9 999")
    read(seen, "2025-09-12", views="10 тыс", page_followers="20 000")
    read(small, "2025-10-01", views="700", page_followers="19 999")
    answer = organiser.get(board)
    found = {one.indicator.code: (one.progress.actual, one.read) for one in answer.context["board"].figures}
    days = (date(2025, 9, 12), date(2025, 10, 1))
    assert found == {codes[0]: (10_700, days), codes[1]: (1, days), codes[2]: (2, days)}
    assert answer.context["board"].reach.views_read == days
    assert answer.content.decode().count("read 12.09.2025–01.10.2025") == 4

    page = organiser.get(f"/projects/{project.ref}/figures/{figures[codes[0]].pk}/").content.decode()
    assert "10\u00a0000 views, read on 12.09.2025" in page
    page = organiser.get(f"/projects/{project.ref}/figures/{figures[codes[2]].pk}/").content.decode()
    assert page.count("20\u00a0000 followers, read on 12.09.2025") == 2
    assert f'href="/publications/{unread.pk}/"' in page
    reach = organiser.get(f"/projects/{project.ref}/reach/").content.decode()
    assert "read 12.09.2025–01.10.2025" in reach
