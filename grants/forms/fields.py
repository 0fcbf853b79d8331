"""What several forms share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from grants.refusals import MESSAGES
from rules.errors import AppError

_LONGEST_KEY = 18


class Explained(forms.BaseForm):
    """A form that can show an action's refusal beside the field it is about, with everything entered kept."""

    # AppError code -> the field it is about; None for the whole form
    refusals: ClassVar[dict[str, str | None]] = {}

    def explain(self, refused: AppError) -> None:
        """Turn the refusal into an error of this form. Raises it again where the form does not know it."""
        if refused.code not in self.refusals:
            raise refused
        self.add_error(self.refusals[refused.code], str(MESSAGES[refused.code]))


class DayInput(forms.DateInput):
    """The phone's own calendar. It speaks ISO dates and shows them as the phone is set."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class NumberField(forms.DecimalField):
    """A figure as people write it: 5 500 000 or 92,7. A text box, for a number box refuses spaces."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(localize=True, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value: Any) -> Any:
        """Spaces of any kind separate thousands."""
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """A stored 300.00 is shown as 300."""
        is_whole = isinstance(value, Decimal) and value == value.to_integral_value()
        return int(value) if is_whole else value


class RowsField(forms.ModelMultipleChoiceField):
    """Rows to tick. A number that no database can hold is a choice that is not there, not a fault of ours."""

    def clean(self, value: Any) -> Any:
        """Refuses numbers of more than 18 digits before the database is asked."""
        if isinstance(value, list | tuple) and any(len(str(one)) > _LONGEST_KEY for one in value):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


def lines(rows: int = 2) -> forms.Textarea:
    """A box for a sentence or two."""
    return forms.Textarea(attrs={"rows": rows})
