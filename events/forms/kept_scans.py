"""The forms with which somebody decides about a kept scan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.people import ReasonForm
from events.models import Activity


class DismissForm(ReasonForm):
    """Why nobody is counted by it."""

    USUAL = {
        "counted_otherwise": _("The person was counted in another way"),
        "test": _("It was a trial"),
        "no_code": _("It was not a code of ours"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = self.fields["usual"]
        assert isinstance(usual, forms.ChoiceField)
        usual.choices = list(self.USUAL.items())


class MoveForm(forms.Form):
    """At which activity it was made."""

    use_required_attribute = False

    activity = forms.ModelChoiceField(
        queryset=Activity.objects.none(),
        label=_("Activity"),
        empty_label=None,
        error_messages={
            "invalid_choice": _("Choose one of the activities in the list."),
            "required": _("Choose one of the activities in the list."),
        },
    )

    def __init__(self, *args: Any, activities: list[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["activity"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Activity.objects.filter(pk__in=[activity.pk for activity in activities])
        field.choices = [
            (one.pk, f"{one.starts_on:%d.%m.%Y} · {one.title}"[:90] if one.starts_on else one.title[:90])
            for one in activities
        ]
