"""The form of a publication without a link."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.forms.activities import LARGEST_NUMBER, DayInput, possible_day
from events.models import Activity
from grants.models import Organisation, Project
from media_log.actions.unlinked import Unlinked, without_period
from media_log.models import Page, Post, PostLanguage
from media_log.unlinked_sorts import SORTS, SORTS_BY_CODE, Sort, sort_of
from rules.post_keys.unlinked import says_something

_PAGES_OFFERED = 200
_PAID = {"yes": True, "no": False}


class UnlinkedForm(forms.Form):
    """What was published where and when, without a link. The labels are those of its sort."""

    use_required_attribute = False

    outlet = forms.CharField(
        max_length=200,
        widget=forms.TextInput(attrs={"list": "outlets", "autocomplete": "off"}),
        error_messages={"required": _("Write where it was.")},
    )
    title = forms.CharField(
        label=_("Title, or what it was about"),
        max_length=300,
        error_messages={"required": _("Write what it was about: by it the same publication is known again.")},
    )
    published_on = forms.DateField(
        label=_("Day"), widget=DayInput(), error_messages={"required": _("Choose the day it was published.")}
    )
    until = forms.DateField(label=_("Last day"), widget=DayInput(), required=False)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("Not said")), *((code, capfirst(str(label))) for code, label in PostLanguage.choices)],
        required=False,
    )
    paid = forms.ChoiceField(
        label=_("Was it paid for?"),
        choices=[("", _("Not said")), ("yes", _("Paid")), ("no", _("Free of charge"))],
        widget=forms.RadioSelect,
        required=False,
    )
    details = forms.CharField(
        label=_("Details"),
        help_text=_("Such as the time on the air, the page of the newspaper, the size."),
        max_length=250,
        required=False,
    )

    def __init__(self, data: Any = None, *, organisation: Organisation, sort: Sort, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.sort = sort
        self.fields["outlet"].label = sort.outlet  # type: ignore[assignment]
        if sort.lasts:
            self.fields["published_on"].label = _("First day")
        pages = Page.objects.of(organisation).filter(platform=sort.platform)
        self.outlets = list(dict.fromkeys(pages.values_list("name", flat=True)[:_PAGES_OFFERED]))

    def clean_outlet(self) -> str:
        """A name in which something can be read."""
        return _readable(self.cleaned_data["outlet"])

    def clean_title(self) -> str:
        """A title in which something can be read."""
        return _readable(self.cleaned_data["title"])

    def clean_published_on(self) -> date | None:
        """A day that has come."""
        return _day_that_has_come(self.cleaned_data["published_on"])

    def clean_until(self) -> date | None:
        """A year that can be meant."""
        return possible_day(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        data = super().clean() or {}
        first, last = data.get("published_on"), data.get("until")
        if first and last and last < first:
            self.add_error("until", ValidationError(_("The last day is before the first. Correct one of them.")))
        return data

    def facts(self) -> Unlinked:
        """What a valid form says."""
        said = self.cleaned_data
        return Unlinked(
            platform=self.sort.platform,
            kind=self.sort.kind,
            outlet=said["outlet"],
            published_on=said["published_on"],
            title=said["title"],
            until=said["until"],
            details=said["details"],
            language=said["language"],
            is_paid=_PAID.get(said["paid"]),
        )

    def first(self) -> list[forms.BoundField]:
        """What everybody fills in."""
        names = ["outlet", "title", "published_on", *(["until"] if self.sort.lasts else [])]
        return [self[name] for name in names]

    def more(self) -> list[forms.BoundField]:
        """What may be told besides."""
        names = [*([] if self.sort.lasts else ["until"]), "language", "paid", "details"]
        return [self[name] for name in names]

    def more_is_open(self) -> bool:
        """Whether anything of it is filled in or has to be corrected."""
        return any(field.value() or field.errors for field in self.more())


class NewUnlinkedForm(UnlinkedForm):
    """One that is not in the log yet: what it was published for, and who saw it."""

    about = forms.ChoiceField(
        label=_("What was it published for?"),
        error_messages={
            "required": _("Choose the activity, or the project as a whole."),
            "invalid_choice": _("Choose the activity, or the project as a whole."),
        },
    )
    reach = forms.IntegerField(
        min_value=0,
        max_value=LARGEST_NUMBER,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    read_on = forms.DateField(
        label=_("Known on which day?"), help_text=_("Empty: today."), widget=DayInput(), required=False
    )
    reason = forms.CharField(
        label=_("Why does it belong here too?"),
        help_text=_("It is counted once. The reason stands beside it in the list and in the report."),
        max_length=300,
        required=False,
    )

    def __init__(self, data: Any = None, *, organisation: Organisation, sort: Sort, **kwargs: Any) -> None:
        super().__init__(data, organisation=organisation, sort=sort, **kwargs)
        self.fields["reach"].label = sort.audience  # type: ignore[assignment]
        self._places: dict[str, Project | Activity] = {}
        self.fields["about"].choices = [("", "—"), *self._choices(organisation)]  # type: ignore[attr-defined]

    def clean_read_on(self) -> date | None:
        """A day that has come."""
        return _day_that_has_come(self.cleaned_data["read_on"])

    def place(self) -> tuple[Project, Activity | None]:
        """What it was published for."""
        chosen = self._places[self.cleaned_data["about"]]
        return (chosen.project, chosen) if isinstance(chosen, Activity) else (chosen, None)

    def asks_reason(self) -> bool:
        """Whether the publication stands elsewhere too, so that a reason is asked for."""
        return bool(self["reason"].errors or self["reason"].value())

    def first(self) -> list[forms.BoundField]:
        """What everybody fills in."""
        return [*super().first(), self["about"]]

    def more(self) -> list[forms.BoundField]:
        """What may be told besides."""
        return [self["reach"], self["read_on"], *super().more()]

    def _choices(self, organisation: Organisation) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each project, as a whole first, then its activities, the newest first."""
        groups: dict[int, tuple[str, list[tuple[str, str]]]] = {}
        for project in Project.objects.of(organisation).select_related("organisation"):
            whole = (f"p:{project.ref}", gettext("%(ref)s as a whole") % {"ref": project.ref})
            groups[project.pk] = (f"{project.ref} · {Truncator(project.title).chars(60)}", [whole])
            self._places[whole[0]] = project
        activities = Activity.objects.of(organisation).select_related("project__organisation", "organisation")
        for activity in activities.order_by("-starts_on", "-pk"):
            day = activity.starts_on.strftime("%d.%m.%Y · ") if activity.starts_on else ""
            words = f"{activity.ref} · {day}{Truncator(activity.title).chars(60)}"
            groups[activity.project_id][1].append((f"a:{activity.ref}", words))
            self._places[f"a:{activity.ref}"] = activity
        return list(groups.values())


