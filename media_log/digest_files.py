"""The digest of a period as a document, in the language in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from django.db.models.fields.files import FieldFile
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from PIL import Image, ImageOps

from media_log.labels import PLATFORM_LABELS
from media_log.link_lists import link_list, sentence_of
from media_log.models import Post, PostKind
from media_log.plan_files import document_of, state_words
from media_log.post_words import post_words
from media_log.queries.digest import CodeCount, Digest
from media_log.queries.planned import LineState, month_of
from media_log.writers.parts import Document, Picture, Section, Table

# A picture in a file: its longer side in pixels. What is larger than this before is not opened at all.
_SIDE, _MOST_PIXELS, _MOST_BYTES = 640, 40_000_000, 12 * 1024 * 1024


def digest_document(digest: Digest, pictures: Iterable[tuple[Post, FieldFile]]) -> Document:
    """Figures, plan, the most seen, pages, links by activity, pictures; what there is nothing of is left out."""
    sections = [_platforms(digest), _kinds(digest), *_plan(digest), *_top(digest), *_pages(digest)]
    if digest.links:
        heading = _("Publications by activity")
        sections.append(Section(_("Links"), heading, [sentence_of(digest.links)], links=link_list(digest.links)))
    kept = [shown for post, file in pictures if (shown := _picture(post, file))]
    if kept:
        sections.append(Section(_("Pictures"), _("Pictures"), pictures=kept))
    project = digest.project
    lines = [f"{project.ref} · {project.title}", project.grantee.name, period_words(digest.first, digest.last)]
    return document_of(_("Digest of publications"), lines, sections)


def period_words(first: date, last: date) -> str:
    """A whole month by its name, else both days."""
    if (first, last) == month_of(first):
        return str(capfirst(date_format(first, "YEAR_MONTH_FORMAT")))
    return f"{first:%d.%m.%Y} – {last:%d.%m.%Y}"


def platform_words(code: str) -> str:
    """A platform's name."""
    return str(PLATFORM_LABELS.get(code, code))


def kind_words(code: str) -> str:
    """A kind's name."""
    return str(capfirst(PostKind(code).label)) if code in PostKind.values else code


def _platforms(digest: Digest) -> Section:
    notes = [_("Different publications: %(number)s. Each is counted once.") % {"number": digest.total}]
    if digest.undated:
        notes.append(_("Without a known day, so in no month: %(number)s.") % {"number": digest.undated})
    table = _counts(_("Platform"), [(platform_words(line.code), line) for line in digest.platforms])
    return Section(_("By platform"), _("By platform"), notes, table=table)


def _kinds(digest: Digest) -> Section:
    table = _counts(_("Kind"), [(kind_words(line.code), line) for line in digest.kinds])
    return Section(_("By kind"), _("By kind"), table=table)


def _counts(name: str, lines: Sequence[tuple[str, CodeCount]]) -> Table:
    """Where no views were read they are not known, which is not nought."""
    headings = [name, _("Publications"), _("Views"), _("Views are known of")]
    rows: list[list[object]] = [
        [words, line.posts, line.views if line.known else None, line.known] for words, line in lines
    ]
    known = sum(line.known for _words, line in lines)
    views = sum(line.views for _words, line in lines)
    sums = [_("Together"), sum(line.posts for _words, line in lines), views if known else None, known]
    return Table(headings, [40, 16, 16, 18], rows, sums)


def _plan(digest: Digest) -> list[Section]:
    counts = digest.plan
    if not counts.planned:
        return []
    rows = [[capfirst(state_words(state)), getattr(counts, state.value)] for state in LineState]
    headings = [_("State"), _("Planned publications")]
    table = Table(headings, [60, 24], rows, [_("Together"), counts.planned])
    return [Section(_("Planned and published"), _("Planned and published"), table=table)]


def _top(digest: Digest) -> list[Section]:
    if not digest.top:
        return []
    headings = [_("№"), _("Publication"), _("Platform"), _("Day"), _("Views"), _("Read on")]
    rows = [
        [place, post_words(post), platform_words(post.platform), post.made_on, post.views, post.views_read_on]
        for place, post in enumerate(digest.top, 1)
    ]
    table = Table(headings, [5, 50, 16, 13, 12, 13], rows)
    return [Section(_("Most seen"), _("Most seen"), table=table)]


def _pages(digest: Digest) -> list[Section]:
    if not digest.pages:
        return []
    headings = [_("Page"), _("Platform"), _("Publications"), _("Followers"), _("Read on")]
    rows = [
        [line.name, platform_words(line.platform), line.posts, line.followers, line.read_on] for line in digest.pages
    ]
    table = Table(headings, [40, 18, 15, 14, 13], rows)
    return [Section(pgettext("media", "Pages"), _("Pages and their followers"), table=table)]


def _picture(post: Post, file: FieldFile) -> Picture | None:
    """As a small JPEG; None for what is no picture, or too large to be opened for this."""
    try:
        with file.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            return None
        with Image.open(BytesIO(content)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            opened.draft("RGB", (_SIDE, _SIDE))
            image = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    image.thumbnail((_SIDE, _SIDE))
    made = BytesIO()
    image.save(made, "JPEG", quality=80)
    day = f", {post.made_on:%d.%m.%Y}" if post.made_on else ""
    return Picture(
        made.getvalue(), image.width, image.height, f"{platform_words(post.platform)}{day}: {post_words(post)}"
    )
