"""The publications of one activity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.models import Activity
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit, may_view
from media_log.actions import AddedLink, add_links, remove_mention
from media_log.forms import PasteForm
from media_log.labels import PLATFORM_LABELS, Label
from media_log.models import Mention, PostKind
from media_log.queries import activity_lines, link_warnings
from media_log.refusals import MESSAGES
from rules.errors import AppError
from rules.post_keys import inspect_link

SESSION_KEY = "pasted_links"


@dataclass(frozen=True)
class ResultLine:
    """What became of one pasted link, for its page."""

    given: str
    url: str
    shown_url: str
    outcome: str
    platform: Label
    kind: Label
    warnings: tuple[Label, ...]
    elsewhere: list[str]


@member_view(may_view)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_posts(request: MemberRequest, ref: str) -> HttpResponse:
    """The publications of one activity, and where links to more of them are pasted."""
    activity = _activity(request, ref)
    form = PasteForm(request.POST or None)
    if request.method == "POST":
        if not may_edit(request.membership):
            raise AppError("not_allowed", 403)
        if form.is_valid() and _add(request, activity, form):
            return redirect("media_log:activity_posts", ref=ref)
    results = [] if request.method == "POST" else _results(request, activity)
    context = {
        "activity": activity,
        "form": form,
        "may_edit": may_edit(request.membership),
        "results": results,
        "added": sum(line.outcome in {"added", "shared"} for line in results),
        "lines": activity_lines(activity=activity),
    }
    return render(request, "media_log/activity_posts.html", context, status=422 if form.errors else 200)


@member_view(may_edit)
@require_POST
def remove(request: MemberRequest, ref: str, number: int) -> HttpResponse:
    """Take a publication off an activity."""
    activity = _activity(request, ref)
    mentions = Mention.objects.of(request.organisation).select_related("activity", "project")
    remove_mention(get_object_or_404(mentions, activity=activity, pk=number), by=request.user)
    messages.success(request, _("The publication was removed from this activity."))
    return redirect("media_log:activity_posts", ref=ref)


def _activity(request: MemberRequest, ref: str) -> Activity:
    activities = Activity.objects.of(request.organisation).select_related("project", "kind", "organisation")
    return get_object_or_404(activities, ref=ref)


def _add(request: MemberRequest, activity: Activity, form: PasteForm) -> bool:
    """Log the pasted links and keep what became of them for the next page; a refusal becomes the field's error."""
    try:
        added = add_links(
            organisation=request.organisation,
            project=activity.project,
            activity=activity,
            text=form.cleaned_data["text"],
            by=request.user,
        )
    except AppError as refused:
        if refused.code not in MESSAGES:
            raise
        form.add_error("text", str(MESSAGES[refused.code]) % refused.params)
        return False
    request.session[SESSION_KEY] = {"activity": activity.pk, "links": [_packed(answer) for answer in added]}
    return True


def _packed(answer: AddedLink) -> dict[str, Any]:
    places = [f"{place.ref} · {place.title}" for place in answer.elsewhere]
    return {"given": answer.link.given[:1000], "outcome": answer.outcome.value, "elsewhere": places}


def _results(request: MemberRequest, activity: Activity) -> list[ResultLine]:
    """What became of the links that were pasted just now; told once."""
    if request.session.get(SESSION_KEY, {}).get("activity") != activity.pk:
        return []
    return [_result(packed) for packed in request.session.pop(SESSION_KEY)["links"]]


def _result(packed: dict[str, Any]) -> ResultLine:
    link = inspect_link(packed["given"])
    return ResultLine(
        given=packed["given"],
        url=link.url,
        shown_url=link.url.split("://", 1)[-1].removeprefix("www.").rstrip("/"),
        outcome=packed["outcome"],
        platform=PLATFORM_LABELS[link.platform],
        kind=PostKind(link.kind).label,
        warnings=link_warnings(link.warnings),
        elsewhere=packed["elsewhere"],
    )
