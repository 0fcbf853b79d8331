"""One publication: what it is, its right link, its places and why they are right."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.forms.fields import DayInput, Explained, lines
from media_log.actions import PostFacts
from media_log.forms.paste import LONGEST_REASON, Holder, HolderField
from media_log.models import Page, Post, PostKind, PostLanguage
from media_log.refusals import MESSAGES
from rules.errors import AppError

_EARLIEST = date(2000, 1, 1)
_PAID = {"yes": True, "no": False, "": None}
_REASON_HELP = _("For example: one event was the subject of both activities, or the post announced it.")


class _InWords(Explained):
    """A form that knows this app's refusals."""

    def explain(self, refused: AppError) -> None:
        """Turn the refusal into an error of this form. Raises it again where the form does not know it."""
        if refused.code not in self.refusals:
            raise refused
        self.add_error(self.refusals[refused.code], str(MESSAGES[refused.code]))


class DayField(forms.DateField):
    """A day on which something may have been published: not before 2000, not after today."""

    widget = DayInput

    def validate(self, value: Any) -> None:
        """Refuse a day that cannot be."""
        super().validate(value)
        if value and value > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        if value and value < _EARLIEST:
            raise forms.ValidationError(_("This day is too long ago. Check the year."))


class DayForm(forms.Form):
    """The day on which a publication was published."""

    use_required_attribute = False

    published_on = DayField(label=_("Published on"), error_messages={"required": _("Choose the day.")})


class PostForm(forms.Form):
    """What a person knows about a publication."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("Kind"), choices=PostKind.choices)
    title = forms.CharField(label=_("Title"), max_length=300, required=False, widget=lines(2))
    published_on = DayField(label=_("Published on"), required=False)
    page = forms.CharField(
        label=_("Page or channel"),
        max_length=1000,
        required=False,
        help_text=_("Its name or its link. A page that is not known yet is added."),
        widget=forms.TextInput(attrs={"list": "pages", "autocapitalize": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("not stated")), *PostLanguage.choices], required=False
    )
    paid = forms.ChoiceField(
        label=_("Paid or free"),
        choices=[("no", _("free")), ("yes", _("paid")), ("", _("not stated"))],
        required=False,
        widget=forms.RadioSelect,
    )
    details = forms.CharField(label=_("Details"), max_length=300, required=False, widget=lines(2))

    def __init__(self, data: Any = None, *, post: Post) -> None:
        super().__init__(data)
        self.initial = {
            "kind": post.kind,
            "title": post.title,
            "published_on": post.published_on,
            "page": post.page.name if post.page else "",
            "language": post.language,
            "paid": next(word for word, is_paid in _PAID.items() if is_paid is post.is_paid),
            "details": post.details,
        }
        if post.uploaded_at and not post.published_on:
            self.fields["published_on"].help_text = _("Empty: the day of its upload, read from the link, stands.")

    def facts(self) -> PostFacts:
        """What was stated; the form must be valid."""
        data = self.cleaned_data
        return PostFacts(
            kind=data["kind"],
            title=data["title"],
            details=data["details"],
            language=data["language"],
            is_paid=_PAID[data["paid"]],
            published_on=data["published_on"],
            page=data["page"],
        )


class LinkForm(_InWords, forms.Form):
    """The right link of a publication."""

    use_required_attribute = False
    refusals: ClassVar[dict[str, str | None]] = {"link_missing": "link", "one_link": "link", "try_again": None}

    link = forms.CharField(
        label=_("The right link"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocapitalize": "off"}),
        help_text=_("Open the publication and copy its link: Share, then Copy link."),
        error_messages={"required": _("Paste the right link.")},
    )


class ReasonForm(forms.Form):
    """Why a publication is right at a place although it looks odd there."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why is it right all the same?"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_REASON_HELP,
        widget=lines(3),
    )


class PlaceForm(forms.Form):
    """A further activity that a publication was made for, and why one is enough for both."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why is one publication right for both?"),
        max_length=LONGEST_REASON,
        help_text=_REASON_HELP,
        widget=lines(3),
        error_messages={"required": _("Write why: it stands beside the publication in the report.")},
    )

    def __init__(self, data: Any = None, *, post: Post, preset: Holder | None = None) -> None:
        super().__init__(data)
        holder = HolderField(
            post.organisation,
            preset=preset,
            label=_("What else was it published for?"),
            error_messages={"required": _("Choose an activity, or the project as a whole.")},
        )
        self.fields = {"holder": holder, **self.fields}


def known_pages(post: Post) -> list[str]:
    """The names of pages on a post's platform, to choose from. One query."""
    pages = Page.objects.of(post.organisation).filter(platform=post.platform)
    return list(pages.order_by("name").values_list("name", flat=True)[:200])
