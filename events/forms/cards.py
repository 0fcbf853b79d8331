"""The form of cards to print."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.actions.cards import BLANK_AT_MOST
from events.card_sheets import CAME, REGISTERED

BLANK = "blank"


class CardsForm(forms.Form):
    """Whose cards, with or without names; or new ones for people who are not known yet."""

    use_required_attribute = False

    form = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), initial=uuid.uuid4)
    who = forms.ChoiceField(label=_("For whom"), widget=forms.RadioSelect)
    number = forms.IntegerField(
        label=_("How many new cards"),
        help_text=_("Only for new cards. Ten fit on a page."),
        required=False,
        min_value=1,
        max_value=BLANK_AT_MOST,
    )
    with_names = forms.BooleanField(label=_("Names on the cards, or a line to write one"), required=False)

    def __init__(self, *args: Any, registered: int, came: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [
            (REGISTERED, _("Registered: %(number)s") % {"number": registered}, registered),
            (CAME, _("Counted here: %(number)s") % {"number": came}, came),
        ]
        choices = [(value, label) for value, label, number in known if number]
        self.fields["who"].choices = [*choices, (BLANK, _("New cards, to hand out at the door"))]  # type: ignore[attr-defined]
        self.fields["who"].initial = choices[0][0] if choices else BLANK

    def clean(self) -> dict[str, Any]:
        """New cards need their number."""
        cleaned = super().clean() or {}
        if cleaned.get("who") == BLANK and not cleaned.get("number") and "number" not in self.errors:
            words = _("Write how many cards to make, from 1 to %(most)s.")
            self.add_error("number", ValidationError(words, params={"most": BLANK_AT_MOST}))
        return cleaned
