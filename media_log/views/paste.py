"""Pasting links: a text, what was recognised in it, and only then the log."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.models import Activity
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit
from media_log.actions import AddedLink, MentionRow, Outcome, record_mentions
from media_log.forms.paste import Holder, HolderForm, PastedChoices, PasteForm, holder_value
from media_log.models import PostKind
from media_log.queries.pasting import PastedGroup, PastedLine, PastePreview, preview_paste
from media_log.refusals import MESSAGES
from rules.errors import AppError


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def paste(request: MemberRequest) -> HttpResponse:
    """First the text, then every link in it before it is saved; the same page says both."""
    preset = _preset(request)
    if request.method != "POST" or request.POST.get("step") == "text":
        form = PasteForm(initial={"text": request.POST.get("text", "")})
        return _text_page(request, form, preset)
    form = PasteForm(request.POST)
    if not form.is_valid():
        return _text_page(request, form, preset)
    holders = _holder_form(request, preset)
    loose: Holder | None = holders.cleaned_data.get("holder") if holders.is_valid() else None
    text = form.cleaned_data["text"]
    try:
        preview = preview_paste(organisation=request.organisation, text=text, loose=loose)
    except AppError as refused:
        if refused.code not in MESSAGES:
            raise
        form.add_error("text", str(MESSAGES[refused.code]) % refused.params)
        return _text_page(request, form, preset)
    step = request.POST.get("step", "")
    choices = PastedChoices(request.POST, is_sent=step in {"save", "look"})
    rows = _rows(preview, choices)
    if step == "save" and not choices.errors and (loose or not _needs_holder(preview, choices)):
        answers = record_mentions(rows, organisation=request.organisation, by=request.user)
        return _saved(request, preview, answers)
    return _preview_page(request, preview, choices, holders, text=text, preset=preset, is_saving=step == "save")


def _preset(request: MemberRequest) -> Holder | None:
    """The activity or project that the address names; a foreign one is not there."""
    ref = request.GET.get("activity", "").replace("\x00", "")
    if ref:
        activities = Activity.objects.of(request.organisation).select_related("project", "kind")
        return get_object_or_404(activities, ref=ref)
    ref = request.GET.get("project", "").replace("\x00", "")
    return get_object_or_404(Project.objects.of(request.organisation), ref=ref) if ref else None


def _holder_form(request: MemberRequest, preset: Holder | None) -> HolderForm:
    chosen = request.POST.get("holder", holder_value(preset))
    return HolderForm({"holder": chosen}, organisation=request.organisation, preset=preset)


def _needs_holder(preview: PastePreview, choices: PastedChoices) -> bool:
    """Whether a link is to be kept of which nobody said what it is for."""
    return bool(preview.loose and any(choices.keeps(line.number) for line in preview.loose.lines))


def _rows(preview: PastePreview, choices: PastedChoices) -> list[MentionRow]:
    """What is to be saved. Also reads every reason, so that a too long one is known."""
    rows = []
    for group in preview.groups:
        for line in group.lines:
            reason = choices.reason(line.number)
            if line.fate == "new" and group.project and choices.keeps(line.number):
                kind = choices.kind(line.number, line.kind)
                stated = kind if kind != line.kind else ""
                rows.append(MentionRow(line.link, group.project, group.activity, kind=stated, reason=reason))
    return rows


def _text_page(request: HttpRequest, form: PasteForm, preset: Holder | None) -> HttpResponse:
    context = {"form": form, **_of(preset)}
    return render(request, "media_log/paste.html", context, status=422 if form.errors else 200)


def _of(preset: Holder | None) -> dict[str, object]:
    is_activity = isinstance(preset, Activity)
    return {"activity": preset if is_activity else None, "project": None if is_activity else preset}


def _preview_page(
    request: HttpRequest,
    preview: PastePreview,
    choices: PastedChoices,
    holders: HolderForm,
    *,
    text: str,
    preset: Holder | None,
    is_saving: bool,
) -> HttpResponse:
    lacks_holder = is_saving and "holder" in holders.errors and _needs_holder(preview, choices)
    if not lacks_holder:
        # Not asked for yet: an empty select is no fault.
        holders.errors.pop("holder", None)
    context = {
        "groups": [(group, [_shown(line, choices) for line in group.lines]) for group in preview.groups],
        "not_recognised": preview.not_recognised,
        "new": preview.counts.get("new", 0),
        "here": preview.counts.get("here", 0),
        "twice": preview.counts.get("twice", 0),
        "kinds": PostKind.choices,
        "holder": holders["holder"],
        "text": text,
        "has_faults": bool(choices.errors or lacks_holder),
        **_of(preset),
    }
    return render(request, "media_log/paste_preview.html", context, status=422 if context["has_faults"] else 200)


def _shown(line: PastedLine, choices: PastedChoices) -> dict[str, object]:
    """A line with what was chosen for it."""
    return {
        "line": line,
        "keep": choices.keeps(line.number),
        "kind": choices.kind(line.number, line.kind),
        "reason": choices.reason(line.number),
        "error": choices.errors.get(line.number, ""),
    }


def _saved(request: HttpRequest, preview: PastePreview, answers: list[AddedLink]) -> HttpResponse:
    """Say what was saved and go to where it stands."""
    added = sum(answer.outcome in {Outcome.ADDED, Outcome.SHARED} for answer in answers)
    here = sum(answer.outcome == Outcome.REPEATED for answer in answers) + preview.counts.get("here", 0)
    if added:
        words = ngettext("%(n)s publication was added.", "%(n)s publications were added.", added)
        messages.success(request, words % {"n": added})
    else:
        messages.info(request, _("Nothing new was added."))
    if here:
        words = ngettext("%(n)s was here already.", "%(n)s were here already.", here)
        messages.info(request, words % {"n": here})
    return redirect(*_where(preview.groups))


def _where(groups: list[PastedGroup]) -> tuple[str, ...]:
    """The page of the one activity it all was for, else the list."""
    activities = {group.activity for group in groups}
    only = activities.pop() if len(activities) == 1 else None
    return ("media_log:activity_posts", only.ref) if only else ("media_log:posts",)
