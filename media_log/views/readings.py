"""Numbers of publications: of many at once, and the history of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from grants.access import MemberRequest, member_view
from grants.permissions import may_edit
from media_log.actions.numbers import correct_reading, delete_reading, record_numbers
from media_log.actions.readings import ReadingRow
from media_log.labels import Label
from media_log.models import Post, Reading, ReadingSource
from media_log.models.posts import READ_ON
from media_log.queries import PostLine, platforms_used, post_lines
from media_log.queries.readings import GROWING, lower_than_before, posts_to_read, readings_part
from media_log.reading_forms import GridForm, ReadingFilterForm, ReadingForm, numbers_of_grid
from media_log.reading_words import NUMBER_LABELS
from media_log.refusals import MESSAGES
from rules.errors import AppError

PAGE_SIZE = 50


@dataclass(frozen=True)
class LastNumber:
    """A number as last read, with its day."""

    label: Label
    number: int
    day: Any


@dataclass(frozen=True)
class GridLine:
    """A post in the grid: what it is, what was read last, the fields to fill."""

    line: PostLine
    last: list[LastNumber]
    fields: list[BoundField]


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def readings(request: MemberRequest) -> HttpResponse:
    """Numbers of many publications, those longest unread first. Only what is filled is saved."""
    posts = Post.objects.of(request.organisation).select_related("page")
    if request.method == "POST":
        sent = {post.pk: post for post in posts.filter(pk__in=numbers_of_grid(request.POST))}
        things = [sent[pk] for pk in numbers_of_grid(request.POST) if pk in sent]
        form = GridForm(request.POST, things=things, names=GROWING)
        if form.is_valid():
            return _grid_saved(request, form)
        return render(request, "media_log/readings.html", _grid_context(request, form), status=422)
    page, query = _page_to_read(request)
    form = GridForm(things=page.object_list, names=GROWING)
    return render(request, "media_log/readings.html", {**_grid_context(request, form), "page": page, "query": query})


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def reading(request: MemberRequest, pk: int) -> HttpResponse:
    """Add what one publication shows today, or showed on a day."""
    post = _post(request, pk)
    form = ReadingForm(request.POST or None, has_page=bool(post.page_id))
    if request.method == "POST" and form.is_valid():
        row = ReadingRow(post, form.cleaned_data["read_on"], **form.numbers)
        record_numbers([row], organisation=request.organisation, by=request.user, source=ReadingSource.TYPED)
        return _saved(request, post)
    return _render_reading(request, post, form)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def reading_correct(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Correct what was noted of a day."""
    post = _post(request, pk)
    found = get_object_or_404(post.readings.select_related("post__organisation"), pk=number)
    initial = {"read_on": found.read_on, **{name: getattr(found, name) for name in READ_ON}}
    form = ReadingForm(request.POST or None, initial=initial, has_page=bool(post.page_id), is_correction=True)
    if request.method == "POST" and form.is_valid():
        numbers = {"page_followers": found.page_followers, **form.numbers}
        try:
            correct_reading(found, read_on=form.cleaned_data["read_on"], numbers=numbers, by=request.user)
        except AppError as refused:
            if refused.code not in MESSAGES:
                raise
            field = {"reading_day_taken": "read_on", "reading_says_nothing": "views"}[refused.code]
            form.add_error(field, str(MESSAGES[refused.code]))
        else:
            return _saved(request, post)
    return _render_reading(request, post, form, found)


@require_POST
@member_view(may_edit)
def reading_delete(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Take a reading back."""
    post = _post(request, pk)
    delete_reading(post, get_object_or_404(post.readings, pk=number), by=request.user)
    messages.success(request, _("The reading was deleted. The one before it stands again."))
    return redirect("media_log:post", pk)


def _post(request: MemberRequest, pk: int) -> Post:
    return get_object_or_404(Post.objects.of(request.organisation).select_related("page", "organisation"), pk=pk)


def _render_reading(
    request: MemberRequest, post: Post, form: ReadingForm, corrected: Reading | None = None
) -> HttpResponse:
    context = {
        "post": post,
        "line": post_lines(posts=[post])[0],
        "form": form,
        "corrected": corrected,
        "last": _last(post, READ_ON),
    }
    return render(request, "media_log/readings_of_post.html", context, status=422 if form.errors else 200)


def _saved(request: MemberRequest, post: Post) -> HttpResponse:
    messages.success(request, _("The numbers are saved."))
    if any(row.lower for row in readings_part(post=post).rows):
        messages.warning(
            request,
            _("One of the numbers is lower than on an earlier day. It is kept as you wrote it: please look once more."),
        )
    return redirect("media_log:post", post.pk)


def _grid_saved(request: MemberRequest, form: GridForm) -> HttpResponse:
    day = form.cleaned_data["read_on"]
    filled = form.filled()
    lower = sum(bool(lower_than_before(post, day, numbers)) for post, numbers in filled)  # type: ignore[arg-type]
    rows = [ReadingRow(post, day, **numbers) for post, numbers in filled]  # type: ignore[arg-type]
    record_numbers(rows, organisation=request.organisation, by=request.user, source=ReadingSource.TYPED)
    words = ngettext("Numbers of %(n)s publication saved.", "Numbers of %(n)s publications saved.", len(rows))
    messages.success(request, words % {"n": len(rows)})
    if lower:
        words = ngettext(
            "%(n)s publication has a number lower than before. It is kept: please look once more.",
            "%(n)s publications have a number lower than before. They are kept: please look once more.",
            lower,
        )
        messages.warning(request, words % {"n": lower})
    gone = len(numbers_of_grid(request.POST)) - len(form.things)
    if gone:
        words = ngettext(
            "%(n)s publication was removed meanwhile: its numbers are not saved.",
            "%(n)s publications were removed meanwhile: their numbers are not saved.",
            gone,
        )
        messages.warning(request, words % {"n": gone})
    query = request.GET.urlencode()
    return redirect(reverse("media_log:readings") + (f"?{query}" if query else ""))


def _filter(request: MemberRequest) -> ReadingFilterForm:
    return ReadingFilterForm(
        request.GET or None,
        organisation=request.organisation,
        platforms=platforms_used(organisation=request.organisation),
    )


def _page_to_read(request: MemberRequest) -> tuple[Any, str]:
    """The posts of this page and the filter as a query; a filter that names what is not there filters nothing."""
    form = _filter(request)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = posts_to_read(
        organisation=request.organisation,
        today=timezone.localdate(),
        project=chosen.get("project"),
        platform=chosen.get("platform", ""),
        page=chosen.get("on_page"),
        only_due=chosen.get("due", False),
    )
    query = urlencode({name: value for name in form.fields if (value := request.GET.get(name))})
    return Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")), query


def _grid_context(request: MemberRequest, form: GridForm) -> dict[str, Any]:
    filter_form = _filter(request)
    lines = {line.post.pk: line for line in post_lines(posts=form.things)}  # type: ignore[arg-type]
    grid = [GridLine(lines[post.pk], _last(post, GROWING), form.fields_of(post)) for post in form.things]  # type: ignore[arg-type]
    return {"form": form, "filter": filter_form, "grid": grid, "sent_query": request.GET.urlencode()}


def _last(post: Post, names: Any) -> list[LastNumber]:
    return [
        LastNumber(NUMBER_LABELS[name], number, getattr(post, READ_ON[name]))
        for name in names
        if (number := getattr(post, name)) is not None
    ]
