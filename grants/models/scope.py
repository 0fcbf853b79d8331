"""The border of every query: an organisation sees its own rows and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

if TYPE_CHECKING:
    from grants.models.organisations import Organisation

M = TypeVar("M", bound=models.Model)


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset that knows its way to the organisation; a foreign id is simply not in it (404)."""

    # Set by the model: the lookup that leads from a row to its organisation.
    organisation_path = "organisation"

    def of(self, organisation: Organisation) -> Self:
        """Only the rows of this organisation."""
        return self.filter(**{self._path(): organisation})

    def _path(self) -> str:
        return str(getattr(self.model, "organisation_path", self.organisation_path))
