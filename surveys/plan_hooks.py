"""What this app does for the plan, which may not import it (grants.hooks)."""

from grants import hooks
from surveys.queries.satisfaction import has_ratings


def register() -> None:
    """Once, when Django starts."""
    hooks.holds_formula(has_ratings)
