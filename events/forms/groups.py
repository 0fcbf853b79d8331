"""The form of a family or a class: lines of people alike, and what all of them share."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.actions.groups import LARGEST_GROUP, GroupLine
from events.labels import GENDER_CHOICES, STATUS_CHOICES
from rules.ages import OLDEST

LINES_AT_MOST = 40


class GroupForm(forms.Form):
    """What everybody in the group shares; `form` makes a second tap a replay."""

    use_required_attribute = False

    form = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    statuses = forms.MultipleChoiceField(
        label=_("Which of these are they?"),
        required=False,
        choices=list(STATUS_CHOICES.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].initial = uuid.uuid4


class GroupLineForm(forms.Form):
    """So many people of one gender and age. A line without a number is no line."""

    use_required_attribute = False

    count = forms.IntegerField(
        label=_("How many"),
        required=False,
        min_value=0,
        max_value=LARGEST_GROUP,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-group-count": ""}),
    )
    gender = forms.ChoiceField(
        label=_("Gender"), required=False, choices=[("", _("Not stated")), *GENDER_CHOICES.items()]
    )
    age = forms.IntegerField(
        label=_("Age"),
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """An age belongs to somebody."""
        cleaned = super().clean() or {}
        if cleaned.get("age") is not None and not cleaned.get("count") and "count" not in self.errors:
            self.add_error("count", ValidationError(_("Write how many people are of this age.")))
        return cleaned

    def line(self) -> GroupLine:
        """What the line says. Only after is_valid()."""
        data = self.cleaned_data
        return GroupLine(data.get("gender") or None, data.get("age"), data.get("count") or 0)


GroupLineFormSet = forms.formset_factory(
    GroupLineForm, extra=1, max_num=LINES_AT_MOST, absolute_max=LINES_AT_MOST, validate_max=True
)
# A family or a class usually has both.
FIRST_LINES = [{"gender": "female"}, {"gender": "male"}]


def group_lines(formset: Any) -> list[GroupLine]:
    """The lines that count somebody. Only after is_valid()."""
    return [line for line in (form.line() for form in formset) if line.count]


def with_more_lines(post: Any, more: int = 3) -> Any:
    """What was sent, with room for more lines: for browsers without scripts."""
    longer = post.copy()
    total = post.get("lines-TOTAL_FORMS", "")
    known = int(total) if total.isascii() and total.isdigit() and len(total) < 4 else len(FIRST_LINES) + 1
    longer["lines-TOTAL_FORMS"] = str(min(LINES_AT_MOST, known + more))
    return longer
