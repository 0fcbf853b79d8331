"""One publication: what it is, where it is mentioned, how often it was seen, whether it opens, what proves it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from grants.access import MemberRequest, member_view
from grants.permissions import may_edit, may_view
from media_log.models import Post
from media_log.queries import post_lines
from media_log.queries.link_checks import check_part
from media_log.queries.proofs import proofs_part
from media_log.queries.readings import readings_part


@member_view(may_view)
@require_safe
def post(request: MemberRequest, pk: int) -> HttpResponse:
    """The page of one publication."""
    posts = Post.objects.of(request.organisation).select_related("page", "organisation")
    shown = get_object_or_404(posts, pk=pk)
    context = {
        "post": shown,
        "line": post_lines(posts=[shown])[0],
        "may_edit": may_edit(request.membership),
        "readings": readings_part(post=shown),
        "check": check_part(post=shown),
        "proofs": proofs_part(post=shown),
    }
    return render(request, "media_log/post_page.html", context)
