"""Everything that the statistics file of a project prints, read in one moment: its sheets agree with each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.labels import AGE_LABELS, CATEGORY_LABELS, DIMENSION_LABELS, GENDER_CHOICES, GENDER_LABELS
from events.models import Activity
from events.queries import counts
from grants.models import Project
from grants.wording import precedence_in_words, rule_in_words
from reports.form_tables import FormTable, form_tables
from reports.queries.moment import one_moment
from reports.queries.statistics import ProjectStatistics, project_statistics
from reports.writers.xlsx import Grid, Heading, ListSheet, StatisticsFile
from rules.counting import CountingRule
from rules.tables import TablesDifferError


def statistics_file(*, project: Project, language: str) -> StatisticsFile:
    """The file's contents in `language` (kk or ru), which must be the active one. Raises TablesDifferError when the
    sheet by activity does not give the figures of the tables."""
    with one_moment():
        statistics = project_statistics(project=project)
        activities = list(_activity_rows(project, statistics.rule))
        records = list(_record_rows(project))
    entered = sum(row[-2] for row in activities)
    if entered != statistics.attendances:
        raise TablesDifferError(f"activities give {entered}, attendances are {statistics.attendances}")
    tables = form_tables(edition=project.edition, statistics=statistics, language=language)
    return StatisticsFile(
        sheet_name=_("Statistics"),
        title=_("Statistics of the project"),
        mark=_draft_mark(statistics),
        lines=_lines(project, statistics),
        tables=[_grid(table) for table in tables],
        activities=_activity_sheet(activities),
        records=_record_sheet(records),
    )


def _lines(project: Project, statistics: ProjectStatistics) -> list[tuple[str, object]]:
    contract_date = date_format(project.contract_date) if project.contract_date else ""
    period = [date_format(day) if day else "…" for day in (project.starts_on, project.ends_on)]
    lines: list[tuple[str, object]] = [
        (_("Project"), f"{project.ref} · {project.title}"),
        (_("Grantee"), project.grantee.name),
        (_("Customer body"), project.customer),
        (_("Contract"), " · ".join(part for part in (project.contract_number, contract_date) if part)),
        (_("Period"), " – ".join(period)),
        (_("Edition of forms"), project.edition_id),
        (_("Counting rule"), rule_in_words(project)),
        (_("Order of categories"), precedence_in_words(project)),
        (_("Categories derived from the age"), statistics.derived),
        (_("Attendances"), statistics.attendances),
        (_("Unique people"), statistics.people),
        (_("Made at"), date_format(timezone.localtime(), "DATETIME_FORMAT")),
    ]
    return [(label, value) for label, value in lines if value != ""]


def _draft_mark(statistics: ProjectStatistics) -> str:
    """In words, what keeps the tables a draft; empty when nothing does."""
    if not statistics.unresolved:
        return ""
    return _("DRAFT: some people are not stated or outside the bands.")


def _grid(table: FormTable) -> Grid:
    """The printed columns; a nested heading spans the columns of its group."""
    headings = [Heading(column.heading) for column in table.before_group]
    if table.group:
        headings.append(Heading(table.group_heading, tuple(column.heading for column in table.group)))
    headings += [Heading(column.heading) for column in table.extra if column.is_printed]
    return Grid(table.heading, headings, [column.count for column in table.printed])


def _activity_rows(project: Project, rule: CountingRule) -> Iterator[list[Any]]:
    """Every activity of the project: its number, what of it entered, and why not where it did not."""
    activities = project.activities.select_related("kind").order_by(F("starts_on").asc(nulls_last=True), "ref")
    numbers = counts.activity_counts(activities=project.activities.all())
    for activity in activities:
        number = numbers[activity.pk]
        reason = _why_not(activity, rule)
        yield [
            activity.ref,
            activity.starts_on,
            activity.kind.name,
            activity.title,
            activity.get_count_unit_display(),
            number.scanned,
            number.head_count,
            number.total,
            0 if reason else number.total,
            reason,
        ]


def _why_not(activity: Activity, rule: CountingRule) -> str:
    """Why the activity does not enter the tables; empty when it does."""
    if activity.cancelled_at:
        return _("Cancelled")
    if activity.count_unit not in rule.units:
        return _("The counting rule leaves out this unit")
    if not rule.admits(unit=activity.count_unit, kind=activity.kind.code):
        return _("The counting rule leaves out this kind of activity")
    return ""


def _record_rows(project: Project) -> Iterator[list[Any]]:
    """Every visit of the ledger that entered, without names: a number stands for each identified person."""
    rows = (
        counts.counted_rows(counts.activities_in_scope(project=project))
        .order_by(F("activity__starts_on").asc(nulls_last=True), "activity__ref", "observed_at", "pk")
        .annotate(ref=F("activity__ref"), day=F("activity__starts_on"), known=F("person__is_identified"))
    )
    genders = {**GENDER_LABELS, **GENDER_CHOICES}
    numbers: dict[int, int] = {}
    for row in rows:
        number = numbers.setdefault(row.person_id, len(numbers) + 1) if row.known and row.person_id else None
        yield [
            row.ref,
            row.day,
            row.uuid.hex[:8],
            number,
            str(genders[row.gender]),
            row.age,
            str(AGE_LABELS[row.age_band]),
            str(CATEGORY_LABELS[row.category]),
            _("from the age") if row.category_is_derived else "",
            ", ".join(str(CATEGORY_LABELS[code]) for code in row.status_codes),
        ]


def _activity_sheet(rows: list[list[Any]]) -> ListSheet:
    return ListSheet(
        name=_("By activity"),
        headings=[
            _("Short code"),
            _("Date"),
            _("Kind"),
            _("Title"),
            _("Counted in"),
            _("Entries"),
            _("Head count"),
            _("Number"),
            _("Enters the tables"),
            _("Why it does not enter"),
        ],
        rows=rows,
        widths=[14, 12, 18, 50, 14, 12, 12, 12, 14, 40],
        sum_of=(_("Total"), 8),
    )


def _record_sheet(rows: list[list[Any]]) -> ListSheet:
    return ListSheet(
        name=_("Entries"),
        headings=[
            _("Activity"),
            _("Date"),
            _("Entry"),
            _("Person, by number"),
            str(DIMENSION_LABELS["gender"]),
            _("Years of age"),
            str(DIMENSION_LABELS["age"]),
            str(DIMENSION_LABELS["category"]),
            _("Derived"),
            _("Statuses as stated"),
        ],
        rows=rows,
        widths=[14, 12, 12, 12, 14, 10, 16, 34, 16, 50],
    )
