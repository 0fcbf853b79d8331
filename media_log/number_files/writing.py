"""The table of a project's publications, to be filled with what they show today."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.register_xlsx import RegisterFile, RegisterSheet, write_register
from grants.models import Project
from media_log.labels import PLATFORM_LABELS
from media_log.models import Mention, Post
from media_log.number_files.columns import HEADINGS
from media_log.number_files.reader import MOST_ROWS
from media_log.queries.readings import posts_to_read

_WIDTHS = (8, 60, 36, 16, 12, 12, 12, 14, 18)


def numbers_table(*, project: Project, today: date) -> bytes:
    """The workbook, in the reader's language: those longest unread first, at most 5,000 posts."""
    language = (get_language() or "kk")[:2]
    found = posts_to_read(organisation=project.organisation, today=today, project=project)
    posts = list(found[:MOST_ROWS])
    refs = _refs(posts)
    rows = [_row(post, refs.get(post.pk, "")) for post in posts]
    headings = [spellings.get(language, spellings["en"]) for spellings in HEADINGS.values()]
    lines = [
        project.title,
        _(
            "Fill the empty columns. What you did not read stays empty. "
            "Numbers without a day are of the day on which you send the table."
        ),
    ]
    sheet = RegisterSheet(_("Numbers"), lines, headings, list(_WIDTHS), rows)
    file = BytesIO()
    write_register(RegisterFile([sheet]), file, lambda done, of: None)
    return file.getvalue()


def _row(post: Post, refs: str) -> list[object]:
    title = post.title or str(PLATFORM_LABELS.get(post.platform, post.platform))
    return [post.pk, post.url, title, refs, None, None, None, None, None]


def _refs(posts: list[Post]) -> dict[int, str]:
    """Where each is mentioned, by short codes. One query."""
    found: dict[int, list[str]] = {}
    mentions = Mention.objects.filter(post__in=[post.pk for post in posts]).order_by("pk")
    for post, activity, project in mentions.values_list("post", "activity__ref", "project__ref"):
        found.setdefault(post, []).append(activity or project)
    return {post: ", ".join(refs) for post, refs in found.items()}
