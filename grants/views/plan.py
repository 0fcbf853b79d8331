"""Tasks, measures and indicators of a project: add, change, delete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from grants.access import MemberRequest, member_view
from grants.actions.plan import PlanItem, add_plan_item, change_plan_item, delete_plan_item
from grants.forms.plan import IndicatorForm, MeasureForm, TaskForm
from grants.models import Indicator, Measure, Project, Task
from grants.permissions import may_edit
from grants.views.flow import carried_out, form_page
from grants.views.projects import project_or_404

PlanForm = TaskForm | MeasureForm | IndicatorForm


@dataclass(frozen=True)
class Part:
    """One kind of plan item: its table, its form and its words."""

    name: str
    model: type[Task] | type[Measure] | type[Indicator]
    form: Callable[..., PlanForm]
    add: Promise
    change: Promise
    delete: Promise
    consequence: Promise

    def of(self, project: Project, pk: int) -> PlanItem:
        """The project's item with this number; 404 for anything else."""
        return cast(PlanItem, get_object_or_404(self.model._default_manager.filter(project=project), pk=pk))


PARTS = [
    Part(
        "task", Task, TaskForm, _("Add a task"), _("Change the task"), _("Delete the task?"),
        _("Only a task without measures can be deleted."),
    ),
    Part(
        "measure", Measure, MeasureForm, _("Add a measure"), _("Change the measure"), _("Delete the measure?"),
        _("Its planned figures go with it. A measure with activities cannot be deleted."),
    ),
    Part(
        "indicator", Indicator, IndicatorForm, _("Add a planned figure"), _("Change the planned figure"),
        _("Delete the planned figure?"), _("Only the plan is deleted, nothing that was counted."),
    ),
]  # fmt: skip


def item_new(part: Part) -> Callable[..., HttpResponse]:
    """The view that adds an item; ?task= or ?measure= says where the link was pressed."""

    @member_view(may_edit)
    def view(request: MemberRequest, ref: str) -> HttpResponse:
        project = project_or_404(request, ref)
        item = part.model(project=project)
        form = part.form(request.POST or None, instance=item, initial=_place(request))
        if carried_out(form, lambda: add_plan_item(item, by=request.user)):
            messages.success(request, _t("Added."))
            return redirect("grants:project", ref=ref)
        return form_page(request, "grants/plan_form.html", form, project=project, title=part.add, part=part.name)

    return view


def item_edit(part: Part) -> Callable[..., HttpResponse]:
    """The view that changes an item."""

    @member_view(may_edit)
    def view(request: MemberRequest, ref: str, pk: int) -> HttpResponse:
        project = project_or_404(request, ref)
        item = part.of(project, pk)
        form = part.form(request.POST or None, instance=item)
        if carried_out(form, lambda: change_plan_item(item, by=request.user)):
            messages.success(request, _t("Saved."))
            return redirect("grants:project", ref=ref)
        context = {"project": project, "title": part.change, "part": part.name, "item_id": pk}
        return form_page(request, "grants/plan_form.html", form, **context)

    return view


def item_delete(part: Part) -> Callable[..., HttpResponse]:
    """The view that asks once more and deletes an item."""

    @member_view(may_edit)
    def view(request: MemberRequest, ref: str, pk: int) -> HttpResponse:
        project = project_or_404(request, ref)
        item = part.of(project, pk)
        if request.method != "POST":
            return render(request, "grants/plan_delete.html", {"project": project, "item": item, "part": part})
        delete_plan_item(item, by=request.user)
        messages.success(request, _t("Deleted."))
        return redirect("grants:project", ref=ref)

    return view


def _place(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in ("task", "measure") if request.GET.get(name, "").isdecimal()}
