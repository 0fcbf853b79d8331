"""What the operator's summary is filled from: the issued final reports of the projects that the organisation reads."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from pydantic import ValidationError

from grants.models import Organisation, Project
from reports.catalogue import LANGUAGE_NAMES, LANGUAGES
from reports.dataset import ReportData, report_data
from reports.dataset.model import ActivityEntry, MeasureEntry, PostEntry, SurveyEntry
from reports.dataset.summary import SourceEntry, SummaryData, SummaryProject
from reports.models import IssuedReport, OperatorText
from reports.queries.drafts import draft_data
from reports.queries.grantees import last_issued
from reports.queries.readable import readable_projects
from rules.plan_progress import Period

logger = logging.getLogger(__name__)


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


@dataclass(frozen=True)
class PassedBy:
    """Where a summary in `language` takes a project's report that is not the last one: the last is in the other."""

    project: Project
    language: str
    taken: IssuedReport
    newer: IssuedReport

    @property
    def language_name(self) -> str:
        """As languages call themselves."""
        return LANGUAGE_NAMES[self.language]


def passed_by(projects: Iterable[Project]) -> list[PassedBy]:
    """The newer final reports that a summary of these projects passes by, in either language. Three queries."""
    listed = list(projects)
    newest = last_issued([one.pk for one in listed], form="final")
    found = []
    for language in LANGUAGES:
        taken = final_reports(newest, language=language)
        of = [one for one in listed if one.pk in taken and taken[one.pk].pk != newest[one.pk].pk]
        found += [PassedBy(one, language, taken[one.pk], newest[one.pk]) for one in of]
    return found


def _entry(project: Project, issued: IssuedReport | None, reader: Organisation, language: str) -> SummaryProject:
    kept = _kept(issued) if issued else None
    if issued is None or kept is None:
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
    return SummaryProject(data=kept, source=source)


def _kept(issued: IssuedReport) -> ReportData | None:
    """The dataset of an issued report; None where it was kept in a shape that cannot be read any more."""
    try:
        return ReportData.model_validate(issued.dataset)
    except ValidationError:
        logger.exception("the dataset of issued report %s cannot be read", issued.pk)
        return None


def _figures_only(data: ReportData) -> ReportData:
    """A permission to read opens figures: until the grantee issues a report, neither who spoke, won, judged, answered,
    nor what people told and wrote, nor documents."""
    tasks = [
        task.model_copy(update={"measures": [_figures_of_measure(one) for one in task.measures]}) for task in data.tasks
    ]
    without_people = {
        "partners": [one.model_copy(update={"head_name": "", "contact": ""}) for one in data.partners],
        "products": [one.model_copy(update={"approved_by": ""}) for one in data.products],
        "contests": [one.model_copy(update={"jury": [], "winners": []}) for one in data.contests],
        "surveys": [_figures_of_survey(one) for one in data.surveys],
    }
    others = [_figures_of_activity(one) for one in data.other_activities]
    nothing: dict[str, object] = {"notes": [], "appendices": [], "texts": {}}
    posts = _unexplained(data.project_posts)
    told = {"tasks": tasks, "other_activities": others, "project_posts": posts}
    return data.model_copy(update={**told, **without_people, **nothing})


def _figures_of_measure(one: MeasureEntry) -> MeasureEntry:
    return one.model_copy(
        update={"activities": [_figures_of_activity(activity) for activity in one.activities], "appendix": None}
    )


def _figures_of_activity(one: ActivityEntry) -> ActivityEntry:
    words = {"guests": "", "goal": "", "outcome": ""}
    return one.model_copy(update={"speakers": [], "posts": _unexplained(one.posts), **words})


def _unexplained(posts: list[PostEntry]) -> list[PostEntry]:
    return [one.model_copy(update={"reason": ""}) for one in posts]


def _figures_of_survey(one: SurveyEntry) -> SurveyEntry:
    questions = [question.model_copy(update={"texts": [], "remark": None}) for question in one.questions]
    return one.model_copy(update={"questions": questions, "experts": []})


def _days(entries: list[SummaryProject], name: str) -> list[date]:
    return [day for one in entries if (day := getattr(one.data.project, name)) is not None]
