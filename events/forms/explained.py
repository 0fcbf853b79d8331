"""A form of this app that shows an action's refusal beside the field it is about."""

from __future__ import annotations

from events.refusals import MESSAGES, words_of
from grants.forms.fields import Explained
from rules.errors import AppError


class EventsExplained(Explained):
    """As Explained, with this app's words. A refusal whose params name a `field` is told beside that one."""

    def explain(self, refused: AppError) -> None:
        """Turn the refusal into an error of this form. Raises it again where the form does not know it."""
        if refused.code not in self.refusals or refused.code not in MESSAGES:
            raise refused
        named = refused.params.get("field")
        self.add_error(str(named) if named in self.fields else self.refusals[refused.code], words_of(refused))
