"""What an owner chooses on a reader's request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.forms.fields import RowsField
from grants.models import Organisation, Project
from reports.queries.readable import unread_by


class ProjectsField(RowsField):
    """Projects by code and title."""

    def label_from_instance(self, project: Any) -> str:
        """Code and title."""
        return f"{project.ref} · {project.title}"


class ReadingForm(forms.Form):
    """Which of one's own projects a reader may read."""

    projects = ProjectsField(
        label=_("Which projects may it read?"),
        queryset=Project.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one project. Without a tick nothing is opened."),
            "invalid_choice": _("One of these projects is not in the list any more. Tick again."),
        },
    )

    def __init__(self, *args: Any, organisation: Organisation, reader: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["projects"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = unread_by(organisation=organisation, reader=reader)
