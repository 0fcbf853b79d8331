"""Tasks, measures, indicators."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from grants.forms.fields import Explained, NumberField, lines
from grants.labels import INDICATOR_LABELS
from grants.models import Indicator, Measure, Task
from rules.indicators import INDICATOR_CODES

BY_HAND = "by_hand"


class TaskForm(Explained, forms.ModelForm):
    """A task of the contract's annex."""

    refusals: ClassVar[dict[str, str | None]] = {"task_number_taken": "number"}

    class Meta:
        model = Task
        fields = ["number", "title"]
        widgets = {"title": lines(3)}
        help_texts = {"number": _("As in the contract, such as 1.")}


class MeasureForm(Explained, forms.ModelForm):
    """A measure of a task."""

    refusals: ClassVar[dict[str, str | None]] = {"measure_number_taken": "number"}

    class Meta:
        model = Measure
        fields = ["task", "number", "title", "deadline_text"]
        widgets = {"title": lines(3)}
        help_texts = {
            "number": _("As in the contract, such as 1.1."),
            "deadline_text": _("As in the contract, such as “May to June”."),
        }

    def __init__(self, data: Any = None, *, instance: Measure, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, instance=instance, initial=initial)
        self.fields["task"] = forms.ModelChoiceField(instance.project.tasks.all(), label=_("Task"))


class IndicatorForm(Explained, forms.ModelForm):
    """A planned figure: counted by the system, or by hand under the organiser's own words."""

    refusals: ClassVar[dict[str, str | None]] = {"indicator_taken": None}

    measure = forms.ModelChoiceField(
        Measure.objects.none(), label=_("Measure"), required=False, empty_label=_("The whole project")
    )
    counted = forms.ChoiceField(
        label=_("What is counted"),
        choices=[*INDICATOR_LABELS.items(), (BY_HAND, _("Something else, counted by hand"))],
    )
    own_words = forms.CharField(
        label=_("In your own words"),
        max_length=80,
        required=False,
        help_text=_("Only where you count something else by hand."),
    )
    plan = NumberField(label=_("Plan"), max_digits=14, decimal_places=2, min_value=0)

    class Meta:
        model = Indicator
        fields = ["measure", "counted", "own_words", "plan", "unit"]
        help_texts = {"unit": _("Leave empty for the usual one.")}

    def __init__(self, data: Any = None, *, instance: Indicator, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, instance=instance, initial=initial)
        measures = self.fields["measure"]
        assert isinstance(measures, forms.ModelChoiceField)
        measures.queryset = instance.project.measures.all()
        if instance.code:
            is_known = instance.code in INDICATOR_CODES
            self.initial["counted"] = instance.code if is_known else BY_HAND
            self.initial["own_words"] = "" if is_known else instance.code

    def clean(self) -> dict[str, Any]:
        """Own words where they are needed; a share is no more than everything."""
        data = super().clean() or {}
        own_words = str(data.get("own_words") or "").strip()
        if data.get("counted") == BY_HAND and not own_words and "own_words" not in self.errors:
            self.add_error("own_words", ValidationError(_("Write what you count by hand.")))
        plan = data.get("plan")
        if data.get("counted") == "satisfaction" and plan is not None and plan > 100:
            self.add_error("plan", ValidationError(_("A share is at most 100 %.")))
        self.instance.code = own_words if data.get("counted") == BY_HAND else data.get("counted", "")
        return data
