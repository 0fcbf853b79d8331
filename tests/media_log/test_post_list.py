"""The list of publications: its limits, its files, what opens it."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from grants.models import Indicator, Role
from media_log import posts_file
from media_log.models import LinkCheck, Page, Post
from media_log.views import overview
from tests.conftest import signed_in


def titles(client, query) -> list[str]:
    """What the list shows for a query, the oldest first."""
    page = client.get(f"/publications/?{query}")
    assert page.status_code == 200
    assert page.context["total"] == len(page.context["lines"])
    return [line.post.title for line in reversed(page.context["lines"])]


def test_the_list_is_limited_by_each_fact_and_by_several_at_once(organiser, make):
    project = make.project(ref="P1")
    measure = make.measure(project)
    activity = make.activity(project, ref="P1-1", measure=measure)
    page = Page.objects.create(organisation=make.organisation, platform="site", key="k", name="Ақ жол газеті")
    first = make.post("1", title="Бірінші", page=page, made_on=date(2025, 7, 31), language="kk", is_paid=True)
    second = make.post("2", title="Екінші", kind="video", platform="tv", url="", views=10_000, page_followers=20_000)
    third = make.post("3", title="Үшінші", made_on=date(2025, 8, 1), is_paid=False, views=0, page_followers=19_999)
    make.mention(first, activity)
    make.mention(second, project)
    make.mention(third, activity)
    make.mention(third, make.activity(make.project(ref="P9"), ref="P9-1"))
    now = timezone.now()
    LinkCheck.objects.create(post=third, next_at=now, state="gone", gone_since=now)
    everything = ["Бірінші", "Екінші", "Үшінші"]
    expected = {
        "": everything,
        "project=P1": everything,
        "project=P9": ["Үшінші"],
        "only=P1": ["Бірінші", "Екінші"],
        "only=~several": ["Үшінші"],
        "project=P1&activity=P1-1": ["Бірінші", "Үшінші"],
        "activity=P1-1": ["Бірінші", "Үшінші"],
        "project=P1&activity=~none": ["Екінші"],
        f"project=P1&measure={measure.pk}": ["Бірінші", "Үшінші"],
        "month=2025-07": ["Бірінші"],
        "month=unknown": ["Екінші"],
        "day=2025-08-01": ["Үшінші"],
        "kind=video": ["Екінші"],
        "platform=tv": ["Екінші"],
        "language=kk": ["Бірінші"],
        "language=unknown": ["Екінші", "Үшінші"],
        "paid=yes": ["Бірінші"],
        "paid=no": ["Үшінші"],
        "paid=unknown": ["Екінші"],
        "followers=many": ["Екінші"],
        "followers=fewer": ["Үшінші"],
        "views=many": ["Екінші"],
        "views=read": ["Екінші", "Үшінші"],
        "views=unknown": ["Бірінші"],
        "state=gone": ["Үшінші"],
        f"outlet={page.pk}": ["Бірінші"],
        "q=ЕКІНШІ": ["Екінші"],
        "q=АҚ ЖОЛ": ["Бірінші"],
        "q=example.kz/3": ["Үшінші"],
        "q=бір үш": [],
        "paid=no&month=2025-08&q=үш": ["Үшінші"],
    }
    assert {query: titles(organiser, query) for query in expected} == expected


@pytest.mark.parametrize(
    "query",
    [
        "project=nothing&platform=y&kind=x&month=2025-13&day=x&paid=x&language=x&followers=x&views=x&state=x",
        "activity=nothing&only=nothing&outlet=x&measure=" + "9" * 40,
        "activity=~several",
        "month=0000-01&q=%00",
        "page=x",
        "q=" + "x" * 101,
    ],
)
def test_what_means_nothing_limits_nothing_and_is_told(organiser, make, query):
    make.mention(make.post(), make.project())
    page = organiser.get(f"/publications/?{query}")
    assert (page.status_code, page.context["total"], page.context["form"].chips) == (200, 1, [])
    assert ("notice--warn" in page.content.decode()) == (query != "page=x")
    assert organiser.get(f"/publications/file/?{query}").status_code == 200


def test_each_limit_can_be_taken_away_alone_and_stays_when_the_form_is_sent_again(organiser, make):
    activity = make.activity(make.project(ref="P1"), ref="P1-1")
    make.mention(make.post(platform="site", made_on=date(2025, 7, 2)), activity)
    page = organiser.get("/publications/?project=P1&day=2025-07-02&activity=P1-1&platform=site&when=&page=1")
    form = page.context["form"]
    assert [query for _words, query in form.chips] == [
        "platform=site&day=2025-07-02&activity=P1-1",
        "project=P1&day=2025-07-02&activity=P1-1",
        "project=P1&platform=site&activity=P1-1",
        "project=P1&platform=site&day=2025-07-02",
    ]
    assert form.extra == [("day", "2025-07-02"), ("activity", "P1-1")]
    assert '<input type="hidden" name="activity" value="P1-1">' in page.content.decode()


def test_files_have_the_limited_list_with_cells_that_are_no_formulas(organiser, make):
    project = make.project(ref="P1")
    first, second = make.activity(project, ref="P1-1", title="A"), make.activity(project, ref="P1-2", title="B")
    page = Page.objects.create(organisation=make.organisation, platform="site", key="k", name="@бет")
    post = make.post(
        "1", title="=1+1", page=page, made_on=date(2025, 7, 2), views=900, page_followers=21_000, language="kk"
    )
    make.mention(post, first)
    make.mention(post, second)
    make.mention(make.post("2", kind="video"), project)
    organiser.cookies["django_language"] = "en"
    answer = organiser.get("/publications/file/?format=csv&kind=article")
    assert answer["Content-Disposition"].startswith('attachment; filename="publications-')
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    row = [
        "1",
        "P1",
        "P1-1 · A; P1-2 · B",
        "2025-07-02",
        "Website",
        "article",
        "'=1+1",
        "https://example.kz/1",
        "'@бет",
    ]
    row += ["21000", "2025-09-10", "900", "2025-09-10", "", "", "", "", "Kazakh", ""]
    assert rows[1:] == [row]
    book = load_workbook(BytesIO(organiser.get("/publications/file/?format=xlsx").content))
    cells = [[cell.value for cell in line] for line in book.active.iter_rows(min_row=3)]
    assert [line[0] for line in cells[1:]] == [1, 2]
    assert cells[2][6:8] == ["'=1+1", "https://example.kz/1"]
    assert cells[2][3].date() == date(2025, 7, 2)
    assert cells[0] == rows[0]


def test_a_file_of_another_format_is_not_there_and_a_workbook_has_an_end(organiser, make, monkeypatch):
    monkeypatch.setattr(overview, "MOST_ROWS_XLSX", 20)
    monkeypatch.setattr(posts_file, "_CHUNK", 8)
    assert organiser.get("/publications/file/?format=pdf").status_code == 404
    Post.objects.bulk_create(
        Post(organisation=make.organisation, key=f"k{n}", platform="site", kind="post", url=f"https://a.kz/{n}")
        for n in range(21)
    )
    assert organiser.get("/publications/file/?format=xlsx").status_code == 409
    assert organiser.get("/publications/file/?format=xlsx&kind=video").status_code == 200
    lines = b"".join(organiser.get("/publications/file/?format=csv").streaming_content).count(b"\r\n")
    assert lines == 22


def test_the_figures_of_the_board_open_the_posts_they_count(make):
    project = make.project()
    measure = make.measure(project)
    inside, beside = make.activity(project, measure=measure), make.activity(project)
    for number, holder in enumerate([inside, inside, beside, project]):
        make.mention(make.post(f"p{number}", views=9_000 + 500 * number, page_followers=25_000), holder)
    make.mention(make.post("unread"), project)
    client = signed_in(make.member(Role.VIEWER).user)
    codes = {
        "publications": (2, 5),
        "publications_on_pages_over_20000_followers": (2, 4),
        "publications_over_10000_views": (0, 2),
        "publication_views": (2, 4),
    }
    for code, numbers in codes.items():
        for of, number in zip((measure, None), numbers, strict=True):
            indicator = Indicator.objects.create(project=project, measure=of, code=code, plan=1)
            page = client.get(reverse("desk:figure", args=[project.ref, indicator.pk]))
            query = page.context["posts_query"]
            assert f'href="/publications/?{query.replace("&", "&amp;")}"' in page.content.decode()
            assert client.get(f"/publications/?{query}").context["total"] == number, (code, of)
