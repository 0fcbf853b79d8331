"""What the operator's summary is filled from: the issued final reports of the projects that the organisation reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from grants.models import Organisation, Project
from reports.dataset import ReportData, report_data
from reports.dataset.model import ActivityEntry
from reports.dataset.summary import SourceEntry, SummaryData, SummaryProject
from reports.models import IssuedReport, OperatorText
from reports.queries.drafts import draft_data
from reports.queries.readable import readable_projects
from rules.plan_progress import Period


def summary_data(
    *,
    organisation: Organisation,
    language: str,
    projects: Iterable[Project] | None = None,
    period: Period | None = None,
) -> SummaryData:
    """The dataset of a summary in a language of the forms, of all readable projects or of `projects` among them. A
    project without an issued final report stands in it as its records are now; of another organisation's without its
    people, texts and documents. `period` left out: from the first project's start to the last one's end."""
    chosen = list(readable_projects(organisation) if projects is None else projects)
    issued = final_reports([project.pk for project in chosen], language=language)
    entries = [_entry(one, issued.get(one.pk), organisation, language) for one in chosen]
    within = period or Period()
    return SummaryData(
        made_at=timezone.localtime(),
        organisation=organisation.name,
        from_day=within.starts_on or min(_days(entries, "starts_on"), default=None),
        to_day=within.ends_on or max(_days(entries, "ends_on"), default=None),
        projects=entries,
        texts=dict(
            OperatorText.objects.of(organisation).filter(language=language).values_list("slot", "text"),
        ),
    )


def final_reports(projects: Iterable[int], *, language: str) -> dict[int, IssuedReport]:
    """The last issued final report of each project: in this language; where there is none, in the other. One query."""
    found = IssuedReport.objects.filter(project__in=list(projects), form="final").order_by("issued_at", "pk")
    rows = sorted(found, key=lambda one: one.language == language)
    return {one.project_id: one for one in rows if one.project_id is not None}


def _entry(project: Project, issued: IssuedReport | None, reader: Organisation, language: str) -> SummaryProject:
    if issued is None:
        is_own = project.organisation_id == reader.pk
        own = draft_data(project=project, language=language, form="final") if is_own else None
        return SummaryProject(data=own or _figures_only(report_data(project=project)))
    source = SourceEntry(
        report=issued.pk,
        number=issued.number,
        edition=issued.edition,
        language=issued.language,
        issued_on=timezone.localdate(issued.issued_at),
        verify_code=issued.verify_code,
        dataset_sha256=issued.dataset_sha256,
    )
    return SummaryProject(data=ReportData.model_validate(issued.dataset), source=source)


def _figures_only(data: ReportData) -> ReportData:
    """A permission to read opens figures: until the grantee issues a report, neither who spoke, nor what people told,
    nor documents."""

    def plain(activities: list[ActivityEntry]) -> list[ActivityEntry]:
        return [one.model_copy(update={"speakers": [], "guests": ""}) for one in activities]

    tasks = [
        task.model_copy(
            update={
                "measures": [
                    one.model_copy(update={"activities": plain(one.activities), "appendix": None})
                    for one in task.measures
                ]
            }
        )
        for task in data.tasks
    ]
    others = plain(data.other_activities)
    return data.model_copy(
        update={"tasks": tasks, "other_activities": others, "notes": [], "appendices": [], "texts": {}}
    )


def _days(entries: list[SummaryProject], name: str) -> list[date]:
    return [day for one in entries if (day := getattr(one.data.project, name)) is not None]
