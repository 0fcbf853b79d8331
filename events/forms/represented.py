"""Forms of represented organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.actions.represented import LONGEST_NAME, MOST_LINES, lines_of_list
from events.forms.prose import Prose
from events.models import Represented
from events.refusals import MESSAGES
from rules.errors import AppError
from rules.names import fold_organisation


class ListForm(forms.Form):
    """A pasted list of organisations, one a line."""

    use_required_attribute = False

    names = Prose(
        label=_("Organisations, one a line"),
        help_text=_("Paste a list or type it. Numbers at the beginning of a line are left out."),
        longest=MOST_LINES * LONGEST_NAME,
    )

    def clean_names(self) -> list[str]:
        """Every line is a name that can be kept; the first that is not is named."""
        found = lines_of_list(self.cleaned_data["names"])
        if len(found) > MOST_LINES:
            raise ValidationError(_("At most %(most)s lines at once."), params={"most": MOST_LINES})
        for line in found:
            if len(line) > LONGEST_NAME:
                words = _("This line is longer than %(most)s letters: “%(line)s…”. Is it one organisation?")
                raise ValidationError(words, params={"most": LONGEST_NAME, "line": line[:60]})
            if not fold_organisation(line):
                raise ValidationError(_("This line is no name: “%(line)s”."), params={"line": line[:60]})
        return found


class RenameForm(forms.ModelForm):
    """Another spelling of an organisation's name."""

    use_required_attribute = False

    class Meta:
        model = Represented
        fields = ["name"]

    def explain(self, refused: AppError) -> None:
        """The refusal beside the name."""
        self.add_error("name", str(MESSAGES[refused.code]))


class MergeForm(forms.Form):
    """Of which organisation this one is another spelling."""

    use_required_attribute = False

    into = forms.ModelChoiceField(
        Represented.objects.none(), label=_("Another spelling of"), empty_label=_("Choose the organisation")
    )

    def __init__(self, data: Any = None, *, represented: Represented) -> None:
        super().__init__(data)
        others = Represented.objects.of(represented.organisation).filter(merged_into__isnull=True)
        self.fields["into"].queryset = others.exclude(pk=represented.pk)  # type: ignore[attr-defined]
