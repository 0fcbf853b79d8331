"""The page of a project's reach."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from grants.access import MemberRequest, member_view
from grants.permissions import may_edit, may_view
from grants.views.projects import project_or_404
from outreach.desk.reach import reach_of


@require_safe
@member_view(may_view)
def reach(request: MemberRequest, ref: str) -> HttpResponse:
    """Direct and indirect reach, side by side; every line opens its records."""
    project = project_or_404(request, ref)
    context = {"project": project, "reach": reach_of(project=project), "may_edit": may_edit(request.membership)}
    return render(request, "desk/reach.html", context)
