"""A house's products, notes, represented organisations and priority directions, for every address that speaks of
them."""

from events.models import Activity, Product, ProjectNote, Represented, RepresentedAt
from grants.models import Direction, ExpectedResult
from tests.factories import Factory

OF_PROJECT = ("products", "product_new", "notes", "organisations_in")


def records_of(make: Factory, activity: Activity, *, mark: str) -> tuple[dict[str, object], dict[str, object]]:
    """One of each; what its addresses are filled with, and what a form may name."""
    organisation, project = make.organisation, activity.project
    product = Product.objects.create(
        organisation=organisation, project=project, activity=activity, kind="video", title=f"{mark} бейнеролик"
    )
    note = ProjectNote.objects.create(organisation=organisation, project=project, kind="risk", text=f"{mark} тәуекел")
    represented = Represented.objects.create(organisation=organisation, name=f"{mark} мектеп", key=f"{mark} мектеп")
    listed = RepresentedAt.objects.create(activity=activity, represented=represented)
    direction = Direction.objects.create(organisation=organisation, number="1", title=f"{mark} бағыт")
    result = ExpectedResult.objects.create(
        direction=direction, number=1, text=f"{mark} нәтиже", code="products", plan=5
    )
    project.direction = direction
    project.save(update_fields=["direction"])
    at_project = {"ref": project.ref}
    values = {
        **{f"events:{name}": at_project for name in OF_PROJECT},
        "events:note_new": {"ref": project.ref, "kind": "risk"},
        **{f"events:product_{verb}": {"pk": product.pk} for verb in ("edit", "delete")},
        **{f"events:note_{verb}": {"pk": note.pk} for verb in ("edit", "delete")},
        "events:organisation_unlist": {"ref": activity.ref, "pk": listed.pk},
        "events:represented_edit": {"pk": represented.pk},
        "desk:reach": at_project,
        **{f"grants:{name}": {"pk": direction.pk} for name in ("direction", "direction_edit", "direction_delete")},
        "grants:result_new": {"pk": direction.pk},
        **{f"grants:result_{verb}": {"pk": result.pk} for verb in ("edit", "delete")},
        "grants:project_indicators": at_project,
    }
    ids = {"direction": direction.pk, "into": represented.pk, "product": product.pk}
    return values, ids
