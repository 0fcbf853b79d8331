"""Organisations, members, grantees."""

from __future__ import annotations

import re
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from grants.forms.fields import Explained
from grants.models import Grantee, Invitation, Organisation, Role

# What each role is for, where one is chosen.
ROLE_CHOICES = [
    (Role.OWNER, _("Owner: everything, members too")),
    (Role.ORGANISER, _("Organiser: plan, activities, reports")),
    (Role.STAFF, _("Staff: counts people at the door")),
    (Role.VIEWER, _("Viewer: sees figures, changes nothing")),
]


class OrganisationForm(Explained, forms.ModelForm):
    """The organisation's name and whom participants may ask about their data."""

    refusals: ClassVar[dict[str, str | None]] = {"organisation_name_taken": "name", "has_organisation": None}

    class Meta:
        model = Organisation
        fields = ["name", "contact"]

    def validate_unique(self) -> None:
        """The action tells of a taken name, in words for it."""


class InvitationForm(forms.ModelForm):
    """Who is invited, and to do what."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES, widget=forms.RadioSelect, initial=Role.ORGANISER)

    class Meta:
        model = Invitation
        fields = ["role", "note"]
        labels = {"note": _("For whom")}
        help_texts = {"note": _("Only to recognise the link in the list, such as “Aigul, colleges”.")}


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES)


class GranteeForm(Explained, forms.ModelForm):
    """The NGO a contract is with."""

    refusals: ClassVar[dict[str, str | None]] = {"grantee_name_taken": "name"}

    bin = forms.CharField(
        label=_("BIN"),
        max_length=30,  # with its spaces
        required=False,
        help_text=_("12 digits of the organisation. Never the IIN of a person."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    class Meta:
        model = Grantee
        fields = ["name", "head_name", "address", "phone", "bin"]
        widgets = {"phone": forms.TextInput(attrs={"type": "tel"})}

    def clean_bin(self) -> str:
        """Twelve digits, however they were spaced."""
        digits = "".join(str(self.cleaned_data["bin"]).split())
        if digits and not re.fullmatch(r"[0-9]{12}", digits):
            raise ValidationError(_("A BIN has 12 digits. Leave the field empty if you do not have it at hand."))
        return digits
