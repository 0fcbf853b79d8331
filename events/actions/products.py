"""Things made: add, change, delete."""

from __future__ import annotations

import uuid

from django.db import transaction

from events.actions.once import hold_project, was_done
from events.models import Product
from grants.actions.audit import record_audit
from grants.models import User
from rules.errors import AppError


@transaction.atomic
def add_product(product: Product, *, act: uuid.UUID, by: User | None) -> None:
    """Keep a new product; `act` is the form's UUID: sent again it adds nothing.

    Raises AppError product_of_another_project (422) for another project's measure or activity.
    """
    held = hold_project(product.project)
    if was_done(held.organisation, "product.create", act):
        return
    _check_places(product)
    product.save()
    record_audit(held.organisation, by, "product.create", product, act=str(act), number=product.number_made)


@transaction.atomic
def change_product(product: Product, *, by: User | None) -> None:
    """Keep a changed product. Raises like add_product."""
    _check_places(product)
    product.save()
    details = {"number": product.number_made, "approved": product.is_approved, "reach": product.indirect_reach}
    record_audit(product.organisation, by, "product.change", product, **details)


@transaction.atomic
def delete_product(product: Product, *, by: User | None) -> None:
    """Delete it; the trail says that it was there."""
    record_audit(product.organisation, by, "product.delete", product, number=product.number_made)
    product.delete()


def _check_places(product: Product) -> None:
    for place in (product.measure, product.activity):
        if place is not None and place.project_id != product.project_id:
            raise AppError("product_of_another_project", 422)
