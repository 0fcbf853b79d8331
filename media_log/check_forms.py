"""Forms of looking at links."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.models import Organisation, Project
from media_log.queries.link_checks import SORT_CODES


class LinksForm(forms.Form):
    """Which links are shown or looked at again."""

    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("Project"), required=False, to_field_name="ref", empty_label=_("All projects")
    )
    sort = forms.ChoiceField(choices=[("", "")] + [(code, code) for code in SORT_CODES], required=False)

    def __init__(self, *args: object, organisation: Organisation, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        projects = self.fields["project"]
        assert isinstance(projects, forms.ModelChoiceField)
        projects.queryset = Project.objects.of(organisation)

    def chosen(self) -> tuple[Project | None, str]:
        """The project and what was found; nothing for what is not known."""
        self.full_clean()
        return self.cleaned_data.get("project"), self.cleaned_data.get("sort", "")
