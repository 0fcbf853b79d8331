"""The form by which people register ahead of the day, on their own phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.forms.people import CheckInForm
from events.models import Activity, FieldSetting


class RegisterForm(CheckInForm):
    """What a participant gives at check-in, given ahead of it. Without consent nobody is registered: a place is kept
    for a person. Name and phone are asked for at least, or nobody could be told of a change."""

    consent_missing = _(
        "A place cannot be kept without your consent. You may come without registering: "
        "at the door you are counted without your data too."
    )
    guardian_missing = _(
        "You are under 18: a parent or legal representative must agree. Ask them, or come without registering."
    )

    def __init__(self, *args: Any, activities: Sequence[Activity], **kwargs: Any) -> None:
        self.activities = activities
        super().__init__(*args, activity=activities[0], **kwargs)
        # A signature says that somebody was there.
        self.fields.pop("signature", None)
        self.fields["phone"].help_text = _("The organiser can call you when a place becomes free or something changes.")

    def fact_day(self) -> date:
        """People say how old they are today."""
        return timezone.localdate()

    def _ask(self, field: str, setting: str) -> None:
        """One form for several activities asks for what any of them requires."""
        required = any(getattr(one, f"ask_{field}") == FieldSetting.REQUIRED for one in self.activities)
        self.fields[field].required = required
