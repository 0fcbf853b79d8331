"""The form of something made."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.forms.activities import LARGEST_NUMBER, DayInput, possible_day
from events.models import Activity, Product
from events.product_labels import PRODUCT_LABELS
from grants.models import Measure


class ActivityChoice(forms.ModelChoiceField):
    """An activity by its day and title."""

    def label_from_instance(self, obj: Activity) -> str:
        """In one line."""
        day = obj.starts_on.strftime("%d.%m.%Y · ") if obj.starts_on else ""
        return f"{day}{obj.title}"


class ProductForm(forms.ModelForm):
    """What was made, how many, who approved it, where it is shown, who saw it."""

    use_required_attribute = False

    form = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    kind = forms.ChoiceField(label=_("What was made?"))
    number_made = forms.IntegerField(label=_("How many?"), min_value=1, max_value=LARGEST_NUMBER, initial=1)
    activity = ActivityChoice(
        Activity.objects.none(), label=_("At which activity?"), required=False, empty_label=_("At none")
    )
    link = forms.URLField(label=_("Link"), max_length=1000, required=False, assume_scheme="https")
    indirect_reach = forms.IntegerField(
        label=_("Views, readers, listeners"),
        help_text=_("Indirect reach: it is never added to the people met."),
        required=False,
        min_value=0,
        max_value=LARGEST_NUMBER,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    # The page keeps what follows the first ones folded.
    first_fields: ClassVar[tuple[str, ...]] = ("kind", "number_made", "title", "activity", "measure", "made_on")
    approval_fields: ClassVar[tuple[str, ...]] = ("approved_by", "approved_on")
    shown_fields: ClassVar[tuple[str, ...]] = ("link", "shown_where", "indirect_reach", "reach_read_on")

    class Meta:
        model = Product
        fields = [
            "kind",
            "number_made",
            "title",
            "activity",
            "measure",
            "made_on",
            "approved_by",
            "approved_on",
            "link",
            "shown_where",
            "indirect_reach",
            "reach_read_on",
        ]
        labels = {"shown_where": _("Where is it shown?"), "reach_read_on": _("Read on which day?")}
        help_texts = {"title": _("What it is about. Several alike go in one line, such as 10 demotivators.")}
        widgets = {"made_on": DayInput(), "approved_on": DayInput(), "reach_read_on": DayInput()}

    def __init__(self, data: Any = None, *, instance: Product, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, instance=instance, initial=initial)
        self.fields["form"].initial = uuid.uuid4
        kinds = [(code, capfirst(str(words))) for code, words in PRODUCT_LABELS.items()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        project = instance.project
        activities = Activity.objects.filter(project=project).order_by("-starts_on", "-pk")
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]
        self.fields["measure"] = forms.ModelChoiceField(
            Measure.objects.filter(project=project),
            label=_("Measure of the plan"),
            help_text=_("At an activity it is the activity's."),
            required=False,
            empty_label=_("Not tied to a measure"),
        )

    def clean_made_on(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["made_on"])

    def clean_approved_on(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["approved_on"])

    def clean_reach_read_on(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["reach_read_on"])

    def clean(self) -> dict[str, Any]:
        """Approval and reach say who and when; an activity brings its measure."""
        data = super().clean() or {}
        if data.get("approved_on") and not data.get("approved_by") and "approved_by" not in self.errors:
            self.add_error("approved_by", ValidationError(_("Write who approved it.")))
        if data.get("reach_read_on") and data.get("indirect_reach") is None and "indirect_reach" not in self.errors:
            self.add_error("indirect_reach", ValidationError(_("Write the number that was read on that day.")))
        is_silent = not data.get("reach_read_on") and "reach_read_on" not in self.errors
        if data.get("indirect_reach") is not None and is_silent:
            self.add_error("reach_read_on", ValidationError(_("Say on which day this number was read.")))
        activity = data.get("activity")
        if activity and activity.measure_id:
            data["measure"] = activity.measure
        return data

    def act(self) -> uuid.UUID:
        """The form's own number. Only after is_valid()."""
        number: uuid.UUID = self.cleaned_data["form"]
        return number

    def group(self, name: str) -> list[forms.BoundField]:
        """The fields of a part of the page: "first", "approval" or "shown"."""
        return [self[field] for field in getattr(self, f"{name}_fields")]

    @property
    def first(self) -> list[forms.BoundField]:
        """What it is."""
        return self.group("first")

    @property
    def approval(self) -> list[forms.BoundField]:
        """Who approved it."""
        return self.group("approval")

    @property
    def shown(self) -> list[forms.BoundField]:
        """Where it is shown, and who saw it."""
        return self.group("shown")

    @property
    def opened(self) -> set[str]:
        """The folded parts that hold something or need correcting."""
        parts = {"approval": self.approval, "shown": self.shown}
        return {name for name, fields in parts.items() if any(one.value() or one.errors for one in fields)}
