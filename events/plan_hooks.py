"""What this app does for the plan, which may not import it (grants.hooks)."""

from events.actions.projections import recompute_categories
from events.models import ActivityKind
from grants import hooks
from grants.models import Organisation


def kind_names(organisation: Organisation) -> dict[str, str]:
    """The kinds an organisation may use: code to name in the reader's language, in their usual order."""
    return {kind.code: kind.name for kind in ActivityKind.objects.usable_by(organisation)}


def register() -> None:
    """Once, when Django starts."""
    hooks.on_precedence_changed(recompute_categories)
    hooks.provide_kind_names(kind_names)
