"""The digest: counts that sum in every file, links by activity, pictures; and the list of links for the report."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Evidence
from grants import jobs
from grants.models import Job, JobState
from media_log import digest_files
from media_log.digest_jobs import drop_old_digests
from media_log.link_lists import as_text, link_list
from media_log.models import LinkCheck, Mention, Post
from media_log.queries import digest as queries
from media_log.queries.digest import digest_of, links_by_activity, pictures_of
from rules.errors import AppError
from tests.events.evidence_files import photo
from tests.media_log.digest_posts import (
    FIRST,
    LAST,
    TODAY,
    digest_file,
    docx_text,
    month_of_posts,
    pdf_text,
    sheets,
    with_pictures,
)

# Platform, publications, views, of how many they are known: the most first.
PLATFORMS = [("Instagram", 2, 12345, 1), ("Website", 1, 0, 1), ("TikTok", 1, 700, 1), ("Television", 1, None, 0)]
KINDS = {"Reel": 1, "Article": 1, "Post": 1, "TV story": 1, "Video": 1}


def digest_in(project):
    return digest_of(project=project, first=FIRST, last=LAST, today=TODAY)


def test_every_post_of_the_period_is_counted_once(make):
    project, posts = month_of_posts(make)
    make.mention(make.post(made_on=FIRST), make.activity(make.project()))
    with CaptureQueriesContext(connection) as asked:
        digest = digest_in(project)
    assert len(asked) == 7
    assert digest.posts == [posts[name] for name in ("whole", "shared", "site", "tv", "plain")]
    assert (digest.total, digest.undated) == (5, 1)
    assert sum(line.posts for line in digest.platforms) == sum(line.posts for line in digest.kinds) == 5
    assert sum(line.views for line in digest.platforms) == sum(line.views for line in digest.kinds) == 13_045
    assert digest.top == [posts["shared"], posts["whole"], posts["site"]]
    assert [(page.name, page.posts, page.followers, page.read_on) for page in digest.pages] == [
        ("Qazaqstan", 1, 22_500, date(2025, 9, 30))
    ]
    assert (digest.plan.planned, digest.plan.done, digest.plan.overdue, digest.plan.dropped) == (3, 1, 1, 1)
    listed = [(group.activity and group.activity.title, [one.post for one in group.posts]) for group in digest.links]
    assert listed == [
        ("Дәріс", [posts["shared"], posts["site"], posts["tv"]]),
        ("Семинар", [posts["shared"], posts["plain"]]),
        (None, [posts["whole"]]),
    ]


def test_more_posts_need_no_more_queries_and_too_many_are_refused(make, monkeypatch):
    project, posts = month_of_posts(make)
    activity = make.activity(project)
    for _number in range(3):
        make.mention(make.post(made_on=FIRST, page=posts["tv"].page), activity)
    with CaptureQueriesContext(connection) as asked:
        assert digest_in(project).total == 8
    assert len(asked) == 7
    monkeypatch.setattr(queries, "MOST_POSTS", 7)
    with pytest.raises(AppError, match="digest_too_large"):
        digest_in(project)


def test_the_workbook_reads_back_with_sums_equal_to_the_total(make):
    project, posts = month_of_posts(make)
    with_pictures(posts)
    book, found = sheets(digest_file(project, "xlsx"))
    assert list(found) == [
        "By platform", "By kind", "Planned and published", "Most seen", "Pages", "Links", "Pictures",
    ]  # fmt: skip
    rows = found["By platform"]
    start = rows.index(["Platform", "Publications", "Views", "Views are known of"])
    *lines, total = rows[start + 1 :]
    assert {tuple(line) for line in lines} == {
        tuple(value for value in line if value is not None) for line in PLATFORMS
    }
    assert total == ["Together", 5, 13_045, 3]
    assert sum(line[1] for line in lines) == total[1]
    *kinds, all_kinds = found["By kind"][-6:]
    assert {line[0]: line[1] for line in kinds} == KINDS
    assert all_kinds[:2] == ["Together", 5]
    assert found["Planned and published"][-1] == ["Together", 3]
    links = [row for row in found["Links"] if len(row) > 2 and isinstance(row[1], int)]
    assert [row[:3] for row in links] == [
        ["1. 10.09.2025, Дәріс", 1, "https://example.kz/shared"],
        ["1. 10.09.2025, Дәріс", 2, "https://example.kz/site"],
        ["1. 10.09.2025, Дәріс", 3, "Qazaqstan, 11.09.2025, «Сюжет»"],
        ["2. 12.09.2025, Семинар", 1, "https://example.kz/shared"],
        ["2. 12.09.2025, Семинар", 2, "https://example.kz/plain"],
        ["3. For the project as a whole", 1, "https://example.kz/whole"],
    ]
    assert (links[0][3], links[3][3]) == ("counted once, also at: No. 2", "counted once, also at: No. 1")
    # A stranger's title is text, whatever it begins with.
    top = book["Most seen"]
    cells = [cell for row in top.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", '\'=HYPERLINK("http://x") <w:t>')]
    assert len(book["Pictures"]._images) == 3


def test_the_word_document_reads_back_with_sums_equal_to_the_total(make):
    project, posts = month_of_posts(make)
    with_pictures(posts)
    document, lines, tables = docx_text(digest_file(project, "docx"))
    assert lines[:3] == ["Digest of publications", "P1 · «Берік отбасы»", make.organisation.name]
    assert "Different publications: 5. Each is counted once." in lines
    assert "Without a known day, so in no month: 1." in lines
    platforms, kinds, plan, top, pages, pictures = tables
    assert platforms[0] == ["Platform", "Publications", "Views", "Views are known of"]
    assert ["Television", "1", "–", "0"] in platforms  # not read is not nought
    assert ["Website", "1", "0", "1"] in platforms
    assert platforms[-1] == ["Together", "5", "13\xa0045", "3"]
    assert sum(int(row[1]) for row in platforms[1:-1]) == sum(int(row[1]) for row in kinds[1:-1]) == 5
    assert plan[-1] == ["Together", "3"]
    assert top[1] == ["1", "example.kz/shared", "Instagram", "11.09.2025", "12\xa0345", "29.09.2025"]
    assert pages[1] == ["Qazaqstan", "Television", "1", "22\xa0500", "30.09.2025"]
    assert [len(row) for row in pictures] == [2, 2]
    assert len(document.inline_shapes) == 3
    at = lines.index("1. 10.09.2025, Дәріс")
    assert lines[at + 1 : at + 4] == [
        "1. https://example.kz/shared (counted once, also at: No. 2)",
        "2. https://example.kz/site",
        "3. Qazaqstan, 11.09.2025, «Сюжет»",
    ]
    targets = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    assert targets == {f"https://example.kz/{name}" for name in ("shared", "site", "plain", "whole")}


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", ["Қыркүйек 2025"]), ("ru", ["Сентябрь 2025"])],
)
def test_the_pdf_reads_back_in_its_language(make, language, words):
    project, posts = month_of_posts(make)
    with_pictures(posts)
    reader, text = pdf_text(digest_file(project, "pdf", language=language))
    assert reader.trailer["/Root"]["/Lang"] == language
    for expected in [*words, "5 13 045 3", "1. https://example.kz/shared", "Qazaqstan, 11.09.2025, «Сюжет»"]:
        assert expected in text.replace("\xa0", " "), expected
    assert sum(len(page.images) for page in reader.pages) == 3
    links = [note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", [])]
    assert links.count("https://example.kz/shared") == 2


def test_pictures_are_few_small_and_only_pictures(make, monkeypatch):
    project, posts = month_of_posts(make)
    with_pictures(posts)
    found = pictures_of(project=project, first=FIRST, last=LAST)
    # The most seen first; a screenshot stands before what the page shows.
    assert [post for post, _file in found] == [posts["shared"], posts["whole"], posts["tv"], posts["plain"]]
    assert found[2][1].name.startswith("evidence/")
    # A photo of a billboard is a picture too; a certificate is not.
    for kind, number in (("photo", 4), ("broadcast_certificate", 3)):
        Evidence.objects.filter(proves__post=posts["tv"]).update(type=kind)
        assert len(pictures_of(project=project, first=FIRST, last=LAST)) == number, kind
    Evidence.objects.filter(proves__post=posts["tv"]).update(type="screenshot")
    check = LinkCheck.objects.get(post=posts["whole"])
    check.picture.save("large.jpg", ContentFile(photo(size=(1600, 1200))))
    document, _lines, tables = docx_text(digest_file(project, "docx"))
    assert sum(text != "" for row in tables[-1] for text in row) == 3
    assert document.sections[0].footer.paragraphs[0].runs[0].text.endswith(" ")
    sizes = [image.image.px_width for image in document.part.package.image_parts]
    assert (len(sizes), max(sizes)) == (3, 640)
    monkeypatch.setattr(digest_files, "_MOST_PIXELS", 1600 * 1200 - 1)
    document, _lines, _tables = docx_text(digest_file(project, "docx"))
    assert len(document.inline_shapes) == 2
    monkeypatch.setattr(queries, "MOST_PICTURES", 1)
    assert len(pictures_of(project=project, first=FIRST, last=LAST)) == 1


def test_the_digest_is_made_as_long_work_once_and_its_file_is_forgotten(organiser, make):
    month_of_posts(make)
    page = organiser.get("/projects/P1/digest/?month=2025-09")
    assert (page.context["digest"].total, page.context["first"], page.context["last"]) == (5, FIRST, LAST)
    body = {"first": "2025-09-01", "last": "2025-09-30", "language": "ru", "ending": "docx"}
    answers = [organiser.post("/projects/P1/digest/make/", body) for _again in range(2)]
    row = Job.objects.get()
    assert {answer.url for answer in answers} == {f"/jobs/{row.pk}/"}
    assert jobs.run(row.pk)
    row.refresh_from_db()
    assert (row.state, row.result) == (JobState.DONE, {"project": "P1", "posts": 5})
    assert row.result_file.name.endswith("digest-P1-2025-09.docx")
    answer = organiser.get(f"/jobs/{row.pk}/file/")
    _document, lines, _tables = docx_text(b"".join(answer.streaming_content))
    assert "Сентябрь 2025" in lines
    Job.objects.filter(pk=row.pk).update(finished_at=timezone.now() - timedelta(days=13))
    drop_old_digests()
    assert Job.objects.get().result_file
    Job.objects.filter(pk=row.pk).update(finished_at=timezone.now() - timedelta(days=15))
    drop_old_digests()
    assert not Job.objects.get().result_file
    assert "/projects/P1/digest/" in organiser.get(f"/jobs/{row.pk}/").content.decode()


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"last": ""}, "last"),
        ({"first": ""}, "first"),
        ({"last": "2025-08-30"}, "last"),
        ({"last": "2029-08-30"}, "last"),
        ({"first": "x"}, "first"),
        ({"language": "de"}, "language"),
        ({"ending": "exe"}, "ending"),
    ],
)
def test_a_period_that_cannot_be_meant_is_said_beside_its_field(organiser, make, changed, wrong):
    make.project(ref="P1")
    body = {"first": "2025-09-01", "last": "2025-09-30", "language": "ru", "ending": "docx"}
    page = organiser.post("/projects/P1/digest/make/", {**body, **changed})
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {wrong}
    assert not Job.objects.exists()


def test_links_stand_by_activity_in_the_manner_of_the_reports(organiser, make):
    project, posts = month_of_posts(make)
    measure = make.measure(project)
    bare = make.activity(project, title="Форум", starts_on=date(2025, 9, 20), measure=measure)
    elsewhere = make.activity(make.project(), title="Басқа", ref="Q-1")
    make.mention(posts["plain"], elsewhere)
    make.activity(project, cancelled_at=timezone.now(), cancel_reason="x")
    with CaptureQueriesContext(connection) as asked:
        groups = links_by_activity(project=project)
    assert len(asked) == 3
    organiser.cookies["django_language"] = "en"
    page = organiser.get("/projects/P1/links/")
    assert page.context["text"].split("\n\n")[1:] == [
        "2. 12.09.2025, Семинар\n1) https://example.kz/shared (counted once, also at: No. 1)\n"
        "2) https://example.kz/plain (counted once, also at: Q-1 Басқа)",
        "3. 20.09.2025, Форум\nNo publication.",
        "4. For the project as a whole\n1) https://example.kz/whole",
    ]
    assert page.context["sentence"] == "Listed: 8. Different publications: 7."
    assert [group.number for group in groups] == [1, 2, 3, 4]
    only = organiser.get(f"/projects/P1/links/?measure={measure.pk}")
    assert [group.heading for group in only.context["links"].groups] == [f"1. 20.09.2025, {bare.title}"]
    foreign = make.measure(make.project())
    for wished in (foreign.pk, "x", "9" * 30):
        assert organiser.get(f"/projects/P1/links/?measure={wished}").status_code == 404
    _document, lines, _tables = docx_text(organiser.get("/projects/P1/links/file/docx/").content)
    assert "1. https://example.kz/whole" in lines
    _book, found = sheets(organiser.get("/projects/P1/links/file/xlsx/").content)
    assert ["3. 20.09.2025, Форум", "No publication."] in found["Links"]
    assert organiser.get("/projects/P1/links/file/exe/").status_code == 404


def test_text_to_copy_has_every_link_once_per_place(make):
    project, _posts = month_of_posts(make)
    text = as_text(link_list(links_by_activity(project=project)))
    assert text.count("https://example.kz/") == Mention.objects.filter(post__url__gt="").count() == 7
    assert Post.objects.filter(url="").count() == 1


def test_the_plan_as_a_file_says_every_line(organiser, make):
    project, _posts = month_of_posts(make)
    organiser.cookies["django_language"] = "en"
    path = f"/projects/{project.ref}/content-plan/file"
    _document, lines, ((head, *rows),) = docx_text(organiser.get(f"{path}/docx/?month=2025-09").content)
    assert head == ["№", "Date", "Activity", "Platform", "Kind", "About what", "State", "Responsible"]
    assert [row[6] for row in rows] == ["published", "overdue", "dropped"]
    assert "Planned: 3. Published: 1, ahead: 0, overdue: 1, dropped: 1." in lines
    _book, found = sheets(organiser.get(f"{path}/xlsx/").content)
    assert [row[0] for row in found["Content plan"][-3:]] == [1, 2, 3]
    reader, text = pdf_text(organiser.get(f"{path}/pdf/?month=2025-10").content)
    assert len(reader.pages) == 1
    assert "October 2025" in text
