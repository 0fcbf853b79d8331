"""A project: facts of its contract, counting rule, order of categories."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.forms.fields import DayInput, Explained, NumberField, lines
from grants.hooks import formula_is_fixed
from grants.labels import CATEGORY_LABELS, UNIT_LABELS
from grants.models import Direction, Edition, Grantee, Project
from grants.queries import edition_for
from rules.codes import CATEGORIES


class EditionField(forms.ModelChoiceField):
    """Editions by the year of their forms."""

    def label_from_instance(self, obj: Edition) -> str:
        """In words."""
        return gettext("Forms of %(year)s") % {"year": obj.code}


class ProjectForm(Explained, forms.ModelForm):
    """Takes a project (new or stored) and the names of the kinds of activity its organisation uses."""

    refusals: ClassVar[dict[str, str | None]] = {
        "project_ref_taken": "ref",
        "project_ref_reserved": "ref",
        "formula_is_fixed": "satisfaction_formula",
    }

    amount = NumberField(label=_("Amount, ₸"), max_digits=15, decimal_places=2, min_value=0, required=False)
    saved_amount = NumberField(
        label=_("Saved amount, ₸"),
        help_text=_("What was not spent. The used amount is the rest."),
        max_digits=15,
        decimal_places=2,
        min_value=0,
        required=False,
    )
    edition = EditionField(
        label=_("Edition of the forms"),
        queryset=Edition.objects.defer("forms"),
        required=False,
        empty_label=_("By the year of the contract"),
    )
    counting_units = forms.MultipleChoiceField(
        label=_("Units that enter"),
        choices=list(UNIT_LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one unit: without it the tables would be empty.")},
    )
    counting_kinds = forms.MultipleChoiceField(
        label=_("Kinds of activity that enter"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none, and every kind enters."),
    )

    class Meta:
        model = Project
        fields = [
            "title",
            "ref",
            "grantee",
            "starts_on",
            "ends_on",
            "customer",
            "contract_number",
            "contract_date",
            "amount",
            "saved_amount",
            "direction",
            "priority_direction",
            "field_of_law",
            "grant_type",
            "edition",
            "counting_basis",
            "satisfaction_formula",
        ]
        widgets = {
            "title": lines(),
            "priority_direction": lines(),
            "field_of_law": lines(),
            "starts_on": DayInput,
            "ends_on": DayInput,
            "contract_date": DayInput,
            "counting_basis": forms.RadioSelect,
            "satisfaction_formula": forms.RadioSelect,
        }
        help_texts = {"ref": _("Stands in addresses and files, such as P2. Letters, digits, dot, hyphen.")}

    def __init__(self, data: Any = None, *, instance: Project, kind_names: dict[str, str]) -> None:
        super().__init__(data, instance=instance)
        self._set_up_grantee(instance)
        self._set_up_direction(instance)
        self._set_up_formula(instance)
        # A kind that was deleted meanwhile stays chosen until somebody takes the tick away.
        gone = {code: code for code in instance.counting_kinds if code not in kind_names}
        kinds = self.fields["counting_kinds"]
        assert isinstance(kinds, forms.MultipleChoiceField)
        kinds.choices = [*kind_names.items(), *gone.items()]
        self.initial["counting_units"] = instance.counting_units
        self.initial["counting_kinds"] = instance.counting_kinds
        if instance.edition_id == edition_for(instance.contract_date).pk:
            self.initial["edition"] = None
        places = [(place, str(place)) for place in range(1, len(CATEGORIES) + 1)]
        for place, code in enumerate(instance.category_precedence, start=1):
            self.fields[f"place_{code}"] = forms.TypedChoiceField(
                label=str(CATEGORY_LABELS[code]), choices=places, coerce=int, initial=place
            )

    def _set_up_grantee(self, project: Project) -> None:
        """An ordinary NGO is its own grantee: it need not make one first."""
        grantees = Grantee.objects.of(project.organisation)
        field = forms.ModelChoiceField(grantees, label=_("Grantee"))
        if project.pk is None and not grantees.filter(name=project.organisation.name).exists():
            field.required = False
            field.empty_label = project.organisation.name
        elif project.pk is None and len(grantees) == 1:
            field.initial = grantees[0]
        self.fields["grantee"] = field

    def _set_up_direction(self, project: Project) -> None:
        """The customer's list fills what is not written here; an organisation without a list is not asked."""
        found = Direction.objects.of(project.organisation)
        if not found.exists():
            del self.fields["direction"]
            return
        self.fields["direction"] = forms.ModelChoiceField(
            found,
            label=_("Priority direction from the list"),
            help_text=_("Choosing it fills direction, field of law and type of grant below, unless you write them."),
            required=False,
            empty_label=_("Not from the list"),
        )

    def clean(self) -> dict[str, Any]:
        """A direction newly chosen brings its wording; what somebody writes beside it stays. Saved is part of the
        grant."""
        data = super().clean() or {}
        direction = data.get("direction")
        if direction and "direction" in self.changed_data:
            for name, theirs in direction_wording(direction).items():
                if name not in self.changed_data or not data.get(name):
                    data[name] = theirs
        amount, saved = data.get("amount"), data.get("saved_amount")
        if saved is not None and "amount" not in self.errors and (amount is None or saved > amount):
            self.add_error("saved_amount", ValidationError(_("More was saved than the grant is.")))
        return data

    def _set_up_formula(self, project: Project) -> None:
        """As the contract says, and the same to the end: chosen afterwards it could be chosen for its figure."""
        field = self.fields["satisfaction_formula"]
        field.help_text = _(
            "As the contract says. “Mean in percent of the best answer” flatters: of five answers the worst already "
            "gives 20 %. It cannot change once somebody has answered."
        )
        if project.pk is not None and formula_is_fixed(project):
            field.disabled = True
            field.help_text = _("People have answered already, so the formula stays as it was when they were asked.")

    def place_fields(self) -> Iterator[forms.BoundField]:
        """The category fields in their present order."""
        return (self[f"place_{code}"] for code in self.instance.category_precedence)

    def opened(self) -> set[str]:
        """The folded parts of the page in which something needs correcting."""
        parts = {
            "contract": {"customer", "contract_number", "contract_date", "amount", "priority_direction"}
            | {"saved_amount", "direction", "field_of_law", "grant_type", "edition"},
            "rule": {"counting_basis", "counting_units", "counting_kinds", "satisfaction_formula"},
            "order": {f"place_{code}" for code in CATEGORIES},
        }
        return {part for part, names in parts.items() if names & set(self.errors)}

    def project(self) -> Project:
        """The project as entered, not yet stored."""
        project = self.instance
        project.counting_units = [unit for unit in UNIT_LABELS if unit in self.cleaned_data["counting_units"]]
        project.counting_kinds = self.cleaned_data["counting_kinds"]
        places = {code: self.cleaned_data[f"place_{code}"] for code in project.category_precedence}
        project.category_precedence = reordered(project.category_precedence, places)
        return project


def direction_wording(direction: Direction) -> dict[str, str]:
    """A project's fields as the customer's list words them."""
    return {
        "priority_direction": direction.title,
        "field_of_law": direction.field_of_law,
        "grant_type": direction.grant_type,
    }


def reordered(order: list[str], places: dict[str, int]) -> list[str]:
    """The order after some categories were given new places (from 1); the others make room.

    One who moves up stands before who held the place, one who moves down stands after.
    """

    def key(code: str) -> tuple[int, int, int]:
        was, wished = order.index(code) + 1, places[code]
        moved = (wished > was) - (wished < was)
        return wished, moved, was

    return sorted(order, key=key)
