"""What a phone says of a file before it sends it."""

from __future__ import annotations

from typing import Any

from django import forms

from events.actions.evidence import EvidenceTold
from events.actions.evidence_uploads import FileComing
from events.models import Activity, PeopleShown
from grants.models import Organisation, Project


class UploadForm(forms.Form):
    """One file: its number, name and size; where it goes, an activity or a project; what is told of it."""

    number = forms.UUIDField()
    activity = forms.CharField(required=False, max_length=40)
    project = forms.CharField(required=False, max_length=40)
    name = forms.CharField(max_length=1000)
    size = forms.IntegerField(min_value=0, max_value=2**40)
    sha256 = forms.RegexField(r"^[0-9a-f]{64}\Z", required=False)
    type = forms.CharField(max_length=24)
    caption = forms.CharField(required=False, max_length=300)
    people_shown = forms.CharField(required=False, max_length=10)
    taken_on = forms.DateField(required=False, input_formats=["%Y-%m-%d"])

    def clean(self) -> dict[str, Any]:
        """A file goes to one place."""
        given = self.cleaned_data
        if bool(given.get("activity")) == bool(given.get("project")):
            raise forms.ValidationError("An activity or a project.")
        return given

    def place(self, organisation: Organisation) -> tuple[Project, Activity | None] | None:
        """The project and the activity of a valid form; None where the organisation has none such."""
        ref = self.cleaned_data["activity"]
        if not ref:
            project = Project.objects.of(organisation).filter(ref=self.cleaned_data["project"]).first()
            return (project, None) if project else None
        activities = Activity.objects.of(organisation).select_related("project__organisation", "measure")
        activity = activities.filter(ref=ref).first()
        return (activity.project, activity) if activity else None

    def coming(self) -> FileComing:
        """The file of a valid form."""
        given = self.cleaned_data
        return FileComing(given["number"], given["name"], given["size"], given["sha256"])

    def told(self) -> EvidenceTold:
        """What a valid form tells."""
        given = self.cleaned_data
        people = given["people_shown"] or PeopleShown.UNCLEAR
        return EvidenceTold(given["type"], given["caption"], people, given["taken_on"])
