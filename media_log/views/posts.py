"""The publications of one activity."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.models import Activity
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit, may_view
from media_log.actions import remove_mention
from media_log.forms import PasteForm
from media_log.models import Mention
from media_log.queries import activity_lines
from rules.errors import AppError
from rules.post_keys.timing import all_in_later_month


@member_view(may_view)
@require_safe
def activity_posts(request: MemberRequest, ref: str) -> HttpResponse:
    """The publications of one activity; its form leads to the page where pasted links are looked through."""
    activity = _activity(request, ref)
    lines = activity_lines(activity=activity)
    days = [line.made_on for line in lines if line.made_on]
    context = {
        "activity": activity,
        "form": PasteForm(),
        "may_edit": may_edit(request.membership),
        "lines": lines,
        "later_month": all_in_later_month(days, last_day=activity.last_day),
        "links": "\n".join(f"{number}. {line.as_text}" for number, line in enumerate(lines, 1)),
    }
    return render(request, "media_log/activity_posts.html", context)


@member_view(may_edit)
@require_POST
def remove(request: MemberRequest, ref: str, number: int) -> HttpResponse:
    """Take a publication off an activity; where numbers or documents would go with it, ask first."""
    activity = _activity(request, ref)
    mentions = Mention.objects.of(request.organisation).select_related("activity", "project")
    mention = get_object_or_404(mentions, activity=activity, pk=number)
    try:
        remove_mention(mention, by=request.user, is_sure=False)
    except AppError as refused:
        if refused.code != "last_mention_of_proved":
            raise
        return HttpResponseRedirect(f"{reverse('media_log:mention_remove', args=[number])}?back=activity")
    messages.success(request, _("The publication was removed from this activity."))
    return redirect("media_log:activity_posts", ref=ref)


def _activity(request: MemberRequest, ref: str) -> Activity:
    activities = Activity.objects.of(request.organisation).select_related("project", "kind", "organisation")
    return get_object_or_404(activities, ref=ref)
