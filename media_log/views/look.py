"""What is to be looked at: every oddity that nobody has explained, with the ways to mend it."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit, may_view
from media_log.forms import ProjectForm
from media_log.labels import PLATFORM_LABELS, WARNING_LABELS
from media_log.oddities import CODES
from media_log.queries.warnings import open_warnings

PAGE_SIZE = 30


@member_view(may_view)
@require_safe
def look(request: MemberRequest) -> HttpResponse:
    """The oddities of an organisation's or a project's publications, by kind."""
    form = ProjectForm(request.GET or None, organisation=request.organisation)
    project: Project | None = form.cleaned_data["project"] if form.is_valid() else None
    found = open_warnings(organisation=request.organisation, project=project)
    counts = Counter(warning.code for warning in found)
    code = request.GET.get("code", "")
    code = code if code in counts else ""
    page = Paginator([one for one in found if code in {"", one.code}], PAGE_SIZE).get_page(request.GET.get("page"))
    kept = {"project": project.ref} if project else {}
    query = urlencode({**kept, **({"code": code} if code else {})})
    context = {
        "form": form,
        "project": project,
        "code": code,
        "total": len(found),
        "kinds": [(name, WARNING_LABELS[name], counts[name]) for name in CODES if counts[name]],
        "kept": urlencode(kept),
        "page": page,
        "lines": [(one, PLATFORM_LABELS.get(one.post.platform, one.post.platform)) for one in page.object_list],
        "query": query,
        "back": f"look?{query}&page={page.number}",
        "may_edit": may_edit(request.membership),
    }
    return render(request, "media_log/look.html", context)
