"""Pages of figures: the projects, the three tables of one, the entries behind a figure, the Excel file."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.labels import DIMENSION_LABELS, GENDER_CHOICES, GENDER_LABELS, LABELS
from events.participant_pages import keep_private
from grants import jobs
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit, may_see_people, may_view
from grants.wording import precedence_in_words, rule_in_words
from reports.form_tables import form_language, form_tables
from reports.queries.readable import readable_projects
from reports.queries.records import DERIVED, PEOPLE, VISITS, records_of
from reports.queries.statistics import project_statistics
from reports.queries.totals import ProjectTotals, totals_of_projects
from reports.tasks import STATISTICS_XLSX, statistics_subject
from rules.tables import TOTAL

ROWS_PER_PAGE = 50
# A column of the table is "Men", a person's own entry is "Male".
GENDERS_OF_ONE = {**GENDER_LABELS, **GENDER_CHOICES}


@dataclass(frozen=True)
class ProjectLine:
    """One line of the list of projects."""

    project: Project
    totals: ProjectTotals


@require_safe
@member_view(may_view)
def projects(request: MemberRequest) -> HttpResponse:
    """Every project with its figures."""
    listed = list(Project.objects.of(request.organisation).select_related("grantee").order_by("ref"))
    totals = totals_of_projects(organisation=request.organisation, projects=listed)
    lines = [ProjectLine(project, totals[project.pk]) for project in listed]
    return render(
        request,
        "reports/projects.html",
        {"lines": lines, "reads_several": readable_projects(request.organisation).count() > 1},
    )


@require_safe
@member_view(may_view)
def statistics(request: MemberRequest, ref: str) -> HttpResponse:
    """The three tables of a project in its edition's form."""
    project = _project(request, ref)
    figures = project_statistics(project=project)
    context = {
        "project": project,
        "figures": figures,
        "tables": form_tables(edition=project.edition, statistics=figures, language=_language()),
        "form_language": form_language(_language()),
        "rule": rule_in_words(project),
        "precedence": precedence_in_words(project),
        "may_export": may_edit(request.membership),
    }
    return render(request, "reports/statistics.html", context)


@require_safe
@member_view(may_view)
def records(request: MemberRequest, ref: str) -> HttpResponse:
    """The entries behind one figure, which add up to it."""
    project = _project(request, ref)
    table, value = request.GET.get("table", ""), request.GET.get("value", TOTAL)
    found = records_of(project=project, table=table, value=value)
    context = {
        "project": project,
        "found": found,
        "heading": figure_in_words(table, value),
        "page": Paginator(found.rows, ROWS_PER_PAGE).get_page(request.GET.get("page")),
        "query": urlencode({"table": table, "value": value}),
        "table": table,
        "dimension": DIMENSION_LABELS.get(table, ""),
        "may_see_people": may_see_people(request.membership),
        "labels": LABELS,
        "genders": GENDERS_OF_ONE,
    }
    return keep_private(render(request, "reports/records.html", context))


@require_POST
@member_view(may_edit)
def statistics_export(request: MemberRequest, ref: str) -> HttpResponse:
    """Ask for the Excel file; the job's page shows when it is ready."""
    project = _project(request, ref)
    asked = jobs.ask(
        organisation=request.organisation,
        kind=STATISTICS_XLSX,
        subject=statistics_subject(project, form_language(_language())),
        by=request.user,
    )
    return redirect(reverse("desk:job", args=[asked.pk]))


def figure_in_words(table: str, value: str) -> str | Promise:
    """What a figure counts."""
    if table == VISITS:
        return _("Attendances")
    if table == PEOPLE:
        return _("Unique people")
    if value == DERIVED:
        return _("Category derived from the age")
    return _("All participants") if value == TOTAL else LABELS[table][value]


def _project(request: MemberRequest, ref: str) -> Project:
    mine = Project.objects.of(request.organisation).select_related("organisation", "grantee", "edition")
    return get_object_or_404(mine, ref=ref)


def _language() -> str:
    return (get_language() or "kk")[:2]
