"""Publications, surveys, products, partners and notes as they stand in sections of the final report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from events.product_labels import PRODUCT_LABELS
from media_log.labels import PLATFORM_LABELS
from reports.blocks import Block, Bullets, Cell, Paragraph, Table, Value
from reports.dataset import ReportData
from reports.dataset.model import PostEntry, QuestionEntry, SurveyEntry
from reports.forms.activities import link_of
from reports.forms.charts import question_charts
from reports.forms.plan import heads
from reports.forms.words import days, figure, label, say


def post_blocks(data: ReportData, language: str) -> Iterator[Block]:
    """Distinct posts by platform with the views read last, then the posts about the project as a whole."""
    if data.posts:
        yield _platforms(data, language)
    if data.project_posts:
        yield Paragraph(say(language, "project_posts"), style="label")
        yield Bullets([_post(one, language) for one in data.project_posts])


def _platforms(data: ReportData, language: str) -> Table:
    """Its last row is the number of distinct posts: what the dataset does not list stands in a row of its own."""
    listed = {one.key: one for activity in data.activities() for one in activity.posts}
    listed |= {one.key: one for one in data.project_posts}
    by_platform: dict[str, list[PostEntry]] = defaultdict(list)
    for one in listed.values():
        by_platform[one.platform].append(one)
    rows: list[list[Value | Cell]] = [
        [label(PLATFORM_LABELS, platform, language), len(posts), views_of(posts)]
        for platform, posts in sorted(by_platform.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    if data.posts > len(listed):
        rows.append([say(language, "posts_elsewhere"), data.posts - len(listed), None])
    return Table(
        head=[heads(language, "platform", "posts", "views")],
        rows=rows,
        widths=(50, 25, 25),
        caption=say(language, "posts_caption"),
        code="posts",
        # Views that nobody has read are not known: no nought.
        total=(say(language, "total"), (False, True, views_of([*listed.values()]) is not None)),
    )


def views_of(posts: list[PostEntry]) -> int | None:
    """The latest readings together; None where nobody has read any."""
    read = [one.views for one in posts if one.views is not None]
    return sum(read) if read else None


def _post(one: PostEntry, language: str) -> str:
    """«15.09.2025 · Instagram · page · title · link», what is known of it."""
    made, platform = days(one.made_on, None, language), label(PLATFORM_LABELS, one.platform, language)
    return " · ".join(dict.fromkeys(part for part in (made, platform, one.page, one.title, link_of(one)) if part))


def survey_blocks(data: ReportData, language: str) -> Iterator[Block]:
    """Each survey's closed questions with the share of every option: a table, then a picture of each."""
    for survey in data.surveys:
        rows = [row for question in survey.questions for row in _question(question, language)]
        if rows:
            yield Table(
                head=[heads(language, "question", "option", "answers", "share")],
                rows=rows,
                widths=(38, 38, 12, 12),
                caption=_survey(survey, language),
                code=f"survey:{survey.pk}",
            )
            yield from question_charts(survey.questions, language)
        yield from _said(survey, language)


def _said(survey: SurveyEntry, language: str) -> Iterator[Block]:
    """The sentence beneath each question; of experts who they are and what they wrote."""
    remarks = [f"{one.title.of(language)} {one.remark.of(language)}" for one in survey.questions if one.remark]
    if remarks:
        yield Bullets(remarks, numbered=True)
    if survey.experts:
        yield Paragraph(say(language, "experts", names=", ".join(survey.experts)))
    for one in survey.questions:
        if one.texts:
            yield Paragraph(one.title.of(language), style="label")
            yield Bullets(one.texts)


def _survey(survey: SurveyEntry, language: str) -> str:
    values = {"title": survey.title.of(language), "n": figure(survey.n)}
    if survey.planned is None:
        return say(language, "survey_caption", **values)
    return say(language, "survey_caption_planned", planned=figure(survey.planned), **values)


def _question(question: QuestionEntry, language: str) -> Iterator[list[Value | Cell]]:
    asked = say(language, "base", title=question.title.of(language), base=figure(question.base))
    for place, one in enumerate(question.options):
        first: list[Value | Cell] = [] if place else [Cell(asked, rows=len(question.options))]
        yield [*first, one.title.of(language), one.count, one.share]


def product_table(data: ReportData, language: str) -> Iterator[Table]:
    """Things made, with their sum."""
    if not data.products:
        return
    yield Table(
        head=[heads(language, "kind", "title", "made", "shown_where", "approved_by", "link")],
        rows=[
            [
                label(PRODUCT_LABELS, one.kind, language),
                one.title,
                one.number_made,
                one.shown_where,
                one.approved_by,
                one.link,
            ]
            for one in data.products
        ],
        widths=(14, 28, 9, 17, 15, 20),
        caption=say(language, "products_caption"),
        code="products",
        total=(say(language, "total"), (False, False, True, False, False, False)),
    )


def partner_table(data: ReportData, language: str) -> Iterator[Table]:
    """Partners with what they gave."""
    if data.partners:
        yield Table(
            head=[heads(language, "number", "organisation", "head_name", "contact", "address", "gave")],
            rows=[
                [number, one.name, one.head_name, one.contact, one.address, one.gave]
                for number, one in enumerate(data.partners, 1)
            ],
            widths=(6, 24, 18, 16, 20, 20),
            caption=say(language, "partners_caption"),
            code="partners",
        )


def note_blocks(data: ReportData, kind: str, heading: str) -> Iterator[Block]:
    """Notes of a kind as bullets below a heading; nothing where there are none."""
    said = [
        f"{': '.join(part for part in (one.title, one.text) if part)}{f' ({one.person})' if one.person else ''}"
        for one in data.notes
        if one.kind == kind
    ]
    if said:
        yield Paragraph(heading, style="label")
        yield Bullets(said)
