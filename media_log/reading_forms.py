"""Forms for numbers of publications and followers of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.forms.fields import DayInput, RowsField
from grants.models import Organisation, Project
from grants.spreadsheets import FileRefusedError, check_file
from media_log.labels import PLATFORM_LABELS, Label
from media_log.models import Page, Post
from media_log.reading_words import COUNT_WORDS, NUMBER_LABELS, file_words
from rules.typed_counts import CountError, typed_count

# Nobody published anything online that was read before.
EARLIEST_DAY = date(2005, 1, 1)
LARGEST_FILE = 5 * 1024 * 1024
_LONGEST_NAME = 200
_GRID_FIELD = re.compile(r"[a-z_]{1,20}-([0-9]{1,18})")


class CountField(forms.CharField):
    """A number as people write it: 12 500, 1,2 тыс, 3.4M. Empty: not read (None)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(max_length=60, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> int | None:
        """The number; what cannot be one is told in words."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return typed_count(text)
        except CountError as error:
            raise forms.ValidationError(str(COUNT_WORDS[error.code])) from error


class ReadOnField(forms.DateField):
    """The day on which numbers were read: today or before."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("Read on"), "widget": DayInput(), "initial": timezone.localdate, **kwargs}
        super().__init__(**kwargs)
        self.error_messages["required"] = _("Say on which day the numbers were read.")

    def clean(self, value: Any) -> date | None:
        """Refuses days that have not come, and years that cannot be meant."""
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet. Numbers are read today or were read before."))
        if day and day < EARLIEST_DAY:
            raise forms.ValidationError(_("Check the year of this day."))
        return day


class ReadingForm(forms.Form):
    """What one publication showed on a day."""

    read_on = ReadOnField()
    views = CountField(label=NUMBER_LABELS["views"])
    likes = CountField(label=NUMBER_LABELS["likes"])
    reach = CountField(label=NUMBER_LABELS["reach"])
    page_followers = CountField(label=NUMBER_LABELS["page_followers"])

    def __init__(self, *args: Any, has_page: bool = False, is_correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_page and is_correction:
            # Followers belong to the page and are corrected there.
            del self.fields["page_followers"]

    @property
    def numbers(self) -> dict[str, int | None]:
        """What was filled in. Only of a valid form."""
        return {name: self.cleaned_data[name] for name in NUMBER_LABELS if name in self.fields}

    def clean(self) -> dict[str, Any]:
        """Something must have been read."""
        if not self.errors and all(value is None for value in self.numbers.values()):
            self.add_error("views", _("Write at least one number. What you did not read stays empty."))
        return self.cleaned_data


class GridForm(forms.Form):
    """Numbers of many things at once, with one day above them all: a field for each `name` and thing."""

    read_on = ReadOnField()

    def __init__(self, *args: Any, things: Iterable[Post | Page], names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.things, self.names = list(things), tuple(names)
        for thing in self.things:
            for name in self.names:
                self.fields[f"{name}-{thing.pk}"] = CountField(label=NUMBER_LABELS[name])

    def fields_of(self, thing: Post | Page) -> list[forms.BoundField]:
        """The fields of one thing."""
        return [self[f"{name}-{thing.pk}"] for name in self.names]

    def filled(self) -> list[tuple[Post | Page, dict[str, int]]]:
        """What was filled in, and for which thing. Only of a valid form."""
        found = []
        for thing in self.things:
            values = {name: self.cleaned_data[f"{name}-{thing.pk}"] for name in self.names}
            stated = {name: value for name, value in values.items() if value is not None}
            if stated:
                found.append((thing, stated))
        return found

    def clean(self) -> dict[str, Any]:
        """Something must have been filled in."""
        if not self.errors and not self.filled():
            self.add_error(None, _("Nothing is filled in yet. Write what you have read; the rest may stay empty."))
        return self.cleaned_data


def numbers_of_grid(data: QueryDict) -> list[int]:
    """The things that a sent grid has fields for, in their order."""
    found = (match for name in data if (match := _GRID_FIELD.fullmatch(name)))
    return list(dict.fromkeys(int(match[1]) for match in found))


class ReadingFilterForm(forms.Form):
    """Whose numbers are to be read."""

    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("Project"), required=False, to_field_name="ref", empty_label=_("All projects")
    )
    platform = forms.ChoiceField(label=_("Platform"), required=False)
    # Not `page`: that is the part of the list that is shown.
    on_page = forms.ModelChoiceField(Page.objects.none(), label=_("Page"), required=False, empty_label=_("All pages"))
    due = forms.BooleanField(label=_("Not read for 30 days"), required=False)

    def __init__(self, *args: Any, organisation: Organisation, platforms: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.of(organisation)  # type: ignore[attr-defined]
        self.fields["on_page"].queryset = Page.objects.of(organisation)  # type: ignore[attr-defined]
        self.fields["platform"].choices = platform_choices(platforms)  # type: ignore[attr-defined]


def platform_choices(platforms: Iterable[str]) -> list[tuple[str, Label]]:
    """All platforms, or one of these."""
    return [("", _("All platforms")), *((code, PLATFORM_LABELS.get(code, code)) for code in platforms)]


class PageForm(forms.Form):
    """A page's name."""

    name = forms.CharField(
        label=_("Name of the page"), max_length=_LONGEST_NAME, error_messages={"required": _("Write the page's name.")}
    )


class MergeForm(forms.Form):
    """The page that is the same as this one."""

    other = forms.ModelChoiceField(
        Page.objects.none(),
        label=_("The same page, written otherwise"),
        empty_label=_("Choose a page"),
        error_messages={"required": _("Choose a page."), "invalid_choice": _("This page is not there any more.")},
    )

    def __init__(self, *args: Any, keep: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Page.objects.of(keep.organisation).filter(platform=keep.platform).exclude(pk=keep.pk)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]


class WhichPageForm(forms.Form):
    """On which page the ticked posts stand."""

    posts = RowsField(
        Post.objects.none(),
        error_messages={
            "required": _("Tick at least one publication."),
            "invalid_choice": _("One of these publications is not there any more."),
            "invalid_pk_value": _("One of these publications is not there any more."),
        },
    )
    page = forms.ModelChoiceField(
        Page.objects.none(),
        label=_("They stand on"),
        required=False,
        empty_label=_("Choose a page"),
        error_messages={"invalid_choice": _("This page is not there any more.")},
    )
    named = forms.CharField(
        label=_("or on a new one"),
        help_text=_("The page's link, or its name."),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"autocapitalize": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, organisation: Organisation, platform: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.of(organisation).filter(platform=platform)
        self.fields["posts"].queryset = posts  # type: ignore[attr-defined]
        self.fields["page"].queryset = Page.objects.of(organisation).filter(platform=platform)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One page, known or new."""
        chosen = [name for name in ("page", "named") if self.cleaned_data.get(name)]
        if not chosen and not {"page", "named"} & set(self.errors):
            self.add_error("page", _("Choose a page, or write a new one below."))
        if len(chosen) > 1:
            self.add_error("named", _("Choose a page or write a new one, not both."))
        return self.cleaned_data


class ReadingsFileForm(forms.Form):
    """A filled table of numbers."""

    file = forms.FileField(
        label=_("Filled table (.xlsx)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": _("Choose a file first."),
            "missing": _("Choose a file first."),
            "invalid": _("The file did not arrive. Choose it once more."),
            "empty": _("The file is empty. Choose the table once more."),
        },
    )

    def clean_file(self) -> UploadedFile:
        """Refuse at once what cannot be a table."""
        file: UploadedFile = self.cleaned_data["file"]
        try:
            check_file(file, file.size or 0, LARGEST_FILE)
        except FileRefusedError as refused:
            raise forms.ValidationError(file_words(refused.code, refused.params)) from refused
        return file
