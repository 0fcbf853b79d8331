"""Projects: create and change."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from grants import hooks
from grants.actions.audit import record_audit
from grants.models import Grantee, Project, User
from grants.queries import edition_for
from rules.categories import check_precedence
from rules.errors import AppError

# Words that stand in addresses where a short code would stand.
RESERVED_REFS = frozenset({"new"})


@transaction.atomic
def create_project(project: Project, *, by: User | None) -> Project:
    """Keep a new project. Without a grantee it belongs to the organisation itself; without an edition it takes the one
    of its contract's year.

    Raises AppError project_ref_taken (409), project_ref_reserved (422); ValueError for an order of categories that
    does not name each once.
    """
    _complete(project)
    _save(project)
    record_audit(project.organisation, by, "project.create", project, ref=project.ref)
    return project


@transaction.atomic
def change_project(project: Project, *, by: User | None) -> Project:
    """Keep a changed project; a new order of categories is applied to everything counted so far.

    Raises like create_project, and AppError formula_is_fixed (409) for another formula of satisfaction once people have
    answered: chosen afterwards, it could be chosen for its figure.
    """
    before = Project.objects.select_for_update().get(pk=project.pk)
    _complete(project)
    if before.satisfaction_formula != project.satisfaction_formula and hooks.formula_is_fixed(before):
        raise AppError("formula_is_fixed", 409)
    _save(project)
    changed = _changed_fields(before, project)
    if "category_precedence" in changed:
        hooks.precedence_changed(project)
    if changed:
        record_audit(project.organisation, by, "project.change", project, fields=changed)
    return project


def _complete(project: Project) -> None:
    if project.ref in RESERVED_REFS or not project.ref.strip("."):
        raise AppError("project_ref_reserved", 422)
    check_precedence(project.category_precedence)
    if project.grantee_id is None:
        project.grantee, _made = Grantee.objects.get_or_create(
            organisation=project.organisation, name=project.organisation.name
        )
    if project.edition_id is None:
        project.edition = edition_for(project.contract_date)


def _save(project: Project) -> None:
    try:
        with transaction.atomic():
            project.save()
    except IntegrityError as taken:
        raise AppError("project_ref_taken", 409) from taken


def _changed_fields(before: Project, after: Project) -> list[str]:
    names = [field.attname for field in Project._meta.concrete_fields]
    return [name for name in names if getattr(before, name) != getattr(after, name)]
