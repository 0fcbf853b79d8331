"""What a report looks like before anybody issues it."""

from __future__ import annotations

from grants.models import Project
from reports.dataset import ReportData, report_data
from reports.models import NarrativeText


def preview_data(*, project: Project, language: str) -> ReportData:
    """The dataset as of now with the texts that people typed in this language of the forms."""
    typed = NarrativeText.objects.filter(project=project, language=language).values_list("slot", "text")
    return report_data(project=project).model_copy(update={"texts": dict(typed)})
