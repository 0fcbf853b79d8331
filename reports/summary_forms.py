"""What is wanted of the operator's summary: which projects, in which language and edition, as which file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.models import Organisation, Project
from reports.catalogue import EDITIONS, FORMAT_NAMES, LANGUAGE_NAMES
from reports.queries.readable import readable_projects
from reports.readers_forms import ProjectsField
from reports.refusals import MESSAGES
from rules.errors import AppError


class SummaryForm(forms.Form):
    """Which summary."""

    use_required_attribute = False

    projects = ProjectsField(
        label=_("Projects"),
        queryset=Project.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one project. A summary of nothing was not made."),
            "invalid_choice": _("One of these projects is not in the list any more. Tick again."),
        },
    )
    language = forms.ChoiceField(
        label=_("Language of the file"), widget=forms.RadioSelect, choices=[*LANGUAGE_NAMES.items()]
    )
    edition = forms.ChoiceField(
        label=_("Edition of the forms"), widget=forms.RadioSelect, choices=[(code, code) for code in EDITIONS]
    )

    def __init__(self, data: Any = None, *, organisation: Organisation, **more: Any) -> None:
        super().__init__(data, **more)
        field = self.fields["projects"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = readable_projects(organisation)

    def ticked(self) -> set[str]:
        """The numbers of the projects that are ticked on the page: all of them until something was sent."""
        if not self.is_bound:
            return {str(pk) for pk in self.fields["projects"].queryset.values_list("pk", flat=True)}  # type: ignore[attr-defined]
        return {str(one) for one in self["projects"].value() or []}

    def explain(self, refused: AppError) -> None:
        """Turn a refusal into an error of this form. Raises it again where it is none of the projects."""
        if refused.code not in {"summary_lacks_reports", "summary_projects_gone"}:
            raise refused
        self.add_error("projects", str(MESSAGES[refused.code]) % refused.params)


class SummaryDraftForm(SummaryForm):
    """A marked draft; or the wish to issue it, which asks for no file."""

    file_format = forms.ChoiceField(label=_("File"), choices=[*FORMAT_NAMES.items()], required=False)
    later = forms.BooleanField(label=_("Make it in the background, I will fetch it later"), required=False)


class SummaryIssueForm(SummaryForm):
    """A summary that is issued. `act`: the same one sent twice is issued once."""

    act = forms.UUIDField(widget=forms.HiddenInput)
