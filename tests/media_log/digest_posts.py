"""A month of publications for digests, and reading back what was written."""

import io
from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone, translation
from docx.api import Document as WordDocument
from openpyxl import load_workbook
from pypdf import PdfReader

from events.actions.evidence import EvidenceTold, keep_file
from media_log.digest_files import digest_document
from media_log.models import LinkCheck, Page, PageReading, PlannedPost, PostProof
from media_log.plan_files import ENDINGS
from media_log.queries.digest import digest_of, pictures_of
from tests.events.evidence_files import photo

FIRST, LAST, TODAY = date(2025, 9, 1), date(2025, 9, 30), date(2025, 10, 2)
# What a stranger's page may call itself.
HOSTILE = '=HYPERLINK("http://x")\x0b\ufffe <w:t>'


def month_of_posts(make):
    """A project with six posts of September (one at two activities), one undated, one of October."""
    project = make.project(ref="P1", title="«Берік отбасы»")
    first = make.activity(project, title="Дәріс", starts_on=date(2025, 9, 10))
    second = make.activity(project, title="Семинар", starts_on=date(2025, 9, 12))
    page = Page.objects.create(organisation=make.organisation, platform="tv", key="qazaqstan", name="Qazaqstan")
    PageReading.objects.create(page=page, read_on=date(2025, 9, 1), followers=21_000)
    PageReading.objects.create(page=page, read_on=date(2025, 9, 30), followers=22_500)
    day = date(2025, 9, 11)
    read = {"views_read_on": date(2025, 9, 29)}
    posts = {
        "shared": make.post("shared", made_on=day, platform="instagram", kind="reel", views=12_345, **read),
        "site": make.post("site", made_on=day, title=HOSTILE, views=0, **read),
        "plain": make.post("plain", made_on=date(2025, 9, 30), platform="instagram", kind="post"),
        "tv": make.post("tv", made_on=day, platform="tv", kind="tv_story", url="", title="Сюжет", page=page),
        "whole": make.post("whole", made_on=FIRST, platform="tiktok", kind="video", views=700, **read),
        "late": make.post("late", made_on=date(2025, 10, 1)),
        "undated": make.post("undated"),
    }
    for name in ("shared", "site", "tv", "late", "undated"):
        make.mention(posts[name], first)
    make.mention(posts["shared"], second)
    make.mention(posts["plain"], second)
    make.mention(posts["whole"], project)
    plan = {"project": project, "platform": "tv", "kind": "tv_story", "title": "x", "planned_on": day}
    PlannedPost.objects.create(**plan, post=posts["tv"])
    PlannedPost.objects.create(**plan)
    PlannedPost.objects.create(**plan, dropped_at=timezone.now())
    return project, posts


def with_pictures(posts):
    """A screenshot of one post, what two others' pages showed, one of them no picture at all."""
    for name, content in (("shared", photo()), ("plain", b"no picture"), ("whole", photo(colour="blue"))):
        check = LinkCheck(post=posts[name], next_at=timezone.now())
        check.picture.save("picture.jpg", ContentFile(content))
    activity = posts["tv"].mentions.get().activity
    told = EvidenceTold("screenshot", "Кадр", "nobody")
    place = {"project": activity.project, "activity": activity}
    kept = keep_file(**place, file=io.BytesIO(photo(colour="green")), name="a.jpg", told=told, by=None).evidence
    PostProof.objects.create(post=posts["tv"], evidence=kept)


def digest_file(project, ending, *, language="en"):
    """The digest's bytes."""
    with translation.override(language):
        digest = digest_of(project=project, first=FIRST, last=LAST, today=TODAY)
        document = digest_document(digest, pictures_of(project=project, first=FIRST, last=LAST))
        return written(document, ending)


def written(document, ending):
    """Its bytes."""
    file = io.BytesIO()
    ENDINGS[ending][1](document, file, lambda done, of: None)
    return file.getvalue()


def sheets(content):
    """Every sheet's rows, trailing empties cut."""
    book = load_workbook(io.BytesIO(content))
    found = {}
    for sheet in book:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        found[sheet.title] = [[value for value in row if value is not None] for row in rows]
    return book, found


def docx_text(content):
    """Paragraphs and the rows of every table of a Word document."""
    document = WordDocument(io.BytesIO(content))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return document, [paragraph.text for paragraph in document.paragraphs], tables


def pdf_text(content):
    """The pages' text, blanks folded."""
    reader = PdfReader(io.BytesIO(content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())