class ChangeUnlinkedForm(UnlinkedForm):
    """Other words about one that is in the log. What it was can be corrected too."""

    what = forms.ChoiceField(label=_("What was it?"), choices=[(sort.code, sort.label) for sort in SORTS])

    def __init__(self, data: Any = None, *, post: Post) -> None:
        chosen = SORTS_BY_CODE.get(data.get("what", "")) if data else None
        super().__init__(
            data, organisation=post.organisation, sort=chosen or sort_of(post), initial=None if data else _said_of(post)
        )

    def first(self) -> list[forms.BoundField]:
        """What everybody fills in."""
        return [self["what"], *super().first()]


def _said_of(post: Post) -> dict[str, Any]:
    until, details = without_period(post)
    return {
        "what": sort_of(post).code,
        "outlet": post.page.name if post.page else "",
        "title": post.title,
        "published_on": post.published_on,
        "until": until,
        "language": post.language,
        "paid": {True: "yes", False: "no"}.get(post.is_paid, "") if post.is_paid is not None else "",
        "details": details,
    }


def _readable(text: str) -> str:
    if not says_something(text):
        raise ValidationError(_("Write it in letters or digits: by it the same publication is known again."))
    return text


def _day_that_has_come(day: date | None) -> date | None:
    if possible_day(day) and day and day > timezone.localdate():
        raise ValidationError(_("This day is still to come. What is planned goes into the content plan."))
    return day
