"""Reading the dataset of a project, all in one moment."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from events.models import Appendix
from events.queries.periods import ALWAYS
from grants.models import Indicator, Project
from grants.queries import plan_of
from grants.wording import contract_unit, indicator_label, precedence_in_words, rule_in_words
from media_log.queries import distinct_posts
from reports.dataset import opinions, records, things
from reports.dataset.activities import ActivityEntries
from reports.dataset.model import (
    FigureEntry,
    MeasureEntry,
    ProjectEntry,
    ReportData,
    StatisticsEntry,
    TaskEntry,
)
from reports.dataset.wording import in_form_languages
from reports.queries.facts import PlanFacts
from reports.queries.indicators import actual_of
from reports.queries.moment import one_moment
from reports.queries.statistics import project_statistics
from rules.plan_progress import Period


def report_data(*, project: Project, period: Period | None = None, today: date | None = None) -> ReportData:
    """The dataset of a project as of `today`; of a `period` everything that belongs to it (events.queries.periods):
    activities, tables, actual figures, posts, answers, things made. Plans, risks and the like are the project's. The
    number of queries does not depend on the size of the project."""
    day = today or timezone.localdate()
    within = period or ALWAYS
    with one_moment():
        plan = plan_of(project=project)
        indicators = [*plan.indicators, *(one for task in plan.tasks for m in task.measures for one in m.indicators)]
        facts = PlanFacts(project, today=day, codes={one.code for one in indicators} | things.CODES, period=within)
        entries = ActivityEntries(project, within=within, today=day)
        appendices = dict(Appendix.objects.filter(project=project).values_list("measure", "number"))
        tasks = [
            TaskEntry(
                number=planned.task.number,
                title=planned.task.title,
                measures=[
                    MeasureEntry(
                        pk=one.measure.pk,
                        number=one.measure.number,
                        title=one.measure.title,
                        deadline_text=one.measure.deadline_text,
                        appendix=appendices.get(one.measure.pk),
                        figures=[_figure(indicator, facts) for indicator in one.indicators],
                        activities=entries.of_measure(one.measure.pk),
                    )
                    for one in planned.measures
                ],
            )
            for planned in plan.tasks
        ]
        return ReportData(
            made_at=timezone.localtime(),
            from_day=within.starts_on,
            to_day=within.ends_on,
            project=_project(project),
            statistics=_statistics(project, within),
            figures=[_figure(indicator, facts) for indicator in plan.indicators],
            tasks=tasks,
            other_activities=entries.of_measure(None),
            project_posts=entries.project_posts,
            posts=distinct_posts(project=project, period=within),
            partners=records.partners(project, within),
            products=records.products(project, within),
            materials=things.materials(project, within),
            consultations=things.consultations(project, within),
            memoranda=things.memoranda(project, within),
            contests=things.contests(project, within),
            organisations=things.organisations(facts),
            reach=things.reach(facts),
            notes=records.notes(project),
            surveys=opinions.surveys(project, within),
            appendices=records.appendices(project, within),
        )


def _project(project: Project) -> ProjectEntry:
    grantee = project.grantee
    columns = (
        *("ref", "title", "customer", "priority_direction", "field_of_law", "grant_type", "contract_number"),
        *("contract_date", "amount", "saved_amount", "used_amount", "starts_on", "ends_on"),
    )
    return ProjectEntry(
        edition=project.edition_id,
        grantee=grantee.name,
        head_name=grantee.head_name,
        address=grantee.address,
        phone=grantee.phone,
        **{name: getattr(project, name) for name in columns},
    )


def _statistics(project: Project, period: Period) -> StatisticsEntry:
    found = project_statistics(project=project, period=period)
    return StatisticsEntry(
        total=found.total,
        attendances=found.attendances,
        people=found.people,
        derived=found.derived,
        basis=found.rule.basis,
        rule=in_form_languages(lambda: rule_in_words(project)),
        precedence=in_form_languages(lambda: precedence_in_words(project)),
        tables=found.tables,
    )


def _figure(indicator: Indicator, facts: PlanFacts) -> FigureEntry:
    row = actual_of(indicator, facts)
    return FigureEntry(
        code=indicator.code,
        label=in_form_languages(lambda: indicator_label(indicator.code)),
        unit=contract_unit(indicator),
        plan=row.plan,
        actual=row.actual,
        percent=row.percent,
        n=row.basis.n if row.basis else None,
        formula=row.basis.formula if row.basis else "",
    )
