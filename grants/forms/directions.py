"""Forms of the customer's priority directions and their expected results."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from grants.forms.fields import Explained, NumberField, lines
from grants.forms.plan import BY_HAND
from grants.labels import INDICATOR_LABELS
from grants.models import Direction, ExpectedResult
from rules.directions import proposed_plan
from rules.indicators import INDICATOR_CODES

LONGEST_PASTE = 100_000
_LONGEST_TEXT = 10_000


class DirectionForm(Explained, forms.ModelForm):
    """A priority direction as the customer announced it."""

    use_required_attribute = False
    refusals: ClassVar[dict[str, str | None]] = {"direction_number_taken": "number"}

    amount_thousand = NumberField(
        label=_("Funding, thousand ₸"), max_digits=12, decimal_places=2, min_value=0, required=False
    )

    class Meta:
        model = Direction
        fields = ["number", "field_of_law", "title", "problem", "amount_thousand", "grant_type"]
        widgets = {"field_of_law": lines(), "title": lines(3), "problem": lines(4)}
        help_texts = {"number": _("As in the customer's list, such as 1.")}

    def __init__(self, data: Any = None, *, instance: Direction) -> None:
        super().__init__(data, instance=instance)
        self.fields["problem"].validators.append(MaxLengthValidator(_LONGEST_TEXT))


class ResultForm(Explained, forms.ModelForm):
    """One expected result: a sentence, and if it is counted, what and how many."""

    use_required_attribute = False
    refusals: ClassVar[dict[str, str | None]] = {"result_number_taken": "number"}

    number = forms.IntegerField(label=_("Its number in the list"), min_value=1, max_value=32_767)
    counted = forms.ChoiceField(label=_("What is counted"), required=False)
    own_words = forms.CharField(
        label=_("In your own words"),
        max_length=80,
        required=False,
        help_text=_("Only where you count something else by hand."),
    )
    plan = NumberField(label=_("Plan"), max_digits=14, decimal_places=2, min_value=0, required=False)

    class Meta:
        model = ExpectedResult
        fields = ["number", "text", "counted", "own_words", "plan", "unit"]
        widgets = {"text": lines(4)}
        help_texts = {"unit": _("Leave empty for the usual one.")}

    def __init__(self, data: Any = None, *, instance: ExpectedResult) -> None:
        super().__init__(data, instance=instance)
        self.fields["text"].validators.append(MaxLengthValidator(_LONGEST_TEXT))
        self.fields["counted"].choices = [  # type: ignore[attr-defined]
            ("", _("Nothing: it stays a sentence")),
            *INDICATOR_LABELS.items(),
            (BY_HAND, _("Something else, counted by hand")),
        ]
        if instance.code:
            is_known = instance.code in INDICATOR_CODES
            self.initial["counted"] = instance.code if is_known else BY_HAND
            self.initial["own_words"] = "" if is_known else instance.code
        self._propose(instance)

    def _propose(self, result: ExpectedResult) -> None:
        """The number that the sentence names is filled in; it is kept only with what is counted."""
        proposed = proposed_plan(result.text) if result.text and not result.code else None
        if proposed:
            self.initial["plan"] = proposed.plan
            self.initial["unit"] = self.initial.get("unit") or ("%" if proposed.is_percent else "")
            self.fields["plan"].help_text = _t("The sentence says at least %(plan)s. Check it.") % {
                "plan": proposed.plan
            }

    def clean(self) -> dict[str, Any]:
        """What is counted stands with a plan; a sentence stands without one."""
        data = super().clean() or {}
        counted, own_words = data.get("counted"), str(data.get("own_words") or "").strip()
        if counted == BY_HAND and not own_words and "own_words" not in self.errors:
            self.add_error("own_words", ValidationError(_("Write what you count by hand.")))
        plan = data.get("plan")
        if not counted:
            is_proposal = plan is not None and plan == self.initial.get("plan")
            if plan is not None and not is_proposal:
                self.add_error("counted", ValidationError(_("Say what is counted, or leave the plan empty.")))
            data["plan"], data["unit"] = None, ""
        elif plan is None and "plan" not in self.errors:
            self.add_error("plan", ValidationError(_("Write how many are planned.")))
        if counted == "satisfaction" and plan is not None and plan > 100:
            self.add_error("plan", ValidationError(_("A share is at most 100 %.")))
        self.instance.code = own_words if counted == BY_HAND else counted or ""
        return data


class PasteForm(forms.Form):
    """Rows of the customer's table, as they are copied from a document or a spreadsheet."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Rows of the table"),
        help_text=_("Mark the rows in the customer's document, copy them, and paste them here."),
        widget=forms.Textarea(attrs={"rows": 8}),
        validators=[MaxLengthValidator(LONGEST_PASTE)],
    )
