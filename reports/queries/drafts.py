"""What a report is filled from before anybody issues it: one place for files and the screen."""

from __future__ import annotations

from grants.models import Project
from reports.dataset import ReportData, report_data
from reports.models import NarrativeText
from reports.narrative.texts import texts_for
from rules.plan_progress import Period


def draft_data(*, project: Project, language: str, period: Period | None = None) -> ReportData:
    """The dataset as of now, of `period` where one is asked for, with the texts that stand in it in this language of
    the forms: typed ones with their placeholders filled in, ready ones elsewhere."""
    typed = NarrativeText.objects.filter(project=project, language=language).values_list("slot", "text")
    data = report_data(project=project, period=period)
    return data.model_copy(update={"texts": texts_for(data, dict(typed), language)})
