"""Pages of looking at links: the links of an organisation, another look, the picture and the day of a page."""

from __future__ import annotations

from urllib.parse import urlencode

from csp.constants import HEADER as CONTENT_POLICY
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants.access import MemberRequest, member_view
from grants.jobs import wake_after_commit
from grants.models import Project
from grants.permissions import may_edit, may_view
from grants.throttle import Limit
from media_log.actions.link_checks import ask_for_look, ask_for_looks, take_published_day
from media_log.check_forms import LinksForm
from media_log.models import LinkCheck, Post
from media_log.queries import post_lines
from media_log.queries.link_checks import found_of, link_totals, links_found
from media_log.refusals import MESSAGES
from media_log.tasks import look_at_links
from rules.errors import AppError

PAGE_SIZE = 50
LOOKS = Limit("look-now", 60, 600)
LOOKS_AT_ALL = Limit("look-at-all", 5, 600)


@member_view(may_view)
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: MemberRequest) -> HttpResponse:
    """The links that want something done about them; by POST all are looked at again."""
    if request.method == "POST" and not may_edit(request.membership):
        raise AppError("not_allowed", 403)
    form = LinksForm(request.POST if request.method == "POST" else request.GET, organisation=request.organisation)
    project, sort = form.chosen()
    if request.method == "POST":
        if not form.is_valid():
            raise Http404
        return _look_again(request, project)
    found = links_found(organisation=request.organisation, project=project, **({"sorts": (sort,)} if sort else {}))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    lines = post_lines(posts=[check.post for check in page.object_list])
    context = {
        "form": form,
        "project": project,
        "sort": sort,
        "totals": link_totals(organisation=request.organisation, project=project),
        "page": page,
        "lines": [(line, check, found_of(check)) for line, check in zip(lines, page.object_list, strict=True)],
        "query": _query(project, sort),
        "of_project": _query(project, ""),
        "is_on": settings.LINK_CHECKS,
        "may_edit": may_edit(request.membership),
    }
    return render(request, "media_log/links.html", context)


@member_view(may_edit)
@require_POST
def look_now(request: MemberRequest, pk: int) -> HttpResponse:
    """Look at a publication's link again, as soon as a worker has time."""
    post = _post(request, pk)
    try:
        _refuse_if_off()
        _refuse_too_many(LOOKS, request)
        ask_for_look(post)
    except AppError as refused:
        _tell(request, refused)
        return redirect("media_log:post", pk)
    wake_after_commit(look_at_links)
    messages.success(request, _("The link is being looked at. Open this page again in a minute."))
    return redirect("media_log:post", pk)


@member_view(may_edit)
@require_POST
def take_day(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the day that the page of a publication says it was published on."""
    post = _post(request, pk)
    try:
        day = take_published_day(post, by=request.user)
    except AppError as refused:
        _tell(request, refused)
    else:
        messages.success(request, _("The publication is of %(day)s now.") % {"day": day.strftime("%d.%m.%Y")})
    return redirect("media_log:post", pk)


@member_view(may_view)  # type: ignore[arg-type]  # a file is streamed
@require_safe
def link_picture(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The small picture of a publication's page: made anew by us, never fetched by the reader's browser."""
    check = LinkCheck.objects.of(request.organisation).filter(post=pk).exclude(picture="").first()
    if check is None:
        raise Http404
    try:
        file = check.picture.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type="image/jpeg", filename=f"publication-{pk}.jpg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers[CONTENT_POLICY] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    return response


def _look_again(request: MemberRequest, project: Project | None) -> HttpResponse:
    try:
        _refuse_if_off()
        _refuse_too_many(LOOKS_AT_ALL, request)
    except AppError as refused:
        _tell(request, refused)
    else:
        number = ask_for_looks(organisation=request.organisation, project=project)
        words = ngettext(
            "%(n)s link will be looked at again. Those of the last hour are fresh enough.",
            "%(n)s links will be looked at again, one after the other. Those of the last hour are fresh enough.",
            number,
        )
        wake_after_commit(look_at_links)
        messages.success(request, words % {"n": number})
    query = _query(project, "")
    return redirect(f"{request.path}{'?' if query else ''}{query}")


def _post(request: MemberRequest, pk: int) -> Post:
    return get_object_or_404(Post.objects.of(request.organisation).select_related("organisation"), pk=pk)


def _query(project: Project | None, sort: str) -> str:
    chosen = {"project": project.ref if project else "", "sort": sort}
    return urlencode({name: value for name, value in chosen.items() if value})


def _refuse_if_off() -> None:
    if not settings.LINK_CHECKS:
        raise AppError("link_checks_off", 409)


def _refuse_too_many(limit: Limit, request: MemberRequest) -> None:
    wait = limit.count(str(request.organisation.pk))
    if wait:
        raise AppError("too_many_looks", 429, minutes=max(1, round(wait / 60)))


def _tell(request: MemberRequest, refused: AppError) -> None:
    if refused.code not in MESSAGES:
        raise refused
    words = str(MESSAGES[refused.code])
    messages.warning(request, words % refused.params if refused.params else words)
