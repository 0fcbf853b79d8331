"""Forms of the content plan."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.forms.activities import possible_day
from events.models import Activity
from grants.forms.fields import DayInput, Explained, lines
from grants.models import Project
from media_log.actions.planned import PlanRow
from media_log.labels import PLATFORM_LABELS
from media_log.models import PlannedPost, Post, PostKind
from media_log.post_words import post_words
from media_log.queries.planned import Proposal, posts_for_line
from media_log.refusals import MESSAGES
from rules.errors import AppError

PLATFORMS = list(PLATFORM_LABELS.items())
KINDS = [(code, capfirst(label)) for code, label in PostKind.choices]


class PlanExplained(Explained):
    """As Explained, with this app's words."""

    def explain(self, refused: AppError) -> None:
        """Turn the refusal into an error of this form. Raises it again where the form does not know it."""
        if refused.code not in self.refusals:
            raise refused
        self.add_error(self.refusals[refused.code], str(MESSAGES[refused.code]) % refused.params)


class ActivityOfPlan(forms.ModelChoiceField):
    """An activity by its day and title."""

    def label_from_instance(self, obj: Activity) -> str:
        """In one line."""
        return f"{obj.starts_on:%d.%m.%Y} · {obj.title}" if obj.starts_on else obj.title


class PlanLineForm(PlanExplained, forms.ModelForm):
    """A line of the plan."""

    use_required_attribute = False
    refusals: ClassVar[dict[str, str | None]] = {"plan_of_another_project": "activity"}

    form = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    platform = forms.ChoiceField(label=_("Where?"), choices=PLATFORMS)
    kind = forms.ChoiceField(label=_("What kind?"), choices=KINDS)
    activity = ActivityOfPlan(
        Activity.objects.none(), label=_("About which activity?"), required=False, empty_label=_("About none")
    )

    class Meta:
        model = PlannedPost
        fields = ["planned_on", "title", "activity", "platform", "kind", "language", "note"]
        labels = {"planned_on": _("On which day?"), "title": _("About what?"), "note": _("Text or notes")}
        widgets = {"planned_on": DayInput(), "note": lines(4)}
        error_messages = {
            "title": {"required": _("Write in a few words what it is about.")},
            "planned_on": {"required": _("Choose the day.")},
        }

    def __init__(
        self, data: Any = None, *, project: Project, instance: PlannedPost | None = None, initial: Any = None
    ) -> None:
        super().__init__(data, instance=instance, initial=initial)
        self.fields["form"].initial = uuid.uuid4
        activities = Activity.objects.filter(project=project).order_by("-starts_on", "-pk")
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]

    def clean_planned_on(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["planned_on"])

    def row(self) -> PlanRow:
        """What was entered. Only after is_valid()."""
        return PlanRow(**{name: self.cleaned_data[name] for name in self.Meta.fields})

    def number(self) -> uuid.UUID:
        """The form's own number. Only after is_valid()."""
        number: uuid.UUID = self.cleaned_data["form"]
        return number


class MoveForm(forms.Form):
    """Another day for a line."""

    use_required_attribute = False

    day = forms.DateField(
        label=_("Move to another day"), widget=DayInput(), error_messages={"required": _("Choose the day.")}
    )

    def clean_day(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["day"])


class PublishForm(PlanExplained, forms.Form):
    """The link by which a line was published."""

    use_required_attribute = False
    refusals: ClassVar[dict[str, str | None]] = dict.fromkeys(
        ("no_links", "one_link", "post_stands_already", "line_has_other_post"), "link"
    )

    link = forms.CharField(
        label=_("Paste its link"),
        max_length=4000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Paste the link of the publication.")},
    )
    published_on = forms.DateField(
        label=_("On which day was it published?"),
        help_text=_("Instagram and TikTok links say it themselves."),
        required=False,
        widget=DayInput(),
    )

    def clean_published_on(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["published_on"])


class PostOfPlan(forms.ModelChoiceField):
    """A publication in a line of words."""

    def label_from_instance(self, obj: Post) -> str:
        """Platform, day, title or link."""
        day = f"{obj.made_on:%d.%m.%Y} · " if obj.made_on else ""
        return f"{PLATFORM_LABELS.get(obj.platform, obj.platform)} · {day}{post_words(obj)}"[:110]


class ChooseForm(PlanExplained, forms.Form):
    """A publication that is in the log already."""

    use_required_attribute = False
    refusals: ClassVar[dict[str, str | None]] = dict.fromkeys(("post_stands_already", "line_has_other_post"), "post")

    post = PostOfPlan(
        Post.objects.none(),
        label=_("Or choose one that is here already"),
        empty_label=_("Choose a publication"),
        error_messages={"required": _("Choose a publication.")},
    )

    def __init__(self, data: Any = None, *, line: PlannedPost) -> None:
        super().__init__(data)
        self.fields["post"].queryset = posts_for_line(line=line)  # type: ignore[attr-defined]


class ProposalForm(forms.Form):
    """One proposed line: whether it is taken, its day and words."""

    use_required_attribute = False

    is_in = forms.BooleanField(label=_("Take it into the plan"), required=False, initial=True)
    planned_on = forms.DateField(label=_("Day"), widget=DayInput(), required=False)
    title = forms.CharField(label=_("About what?"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, proposal: Proposal, title: str) -> None:
        initial = {"planned_on": proposal.planned_on, "title": title[:300]}
        super().__init__(data, prefix=proposal.number.hex, initial=initial)
        self.proposal = proposal

    def clean_planned_on(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["planned_on"])

    def clean(self) -> dict[str, Any]:
        """What is taken needs a day and words."""
        data = super().clean() or {}
        if data.get("is_in"):
            if not data.get("planned_on") and "planned_on" not in self.errors:
                self.add_error("planned_on", _("Choose the day."))
            if not data.get("title") and "title" not in self.errors:
                self.add_error("title", _("Write in a few words what it is about."))
        return data


class SharedForm(forms.Form):
    """What all proposed lines share."""

    use_required_attribute = False

    platform = forms.ChoiceField(label=_("Where?"), choices=PLATFORMS)
    kind = forms.ChoiceField(label=_("What kind?"), choices=KINDS)
