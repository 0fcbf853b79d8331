"""The operator's own texts of its summary: one for typing, its earlier versions."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grants.access import MemberRequest, member_view
from grants.permissions import may_edit, may_view
from reports.actions.operator_texts import restore_operator_version, save_operator_text
from reports.catalogue import LANGUAGE_NAMES
from reports.forms_of_texts import TextForm
from reports.models import OperatorText, OperatorTextVersion
from reports.queries.summaries import operator_texts, text_headings
from reports.text_views import VERSIONS_PER_PAGE, version_page
from rules.errors import AppError


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_view)
def summary_text(request: MemberRequest, slot: str, language: str) -> HttpResponse:
    """One text for typing; those who may not change it read it."""
    texts = operator_texts(organisation=request.organisation)
    if (slot, language) not in texts:
        raise Http404
    here = texts[slot, language]
    if request.method != "POST":
        form = TextForm(slot=None, text=here.text if here else "", revision=here.revision if here else 0)
        return _text_page(request, form, slot, language, here)
    if not may_edit(request.membership):
        raise AppError("not_allowed", 403)
    form = TextForm(request.POST, slot=None)
    if not form.is_valid():
        return _text_page(request, form, slot, language, here, status=422)
    words, seen = form.cleaned_data["text"], form.cleaned_data["seen"]
    place = {"slot": slot, "language": language}
    try:
        save_operator_text(request.organisation, **place, text=words, seen_revision=seen, by=request.user)
    except AppError as refused:
        if refused.code != "text_changed_meanwhile":
            raise
        return _both(request, slot, language)
    messages.success(request, _("Saved."))
    return redirect("reports:summary")


def _both(request: MemberRequest, slot: str, language: str) -> HttpResponse:
    """The form with what was typed, beside what somebody else has written meanwhile. Having seen it, the next "Save" is
    meant."""
    theirs = operator_texts(organisation=request.organisation)[slot, language]
    seen = str(theirs.revision) if theirs else "0"
    form = TextForm({"text": request.POST.get("text", ""), "seen": seen}, slot=None)
    return _text_page(request, form, slot, language, theirs, status=409, theirs=theirs)


def _text_page(
    request: MemberRequest,
    form: TextForm,
    slot: str,
    language: str,
    here: OperatorText | None,
    *,
    status: int = 200,
    theirs: OperatorText | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "here": here,
        "theirs": theirs,
        "title": text_headings(language)[slot],
        "slot": slot,
        "language": language,
        "languages": LANGUAGE_NAMES.items(),
        "may_edit": may_edit(request.membership),
    }
    return render(request, "reports/summary_text.html", context, status=status)


@require_safe
@member_view(may_view)
def summary_text_versions(request: MemberRequest, slot: str, language: str) -> HttpResponse:
    """Every revision of a text, the newest first."""
    of = _text(request, slot, language)
    page = Paginator(of.versions.select_related("made_by"), VERSIONS_PER_PAGE).get_page(request.GET.get("page"))
    pages = [(one, reverse("reports:summary_text_version", args=[slot, language, one.revision])) for one in page]
    return render(request, "reports/texts_versions.html", {"page": page, "versions": pages, **_where(of)})


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_view)
def summary_text_version(request: MemberRequest, slot: str, language: str, revision: int) -> HttpResponse:
    """One revision whole; it can be taken back."""
    of = _text(request, slot, language)
    found: OperatorTextVersion = get_object_or_404(of.versions.select_related("made_by"), revision=revision)
    return version_page(request, found, partial(restore_operator_version, found), _where(of))


def _text(request: MemberRequest, slot: str, language: str) -> OperatorText:
    mine = OperatorText.objects.of(request.organisation).select_related("organisation")
    found: OperatorText = get_object_or_404(mine, slot=slot, language=language)
    return found


def _where(of: OperatorText) -> dict[str, Any]:
    """What the pages of the versions say they are of."""
    place = [of.slot, of.language]
    return {
        "of": of,
        "about": _("Operator's summary"),
        "title": text_headings(of.language)[of.slot],
        "language_name": LANGUAGE_NAMES[of.language],
        "editor": reverse("reports:summary_text", args=place),
        "all_versions": reverse("reports:summary_text_versions", args=place),
    }
