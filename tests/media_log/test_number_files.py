"""Numbers by Excel table: downloaded, filled, looked at, stored once."""

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from grants import jobs
from grants.models import Job, JobState, Role
from media_log.models import Page, PageReading, Post, Reading
from media_log.number_files.columns import HEADINGS
from media_log.number_files.uploads import ask_import, forget_old_tables
from tests.conftest import signed_in

PATH = "/publications/readings/file/"


@pytest.fixture(autouse=True)
def in_english(organiser):
    organiser.cookies["django_language"] = "en"


def book(*rows) -> bytes:
    sheet = (made := openpyxl.Workbook()).active
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def send(client, content, name="сандар.xlsx"):
    return client.post(PATH, {"file": SimpleUploadedFile(name, content)})


def worked(answer) -> Job:
    assert answer.status_code == 302, answer.content.decode()
    job = Job.objects.get(pk=re.search(r"/jobs/([0-9a-f-]{36})/", answer.url).group(1))
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def preview(client, content):
    job = worked(send(client, content))
    return job, client.get(f"/jobs/{job.pk}/", follow=True)


def faults(answer):
    return [(fault["row"], fault["column"], fault["words"].split(".")[0]) for fault in answer.context["faults"]]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_downloaded_table_is_filled_and_comes_back(organiser, make, language):
    organiser.cookies["django_language"] = language
    activity = make.activity(ref="P-1")
    page = Page.objects.create(organisation=make.organisation, platform="site", key="x", name="Бет")
    post = make.post("a", title="=1+1", page=page)
    unlinked = make.post("b", key="tv:x", platform="tv", url="", title="Сюжет")
    for one in (post, unlinked):
        make.mention(one, activity)
    answer = organiser.get(f"/publications/readings/table/{activity.project.ref}/")
    table = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = table.active
    assert [cell.value for cell in sheet[3]] == [spelling[language] for spelling in HEADINGS.values()]
    rows = {sheet.cell(row, 1).value: row for row in (4, 5)}
    assert [cell.value for cell in sheet[rows[post.pk]]][:4] == [post.pk, "https://example.kz/a", "'=1+1", "P-1"]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    for place, value in ((5, "1,2 тыс"), (8, 21_000), (9, date(2025, 9, 12))):
        sheet.cell(rows[post.pk], place, value)
    sheet.cell(rows[unlinked.pk], 7, 40_000)
    file = io.BytesIO()
    table.save(file)
    job, answer = preview(organiser, file.getvalue())
    assert (job.result["posts"], job.result["left_out"], Reading.objects.count()) == (2, 0, 0)
    done = worked(organiser.post(answer.request["PATH_INFO"]))
    assert done.result == {"posts": 2, "left_out": 0}
    post.refresh_from_db()
    unlinked.refresh_from_db()
    assert (post.views, post.views_read_on, post.page_followers) == (1200, date(2025, 9, 12), 21_000)
    assert (unlinked.reach, unlinked.reach_read_on) == (40_000, timezone.localdate())
    assert (PageReading.objects.get().followers, Reading.objects.filter(source="file").count()) == (21_000, 2)


def test_a_table_of_ones_own_is_matched_by_any_spelling_of_the_link(organiser, make):
    make.post(key="instagram:DOsfpZwiFnY", platform="instagram", url="https://www.instagram.com/p/DOsfpZwiFnY/")
    content = book(
        ["Мониторинг"],
        [],
        ["ссылка", "Просмотры", "комментарий", "Дата"],
        ["instagram.com/reel/DOsfpZwiFnY?igsh=abc", 12_500, "=A1", "12.09.2025"],
    )
    job, _answer = preview(organiser, content)
    assert [(line["row"], line["day"], line["numbers"]) for line in job.result["lines"]] == [
        (4, "2025-09-12", [["views", None, 12_500, False]])
    ]


