"""The form of a head count: its total, and as many of its parts as are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.actions.head_counts import Parts
from events.labels import DIMENSION_LABELS, LABELS, Label
from events.models import HeadCount, HeadCountBasis, HeadCountMode
from events.refusals import MESSAGES
from rules.codes import DIMENSIONS, NOT_STATED

LARGEST_NUMBER = 1_000_000


@dataclass(frozen=True)
class PartGroup:
    """The number fields of one dimension; `rest` is what they leave of the total, None while there is no total."""

    dimension: str
    label: Label
    fields: list[forms.BoundField]
    rest: int | None
    error: str


class HeadCountForm(forms.Form):
    """Total, mode, basis and parts by gender, category and age."""

    total = forms.IntegerField(label=_("How many were there?"), min_value=0, max_value=LARGEST_NUMBER)
    mode = forms.ChoiceField(choices=HeadCountMode.choices, widget=forms.RadioSelect)
    basis = forms.ChoiceField(label=_("How did you get this number?"), widget=forms.RadioSelect)

    people_within = forms.IntegerField(
        label=_("How many people are in these families?"),
        help_text=_("If you know it. The tables count families; this number stands beside them."),
        required=False,
        min_value=0,
        max_value=LARGEST_NUMBER,
    )

    def __init__(self, *args: Any, live: HeadCount | None, of_families: bool = False, **kwargs: Any) -> None:
        self.live = live
        if live:
            kwargs["initial"] = _initial(live)
        super().__init__(*args, **kwargs)
        if not of_families:
            del self.fields["people_within"]
        # "Reported" comes from a workbook; nobody enters it by hand.
        known = [
            choice
            for choice in HeadCountBasis.choices
            if choice[0] != HeadCountBasis.REPORTED or (live and live.basis == HeadCountBasis.REPORTED)
        ]
        self.fields["basis"].choices = known  # type: ignore[attr-defined]
        self.dimension_errors: dict[str, str] = {}
        for dimension, values in DIMENSIONS.items():
            for value in values:
                if value != NOT_STATED:
                    self.fields[_name(dimension, value)] = _part_field(LABELS[dimension][value])

    def clean(self) -> dict[str, Any]:
        """The parts of a dimension fit into the total."""
        data = super().clean() or {}
        total, within = data.get("total"), data.get("people_within")
        if total is not None and within is not None and within < total:
            self.add_error("people_within", ValidationError(str(MESSAGES["people_within_too_few"])))
        for dimension, values in self.parts().items():
            if total is not None and sum(values.values()) > total:
                words = _("The parts add up to %(sum)s, more than the total of %(total)s. Correct one of them.")
                text = str(words) % {"sum": sum(values.values()), "total": total}
                self.dimension_errors[dimension] = text
                self.add_error(None, text)
        return data

    def parts(self) -> Parts:
        """What was filled in, by dimension and value."""
        return {
            dimension: {
                value: number
                for value in values
                if (number := self.cleaned_data.get(_name(dimension, value))) is not None
            }
            for dimension, values in DIMENSIONS.items()
        }

    @property
    def groups(self) -> list[PartGroup]:
        """The part fields as the page shows them."""
        return [self._group(dimension, values) for dimension, values in DIMENSIONS.items()]

    @property
    def has_parts(self) -> bool:
        """Whether any part is filled in, rightly or wrongly."""
        return any(field.value() not in {None, ""} for group in self.groups for field in group.fields)

    def _group(self, dimension: str, values: tuple[str, ...]) -> PartGroup:
        names = [_name(dimension, value) for value in values if value != NOT_STATED]
        numbers = [_number(self[name].value()) for name in names]
        total = _number(self["total"].value(), missing=None)
        return PartGroup(
            dimension,
            DIMENSION_LABELS[dimension],
            [self[name] for name in names],
            None if total is None else total - sum(number or 0 for number in numbers),
            self.dimension_errors.get(dimension, ""),
        )


def parts_of(head_count: HeadCount) -> dict[str, dict[str, int]]:
    """A stored head count's parts, by dimension and value."""
    parts: dict[str, dict[str, int]] = {}
    for part in head_count.parts.all():
        parts.setdefault(part.dimension, {})[part.value] = part.count
    return parts


def _initial(live: HeadCount) -> dict[str, Any]:
    named = {
        _name(dimension, value): count
        for dimension, values in parts_of(live).items()
        for value, count in values.items()
    }
    stated = {"total": live.total, "mode": live.mode, "basis": live.basis, "people_within": live.people_within}
    return {**stated, **named}


def _name(dimension: str, value: str) -> str:
    return f"{dimension}-{value}"


def _part_field(label: Label) -> forms.IntegerField:
    return forms.IntegerField(label=str(label), required=False, min_value=0, max_value=LARGEST_NUMBER)


def _number(value: Any, missing: int | None = 0) -> int | None:
    """What stands in a number field, as far as it is one."""
    text = str(value).strip() if value is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else missing


class UndoForm(forms.Form):
    """Why an entry is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
