"""Pasting links: the text, then what is chosen for each of them before it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from events.models import Activity
from grants.models import Organisation, Project
from media_log.labels import Label
from media_log.models import PostKind

LONGEST_PASTE = 100_000
LONGEST_REASON = 300
# More than this no phone lists; what is not in the list is named before its links.
_MOST_ACTIVITIES = 300
Holder = Activity | Project


class PasteForm(forms.Form):
    """Links, one or many, with or without text around them."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Paste links, one or many"),
        help_text=_("A whole chat message will do: the links are found in it."),
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocapitalize": "off"}),
        error_messages={"required": _("Paste at least one link.")},
    )


class PastedChoices:
    """What was chosen for each link of a paste, by its place in the text. Nothing sent yet: everything is kept.

    No Django form: hundreds of links have three fields each, which a template writes shorter.
    """

    def __init__(self, data: Mapping[str, str], *, is_sent: bool) -> None:
        self._data, self._is_sent = data, is_sent
        self.errors: dict[int, str] = {}

    def keeps(self, number: int) -> bool:
        """Whether this link is to be saved."""
        return not self._is_sent or f"keep-{number}" in self._data

    def kind(self, number: int, default: str) -> str:
        """The kind that was chosen; what is no kind is not taken."""
        chosen = self._data.get(f"kind-{number}", "")
        return chosen if chosen in PostKind.values else default

    def reason(self, number: int) -> str:
        """What was written as its reason."""
        reason = " ".join(self._data.get(f"reason-{number}", "").replace("\x00", " ").split())
        if len(reason) > LONGEST_REASON:
            self.errors[number] = _t("At most %(most)s letters, please.") % {"most": LONGEST_REASON}
        return reason


class HolderField(forms.ChoiceField):
    """An activity, or a project as a whole, of one organisation. Cleans to the object itself."""

    def __init__(self, organisation: Organisation, *, preset: Holder | None = None, **kwargs: Any) -> None:
        self._found: dict[str, Holder] = {}
        super().__init__(choices=self._offered(organisation, preset), **kwargs)

    def clean(self, value: Any) -> Any:
        """The activity or the project; None for none."""
        return self._found.get(super().clean(value))

    def _offered(self, organisation: Organisation, preset: Holder | None) -> list[Any]:
        projects = list(Project.objects.of(organisation).order_by("-starts_on", "pk"))
        activities = Activity.objects.of(organisation).select_related("project", "kind")
        offered = list(activities.order_by("-starts_on", "-pk")[:_MOST_ACTIVITIES])
        if isinstance(preset, Activity) and preset not in offered:
            offered.insert(0, preset)
        lines: dict[int, list[tuple[str, Label]]] = {}
        for activity in offered:
            self._found[holder_value(activity)] = activity
            line = (holder_value(activity), f"{activity.ref} · {activity.title}"[:90])
            lines.setdefault(activity.project_id, []).append(line)
        choices: list[Any] = [("", _t("Choose"))]
        for project in projects:
            self._found[holder_value(project)] = project
            whole = (holder_value(project), _t("The project as a whole"))
            choices.append((f"{project.ref} · {project.title}"[:90], [whole, *lines.get(project.pk, [])]))
        return choices


def holder_value(holder: Holder | None) -> str:
    """How HolderField names an activity or a project."""
    if holder is None:
        return ""
    return f"activity:{holder.ref}" if isinstance(holder, Activity) else f"project:{holder.ref}"


class HolderForm(forms.Form):
    """Where the links without an activity of their own were published for."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, organisation: Organisation, preset: Holder | None = None) -> None:
        super().__init__(data)
        self.fields["holder"] = HolderField(
            organisation,
            preset=preset,
            label=_("What were these published for?"),
            help_text=_("An activity that is not in the list: write its number before its links."),
            error_messages={"required": _("Choose an activity, or the project as a whole.")},
        )
