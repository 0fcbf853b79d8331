"""What a report is filled from before anybody issues it: one place for files and the screen."""

from __future__ import annotations

from grants.models import Project
from reports.dataset import ReportData, report_data
from reports.models import NarrativeText
from reports.narrative.texts import texts_for
from reports.queries.changes import changes_of
from reports.queries.findings import accepted_entries
from reports.queries.periods import reporting_period
from rules.plan_progress import Period


def draft_data(*, project: Project, language: str, period: Period | None = None, form: str = "") -> ReportData:
    """The dataset as of now, of the period that `form` tells of (reports.queries.periods), with the texts that stand in
    it in this language of the forms: typed ones with their placeholders filled in, ready ones elsewhere; with the
    accepted findings; and, of a final report, with what changed since the interim one."""
    within = reporting_period(project=project, form=form, asked=period)
    data = data_with_texts(project=project, language=language, period=within)
    changes = changes_of(project=project, now=data) if form == "final" else []
    findings = accepted_entries(project=project, language=language)
    return data.model_copy(update={"findings": findings, "changes": changes})


def data_with_texts(*, project: Project, language: str, period: Period | None = None) -> ReportData:
    """The same without findings: what the checks themselves may read."""
    rows = NarrativeText.objects.filter(project=project, language=language, is_typed=True)
    data = report_data(project=project, period=period)
    return data.model_copy(update={"texts": texts_for(data, dict(rows.values_list("slot", "text")), language)})
