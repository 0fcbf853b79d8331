"""One line of the content plan: add, change, move, drop, publish. And many at once: proposed, or copied."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.models import Activity
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit, may_view
from grants.views.flow import carried_out
from grants.views.projects import project_or_404
from media_log.actions.planned import (
    PlanRow,
    add_line,
    add_lines,
    change_line,
    choose_post,
    drop_line,
    move_line,
    publish_line,
    reopen_line,
)
from media_log.labels import PLATFORM_LABELS
from media_log.models import PlannedPost
from media_log.planned_forms import ChooseForm, MoveForm, PlanLineForm, ProposalForm, PublishForm, SharedForm
from media_log.post_words import post_words
from media_log.queries.planned import (
    Proposal,
    posts_for_line,
    proposed_for_activities,
    proposed_from_month,
    state_of,
    usual_platform,
)
from media_log.views.planned import BADGES, month_at

# More than these are proposed once these are taken.
MOST_PROPOSED = 100


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def plan_new(request: MemberRequest, ref: str) -> HttpResponse:
    """Plan a publication; ?day= and ?activity= say where the link was pressed."""
    project = project_or_404(request, ref)
    form = PlanLineForm(request.POST or None, project=project, initial=_initial(request, project))
    if form.is_valid() and carried_out(
        form, lambda: add_line(project, form.row(), number=form.number(), by=request.user)
    ):
        messages.success(request, _("It is in the plan."))
        return _to_month(project, form.row().planned_on)
    return _form_page(request, form, project)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def plan_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a line."""
    line = _line(request, pk)
    form = PlanLineForm(request.POST or None, project=line.project, instance=line)
    if carried_out(form, lambda: change_line(line, form.row(), by=request.user)):
        messages.success(request, _("Saved."))
        return redirect("media_log:plan_line", pk)
    return _form_page(request, form, line.project, pk)


@require_safe
@member_view(may_view)
def plan_line(request: MemberRequest, pk: int) -> HttpResponse:
    """One line, and what can be done with it."""
    return _page(request, _line(request, pk))


