"""The statistics alone: the three tables as the final report has them, with the rule by which people were counted."""

from __future__ import annotations

from reports.blocks import Document, Paragraph
from reports.dataset import ReportData
from reports.forms import Wording, form
from reports.forms.final.sections import Filling, statistics
from reports.forms.headings import final_sections
from reports.forms.words import say


@form("statistics")
def statistics_document(data: ReportData, wording: Wording) -> Document:
    """The section of the final report, under its own heading."""
    heading = next(one.heading for one in final_sections(wording) if one.place == "statistics")
    return Document(
        title=heading,
        language=wording.language,
        blocks=[
            Paragraph(heading, style="title", align="center"),
            Paragraph(say(wording.language, "project", title=f"{data.project.ref} · {data.project.title}")),
            Paragraph(data.project.grantee),
            *statistics(Filling(data, wording)),
        ],
        mark=wording.mark,
        is_wide=True,
        form="statistics",
        edition=wording.edition,
        subject=f"{data.project.ref} · {data.project.title}",
    )
