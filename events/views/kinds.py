"""Kinds of activity: the shared list to read, the organisation's own to add, change and retire."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.actions.kinds import change_kind, create_kind, restore_kind, retire_kind
from events.forms.kinds import KindForm, kind_initial
from events.labels import EVIDENCE_LABELS, FEATURE_LABELS
from events.models import ActivityKind
from grants.access import MemberRequest, member_view
from grants.permissions import may_edit
from grants.views.flow import carried_out, form_page


@dataclass(frozen=True)
class KindLine:
    """A kind with its codes in words."""

    kind: ActivityKind
    documents: list[str | Promise]
    features: list[str | Promise]


@require_safe
@member_view(may_edit)
def kinds(request: MemberRequest) -> HttpResponse:
    """Own kinds first, then the list that everybody has."""
    lines = [_line(kind) for kind in ActivityKind.objects.usable_by(request.organisation)]
    own = [line for line in lines if line.kind.organisation_id]
    context = {
        "own": [line for line in own if not line.kind.retired_at],
        "retired": [line for line in own if line.kind.retired_at],
        "shared": [line for line in lines if not line.kind.organisation_id],
    }
    return render(request, "events/kinds.html", context)


def _line(kind: ActivityKind) -> KindLine:
    return KindLine(
        kind,
        [EVIDENCE_LABELS[code] for code in kind.usual_evidence if code in EVIDENCE_LABELS],
        [FEATURE_LABELS[code] for code in kind.features if code in FEATURE_LABELS],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def kind_new(request: MemberRequest) -> HttpResponse:
    """Add a kind of one's own."""
    form = KindForm(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda: create_kind(request.organisation, form.facts(), by=request.user)):
        messages.success(request, _("The kind is added. New activities may be of it."))
        return redirect("events:kinds")
    return form_page(request, "events/kind_form.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def kind_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change one of one's own."""
    row = _own(request, pk)
    form = KindForm(request.POST if request.method == "POST" else None, initial=kind_initial(row))
    if carried_out(form, lambda: change_kind(row, form.facts(), by=request.user)):
        messages.success(request, _("Saved."))
        return redirect("events:kinds")
    return form_page(request, "events/kind_form.html", form, kind=row, used=row.activities.count())


@require_POST
@member_view(may_edit)
def kind_retire(request: MemberRequest, pk: int) -> HttpResponse:
    """Offer it no longer."""
    retire_kind(_own(request, pk), by=request.user)
    messages.success(request, _("This kind is offered no longer. Activities that are of it stay as they are."))
    return redirect("events:kinds")


@require_POST
@member_view(may_edit)
def kind_restore(request: MemberRequest, pk: int) -> HttpResponse:
    """Offer it again."""
    restore_kind(_own(request, pk), by=request.user)
    messages.success(request, _("This kind is offered again."))
    return redirect("events:kinds")


def _own(request: MemberRequest, pk: int) -> ActivityKind:
    return get_object_or_404(ActivityKind.objects.of(request.organisation), pk=pk)
