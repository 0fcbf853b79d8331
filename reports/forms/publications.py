"""Publications by activity: number, date and title, then its links numbered, as the reports list them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.blocks import Block, Bullets, Document, Paragraph, Table, Value
from reports.dataset import ReportData
from reports.dataset.model import ActivityEntry, PostEntry
from reports.forms import Wording, form
from reports.forms.activities import link_of
from reports.forms.plan import heads
from reports.forms.words import days, figure, say


@form("publications")
def publications_document(data: ReportData, wording: Wording) -> Document:
    """Every activity with its links; a post that stands elsewhere too says where, and is counted once."""
    language = wording.language
    title = say(language, "list_title")
    blocks: list[Block] = [
        Paragraph(title, style="title", align="center"),
        Paragraph(say(language, "project", title=f"{data.project.ref} · {data.project.title}")),
        Paragraph(say(language, "different_posts", number=figure(data.posts))),
    ]
    for place, activity in enumerate(data.activities(), 1):
        blocks += _activity(place, activity, language)
    if not data.activities():
        blocks.append(Paragraph(say(language, "no_activities")))
    if data.project_posts:
        blocks += [Paragraph(say(language, "project_posts"), style="label"), _links(data.project_posts, language)]
    return Document(
        title=title,
        language=language,
        blocks=[*blocks, *_table(data, language)],
        mark=wording.mark,
        form="publications",
        edition=wording.edition,
        subject=f"{data.project.ref} · {data.project.title}",
    )


def _activity(place: int, activity: ActivityEntry, language: str) -> Iterator[Block]:
    when = days(activity.starts_on, activity.ends_on, language)
    named = ", ".join(part for part in (when, activity.title) if part)
    yield Paragraph(f"{place}. {named}", style="label")
    yield _links(activity.posts, language) if activity.posts else Paragraph(say(language, "no_posts"), style="small")


def _links(posts: Sequence[PostEntry], language: str) -> Bullets:
    return Bullets([_line(post, language) for post in posts], numbered=True)


def _line(post: PostEntry, language: str) -> str:
    if not post.shared_with:
        return link_of(post)
    return f"{link_of(post)} ({say(language, 'also_at', refs=', '.join(post.shared_with))})"


def _table(data: ReportData, language: str) -> Iterator[Table]:
    """The same as rows, for those who sort and filter."""
    rows: list[list[Value]] = [
        [activity.ref, activity.starts_on, activity.title, link_of(post), post.made_on, ", ".join(post.shared_with)]
        for activity in data.activities()
        for post in activity.posts
    ]
    rows += [
        [data.project.ref, None, "", link_of(post), post.made_on, ", ".join(post.shared_with)]
        for post in data.project_posts
    ]
    if rows:
        yield Table(
            head=[heads(language, "record", "held_on", "title", "link", "made_on", "also")],
            rows=rows,
            widths=(10, 10, 30, 36, 10, 12),
            caption=say(language, "list_sheet"),
            sheet=say(language, "list_sheet"),
            code="links",
        )
