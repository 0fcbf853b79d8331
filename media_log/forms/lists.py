"""Which publications are listed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.models import Organisation, Project


class ProjectForm(forms.Form):
    """Which project's publications are listed."""

    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("Project"), required=False, to_field_name="ref", empty_label=_("All projects")
    )

    def __init__(self, *args: object, organisation: Organisation, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        projects = self.fields["project"]
        assert isinstance(projects, forms.ModelChoiceField)
        projects.queryset = Project.objects.of(organisation)
