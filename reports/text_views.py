"""The texts of a project's reports: all of them, one for typing, its earlier versions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit, may_view
from reports.actions.texts import back_to_ready, restore_version, save_text
from reports.catalogue import LANGUAGES
from reports.form_tables import form_language
from reports.forms_of_texts import TextForm, sign_of
from reports.models import NarrativeText, NarrativeVersion
from reports.narrative.marks import with_put
from reports.narrative.slots import kind_of
from reports.queries.texts import (
    SlotText,
    section_headings,
    slot_name,
    slot_texts,
    text_groups,
    texts_summed,
    versions_of,
)
from reports.refusals import MESSAGES
from rules.errors import AppError

LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский"}
VERSIONS_PER_PAGE = 20


@require_safe
@member_view(may_view)
def texts(request: MemberRequest, ref: str) -> HttpResponse:
    """Every place of the reports that takes a text, with how it stands in both languages."""
    project = _project(request, ref)
    groups = text_groups(project=project, language=_form_language())
    context = {
        "project": project,
        "groups": groups,
        "sum": texts_summed(groups),
        "language": _form_language(),
        "names": LANGUAGE_NAMES,
        "may_edit": may_edit(request.membership),
    }
    return render(request, "reports/texts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_view)
def text(request: MemberRequest, ref: str, slot: str, language: str) -> HttpResponse:
    """One text for typing, the other language beside it; those who may not change it read it."""
    project = _project(request, ref)
    found = slot_texts(project=project, slot=slot)
    if language not in found:
        return _gone(request, project)
    if request.method != "POST":
        here = found[language]
        form = TextForm(slot=slot, text=here.typing, revision=here.revision, is_ready=not here.is_typed)
        return _page(request, project, found, language, form)
    if not may_edit(request.membership):
        raise AppError("not_allowed", 403)
    form = TextForm(request.POST, slot=slot)
    if not form.is_valid():
        return _page(request, project, found, language, form, status=422)
    try:
        _carry_out(request, project, found[language], form)
    except AppError as refused:
        if refused.code != "text_changed_meanwhile":
            raise
        return _both(request, project, slot, language)
    return redirect("reports:text", ref, slot, language)


@require_safe
@member_view(may_view)
def versions(request: MemberRequest, ref: str, slot: str, language: str) -> HttpResponse:
    """Every revision of a text, the newest first."""
    project = _project(request, ref)
    of = get_object_or_404(NarrativeText, project=project, slot=slot, language=language)
    page = Paginator(versions_of(of), VERSIONS_PER_PAGE).get_page(request.GET.get("page"))
    place = [ref, slot, language]
    pages = [(one, reverse("reports:text_version", args=[*place, one.revision])) for one in page]
    context = {"page": page, "versions": pages, **_where(project, of)}
    return render(request, "reports/texts_versions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_view)
def version(request: MemberRequest, ref: str, slot: str, language: str, revision: int) -> HttpResponse:
    """One revision whole; it can be taken back."""
    project = _project(request, ref)
    mine = versions_of(get_object_or_404(NarrativeText, project=project, slot=slot, language=language))
    found: NarrativeVersion = get_object_or_404(mine.select_related("of__project"), revision=revision)
    return version_page(request, found, partial(restore_version, found), _where(project, found.of))


def version_page(
    request: MemberRequest, found: object, restore: Callable[..., object], where: dict[str, Any]
) -> HttpResponse:
    """A revision of any text; by POST `restore(seen_revision, by)` takes it back and leads to the editor. 409 where
    somebody has changed the text meanwhile. Raises AppError not_allowed."""
    status = 200
    if request.method == "POST":
        if not may_edit(request.membership):
            raise AppError("not_allowed", 403)
        try:
            restore(seen_revision=_number(request.POST.get("seen", "")), by=request.user)
        except AppError as refused:
            if refused.code != "text_changed_meanwhile":
                raise
            status = 409
        else:
            messages.success(request, _("This version stands there again."))
            return redirect(where["editor"])
    context = {"version": found, "is_changed": status == 409, "may_edit": may_edit(request.membership), **where}
    return render(request, "reports/texts_version.html", context, status=status)


def _carry_out(request: MemberRequest, project: Project, here: SlotText, form: TextForm) -> None:
    """Save what was typed, or go back to the ready text: then what was typed stays among the versions."""
    typed, seen = form.cleaned_data["text"], form.cleaned_data["seen"]
    of: dict[str, Any] = {"slot": here.slot, "language": here.language, "by": request.user}
    if key := request.POST.get("put"):
        typed = with_put(typed, here.marks(typed), key)
    is_ready = sign_of(typed) in {sign_of(here.ready), form.cleaned_data["began"]}
    goes_back = "ready" in request.POST
    if not is_ready and not (goes_back and typed == here.typing):
        seen = save_text(project, text=typed, seen_revision=seen, **of).revision
    if is_ready or goes_back:
        back_to_ready(project, seen_revision=seen, **of)
        messages.success(request, _("The ready text stands there. It follows the records."))
    else:
        messages.success(request, _("Saved."))


def _gone(request: MemberRequest, project: Project) -> HttpResponse:
    """No such text. It may have been there when somebody began to type it: then the words are shown."""
    if not request.POST.get("text"):
        raise Http404
    context = {"project": project, "message": MESSAGES["no_such_text"], "typed": request.POST["text"]}
    return render(request, "reports/texts_gone.html", context, status=404)


def _both(request: MemberRequest, project: Project, slot: str, language: str) -> HttpResponse:
    """The form with what was typed, beside what somebody else has written meanwhile. Having seen it, the next "Save" is
    meant."""
    found = slot_texts(project=project, slot=slot)
    theirs = found[language]
    mine = {name: request.POST.get(name, "") for name in ("text", "began")}
    form = TextForm({**mine, "seen": str(theirs.revision)}, slot=slot)
    return _page(request, project, found, language, form, status=409, theirs=theirs)


def _page(
    request: MemberRequest,
    project: Project,
    found: dict[str, SlotText],
    language: str,
    form: TextForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    here = found[language]
    words = form["text"].value() or ""
    context = {
        "project": project,
        "form": form,
        "here": here,
        "other": next(one for one in found.values() if one.language != language),
        "title": slot_name(here.slot, here.entry, section_headings(project, _form_language())),
        "kind": kind_of(here.slot),
        "marks": here.marks(words) if form.is_bound or here.is_typed else [],
        "placeholders": here.placeholders(),
        "languages": [
            (one, LANGUAGE_NAMES[one], reverse("reports:text", args=[project.ref, here.slot, one])) for one in LANGUAGES
        ],
        "language_name": LANGUAGE_NAMES[language],
        "other_name": LANGUAGE_NAMES[next(one for one in LANGUAGES if one != language)],
        "may_edit": may_edit(request.membership),
        **more,
    }
    return render(request, "reports/texts_editor.html", context, status=status)


def _where(project: Project, of: NarrativeText) -> dict[str, Any]:
    """What the pages of the versions say they are of. A place that the reports have no more keeps its versions."""
    found = slot_texts(project=project, slot=of.slot)
    if not found:
        raise Http404
    title = slot_name(of.slot, found[of.language].entry, section_headings(project, _form_language()))
    place = [project.ref, of.slot, of.language]
    return {
        "of": of,
        "about": project.ref,
        "title": title,
        "language_name": LANGUAGE_NAMES[of.language],
        "editor": reverse("reports:text", args=place),
        "all_versions": reverse("reports:text_versions", args=place),
    }


def _project(request: MemberRequest, ref: str) -> Project:
    mine = Project.objects.of(request.organisation).select_related("organisation", "grantee", "edition")
    return get_object_or_404(mine, ref=ref)


def _form_language() -> str:
    return form_language((get_language() or "kk")[:2])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
