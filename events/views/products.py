"""Things made in a project: the list, adding, changing, deleting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.actions.products import add_product, change_product, delete_product
from events.forms.products import ProductForm
from events.models import Activity, Product
from events.product_labels import made_in_words
from events.queries.products import made_by_kind, products_of
from grants.access import MemberRequest, member_view
from grants.models import Project
from grants.permissions import may_edit, may_view
from grants.views.projects import project_or_404


@require_safe
@member_view(may_view)
def products(request: MemberRequest, ref: str) -> HttpResponse:
    """What a project made; with ?activity= at one of its activities. Made and approved stand apart."""
    project = project_or_404(request, ref)
    activity = _activity(request, project)
    found = list(products_of(project=project).filter(**({"activity": activity} if activity else {})))
    context = {
        "project": project,
        "activity": activity,
        "products": [(one, made_in_words(one.kind, one.number_made)) for one in found],
        "sums": [(one, made_in_words(one.kind, one.made)) for one in made_by_kind(products=found)],
        "made": sum(one.number_made for one in found),
        "approved": sum(one.number_made for one in found if one.is_approved),
        "may_edit": may_edit(request.membership),
    }
    return render(request, "events/products.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def product_new(request: MemberRequest, ref: str) -> HttpResponse:
    """Add something made; ?activity= says where the link was pressed."""
    project = project_or_404(request, ref)
    activity = _activity(request, project)
    kind = {"podcast": "podcast", "video_lesson": "video"}.get(activity.kind.code, "") if activity else ""
    product = Product(organisation=request.organisation, project=project)
    form = ProductForm(request.POST or None, instance=product, initial={"activity": activity, "kind": kind})
    if form.is_valid():
        add_product(product, act=form.act(), by=request.user)
        messages.success(request, _("Added."))
        return redirect("events:products", ref)
    return _form(request, form, project)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def product_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change something made: also its approval and what was read of its reach."""
    product = _product(request, pk)
    form = ProductForm(request.POST or None, instance=product)
    if form.is_valid():
        change_product(product, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("events:products", product.project.ref)
    return _form(request, form, product.project, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def product_delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask once more and delete."""
    product = _product(request, pk)
    if request.method == "POST":
        delete_product(product, by=request.user)
        messages.success(request, _("Deleted."))
        return redirect("events:products", product.project.ref)
    words = made_in_words(product.kind, product.number_made)
    return render(request, "events/product_delete.html", {"product": product, "words": words})


def _form(request: MemberRequest, form: ProductForm, project: Project, pk: int | None = None) -> HttpResponse:
    context = {"form": form, "project": project, "pk": pk}
    return render(request, "events/product_form.html", context, status=422 if form.errors else 200)


def _activity(request: MemberRequest, project: Project) -> Activity | None:
    wished = request.GET.get("activity", "").replace("\0", "")
    found = Activity.objects.of(request.organisation).filter(project=project).select_related("kind")
    return get_object_or_404(found, ref=wished) if wished else None


def _product(request: MemberRequest, pk: int) -> Product:
    related = "organisation", "project__organisation", "activity__project__organisation", "measure"
    product = get_object_or_404(Product.objects.of(request.organisation).select_related(*related), pk=pk)
    if product.activity:
        # An activity that has moved to another project took what was made at it along.
        product.project = product.activity.project
    return product
