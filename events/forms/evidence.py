"""Forms of confirming documents: files, a link, what is told about them, a reason to take one away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.actions.evidence import EvidenceTold
from events.labels import EVIDENCE_LABELS
from events.models import PeopleShown
from events.queries.evidence import MARKS, REMOVED, TWICE, UNCLEAR
from rules.kinds import EVIDENCE_TYPES

# Without a script all files travel in one request.
FILES_AT_MOST = 20
PICTURES = ("photo", "video")
MARK_LABELS = {
    UNCLEAR: _("Not everybody in the picture was asked"),
    TWICE: _("The same file or link more than once"),
    REMOVED: _("Removed"),
}


class ManyFiles(forms.ClearableFileInput):
    """A field that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is checked when it is kept."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """The files. Empty ones are among them: their words come when they are read."""
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not files:
            raise ValidationError(_("Choose a file, or several."), code="required")
        if len(files) > FILES_AT_MOST:
            words = _("At most %(most)s files go at once this way. Nothing was kept yet: send them in parts.")
            raise ValidationError(words, params={"most": FILES_AT_MOST})
        return files


class ToldForm(forms.Form):
    """What people say about a document. The usual types come first, the others stand behind a fold."""

    use_required_attribute = False

    type = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        choices=[(code, EVIDENCE_LABELS[code]) for code in EVIDENCE_TYPES],
        error_messages={"required": _("Say what kind of document it is.")},
    )
    people_shown = forms.ChoiceField(
        label=_("Who is in the picture?"),
        widget=forms.RadioSelect,
        choices=[(value, capfirst(label)) for value, label in PeopleShown.choices],
        initial=PeopleShown.UNCLEAR,
        required=False,
    )
    caption = forms.CharField(label=_("Caption"), max_length=300, required=False)

    def __init__(self, *args: Any, usual: list[str], points: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = usual
        self.points = points or []
        if self.points:
            self.fields["caption"].widget.attrs["list"] = "points"
            self.fields["caption"].help_text = _("For a photo at a point: choose the point, or begin with its name.")

    def told(self) -> EvidenceTold:
        """What a valid form says."""
        said = self.cleaned_data
        people = said["people_shown"] or PeopleShown.UNCLEAR
        return EvidenceTold(said["type"], said["caption"], people, said.get("taken_on"))

    def usual_choices(self) -> list[Any]:
        """The chips of usual types, in the kind's order."""
        chips = self._chips()
        return [chips[code] for code in self.usual]

    def other_choices(self) -> list[Any]:
        """The chips of the rest."""
        return [chip for code, chip in self._chips().items() if code not in self.usual]

    def others_are_open(self) -> bool:
        """Whether one of the rest is chosen."""
        chosen = self["type"].value()
        return bool(chosen) and chosen not in self.usual

    def _chips(self) -> dict[str, Any]:
        return {str(chip.data["value"]): chip for chip in self["type"]}


class NewFilesForm(ToldForm):
    """Files to keep."""

    files = FilesField(label=_("Photos and files"))  # type: ignore[assignment]  # the form's own attribute is typed


class NewLinkForm(ToldForm):
    """A link to keep."""

    link = forms.CharField(
        label=_("Link"),
        max_length=1000,
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={"required": _("Paste the link.")},
    )


class ChangeForm(ToldForm):
    """Other words about a document that is kept."""

    taken_on = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class RemoveForm(forms.Form):
    """Why a document is taken away."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why is it removed?"),
        max_length=300,
        error_messages={"required": _("Please write a reason: it stays beside the number.")},
    )


class DocumentsFilterForm(forms.Form):
    """Which of a project's documents are shown. What cannot be read filters nothing."""

    type = forms.ChoiceField(
        label=_("Type"),
        required=False,
        choices=[("", _("Every type")), *((code, EVIDENCE_LABELS[code]) for code in EVIDENCE_TYPES)],
    )
    mark = forms.ChoiceField(
        label=_("Only"), required=False, choices=[("", _("All")), *((code, MARK_LABELS[code]) for code in MARKS)]
    )
    appendix = forms.IntegerField(required=False, min_value=1, max_value=30_000, widget=forms.HiddenInput)

    def asked(self) -> dict[str, Any]:
        """The filter: type, mark, appendix; empty where nothing readable was asked."""
        self.is_valid()
        said = self.cleaned_data
        return {"type": said.get("type", ""), "mark": said.get("mark", ""), "appendix": said.get("appendix")}
