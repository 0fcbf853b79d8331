"""The list of publications, the overview and the list as a file."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit, may_view
from media_log.overview_forms import PostFilterForm
from media_log.overview_page import overview_page
from media_log.posts_file import MOST_ROWS_XLSX, csv_parts, posts_xlsx
from media_log.queries import post_lines
from media_log.queries.chosen import posts_chosen
from rules.errors import AppError

PAGE_SIZE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@member_view(may_view)
@require_safe
def posts(request: MemberRequest) -> HttpResponse:
    """The organisation's publications, each once, limited by what the address says."""
    form = _filter(request)
    found = posts_chosen(organisation=request.organisation, chosen=form.chosen)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "project": form.chosen.project,
        "page": page,
        "total": page.paginator.count,
        "lines": post_lines(posts=page.object_list),
        "query": form.query,
        "may_edit": may_edit(request.membership),
        "most_rows": MOST_ROWS_XLSX,
    }
    return render(request, "media_log/posts.html", context)


@member_view(may_view)
@require_safe
def overview(request: MemberRequest) -> HttpResponse:
    """Totals of a project, or of the organisation, by everything that they are asked by."""
    projects = list(Project.objects.of(request.organisation).order_by("ref"))
    project = _project(request, projects)
    context: dict[str, Any] = {
        "projects": projects,
        "project": project,
        "may_edit": may_edit(request.membership),
        "show_all": request.GET.get("all") == "1",
    }
    context |= overview_page(
        organisation=request.organisation,
        project=project,
        projects=projects,
        today=timezone.localdate(),
        show_all=context["show_all"],
    )
    return render(request, "media_log/overview.html", context)


@member_view(may_view)
@require_safe
def posts_file(request: MemberRequest) -> HttpResponse:
    """The list as it is limited: `format` csv, any number; xlsx, up to MOST_ROWS_XLSX."""
    form = _filter(request)
    found = posts_chosen(organisation=request.organisation, chosen=form.chosen)
    ending = request.GET.get("format", "csv")
    answer: Any
    if ending == "csv":
        answer = StreamingHttpResponse(csv_parts(found), content_type="text/csv; charset=utf-8")
    elif ending != "xlsx":
        raise Http404
    elif found.count() > MOST_ROWS_XLSX:
        raise AppError("too_many_posts", 409, most=MOST_ROWS_XLSX)
    else:
        answer = HttpResponse(posts_xlsx(found, heading=[words for words, _query in form.chips]), content_type=_XLSX)
    name = f"publications-{timezone.localdate().isoformat()}.{ending}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return cast(HttpResponse, answer)


def _filter(request: MemberRequest) -> PostFilterForm:
    form = PostFilterForm(request.GET, organisation=request.organisation)
    form.is_valid()
    return form


def _project(request: MemberRequest, projects: list[Project]) -> Project | None:
    """The one that is asked for; the only one there is; none: all together."""
    wished = request.GET.get("project")
    if len(projects) == 1:
        return projects[0]
    return next((project for project in projects if project.ref == wished), None)
