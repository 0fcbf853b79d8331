"""Forms of the media log."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_PASTE = 100_000


class PasteForm(forms.Form):
    """Links, one or many, with or without text around them."""

    text = forms.CharField(
        label=_("Paste links, one or many"),
        help_text=_("A whole chat message will do: the links are found in it."),
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocapitalize": "off"}),
        error_messages={"required": _("Paste at least one link.")},
    )