def test_rows_that_cannot_be_taken_are_told_by_number_and_the_rest_is_stored(organiser, make):
    page = Page.objects.create(organisation=make.organisation, platform="site", key="x", name="Бет")
    for code in "abcdef":
        make.post(code, page=page)
    make.other_organisation().post("foreign")
    tomorrow = timezone.localdate() + timedelta(days=1)
    content = book(
        ["Link", "Views", "Followers", "Read on"],
        ["https://example.kz/a", 100, None, "2025-09-12"],
        ["https://example.kz/unknown", 5, None, None],
        ["https://example.kz/foreign", 5, None, None],
        ["сілтеме жоқ", 5, None, None],
        ["https://example.kz/b", -5, None, None],
        ["https://example.kz/b", "көп", None, "бүгін"],
        ["https://example.kz/b", "=1+1", None, None],
        ["https://example.kz/b", 5, None, tomorrow],
        ["https://www.example.kz/a?utm_source=x", 7, None, "12.09.2025"],
        [None, 5, None, None],
        ["https://example.kz/c", None, 100, date(2025, 9, 12)],
        ["https://example.kz/d", None, 101, date(2025, 9, 12)],
        ["https://example.kz/e", None, None, date(2025, 9, 12)],
    )
    job, answer = preview(organiser, content)
    assert faults(answer) == [
        (3, "Link", "No publication with this link is in the log"),
        (4, "Link", "No publication with this link is in the log"),
        (5, "Link", "This is not a link"),
        (6, "Views", "This cannot be below zero"),
        (7, "Views", "Write a number, such as 12 500 or 1,2 тыс"),
        (7, "Read on", "Write the day as 22"),
        (8, "Views", "A formula stands here"),
        (9, "Read on", "This day has not come yet"),
        (10, "Link", "Row 2 is about the same publication and day"),
        (11, "Link", "The row names no publication: its link is empty"),
        (13, "Followers", "Row 12 gives the same page other followers on this day"),
    ]
    assert (job.result["posts"], job.result["left_out"]) == (2, 10)
    worked(organiser.post(answer.request["PATH_INFO"]))
    assert Reading.objects.values_list("post__key", "views").get() == ("site:example.kz/a", 100)
    assert PageReading.objects.values_list("followers", flat=True).get() == 100
    assert set(Post.objects.of(make.organisation).values_list("page_followers", flat=True)) == {100}


def test_storing_again_changes_nothing(organiser, make):
    post = make.post("a", views=500)
    content = book(["Link", "Views", "Read on"], ["https://example.kz/a", 100, "2025-10-12"])
    _job, answer = preview(organiser, content)
    assert "lower than before" in answer.content.decode()
    path = answer.request["PATH_INFO"]
    done = worked(organiser.post(path))
    stored = list(Reading.objects.values())
    assert str(done.pk) in organiser.post(path).url
    assert "stored already" in organiser.get(path).content.decode()
    Job.objects.filter(pk=done.pk).update(state=JobState.WAITING)  # its worker died at the end
    jobs.run(done.pk)
    done.refresh_from_db()
    assert (done.state, done.result) == (JobState.DONE, {"posts": 1, "left_out": 0})
    again, answer = preview(organiser, content)
    assert (again.result["changes"], again.result["in_already"]) == (0, 1)
    assert "There is nothing to store." in answer.content.decode()
    assert list(Reading.objects.values()) == stored
    post.refresh_from_db()
    assert post.views == 100


def test_what_is_no_table_is_refused_with_words(organiser, make):
    for content in (b"", b"PK nonsense", b"a;b\n1;2", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x"):
        answer = send(organiser, content)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert organiser.post(PATH).status_code == 422
    big = send(organiser, b"PK" + b"x" * (5 * 1024 * 1024))
    assert "larger than 5 MB" in big.content.decode()
    job, answer = preview(organiser, book(["Ссылка", "Комментарий"], ["https://example.kz/a", "x"]))
    assert (job.state, job.error_code) == (JobState.FAILED, "table_no_headings")
    assert "Download the table and fill that." in answer.content.decode()
    assert "/publications/readings/file/" in answer.content.decode()


def test_more_rows_than_five_thousand_are_refused(organiser, monkeypatch):
    monkeypatch.setattr("media_log.number_files.reader.MOST_ROWS", 2)
    job, _answer = preview(organiser, book(["Link", "Views"], *[["https://example.kz/a", n] for n in range(3)]))
    assert (job.error_code, job.result) == ("table_too_many_rows", {"params": {"limit": "2"}})


def test_old_tables_are_deleted_and_cannot_be_stored(organiser, make):
    make.post("a")
    job, answer = preview(organiser, book(["Link", "Views"], ["https://example.kz/a", 5]))
    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(days=8))
    forget_old_tables(make.organisation)
    job.refresh_from_db()
    assert not job.input_file
    assert organiser.post(answer.request["PATH_INFO"]).status_code == 410
    assert "Store these numbers" not in organiser.get(answer.request["PATH_INFO"]).content.decode()


def test_only_editors_see_tables_and_only_their_own(organiser, make):
    make.post("a")
    job, answer = preview(organiser, book(["Link", "Views"], ["https://example.kz/a", 5]))
    path = answer.request["PATH_INFO"]
    stranger = signed_in(make.other_organisation().member(Role.OWNER).user)
    assert [stranger.get(path).status_code, stranger.post(path).status_code] == [404, 404]
    assert signed_in(make.member(Role.VIEWER).user).post(path).status_code == 403
    assert ask_import(job, by=None).kind == "numbers_import"
