"""Pages: their followers, their names, which posts stand on them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from grants.access import MemberRequest, member_view
from grants.permissions import may_edit, may_view
from media_log.actions.followers import (
    FollowersRow,
    delete_followers,
    merge_pages,
    record_followers,
    rename_page,
    set_page,
)
from media_log.actions.pages import find_or_make_page
from media_log.labels import PLATFORM_LABELS
from media_log.models import Page, PageReading
from media_log.queries import post_lines
from media_log.queries.pages import page_history, page_totals, pages_of, posts_without_page
from media_log.reading_forms import GridForm, MergeForm, PageForm, WhichPageForm, numbers_of_grid
from media_log.refusals import MESSAGES
from rules.errors import AppError

PAGE_SIZE = 50
FOLLOWERS = ("page_followers",)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_view)
def pages(request: MemberRequest) -> HttpResponse:
    """Every page with its followers; editors fill in many at once."""
    found = pages_of(organisation=request.organisation)
    if request.method == "POST":
        if not may_edit(request.membership):
            raise AppError("not_allowed", 403)
        wanted = numbers_of_grid(request.POST)
        sent = {page.pk: page for page in found.filter(pk__in=wanted)}
        form = GridForm(request.POST, things=[sent[pk] for pk in wanted if pk in sent], names=FOLLOWERS)
        if form.is_valid():
            return _followers_saved(request, form)
        return render(request, "media_log/pages.html", _pages_context(request, form), status=422)
    shown = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    form = GridForm(things=shown.object_list, names=FOLLOWERS)
    return render(request, "media_log/pages.html", {**_pages_context(request, form), "page": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_view)
def page(request: MemberRequest, pk: int) -> HttpResponse:
    """One page: how many followed it when; editors change its name."""
    shown = _page(request, pk)
    form = PageForm(request.POST or None, initial={"name": shown.name})
    if request.method == "POST":
        if not may_edit(request.membership):
            raise AppError("not_allowed", 403)
        if form.is_valid():
            rename_page(shown, name=form.cleaned_data["name"], by=request.user)
            messages.success(request, _("Saved."))
            return redirect("media_log:page", pk)
    context = {
        "shown": shown,
        "form": form,
        "platform": PLATFORM_LABELS.get(shown.platform, shown.platform),
        "history": page_history(page=shown),
        "may_edit": may_edit(request.membership),
    }
    return render(request, "media_log/page.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def page_merge(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that another page is this one."""
    keep = _page(request, pk)
    form = MergeForm(request.POST or None, keep=keep)
    if request.method == "POST" and form.is_valid():
        merge_pages(keep=keep, other=form.cleaned_data["other"], by=request.user)
        messages.success(request, _("The two pages are one now."))
        return redirect("media_log:page", pk)
    return render(
        request, "media_log/page_merge.html", {"shown": keep, "form": form}, status=422 if form.errors else 200
    )


@require_POST
@member_view(may_edit)
def followers_delete(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Take a reading of followers back."""
    reading = get_object_or_404(PageReading.objects.of(request.organisation).select_related("page"), page=pk, pk=number)
    delete_followers(reading, organisation=request.organisation, by=request.user)
    messages.success(request, _("The reading was deleted. The one before it stands again."))
    return redirect("media_log:page", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def which_page(request: MemberRequest) -> HttpResponse:
    """Posts of which nobody has said on which page they stand, platform by platform."""
    totals = page_totals(organisation=request.organisation)
    codes = [gap.code for gap in totals.gaps]
    asked = request.GET.get("platform", "")
    platform = asked if asked in codes else (codes[0] if codes else "")
    form = WhichPageForm(request.POST or None, organisation=request.organisation, platform=platform)
    if request.method == "POST" and form.is_valid() and _page_said(request, form, platform):
        query = request.GET.urlencode()
        return redirect(reverse("media_log:which_page") + (f"?{query}" if query else ""))
    found = posts_without_page(organisation=request.organisation, platform=platform)
    shown = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "totals": totals,
        "platform": platform,
        "form": form,
        "page": shown,
        "lines": post_lines(posts=shown.object_list),
        "ticked": request.POST.getlist("posts"),
        "query": f"platform={platform}" if platform else "",
        "sent_query": request.GET.urlencode(),
    }
    return render(request, "media_log/pages_which.html", context, status=422 if form.errors else 200)


def _page(request: MemberRequest, pk: int) -> Page:
    return get_object_or_404(pages_of(organisation=request.organisation).select_related("organisation"), pk=pk)


def _pages_context(request: MemberRequest, form: GridForm) -> dict[str, Any]:
    grid = [
        {"page": one, "platform": PLATFORM_LABELS.get(one.platform, one.platform), "field": form.fields_of(one)[0]}
        for one in form.things
    ]
    return {
        "form": form,
        "grid": grid,
        "totals": page_totals(organisation=request.organisation),
        "may_edit": may_edit(request.membership),
    }


def _followers_saved(request: MemberRequest, form: GridForm) -> HttpResponse:
    day = form.cleaned_data["read_on"]
    filled = [(thing, numbers["page_followers"]) for thing, numbers in form.filled() if isinstance(thing, Page)]
    rows = [FollowersRow(page, day, followers) for page, followers in filled]
    record_followers(rows, organisation=request.organisation, by=request.user)
    words = ngettext("Followers of %(n)s page saved.", "Followers of %(n)s pages saved.", len(rows))
    messages.success(request, words % {"n": len(rows)})
    return redirect("media_log:pages")


def _page_said(request: MemberRequest, form: WhichPageForm, platform: str) -> bool:
    """Put the ticked posts onto the page; a refusal becomes the field's error, and no page is made for it."""
    posts = list(form.cleaned_data["posts"])
    try:
        with transaction.atomic():
            page = form.cleaned_data["page"] or find_or_make_page(
                request.organisation, platform, form.cleaned_data["named"]
            )
            assert page, "the form asks for one"
            set_page(posts, page, by=request.user)
    except AppError as refused:
        if refused.code not in MESSAGES:
            raise
        form.add_error("page" if form.cleaned_data["page"] else "named", str(MESSAGES[refused.code]))
        return False
    words = ngettext("%(n)s publication stands on %(page)s.", "%(n)s publications stand on %(page)s.", len(posts))
    messages.success(request, words % {"n": len(posts), "page": page.name})
    return True