@require_POST
@member_view(may_edit)
def plan_publish(request: MemberRequest, pk: int) -> HttpResponse:
    """It is published: paste its link."""
    line = _line(request, pk)
    form = PublishForm(request.POST)
    if carried_out(form, lambda: publish_line(line, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Published: the line is done."))
        return redirect("media_log:plan_line", pk)
    return _page(request, line, publish=form)


@require_POST
@member_view(may_edit)
def plan_choose(request: MemberRequest, pk: int) -> HttpResponse:
    """It is published, and in the log already."""
    line = _line(request, pk)
    form = ChooseForm(request.POST, line=line)
    if carried_out(form, lambda: choose_post(line, form.cleaned_data["post"], by=request.user)):
        messages.success(request, _("Published: the line is done."))
        return redirect("media_log:plan_line", pk)
    if line.post_id and str(line.post_id) == request.POST.get("post"):
        return redirect("media_log:plan_line", pk)
    return _page(request, line, choose=form)


@require_POST
@member_view(may_edit)
def plan_move(request: MemberRequest, pk: int) -> HttpResponse:
    """Another day."""
    line = _line(request, pk)
    form = MoveForm(request.POST)
    if carried_out(form, lambda: move_line(line, day=form.cleaned_data["day"], by=request.user)):
        messages.success(request, _("Moved."))
        return redirect("media_log:plan_line", pk)
    return _page(request, line, move=form)


@require_POST
@member_view(may_edit)
def plan_drop(request: MemberRequest, pk: int) -> HttpResponse:
    """It is not going to be published."""
    line = _line(request, pk)
    drop_line(line, by=request.user)
    messages.success(request, _("Dropped. The line stays in the plan and can be taken up again."))
    return redirect("media_log:plan_line", pk)


@require_POST
@member_view(may_edit)
def plan_reopen(request: MemberRequest, pk: int) -> HttpResponse:
    """Take up a dropped line, or let another publication stand for it."""
    reopen_line(_line(request, pk), by=request.user)
    messages.success(request, _("The line is open again."))
    return redirect("media_log:plan_line", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def plan_propose(request: MemberRequest, ref: str) -> HttpResponse:
    """Announcements and reports for the activities that have no line yet: look, tick, take."""
    project = project_or_404(request, ref)
    proposals = proposed_for_activities(project=project, today=timezone.localdate())
    heading = _("Proposals for your activities")
    return _proposals(request, project, proposals, heading=heading, shares=True)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def plan_copy(request: MemberRequest, ref: str, year: int, month: int) -> HttpResponse:
    """The lines of the month before, for this month: look, tick, take."""
    project = project_or_404(request, ref)
    target = month_at(year, month)
    assert target
    source = date(year - (month == 1), 12 if month == 1 else month - 1, 1)
    proposals = proposed_from_month(project=project, source=source, target=target)
    return _proposals(request, project, proposals, heading=_("Repeat last month's plan"), month=target)


def _proposals(
    request: MemberRequest,
    project: Project,
    proposals: list[Proposal],
    *,
    heading: str,
    shares: bool = False,
    month: date | None = None,
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    shown = proposals[:MOST_PROPOSED]
    if data is not None:
        # Only what the page showed: what came up meanwhile is for the next look.
        shown = [one for one in proposals if f"{one.number.hex}-title" in data]
    rows = [ProposalForm(data, proposal=one, title=_title_of(one)) for one in shown]
    platform, kind = usual_platform(project=project)
    shared = SharedForm(data, initial={"platform": platform, "kind": kind}) if shares else None
    # Each is looked at, so that all that is wrong is said at once.
    wrong = [form for form in (*rows, *([shared] if shared else [])) if data is not None and not form.is_valid()]
    if data is not None and not wrong:
        return _take(request, project, rows, shared, month)
    context = {
        "project": project,
        "heading": heading,
        "rows": rows,
        "platforms": PLATFORM_LABELS,
        "shared": shared,
        "month": month,
        "others": len(proposals) - len(shown),
        "has_errors": bool(wrong),
        "here": "plan",
    }
    return render(request, "media_log/plan_propose.html", context, status=422 if wrong else 200)


def _take(
    request: MemberRequest, project: Project, rows: list[ProposalForm], shared: SharedForm | None, month: date | None
) -> HttpResponse:
    added = add_lines(project, _taken(rows, shared), by=request.user)
    told = ngettext("%(n)s line is in the plan now.", "%(n)s lines are in the plan now.", added) % {"n": added}
    messages.success(request, told if rows else _("This was sent before, so nothing was planned twice."))
    days = [row.cleaned_data["planned_on"] for row in rows if row.cleaned_data["is_in"]]
    return _to_month(project, month or min(days, default=None))


def _title_of(proposal: Proposal) -> str:
    words = {"before": _("Announcement: %(title)s"), "after": _("Report: %(title)s")}
    return words[proposal.what] % {"title": proposal.title} if proposal.what in words else proposal.title


def _taken(rows: list[ProposalForm], shared: SharedForm | None) -> list[tuple[Any, PlanRow]]:
    taken = []
    for form in rows:
        one, data = form.proposal, form.cleaned_data
        if not data["is_in"]:
            continue
        where = shared.cleaned_data if shared else {"platform": one.platform, "kind": one.kind}
        row = PlanRow(
            planned_on=data["planned_on"],
            title=data["title"],
            activity=one.activity,
            language=one.language,
            note=one.note,
            **where,
        )
        taken.append((one.number, row))
    return taken


def _initial(request: MemberRequest, project: Project) -> dict[str, Any]:
    """What the link that was pressed knows, and what the project usually does."""
    platform, kind = usual_platform(project=project)
    known: dict[str, Any] = {"platform": platform, "kind": kind}
    try:
        known["planned_on"] = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        known["planned_on"] = timezone.localdate()
    wished = request.GET.get("activity", "").replace("\0", "")
    if wished:
        known["activity"] = get_object_or_404(Activity.objects.filter(project=project), ref=wished)
    return known


def _line(request: MemberRequest, pk: int) -> PlannedPost:
    related = "project__organisation", "activity__project", "post__page"
    return get_object_or_404(PlannedPost.objects.of(request.organisation).select_related(*related), pk=pk)


def _to_month(project: Project, day: date | None) -> HttpResponse:
    if day is None:
        return redirect("media_log:plan", project.ref)
    return redirect("media_log:plan_month", project.ref, day.year, day.month)


def _form_page(request: MemberRequest, form: PlanLineForm, project: Project, pk: int | None = None) -> HttpResponse:
    context = {"form": form, "project": project, "pk": pk, "here": "plan"}
    return render(request, "media_log/plan_form.html", context, status=422 if form.errors else 200)


def _page(request: MemberRequest, line: PlannedPost, **bound: Any) -> HttpResponse:
    state = state_of(line, timezone.localdate())
    context = {
        "line": line,
        "project": line.project,
        "state": state,
        "badge": BADGES[state],
        "platforms": PLATFORM_LABELS,
        "post_words": post_words(line.post) if line.post else "",
        "has_choices": posts_for_line(line=line).exists(),
        "publish": PublishForm(),
        "choose": ChooseForm(line=line),
        "move": MoveForm(initial={"day": line.planned_on}),
        "may_edit": may_edit(request.membership),
        "here": "plan",
        **bound,
    }
    return render(request, "media_log/plan_line.html", context, status=422 if bound else 200)
