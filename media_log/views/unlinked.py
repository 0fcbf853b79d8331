"""Publications without a link: what sort it is, then its form; correcting one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.models import Activity
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit
from media_log.actions import AddedLink, Outcome
from media_log.actions.unlinked import change_unlinked, log_unlinked
from media_log.models import Post
from media_log.refusals import MESSAGES
from media_log.unlinked_forms import ChangeUnlinkedForm, NewUnlinkedForm
from media_log.unlinked_sorts import SORTS, SORTS_BY_CODE
from rules.errors import AppError

# Refusal -> the field it stands beside.
_BESIDE = {"unlinked_elsewhere": "reason", "unlinked_period": "until", "unlinked_unclear": "outlet"}


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def unlinked_new(request: MemberRequest) -> HttpResponse:
    """Log a publication without a link: first what it was (?what=), then its form. ?activity= or ?project= says what it
    was published for."""
    about, back = _about(request)
    sort = SORTS_BY_CODE.get(request.GET.get("what", ""))
    if sort is None:
        asked = {name: request.GET[name] for name in ("activity", "project") if name in request.GET}
        links = [(one, "?" + urlencode({"what": one.code, **asked})) for one in SORTS]
        status = 422 if request.method == "POST" else 200
        return render(request, "media_log/unlinked_choose.html", {"links": links, "back": back}, status=status)
    form = NewUnlinkedForm(
        request.POST or None, organisation=request.organisation, sort=sort, initial={"about": about, "what": sort.code}
    )
    if request.method == "POST" and form.is_valid():
        added = _logged(request, form)
        if added and added.post:
            _say(request, added)
            return redirect("media_log:post", added.post.pk)
    again = "?" + urlencode({name: value for name, value in request.GET.items() if name != "what"})
    context = {"form": form, "sort": sort, "back": back, "again": again}
    return render(request, "media_log/unlinked_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def unlinked_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct what a publication without a link was."""
    posts = Post.objects.of(request.organisation).filter(url="").select_related("page", "organisation")
    post = get_object_or_404(posts, pk=pk)
    form = ChangeUnlinkedForm(request.POST or None, post=post)
    context: dict[str, Any] = {"form": form, "post": post, "sort": form.sort}
    if request.method == "POST" and form.is_valid():
        try:
            change_unlinked(post, form.facts(), by=request.user)
        except AppError as refused:
            context["taken"] = refused.params.get("post")
            _refuse(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("media_log:post", post.pk)
    return render(request, "media_log/unlinked_form.html", context, status=422 if form.errors else 200)


def _about(request: MemberRequest) -> tuple[str, Activity | Project | None]:
    """What the address names: the choice of the form, and where to go back to. Unknown refs are a 404."""
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("activity", "project")}
    if asked["activity"]:
        activity = get_object_or_404(Activity.objects.of(request.organisation), ref=asked["activity"])
        return f"a:{activity.ref}", activity
    if asked["project"]:
        project = get_object_or_404(Project.objects.of(request.organisation), ref=asked["project"])
        return f"p:{project.ref}", project
    return "", None


def _logged(request: MemberRequest, form: NewUnlinkedForm) -> AddedLink | None:
    """The publication as it was logged; None where it was refused, then the form says why."""
    project, activity = form.place()
    said = form.cleaned_data
    try:
        return log_unlinked(
            form.facts(),
            organisation=request.organisation,
            project=project,
            activity=activity,
            by=request.user,
            reason=said["reason"],
            reach=said["reach"],
            read_on=said["read_on"],
        )
    except AppError as refused:
        _refuse(form, refused)
        return None


def _refuse(form: forms.Form, refused: AppError) -> None:
    if refused.code not in MESSAGES:
        raise refused
    field = _BESIDE.get(refused.code)
    form.add_error(field if field in form.fields else None, str(MESSAGES[refused.code]) % refused.params)


def _say(request: MemberRequest, added: AddedLink) -> None:
    if added.outcome is Outcome.ADDED:
        messages.success(request, _("The publication was added."))
    elif added.outcome is Outcome.SHARED:
        messages.success(request, _("The publication was in the log already: it is mentioned here too, counted once."))
    else:
        messages.info(request, _("This publication was here already. Nothing is counted twice."))
